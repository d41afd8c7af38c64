"""A transfer between a member's own accounts, brought to its review."""

import re
from uuid import UUID

from django.test import Client

from tests.world import Made


def draft(browser: Client, whose: Made, amount: str = "25.00", key: int = 7) -> str:
    typed = {
        "key": str(UUID(int=key)),
        "origin": str(whose.savings),
        "destination": str(whose.second),
        "amount": amount,
    }
    return browser.post("/transferir/propia", typed).headers["Location"]


def seen(browser: Client, review: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', browser.get(review).content.decode())
    assert found is not None
    return found[1]
