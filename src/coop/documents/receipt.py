"""The receipt of an order, as PDF."""

import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import quote

import segno
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from coop.documents import ports
from coop.kernel.dates import day_in_words, hours_of, moment_in_words
from coop.kernel.errors import Unavailable
from coop.kernel.money import Money
from coop.kernel.text import clean

SHOWN_DIGITS = 4
TITLES = {
    "transfer_own": _("Transferencia entre sus cuentas"),
    "transfer_third_party": _("Transferencia a otra persona"),
}
STATES = {
    "POSTED": _("Aplicada"),
    "BATCHED": _("Enviada al facturador"),
    "SETTLED": _("Liquidada"),
    "HELD": _("En proceso"),
    "UNCERTAIN": _("En proceso"),
    "RETURNED": _("Devuelta"),
}
METHODS = {
    "passkey": _("Con la llave de acceso de quien envía"),
    "token": _("Con el token de quien envía"),
    "totp": _("Con un código de quien envía"),
}

LONGEST = 280
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class TypesetterMissing(Unavailable):
    """This installation has no typst: install the extra `pdf`. The receipt's page still prints."""

    code = "documents.typesetter_missing"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The facts of one receipt. Texts are data: the template never reads them as mark-up.

    `_cents` are cents, `_at` instants, `effective_date` a business date; numbers come masked;
    `method` is what the person authorized it with.
    """

    kind: str
    status: str
    amount_cents: int
    fee_cents: int
    total_cents: int
    payer_name: str
    origin_label: str
    origin_number: str
    destination_label: str
    destination_number: str
    holder_name: str
    memo: str
    effective_date: date
    authorized_at: datetime
    posted_at: datetime
    method: str
    code: str
    reference: str


def receipt_pdf(receipt: Receipt, *, language: str = "es") -> bytes:
    """Typeset `receipt`: the same facts give the same bytes.

    Raises:
        TypesetterMissing: `documents.typesetter_missing`.
    """
    try:
        import typst
    except ImportError as error:
        raise TypesetterMissing from error
    with override(language):
        content = json.dumps(_content(receipt, language), ensure_ascii=False)
    template = (_folder("templates") / "receipt.typ").read_bytes()
    try:
        return _compiled(template, content, accessible=True)
    except typst.TypstError:
        # PDF/UA-1 forbids what the fonts cannot draw (an emoji in a memo): tagged all the same.
        return _compiled(template, content, accessible=False)


def _compiled(template: bytes, content: str, *, accessible: bool) -> bytes:
    import typst

    made = typst.compile(
        template,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"receipt": content},
        pdf_standards=["ua-1"] if accessible else [],
    )
    assert isinstance(made, bytes)
    return made


def _content(receipt: Receipt, language: str) -> dict[str, Any]:
    head = ports.slot.get()
    address = f"{head.verify_url}?codigo={quote(receipt.code)}"
    origin = _place(receipt.origin_label, receipt.origin_number)
    to = receipt.holder_name or receipt.destination_label
    destination = _place(to, receipt.destination_number)
    fee = str(Money(receipt.fee_cents)) if receipt.fee_cents else gettext("Sin cargo")
    method = METHODS.get(receipt.method)
    rows = [
        (gettext("Envía"), clip(clean(receipt.payer_name), longest=120)),
        (gettext("Desde"), origin),
        (gettext("A"), destination),
        (gettext("Monto"), str(Money(receipt.amount_cents))),
        (gettext("Cargo"), fee),
        (gettext("Total debitado"), str(Money(receipt.total_cents))),
        (gettext("Motivo"), clip(clean(receipt.memo))),
        (gettext("Fecha efectiva"), day_in_words(receipt.effective_date)),
        (gettext("Autorizada"), moment_in_words(receipt.authorized_at, seconds=True)),
        (gettext("Cómo se autorizó"), gettext(method) if method else ""),
        (gettext("Aplicada"), moment_in_words(receipt.posted_at, seconds=True)),
        (gettext("Referencia"), receipt.reference),
    ]
    return {
        "language": language,
        "accent": head.accent,
        "institution": head.legal_name,
        "site": head.site_name,
        "notice": gettext("Demostración: todo es inventado.") if head.demonstration else "",
        "heading": gettext("Comprobante"),
        "title": gettext(TITLES[receipt.kind]),
        "amount": str(Money(receipt.amount_cents)),
        "status": gettext(STATES[receipt.status]),
        "rows": [row for row in rows if row[1]],
        "code_label": gettext("Código del comprobante"),
        "code": receipt.code,
        "verify": gettext("Compruebe este código en {address}").format(address=head.verify_url),
        "qr": _qr(address),
        "qr_words": gettext("Código QR de {address}").format(address=address),
        "help": gettext("¿Algo no cuadra? Llame al {name}, teléfono {phone}.").format(
            name=head.cis_name, phone=head.cis_phone
        ),
        "hours": hours_of(head.cis_hours, head.cis_hours_en),
    }


def clip(text: str, *, longest: int = LONGEST) -> str:
    """Return at most `longest` characters, with an ellipsis where something is missing."""
    return text if len(text) <= longest else text[: longest - 1] + ELLIPSIS


def _place(label: str, number: str) -> str:
    """Write `Ahorro corriente ••4821`, as pages do."""
    return f"{clip(clean(label), longest=80)} ••{number[-SHOWN_DIGITS:]}".strip()


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()


@cache
def _fonts() -> Any:
    import typst

    with resources.as_file(_folder("fonts")) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]
        )


def _folder(name: str) -> Traversable:
    return resources.files("coop.documents") / name
