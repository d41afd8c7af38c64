"""The words for what happened to somebody's access, as its owner reads them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

DEEDS = {
    "access.signed_in": _("Entró con su usuario"),
    "access.sign_in_refused": _("Intento de entrar que no abrió"),
    "access.second_step_refused": _("Contraseña correcta, segundo paso equivocado"),
    "access.locked_out": _("Entrada detenida por intentos fallidos"),
    "access.password_off": _("Su contraseña dejó de servir por intentos fallidos"),
    "access.password_changed": _("Cambió su contraseña"),
    "access.password_change_refused": _("Intento de cambiar su contraseña"),
    "access.signed_out_everywhere": _("Cerró la sesión en todas partes"),
    "access.session_ended": _("Cerró una sesión"),
    "access.device_revoked": _("Quitó un equipo reconocido"),
    "access.blocked_by_owner": _("Bloqueó su acceso"),
    "access.enrolled": _("Se creó su usuario"),
    "access.factor_added": _("Agregó un generador de códigos"),
    "access.factor_proved": _("Confirmó que era usted"),
    "access.factor_wrong": _("Código equivocado al confirmar que era usted"),
    "access.passkey_added": _("Agregó una llave de acceso"),
    "access.passkey_removed": _("Quitó una llave de acceso"),
    "access.passkey_renamed": _("Cambió el nombre de una llave de acceso"),
    "access.passkey_refused": _("Llave de acceso que no abrió"),
    "access.proof_wrong": _("Prueba equivocada al autorizar una operación"),
    "access.proof_voided": _("Operación rechazada por varias pruebas equivocadas"),
    "access.token_pairing_begun": _("Empezó a vincular un token"),
    "access.token_joined": _("Un teléfono pidió ser su token"),
    "access.token_pairing_answer_wrong": _("Código equivocado al vincular un token"),
    "access.token_added": _("Vinculó un token"),
    "access.token_removed": _("Se quitó un token"),
    "access.recovery_proved": _("Dio la segunda prueba para recuperar su contraseña"),
    "access.recovery_proof_wrong": _("Segunda prueba equivocada al recuperar su contraseña"),
    "access.password_recovered": _("Recuperó su contraseña"),
    "access.activated_again": _("Activó su acceso de nuevo"),
    "access.blocked": _("El personal bloqueó su acceso"),
    "access.unblocked": _("El personal quitó el bloqueo de su acceso"),
    "access.unlocked": _("El personal quitó la espera por intentos fallidos"),
    "access.factors_reset": _("El personal quitó su contraseña y sus métodos, con dos firmas"),
    "access.one_time_code_made": _("El personal hizo un código para recuperar su acceso"),
    "access.assisted_started": _("El personal empezó una recuperación con ayuda"),
    "access.assisted_matched": _("Su respuesta coincidió en una recuperación con ayuda"),
    "access.assisted_not_matched": _("Su respuesta no coincidió en una recuperación con ayuda"),
    "access.call_begun": _("El personal empezó una llamada con usted"),
    "access.call_confirmed": _("Confirmó una llamada del personal"),
    "access.call_refused": _("Negó una llamada del personal"),
    "access.personalisation_excused": _("Su acceso se dio por personalizado, para demostración"),
    "access.personalised": _("Terminó de personalizar su acceso"),
    "access.image_changed": _("Cambió su imagen o su frase"),
    "access.questions_changed": _("Guardó sus preguntas de seguridad"),
    "access.question_answered": _("Respondió una pregunta de seguridad"),
    "access.question_refused": _("Respuesta equivocada a una pregunta de seguridad"),
    "access.recovery_codes_made": _("Hizo códigos de recuperación"),
    "access.recovery_code_used": _("Usó un código de recuperación"),
    "access.generator_replaced": _("Cambió su generador de códigos"),
    "access.contacts_confirmed": _("Confirmó sus datos de contacto"),
    "access.address_change_asked": _("Pidió cambiar su correo para avisos"),
    "access.address_changed": _("Cambió su correo para avisos"),
}
OTHER = _("Cambio en su acceso")


def access_deed(action: str) -> str:
    """Return what was done, by the name of its action in the trail."""
    return gettext(DEEDS.get(action, OTHER))
