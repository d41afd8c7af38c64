"""What holds for every page, member's or staff's: who asks, how, and what may be kept."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from structlog.contextvars import bound_contextvars

from coop.kernel.ids import short_code
from coop.pages.ports import slot
from coop.pages.problems import answer, problem_of

log = structlog.stdlib.get_logger("coop.requests")

Handler = Callable[[HttpRequest], HttpResponseBase]

SAFE = frozenset({"GET", "HEAD"})
NOT_ALLOWED = 405
METHODS = SAFE | {"POST"}
LARGEST_FORM_BYTES = 64 * 1024
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)
LASTING = re.compile(r"^/recursos/")


class RequestId:
    """Name each request, so that a person's reference finds its lines in the logs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the reference in a header too, and write the request's one line."""
        reference = short_code(10)
        request.request_id = reference  # type: ignore[attr-defined]
        begun = time.perf_counter()
        with bound_contextvars(request_id=reference):
            response = self.get_response(request)
            response["X-Request-Id"] = reference
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                duration_us=round((time.perf_counter() - begun) * 1_000_000),
            )
        return response


class Headers:
    """The headers of every answer but the policy of contents, which django-csp writes."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; what is not a public, lasting file is kept by nobody."""
        response = self.get_response(request)
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Frame-Options"] = "DENY"
        response["Referrer-Policy"] = "same-origin"
        if "Permissions-Policy" not in response:  # the token's page may use the camera
            response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if slot.get().secure:
            response["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if not LASTING.match(request.path):
            response["Cache-Control"] = "no-store"
        return response


class Strict:
    """Refuse what our own pages never send: other origins, twin parameters, huge forms."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse with 400.

        Raises:
            SuspiciousOperation: it names another host, or comes from another origin.
            BadRequest: a parameter stands twice, or holds a NUL.
            RequestDataTooBig: the form is larger than any of ours.
        """
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(sorted(METHODS))})
        request.get_host()
        if request.method == "POST":
            _check_origin(request)
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isascii() or not length.isdigit() or int(length) > LARGEST_FORM_BYTES:
                raise RequestDataTooBig
            _check_parameters(request.POST.lists())
        _check_parameters(request.GET.lists())
        return self.get_response(request)


class Problems:
    """Turn the four families of errors that a view lets through into their pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a button's address that was opened as a page gets a page with a way on."""
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and not getattr(response, "content", b"x"):
            page = render(request, "pages/405.html", status=NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return the page of a problem; leave every other exception to the fault page."""
        problem = problem_of(exception)
        return answer(request, problem) if problem else None


def _check_origin(request: HttpRequest) -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise SuspiciousOperation
    origin = request.headers.get("Origin")
    if origin is not None and _netloc(origin) != request.get_host():
        raise SuspiciousOperation


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _check_parameters(lists: object) -> None:
    for name, values in lists:  # type: ignore[attr-defined]
        if len(values) > 1 or "\0" in name or any("\0" in value for value in values):
            raise BadRequest
