"""The words for every error, with its facts, and the page that each family gets."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.kernel import dates, db
from coop.kernel.errors import Broken, Problem, Refused, Unavailable, Uncertain
from coop.kernel.money import Money
from coop.pages import words
from coop.pages.sentences import access, books, money, staff
from coop.pages.sentences.common import OURS

log = logging.getLogger("coop.pages")

SENTENCES: dict[str, str] = {
    **books.SENTENCES,
    **staff.SENTENCES,
    **access.SENTENCES,
    **money.SENTENCES,
}

WORDED = {  # facts that are codes with words of their own
    "reason": words.why_not,
    "flaw": words.password_flaw,
    "phrase_flaw": words.phrase_flaw,
    "minutes_off": words.phone_clock,
}
STATUS_OF_ENDING = {
    "_not_found": 404,
    "_unknown": 404,
    "throttled": 429,
    "too_many": 429,
    "own_request": 403,
    "done_to_yourself": 403,
}
STATUS = {Uncertain: 202, Unavailable: 503, Broken: 500}
HEADINGS = (
    (Refused, _("Esto no se puede hacer ahora")),
    (Unavailable, _("Este servicio vuelve pronto")),
    (Uncertain, _("Su instrucción está en proceso")),
    (Broken, _("Algo falló de nuestro lado")),
)
REFUSED = 422


def sentence(problem: Problem) -> str:
    """Return what a person reads about the problem, in the language of the page."""
    facts = {name: _shown(name, value) for name, value in problem.data.items()}
    return gettext(SENTENCES[problem.code]).format_map(_Facts(facts)).rstrip()


def status_of(problem: Problem) -> int:
    """Return the HTTP status of the problem's family, 404 and 429 where its code says so."""
    if isinstance(problem, Refused):
        for ending, status in STATUS_OF_ENDING.items():
            if problem.code.endswith(ending):
                return status
        return REFUSED
    return next(status for family, status in STATUS.items() if isinstance(problem, family))


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the page of a problem that no form could show beside its field."""
    status = status_of(problem)
    if isinstance(problem, Broken):
        log.error("broken", exc_info=problem, extra={"request_id": _reference(request)})
    template = {404: "pages/404.html", 429: "pages/429.html"}.get(status, "pages/problem.html")
    context = {
        "heading": next(gettext(words) for one, words in HEADINGS if isinstance(problem, one)),
        "words": sentence(problem) if problem.code in SENTENCES else gettext(OURS),
        "reference": _reference(request) if isinstance(problem, Broken) else "",
        "ways": _ways(request, problem),
    }
    return render(request, template, context, status=status)


def problem_of(exception: BaseException | None) -> Problem | None:
    """Return the problem that an exception is, a mere reading that the database failed included."""
    if isinstance(exception, Problem):
        return exception
    return db.unavailable(exception) if exception is not None else None


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a page that says no."""

    address: str
    words: str


def _ways(request: HttpRequest, problem: Problem) -> list[Way]:
    """Return where the person can go on, the likeliest first."""
    ways = []
    if isinstance(problem, Uncertain):
        ways.append(Way("/historial", gettext("Ver el historial")))
    if problem.code == "orders.method_too_weak":
        ways.append(Way("/perfil/llaves/nueva", gettext("Agregar una llave de acceso")))
    if "_limit" in problem.code:
        ways.append(Way("/limites", gettext("Ver mis límites")))
    if isinstance(problem, Refused) and request.method == "POST":
        ways.insert(0, Way(request.path, gettext("Volver y cambiarlo")))
    return [*ways, Way("/", gettext("Ir al inicio"))]


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _reference(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))


def _shown(name: str, value: object) -> str:
    if name.endswith("_cents") and isinstance(value, int):
        return str(Money(value))
    if name in WORDED:
        return WORDED[name](str(value))
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.day(value)
    return str(value)
