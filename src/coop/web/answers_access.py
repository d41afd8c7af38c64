"""Answers about coming in (questions 3, 17, 4 and 5 of the cooperative's list)."""

from django.utils.translation import gettext as _

from coop.access.ports import slot as access
from coop.pages.ports import House
from coop.web.answers import Part, Question, Way, call, ways


def part(house: House) -> Part:
    """Return them."""
    return Part("acceso", _("Entrar"), (_who(house), _when(), _how(house), _locked(house)))


def _who(house: House) -> Question:
    return Question(
        row=3,
        anchor="requisitos",
        asked=_("¿Quién puede tener acceso y qué necesita?"),
        answers=(
            _("Todo asociado o tercero que tenga al menos un producto activo."),
            _("Sin un producto activo no hay acceso. Primero hay que abrir uno."),
            _(
                "Regístrese aquí, o pídalo en el {name}, teléfono {phone}, o en una Plataforma "
                "de Servicio."
            ).format(name=house.cis_name, phone=house.cis_phone),
        ),
        ways=ways(
            Way("/registro", _("Registrarme")),
            Way("/activar", _("Activar mi acceso con un código")),
        ),
    )


def _when() -> Question:
    return Question(
        row=17,
        anchor="desde-cuando",
        asked=_("¿Desde cuándo puedo usar mi acceso?"),
        answers=(_("De inmediato: su usuario y su contraseña sirven desde que los recibe."),),
        ways=ways(Way("/entrar", _("Entrar"))),
    )


def _how(house: House) -> Question:
    return Question(
        row=4,
        anchor="entrar",
        asked=_("¿Cómo entro?"),
        answers=(
            _("Escriba {address} en la barra de direcciones de su navegador.").format(
                address=house.public_url
            ),
            _("Entre con su usuario y su contraseña, o con su llave de acceso."),
            _("La primera vez le pediremos personalizar algunos datos, por su seguridad."),
        ),
        ways=ways(
            Way("/ayuda/sitio-seguro", _("Cómo comprobar este sitio")),
            Way("/ayuda/llaves-de-acceso", _("Qué es una llave de acceso")),
        ),
    )


def _locked(house: House) -> Question:
    rules = access.get()
    return Question(
        row=5,
        anchor="bloqueo",
        asked=_("¿Qué hago si se bloqueó mi usuario o no recuerdo mi contraseña?"),
        answers=(
            _("Después de {most} intentos fallidos, el acceso se detiene por un rato.").format(
                most=rules.failures_before_block
            ),
            _("La espera crece si los intentos siguen. No tiene que hacer nada: termina sola."),
        ),
        then=(
            _("¿Olvidó su contraseña? Elija otra aquí."),
            _("Le enviamos un código y usted confirma con su llave, su token o sus códigos."),
            _("¿Prefiere que le ayudemos? {call}").format(call=call(house)),
            _("Le guiaremos sin pedirle su contraseña ni sus códigos."),
        ),
        ways=ways(
            Way("/olvide/contrasena", _("Olvidé mi contraseña")),
            Way("/olvide/usuario", _("Olvidé mi usuario")),
            Way("/olvide/token", _("Perdí mi teléfono o mi llave")),
        ),
    )
