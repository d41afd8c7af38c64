"""The cookie by which a browser is recognised: a random secret, no identity."""

from typing import Literal

from django.http import HttpRequest, HttpResponse

from coop.access.sessions.device import KEPT
from coop.pages.ports import slot

LAX: Literal["Lax"] = "Lax"


def device_secret(request: HttpRequest) -> str:
    """Return what the browser's cookie holds, or nothing."""
    return request.COOKIES.get(_name(), "")


def keep_device(response: HttpResponse, secret: str) -> None:
    """Have the browser hold the secret for as long as the device is recognised."""
    response.set_cookie(
        _name(),
        secret,
        max_age=int(KEPT.total_seconds()),
        secure=slot.get().secure,
        httponly=True,
        samesite=LAX,
    )


def _name() -> str:
    return "__Host-equipo" if slot.get().secure else "equipo"
