"""What a person would read in a mail, taken from the outbox."""

import json
from typing import Any

from coop.kernel import db
from coop.notifications.compose import compose
from coop.notifications.ports import Mail


def mails(address: str | None = None) -> list[Mail]:
    """Return the mails of the outbox, oldest first, as they would leave."""
    found: list[tuple[Any, ...]] = db.fetch_all(
        "SELECT id, template, data::text, language, address FROM notifications_notice "
        "WHERE %s::text IS NULL OR address = %s ORDER BY created_at, id",
        [address, address],
    )
    return [_mail(*row) for row in found]


def templates() -> list[str]:
    """Return the names of the outbox's letters, oldest first."""
    rows = db.fetch_all("SELECT template FROM notifications_notice ORDER BY created_at, id")
    return [str(row[0]) for row in rows]


def last_code(address: str | None = None) -> str:
    """Return the code of the newest mail that carries one."""
    for mail in reversed(mails(address)):
        for line in mail.text.splitlines():
            if line.startswith(("Código: ", "Code: ")):
                return line.partition(": ")[2]
    raise AssertionError("no code was mailed")


def _mail(notice_id: Any, template: str, data: str, language: str, address: str) -> Mail:
    return compose(
        notice_id=notice_id,
        template=template,
        data=json.loads(data),
        language=language,
        address=address,
    )
