"""Seguridad, in Perfil: everything that guards a person's access, on one page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from coop.web.member import MemberRequest, members_only


@dataclass(frozen=True, slots=True)
class Guarding:
    """A page of Perfil, as its link names it."""

    address: str
    icon: str
    title: str
    about: str

    @property
    def words(self) -> str:
        """The title, in the language of the page."""
        return gettext(self.title)

    @property
    def summary(self) -> str:
        """What it is about, in the language of the page."""
        return gettext(self.about)


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that serve one purpose."""

    name: str
    pages: tuple[Guarding, ...]

    @property
    def words(self) -> str:
        """The name, in the language of the page."""
        return gettext(self.name)

    def present(self) -> "Group":
        """Return the group with the pages that this release has."""
        return Group(self.name, tuple(one for one in self.pages if is_valid_path(one.address)))


GROUPS = (
    Group(
        _("Cómo entra y autoriza"),
        (
            Guarding(
                "/perfil/llaves",
                "key",
                _("Llaves de acceso"),
                _("Entre y autorice con su huella, su rostro o un PIN"),
            ),
            Guarding(
                "/perfil/token", "token", _("Token"), _("Autorice lo que envía desde su teléfono")
            ),
            Guarding(
                "/perfil/generador",
                "digits",
                _("Generador de códigos"),
                _("La aplicación que le da códigos de 6 cifras"),
            ),
            Guarding(
                "/perfil/contrasena",
                "lock",
                _("Contraseña"),
                _("Le recomendamos cambiarla de vez en cuando"),
            ),
            Guarding(
                "/perfil/codigos",
                "document",
                _("Códigos de recuperación"),
                _("Para entrar si pierde su teléfono"),
            ),
        ),
    ),
    Group(
        _("Cómo nos reconocemos"),
        (
            Guarding(
                "/perfil/imagen",
                "eye",
                _("Imagen y frase"),
                _("Para saber que este sitio es el nuestro"),
            ),
            Guarding(
                "/perfil/preguntas",
                "help",
                _("Preguntas de seguridad"),
                _("Solo para recuperar su acceso"),
            ),
            Guarding(
                "/perfil/contacto",
                "mail",
                _("Correo y teléfono"),
                _("A dónde le avisamos de cada cambio"),
            ),
        ),
    ),
    Group(
        _("Dónde ha entrado"),
        (
            Guarding(
                "/perfil/dispositivos",
                "laptop",
                _("Equipos que conocemos"),
                _("En ellos le mostramos su imagen"),
            ),
            Guarding(
                "/perfil/sesiones",
                "exit",
                _("Accesos y sesiones"),
                _("Vea sus últimos accesos y cierre la sesión en todas partes"),
            ),
            Guarding(
                "/perfil/actividad",
                "history",
                _("Actividad de seguridad"),
                _("Qué ha pasado con su acceso, con fecha y hora"),
            ),
        ),
    ),
    Group(
        _("Si algo anda mal"),
        (
            Guarding(
                "/llamada",
                "phone",
                _("Llamada de la Cooperativa"),
                _("Compruebe que quien le llama es de aquí"),
            ),
            Guarding(
                "/perfil/bloquear",
                "block",
                _("Bloquear mi acceso"),
                _("De inmediato, hasta que usted lo recupere"),
            ),
            Guarding(
                "/ayuda/mensajes-sospechosos",
                "warning",
                _("Mensajes y llamadas sospechosos"),
                _("Cómo reconocerlos y a quién llamar"),
            ),
        ),
    ),
)


@require_safe
@members_only
def security(request: MemberRequest) -> HttpResponse:
    """List the pages that guard the person's access; none that this release lacks."""
    groups = [group.present() for group in GROUPS]
    context = {"groups": [group for group in groups if group.pages]}
    return render(request, "web/security.html", context)
