"""Make the finished mail of a notice: subject, text and HTML from the same parts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, override

from coop.kernel import dates
from coop.kernel.money import Money
from coop.kernel.text import clean
from coop.notifications.letters import CALL, GREETING, LETTERS, NEVER
from coop.notifications.ports import Mail, slot
from coop.notifications.sealing import opened

_PAGE = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{}</title></head>'
    '<body style="margin:0;font:16px/1.5 sans-serif;color:#1a1a1a;background:#f4f4f2">'
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff">'
    '<p style="margin:0 0 16px;font-weight:bold">{}</p>'
    '<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{}</h1>'
    "<p>{}</p><p>{}</p>{}<p>{}</p>"
    '<hr style="border:0;border-top:1px solid #ccc;margin:24px 0">'
    '<p style="font-size:14px">{}</p><p style="font-size:14px">{}</p></div></body></html>'
)
_ROW = (
    '<tr><th scope="row" style="padding:6px 12px 6px 0;text-align:left;font-weight:normal;'
    'color:#555;vertical-align:top">{}</th><td style="padding:6px 0">{}</td></tr>'
)


def compose(
    *, notice_id: UUID, template: str, data: Mapping[str, Any], language: str, address: str
) -> Mail:
    """Return the mail of a notice in its language; every fact is one clean line."""
    ports = slot.get()
    letter = LETTERS[template]
    with override(language):
        facts = {name: _shown(name, value) for name, value in data.items()}
        words = _Words(
            facts,
            site_name=ports.site_name,
            site_address=ports.site_address,
            phone=ports.cis_phone,
        )
        subject = clean(words.fill(letter.subject))
        opening, advice = words.fill(letter.opening), words.fill(letter.advice)
        never = words.fill(NEVER)
        hours = dates.hours_of(ports.cis_hours, ports.cis_hours_en)
        call = gettext(CALL).format(cis_name=ports.cis_name, phone=ports.cis_phone, hours=hours)
        greeting = gettext(GREETING)
        rows = [(gettext(label), facts[name]) for label, name in letter.facts if facts.get(name)]
    table = format_html(
        '<table style="border-collapse:collapse;margin:16px 0">{}</table>',
        format_html_join("", _ROW, rows),
    )
    listed = "\n".join(f"{label}: {value}" for label, value in rows)
    said = [greeting, opening, listed, advice, never, ports.legal_name, call]
    text = "\n\n".join(part for part in said if part)
    lead = (language, subject, ports.legal_name, subject, greeting, opening, table)
    domain = ports.mail_from.rpartition("@")[2]
    return Mail(
        message_id=f"<{notice_id}@{domain}>",
        sender_name=ports.site_name,
        sender_address=ports.mail_from,
        recipient=address,
        subject=subject,
        text=text + "\n",
        html=format_html(_PAGE, *lead, advice, never, call),
        language=language,
    )


class _Words:
    """Fills sentences with the notice's facts and the institution's own."""

    def __init__(self, facts: Mapping[str, str], **own: str) -> None:
        self._facts = {**facts, **own}

    def fill(self, sentence: str) -> str:
        return gettext(sentence).format_map(self._facts)


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name.endswith("_secret"):
        return clean(opened(str(value)))
    if name.endswith("_cents"):
        return str(Money(int(value)))
    if name.endswith("_date"):
        return dates.day(date.fromisoformat(str(value)))
    if name.endswith("_at"):
        return dates.moment(datetime.fromisoformat(str(value)))
    return clean(str(value))
