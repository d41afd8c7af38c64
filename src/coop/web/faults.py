"""The pages of what went wrong before or after any room was asked."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coop.pages.problems import answer, problem_of

log = logging.getLogger("coop.web")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 400: our own pages never send this."""
    return render(request, "pages/400.html", _reference(request), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 403 to who may not see what they asked for."""
    return render(request, "pages/403.html", _reference(request), status=403)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as above
    """Answer 403 to a form whose page is too old, or is not ours."""
    return render(request, "pages/stale.html", _reference(request), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 404, the same for what does not exist and for what is another person's."""
    return render(request, "pages/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 with the reference that finds the request in the logs.

    Middleware's exceptions come here at once: where the database is away, that is what is said.
    """
    try:
        problem = problem_of(sys.exc_info()[1])
        if problem is not None:
            return answer(request, problem)
        return render(request, "500.html", _reference(request), status=500)
    except Exception:
        log.exception("fault page", extra=_reference(request))
        words = f"Error. {_reference(request)['reference']}"
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")


def _reference(request: HttpRequest) -> dict[str, str]:
    return {"reference": getattr(request, "request_id", "")}
