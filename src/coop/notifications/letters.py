"""Every mail that the house writes, as data: the same parts make its text and its HTML.

Spanish is the key; English stands in this room's `.po`. A name in braces is a fact of the notice:
`_cents` is money, `_date` a business date, `_at` an instant, `_secret` a code, else it is text.
No mail asks for anything, and none carries a link.
"""

from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext_noop as _

OWN = frozenset({"site_name", "site_address", "phone"})  # what the institution itself says


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject, opening sentence, labelled facts (left out where empty) and what to do."""

    subject: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    advice: str

    @property
    def needs(self) -> frozenset[str]:
        """The facts without which its sentences cannot be written."""
        said = self.subject + self.opening + self.advice
        return frozenset(name for _, name, _, _ in Formatter().parse(said) if name) - OWN


_NOT_YOU = _("Si no fue usted, llámenos de inmediato al {phone}.")
_AMOUNT = _("Monto")
_AT = _("Fecha y hora")
_DATE = _("Fecha efectiva")
_MEMO = _("Motivo")
_RECEIPT = _("Comprobante")
_CODE = _("Código")
_UNTIL = _("Sirve hasta")
_CODE_NOT_YOU = _(
    "No lo diga a nadie, tampoco a personal de la Cooperativa. Si usted no lo pidió, no lo use y "
    "llámenos al {phone}."
)

LETTERS = {
    "transfer_sent": Letter(
        _("Transferencia de {amount_cents} aplicada"),
        _("Usted transfirió {amount_cents} a {holder_name}."),
        (
            (_AMOUNT, "amount_cents"),
            (_("Desde"), "origin"),
            (_("Hacia"), "destination"),
            (_("Titular"), "holder_name"),
            (_MEMO, "memo"),
            (_DATE, "effective_date"),
            (_AT, "posted_at"),
            (_RECEIPT, "receipt_code"),
        ),
        _NOT_YOU,
    ),
    "transfer_received": Letter(
        _("Recibió {amount_cents}"),
        _("{sender_name} le transfirió {amount_cents}."),
        (
            (_AMOUNT, "amount_cents"),
            (_("En su cuenta"), "destination"),
            (_MEMO, "memo"),
            (_DATE, "effective_date"),
            (_AT, "posted_at"),
            (_RECEIPT, "receipt_code"),
        ),
        _("No tiene que hacer nada: el monto ya está en su cuenta."),
    ),
    "payee_added": Letter(
        _("Nuevo beneficiario registrado"),
        _("Se registró a {payee_name} entre sus beneficiarios."),
        ((_("Cuenta"), "account"), (_AT, "done_at")),
        _NOT_YOU,
    ),
    "limits_changed": Letter(
        _("Sus límites de transferencia cambiaron"),
        _("Estos son ahora sus límites de transferencia."),
        (
            (_("Por transferencia"), "per_order_cents"),
            (_("Por día"), "per_day_cents"),
            (_("Por mes"), "per_month_cents"),
            (_AT, "done_at"),
        ),
        _NOT_YOU,
    ),
    "new_sign_in": Letter(
        _("Nuevo ingreso a {site_name}"),
        _(
            "Se ingresó a su cuenta de una forma que no es la de siempre: otro equipo, otra hora "
            "o después de varios intentos. Por 24 horas puede enviar menos a beneficiarios nuevos."
        ),
        ((_AT, "done_at"), (_("Navegador"), "browser"), (_("Dirección de red"), "address")),
        _NOT_YOU,
    ),
    "locked_out": Letter(
        _("Ingreso detenido por intentos fallidos"),
        _(
            "Alguien escribió varias veces una contraseña equivocada con su usuario. "
            "Por su seguridad, el ingreso quedó detenido por un tiempo."
        ),
        ((_AT, "done_at"), (_("Puede ingresar de nuevo a partir de"), "until_at")),
        _NOT_YOU,
    ),
    "second_step_blocked": Letter(
        _("Alguien puede conocer su contraseña"),
        _(
            "Alguien escribió su contraseña correcta, pero no pudo dar el segundo paso. "
            "Cambie su contraseña hoy."
        ),
        ((_AT, "done_at"), (_("Puede ingresar de nuevo a partir de"), "until_at")),
        _NOT_YOU,
    ),
    "password_off": Letter(
        _("Su contraseña dejó de servir"),
        _(
            "Alguien probó cien contraseñas con su usuario. Por su seguridad, elija una nueva "
            "en «Olvidé mi contraseña», o entre con su llave de acceso."
        ),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "device_revoked": Letter(
        _("Quitamos un equipo reconocido"),
        _("Se quitó un equipo de los que reconocemos y se cerraron sus sesiones."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "access_blocked": Letter(
        _("Su acceso quedó bloqueado"),
        _("Se pidió bloquear su acceso. Nadie puede entrar con su usuario hasta que nos llame."),
        ((_AT, "done_at"),),
        _("Para entrar de nuevo, llámenos al {phone}."),
    ),
    "password_changed": Letter(
        _("Su contraseña cambió"),
        _("La contraseña de su usuario cambió y se cerraron sus otras sesiones."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "token_added": Letter(
        _("Un teléfono autoriza ahora por usted"),
        _("Se vinculó un teléfono a su usuario como token. Desde ahora autoriza sus operaciones."),
        ((_("Teléfono o navegador"), "token_name"), (_AT, "done_at")),
        _NOT_YOU,
    ),
    "token_removed": Letter(
        _("Un teléfono ya no autoriza por usted"),
        _("Se quitó un token de su usuario. Ese teléfono ya no autoriza operaciones."),
        ((_("Teléfono o navegador"), "token_name"), (_AT, "done_at")),
        _NOT_YOU,
    ),
    "code_enrolment": Letter(
        _("Su código para registrarse en {site_name}"),
        _("Escriba este código en la página de registro que usted abrió."),
        ((_CODE, "code_secret"), (_UNTIL, "until_at")),
        _CODE_NOT_YOU,
    ),
    "code_recovery": Letter(
        _("Su código para recuperar el acceso a {site_name}"),
        _("Escriba este código en la página de recuperación que usted abrió."),
        ((_CODE, "code_secret"), (_UNTIL, "until_at")),
        _CODE_NOT_YOU,
    ),
    "code_assisted": Letter(
        _("Su código para recuperar el acceso con ayuda"),
        _(
            "Usted pidió ayuda para recuperar su acceso. En su navegador, escriba usted mismo "
            "{site_address}/recuperar. En esa página escriba este código y responda su pregunta "
            "de seguridad."
        ),
        ((_CODE, "code_secret"), (_UNTIL, "until_at")),
        _CODE_NOT_YOU,
    ),
    "code_activation": Letter(
        _("Su código de activación"),
        _(
            "Con su documento a la vista pedimos este código para usted. En {site_name}, elija "
            "«Activar con código» y escriba el código y el número de su documento."
        ),
        ((_CODE, "code_secret"), (_UNTIL, "until_at")),
        _CODE_NOT_YOU,
    ),
    "assisted_started": Letter(
        _("Empezó una recuperación de su acceso"),
        _("Se entregó o se envió un código para recuperar su acceso con ayuda del personal."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "code_contact": Letter(
        _("Su código para confirmar un dato en {site_name}"),
        _("Escriba este código en la página que se lo pidió."),
        ((_CODE, "code_secret"), (_UNTIL, "until_at")),
        _CODE_NOT_YOU,
    ),
    "enrolled": Letter(
        _("Su usuario de {site_name} está listo"),
        _("Usted ya puede entrar con el usuario y la contraseña que eligió."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "already_enrolled": Letter(
        _("Usted ya tiene un usuario en {site_name}"),
        _(
            "Alguien empezó un registro con sus datos. Usted ya tiene un usuario, así que no "
            "cambió nada. Si no lo recuerda, use «Olvidé mi usuario» u «Olvidé mi contraseña»."
        ),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "no_username": Letter(
        _("Usted todavía no tiene usuario en {site_name}"),
        _("Alguien pidió recordar su usuario. Usted todavía no tiene uno; use «Registrarme»."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "username_reminder": Letter(
        _("Su nombre de usuario de {site_name}"),
        _("Usted pidió que le recordáramos su nombre de usuario."),
        ((_("Usuario"), "username"), (_AT, "done_at")),
        _NOT_YOU,
    ),
    "recovery_blocked": Letter(
        _("Su acceso está bloqueado"),
        _("Alguien pidió recuperar su contraseña. Su acceso está bloqueado y no cambió nada."),
        ((_AT, "done_at"),),
        _("Para desbloquearlo, llámenos al {phone} o visite una Plataforma de Servicio."),
    ),
    "recovery_stopped": Letter(
        _("Detuvimos una recuperación de contraseña"),
        _("Alguien con un código de su correo falló varias veces la segunda prueba."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "password_recovered": Letter(
        _("Su contraseña es nueva"),
        _("Se recuperó su contraseña y se cerraron todas sus sesiones."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "activation_handed_over": Letter(
        _("Se entregó un código de activación"),
        _("Con su documento a la vista se entregó o se envió un código para activar su acceso."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "unlocked_by_staff": Letter(
        _("Puede ingresar de nuevo"),
        _("A su pedido, quitamos la espera por intentos fallidos de su usuario."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "blocked_by_staff": Letter(
        _("Su acceso quedó bloqueado"),
        _("La Cooperativa bloqueó su acceso en línea y cerró sus sesiones. Su dinero está seguro."),
        ((_AT, "done_at"),),
        _("Para saber el motivo o volver a activarlo, llámenos al {phone}."),
    ),
    "unblocked_by_staff": Letter(
        _("Su acceso está activo de nuevo"),
        _("La Cooperativa quitó el bloqueo de su acceso en línea."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "factors_reset": Letter(
        _("Se quitaron sus métodos para entrar y autorizar"),
        _(
            "A su pedido, dos personas de la Cooperativa quitaron de su usuario la contraseña, las "
            "llaves y los códigos. Para entrar de nuevo necesita un código de activación."
        ),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "factor_added": Letter(
        _("Nuevo método para autorizar"),
        _("Se agregó a su usuario un método para autorizar operaciones con código."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "passkey_added": Letter(
        _("Nueva llave de acceso"),
        _("Se agregó a su usuario la llave de acceso {passkey_name}."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "passkey_removed": Letter(
        _("Llave de acceso quitada"),
        _("Se quitó de su usuario la llave de acceso {passkey_name}."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "generator_replaced": Letter(
        _("Su generador de códigos cambió"),
        _("Se cambió la aplicación que genera sus códigos. La anterior ya no sirve."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "address_changed": Letter(
        _("Su correo para avisos cambió"),
        _("Se cambió el correo al que le enviamos los avisos de {site_name}."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "personalised": Letter(
        _("Su acceso quedó personalizado"),
        _("Usted terminó de personalizar su acceso a {site_name}."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "image_changed": Letter(
        _("Su imagen o su frase cambió"),
        _("Cambió la imagen o la frase que usted ve al entrar."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "questions_changed": Letter(
        _("Sus preguntas de seguridad cambiaron"),
        _("Se guardaron nuevas respuestas a sus preguntas de seguridad."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "recovery_codes_made": Letter(
        _("Nuevos códigos de recuperación"),
        _("Se hicieron códigos de recuperación nuevos. Los anteriores ya no sirven."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
    "recovery_code_used": Letter(
        _("Se usó un código de recuperación"),
        _("Alguien usó uno de sus códigos de recuperación. Le quedan {left}."),
        ((_AT, "done_at"),),
        _NOT_YOU,
    ),
}

GREETING = _("Buen día:")
NEVER = _(
    "Nunca le pediremos su contraseña, códigos ni otros datos por correo, mensaje o teléfono. "
    "Nuestros correos no llevan enlaces: escriba usted la dirección de {site_name} en su "
    "navegador. Ahí, en Ayuda, «Mensajes sospechosos» le dice qué hacer."
)
CALL = _("{cis_name}: {phone}, {hours}")
