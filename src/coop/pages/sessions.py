"""Two web sessions, of one engine: the back office's has a cookie of its own, and no page both.

Django's own middleware knows one cookie. Which one a request brings is told by its path alone, so
that a member's session is never looked at for staff, nor the reverse.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Literal

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponseBase]

STAFF = "/personal"
FAULT = 500


def of_staff(path: str) -> bool:
    """Tell whether a path is of the back office."""
    return path == STAFF or path.startswith(f"{STAFF}/")


class Sessions:
    """Set `request.session`; keep it, and its cookie, when it was changed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.engine = import_module(settings.SESSION_ENGINE).SessionStore

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        name, same_site = _cookie(request.path)
        request.session = self.engine(request.COOKIES.get(name))
        response = self.get_response(request)
        session: SessionBase = request.session
        if session.accessed:
            patch_vary_headers(response, ("Cookie",))
        if session.is_empty():
            if name in request.COOKIES:
                response.delete_cookie(name, samesite=same_site)
        elif session.modified and response.status_code < FAULT:
            self._keep(session)
            response.set_cookie(
                name,
                session.session_key or "",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite=same_site,
            )
        return response

    def _keep(self, session: SessionBase) -> None:
        try:
            session.save()
        except UpdateError as error:
            message = "the session was ended before the request was"
            raise SessionInterrupted(message) from error


def _cookie(path: str) -> tuple[str, Literal["Lax", "Strict"]]:
    """Return the cookie of a path, and from which sites it may come."""
    if of_staff(path):
        return settings.STAFF_COOKIE_NAME, "Strict"
    return settings.SESSION_COOKIE_NAME, "Lax"
