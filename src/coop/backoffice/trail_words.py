"""What each row of the trail says, in words; a row without words shows its own name."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ACTIONS = {
    "access.signed_in": _("Entró"),
    "access.signed_out": _("Salió"),
    "access.signed_out_everywhere": _("Cerró todas sus sesiones"),
    "access.sign_in_refused": _("Intento de entrar rechazado"),
    "access.staff_sign_in_refused": _("Llave rechazada en la entrada del personal"),
    "access.locked_out": _("Entrada detenida por intentos fallidos"),
    "access.enrolled": _("Se registró"),
    "access.password_changed": _("Cambió su contraseña"),
    "access.password_change_refused": _("Intento de cambiar la contraseña rechazado"),
    "access.password_recovered": _("Recuperó su contraseña"),
    "access.factor_added": _("Agregó un generador de códigos"),
    "access.factor_proved": _("Confirmó con un método"),
    "access.factor_wrong": _("Código equivocado al confirmar"),
    "access.passkey_added": _("Agregó una llave de acceso"),
    "access.passkey_removed": _("Quitó una llave de acceso"),
    "access.passkey_refused": _("Llave de acceso rechazada"),
    "access.proof_wrong": _("Código equivocado al autorizar"),
    "access.proof_voided": _("Autorización anulada por códigos equivocados"),
    "access.unlocked": _("Se quitó la espera por intentos fallidos"),
    "access.blocked": _("El personal bloqueó el acceso"),
    "access.unblocked": _("El personal quitó el bloqueo"),
    "access.factors_reset": _("Se quitaron los métodos y la contraseña"),
    "access.activation_handed_over": _("Se entregó un código de activación"),
    "access.one_time_code_made": _("Se hizo un código de un solo uso"),
    "access.one_time_code_used": _("Se usó un código de un solo uso"),
    "access.call_begun": _("Empezó una llamada con comprobación"),
    "access.call_confirmed": _("Confirmó la llamada"),
    "access.call_refused": _("Negó la llamada"),
    "access.staff_invited": _("Invitó a alguien del personal"),
    "access.staff_joined": _("Registró su primera llave"),
    "access.staff_roles_set": _("Asignación de funciones"),
    "access.staff_disabled": _("Cerró el acceso de alguien del personal"),
    "access.staff_enabled": _("Abrió el acceso de alguien del personal"),
    "access.staff_passkey_taken": _("Quitó una llave de alguien del personal"),
    "access.first_link_opened": _("Se usó el enlace inicial"),
    "access.first_link_refused": _("Intento con el enlace inicial rechazado"),
    "access.invitation_refused": _("Invitación rechazada"),
    "approvals.asked": _("Pidió una aprobación"),
    "approvals.approved": _("Aprobó"),
    "approvals.refused": _("Rechazó"),
    "approvals.withdrawn": _("Retiró su solicitud"),
    "approvals.used": _("Se usó una aprobación"),
    "backoffice.searched": _("Buscó personas"),
    "backoffice.person_listed": _("Vio a la persona en una búsqueda"),
    "backoffice.person_read": _("Abrió la página de la persona"),
    "backoffice.trail_read": _("Leyó el rastro"),
    "backoffice.role_missing": _("Pidió una página que no es de su función"),
}


def action(code: str) -> str:
    """Return what a row says."""
    return gettext(ACTIONS[code]) if code in ACTIONS else code
