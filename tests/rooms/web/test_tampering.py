"""What is typed into the address bar, the hidden fields and the headers by somebody hostile."""

from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import Client

ID = UUID(int=7)


@pytest.mark.parametrize(
    "place",
    [
        "inventado",
        f"2026-11-23T00:00:00_{ID}",
        "2026-11-23T00:00:00+00:00_no-es-un-id",
        f"0001-01-01T00:00:00+00:00_{ID}",
        f"0001-01-01T00:00:00+23:59_{ID}",
        f"9999-12-31T23:59:59.999999+00:00_{ID}",
        f"9999-12-31T23:59:59-23:59_{ID}",
    ],
)
@pytest.mark.parametrize("text", ["", "a"])
def test_an_invented_place_in_the_history_is_harmless(
    browser: Client, place: str, text: str
) -> None:
    answer = browser.get(f"/historial?texto={text}&antes={quote(place)}")
    assert answer.status_code == 200
