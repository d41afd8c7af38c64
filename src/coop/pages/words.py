"""The words for statuses and kinds, and the tone that a tag takes beside the word."""

from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ORDER = {
    "DRAFTED": _("Sin terminar"),
    "AUTHORIZED": _("En proceso"),
    "POSTED": _("Aplicada"),
    "BATCHED": _("Enviada"),
    "SETTLED": _("Aplicada"),
    "HELD": _("En proceso"),
    "UNCERTAIN": _("En proceso"),
    "RETURNED": _("Devuelta"),
    "REFUSED": _("Rechazada"),
    "EXPIRED": _("Vencida sin enviar"),
    "CANCELLED": _("Cancelada por usted"),
}
HEADLINE = {
    "DRAFTED": _("Transferencia sin terminar"),
    "POSTED": _("Transferencia hecha"),
    "SETTLED": _("Transferencia hecha"),
    "RETURNED": _("Transferencia devuelta"),
    "REFUSED": _("Transferencia rechazada"),
    "EXPIRED": _("Transferencia vencida: no se envió"),
    "CANCELLED": _("Transferencia cancelada: no se envió"),
}
IN_PROCESS = _("Transferencia en proceso")
TONE = {
    "POSTED": "good",
    "SETTLED": "good",
    "RETURNED": "bad",
    "REFUSED": "bad",
    "EXPIRED": "",
    "CANCELLED": "",
}
WAITING = "wait"
ACCOUNT = {
    "active": _("Activa"),
    "dormant": _("Inactiva"),
    "blocked": _("Bloqueada"),
    "closed": _("Cerrada"),
}
KIND = {
    "own_transfer": _("Transferencia entre sus cuentas"),
    "third_party_transfer": _("Transferencia a otra persona"),
}


class HasStatus(Protocol):
    """An order, as far as its words are concerned."""

    @property
    def status(self) -> str:
        """The state of its life."""


def order_status(status: str) -> str:
    """Return the honest word for an order's state."""
    return gettext(ORDER.get(status, "") or _("En proceso"))


def tone(status: str) -> str:
    """Return the colour class of a state's tag; the word itself says the same."""
    return TONE.get(status, WAITING)


def headline(order: HasStatus) -> str:
    """Return the heading of an order's permanent page."""
    return gettext(HEADLINE.get(order.status, IN_PROCESS))


def account_status(status: str) -> str:
    """Return the word for an account's state."""
    return gettext(ACCOUNT[status]) if status in ACCOUNT else status


def kind(code: str) -> str:
    """Return what kind of instruction it is."""
    return gettext(KIND[code]) if code in KIND else ""
