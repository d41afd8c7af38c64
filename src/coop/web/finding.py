"""What the search of the help finds besides its questions: guides, and pages where one acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.kernel.text import fold


class Spoken(Protocol):
    """A page as its link names it."""

    @property
    def words(self) -> str:
        """The title, in the language of the page."""

    @property
    def summary(self) -> str:
        """What it is about, in the language of the page."""


S = TypeVar("S", bound=Spoken)


@dataclass(frozen=True, slots=True)
class Door:
    """A page where one acts, with other words that people look for it by, accents aside."""

    address: str
    icon: str
    title: str
    about: str
    also: str = ""

    @property
    def words(self) -> str:
        """The title, in the language of the page."""
        return gettext(self.title)

    @property
    def summary(self) -> str:
        """What it is about, in the language of the page."""
        return gettext(self.about)


DOORS = (
    Door(
        "/olvide/token",
        "token",
        _("Perdí mi teléfono, mi llave o mi token"),
        _("Qué hacer, paso a paso"),
        "robo robaron celular extravie",
    ),
    Door(
        "/olvide/contrasena",
        "lock",
        _("Olvidé mi contraseña"),
        _("Un código a su correo y una segunda prueba"),
        "clave recuperar",
    ),
    Door(
        "/olvide/usuario",
        "person",
        _("Olvidé mi usuario"),
        _("Se lo recordamos por correo"),
        "nombre recuperar",
    ),
    Door(
        "/recuperar",
        "people",
        _("Recuperar con ayuda"),
        _("Si pidió ayuda y recibió un código"),
        "cis plataforma",
    ),
    Door(
        "/bloquear",
        "block",
        _("Bloquear mi acceso"),
        _("De inmediato, hasta que usted lo recupere"),
        "robo fraude hackear",
    ),
    Door(
        "/registro",
        "plus",
        _("Registrarme"),
        _("Para quien todavía no tiene usuario"),
        "inscribirme crear usuario",
    ),
    Door(
        "/activar",
        "document",
        _("Activar con código"),
        _("Si en el CIS o en una Plataforma le dieron un código"),
        "primera vez",
    ),
    Door(
        "/llamada",
        "phone",
        _("Llamada de la Cooperativa"),
        _("Compruebe que quien le llama es de aquí"),
        "telefono estafa",
    ),
    Door(
        "/limites",
        "limit",
        _("Límites"),
        _("Cuánto puede salir por vez, por día y por mes"),
        "tope maximo",
    ),
    Door(
        "/verificar",
        "check",
        _("Verificar un comprobante"),
        _("Si alguien le entregó uno"),
        "recibo autentico",
    ),
    Door(
        "/condiciones",
        "document",
        _("Condiciones de uso"),
        _("A qué nos comprometemos usted y nosotros"),
        "terminos reglas",
    ),
)


def that_speak(of: str, pages: Iterable[S]) -> list[S]:
    """Return the pages in whose words every word of `of` stands, accents aside."""
    wanted = fold(of).split()
    return [one for one in pages if all(word in _said(one) for word in wanted)]


def _said(page: Spoken) -> str:
    return fold(f"{page.words} {page.summary} {getattr(page, 'also', '')}")
