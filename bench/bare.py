"""The yardstick of pages: a bare Django page, a session and one query, on the same database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from coop.config import django as house

for _name in [name for name in dir(house) if name.isupper()]:
    globals()[_name] = getattr(house, _name)

INSTALLED_APPS = [
    "coop.kernel",
    "coop.members",
    "coop.access",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
ROOT_URLCONF = "bench.bare"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {"bare.html": "<!doctype html><title>{{ seen }}</title><p>{{ now }}"},
                )
            ]
        },
    }
]


def page(request: HttpRequest) -> HttpResponse:
    """Read the session and one row; render a template."""
    from coop.kernel import clock

    seen = len(request.session.keys())
    return render(request, "bare.html", {"seen": seen, "now": clock.business_now()})


urlpatterns = [path("bare", page)]
