"""The addresses where machines and researchers look first: they hold for any institution."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from coop.kernel import clock
from coop.pages.ports import slot

GOOD_FOR = timedelta(days=180)
TEXT = "text/plain; charset=utf-8"


@require_safe
def security(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Say whom to tell about a weakness (RFC 9116), good for less than a year from today."""
    house = slot.get()
    until = clock.panama(clock.now()).date() + GOOD_FOR
    lines = (
        f"Contact: {house.security_contact}",
        f"Expires: {until.isoformat()}T00:00:00-05:00",
        "Preferred-Languages: es, en",
        f"Canonical: {house.public_url}{reverse('security_txt')}",
        f"Policy: {house.public_url}{reverse('help_report')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Lead password managers to the page that changes it (W3C, change-password URL)."""
    return HttpResponseRedirect(reverse("password"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Ask search engines to stay away: people should type the address, not search for it."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=TEXT)
