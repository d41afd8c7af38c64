"""The words for what a call of the cooperative is about, as both sides read them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.access.desk.call import Purpose

PURPOSES = {
    Purpose.QUESTION: _("Responder una consulta suya"),
    Purpose.MOVEMENT: _("Revisar un movimiento o una transferencia"),
    Purpose.ACCESS: _("Activar o desbloquear su acceso"),
    Purpose.RECOVERY: _("Ayudarle a recuperar su acceso"),
    Purpose.CONTACTS: _("Revisar sus datos de contacto"),
    Purpose.PRODUCT: _("Hablar de un préstamo, una tarjeta u otro producto"),
}


def purpose(one: Purpose) -> str:
    """Return what the call is about."""
    return gettext(PURPOSES[one])
