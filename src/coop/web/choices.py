"""What a person chooses about the pages themselves: language, hidden balances, large letters."""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from coop.pages import display
from coop.pages.ports import slot
from coop.web.redirects import next_address

LAX: Literal["Lax"] = "Lax"


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and show the same page in it."""
    response = HttpResponseRedirect(next_address(request, "/"))
    wished = request.POST.get("idioma", "")
    if wished in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, wished)
    return response


@require_POST
def balances(request: HttpRequest) -> HttpResponse:
    """Hide or show the balances in this browser."""
    response = HttpResponseRedirect(next_address(request))
    chosen = display.chosen(request.COOKIES) - {display.HIDDEN}
    if request.POST.get("saldos") == "ocultar":
        chosen |= {display.HIDDEN}
    _keep(response, display.COOKIE, display.cookie_value(chosen))
    return response


@require_POST
def view(request: HttpRequest) -> HttpResponse:
    """Keep the size of letters and the contrast in this browser."""
    response = HttpResponseRedirect("/perfil#vista")
    chosen = display.chosen(request.COOKIES) & {display.HIDDEN}
    chosen |= {name for name in (display.LARGE, display.SHARP) if name in request.POST}
    _keep(response, display.COOKIE, display.cookie_value(chosen))
    return response


def speak(request: HttpRequest, response: HttpResponse, wished: str) -> None:
    """Have the next pages in a person's language, unless this browser was told another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        _keep(response, settings.LANGUAGE_COOKIE_NAME, wished)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=display.ONE_YEAR_SECONDS,
        secure=slot.get().secure,
        httponly=True,
        samesite=LAX,
    )
