"""A walk over every address that notes what a mere reading writes."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.every_page import Page, every_page

WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+(?:ONLY\s+)?\"?([a-z_]+)",
    re.IGNORECASE,
)
MAY = {  # what a mere reading may write, and why
    "access_session": "the reader's own session: its last minute, a second step under way",
    "access_challenge": "the nonce of a review; asked again it is the same one, and moves nothing",
}


def written(sql: str) -> set[str]:
    """Return the tables that a statement writes to."""
    return {table for table in WRITES.findall(sql) if table.lower() not in {"set", "of", "skip"}}


def _read(browser: Client, page: Page, known: Mapping[str, UUID]) -> tuple[int, set[str]]:
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(page.address(**known))
    tables = {table for one in asked for table in written(one["sql"])}
    return answer.status_code, tables - set(MAY)


def walk(
    browser: Client, known: Mapping[str, UUID], *, also: Collection[str] = ()
) -> tuple[dict[str, set[str]], list[int]]:
    """Read every address; return the tables written to by route, and the statuses."""
    wrong, statuses = {}, []
    for page in every_page():
        status, tables = _read(browser, page, known)
        statuses.append(status)
        assert status < 500, page.route
        if tables - set(also):
            wrong[page.route] = tables - set(also)
    return wrong, statuses
