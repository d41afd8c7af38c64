"""The help centre and the guides about safety: facts come from the institution's profile."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from coop.access.rules import SHORTEST_PASSWORD
from coop.pages.ports import slot
from coop.web import answers_access, answers_dates, answers_money, answers_safety
from coop.web.answers import Part
from coop.web.finding import DOORS, that_speak

LONGEST_WISH = 60


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of advice: its address below /ayuda, its template's name, and how links name it."""

    path: str
    name: str
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


GUIDES = (
    Guide(
        "sitio-seguro",
        "safe_site",
        "globe",
        _("Cómo comprobar este sitio"),
        _("Dirección, candado y certificado"),
    ),
    Guide(
        "nunca-pedimos",
        "never_ask",
        "shield",
        _("Lo que nunca le pediremos"),
        _("Y qué hacer si alguien lo pide"),
    ),
    Guide(
        "mensajes-sospechosos",
        "messages",
        "warning",
        _("Mensajes y llamadas sospechosos"),
        _("Cómo reconocerlos y a quién llamar"),
    ),
    Guide(
        "imagen",
        "image",
        "eye",
        _("Su imagen y su frase"),
        _("Para qué son, y qué hacer si no son las suyas"),
    ),
    Guide(
        "llaves-de-acceso",
        "passkeys",
        "key",
        _("Llaves de acceso"),
        _("Entrar con su huella, su rostro o el PIN de su equipo"),
    ),
    Guide(
        "token",
        "token",
        "token",
        _("El soft token"),
        _("Autorizar desde su teléfono, viendo el monto y el destino"),
    ),
    Guide(
        "contrasena",
        "password",
        "lock",
        _("Una buena contraseña"),
        _("Larga, única y fácil de recordar para usted"),
    ),
    Guide(
        "equipos",
        "devices",
        "laptop",
        _("Su equipo y los lugares públicos"),
        _("Antivirus, actualizaciones y equipos prestados"),
    ),
    Guide(
        "reportar",
        "report",
        "document",
        _("Reportar una falla de seguridad"),
        _("Para quien encuentre una debilidad en este sitio"),
    ),
)
OWN = {"keys": "/perfil/llaves", "token": "/perfil/token", "block": "/perfil/bloquear"}
_BY_NAME = {guide.name: guide for guide in GUIDES}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show every question with its answer, or, opened, those that speak of what is looked for."""
    wanted = request.GET.get("buscar", "")[:LONGEST_WISH].strip()
    parts = [_only(part, wanted) for part in _parts()]
    context = {
        "parts": [part for part in parts if part.questions],
        "wanted": wanted,
        "open": bool(wanted) or request.GET.get("abrir") == "todas",
        "found": sum(len(part.questions) for part in parts),
        "guides": that_speak(wanted, GUIDES) if wanted else GUIDES,
        "doors": that_speak(wanted, DOORS) if wanted else (),
    }
    return render(request, "web/help.html", context)


@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page of advice."""
    shown = _BY_NAME[name]
    context = {
        "guide": shown,
        "others": [other for other in GUIDES if other is not shown],
        "shortest": SHORTEST_PASSWORD,
        "own": {name: path for name, path in OWN.items() if is_valid_path(path)},
    }
    return render(request, f"web/guides/{name}.html", context)


def _parts() -> tuple[Part, ...]:
    house = slot.get()
    return (
        answers_access.part(house),
        answers_money.doing(house),
        answers_dates.part(house),
        answers_money.wrong(house),
        answers_safety.part(house),
    )


def _only(part: Part, wanted: str) -> Part:
    questions = [question for question in part.questions if question.speaks_of(wanted)]
    return Part(part.anchor, part.title, questions)
