"""The yardstick of pages: a bare Django page, with Django's own session and one query.

It runs beside the house on the same cluster, under the same web server and with the same settings
of the database, prepared statements too. Each request loads a stored session by the cookie `sesion`
as Django does, fetches the session's user by the ORM, and renders two values; a request without the
row fails, so that nothing cheaper is measured. One middleware only: no translation, no CSRF, no
policy, no log line.
"""

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
]
SESSION_ENGINE = "bench.bare_sessions"
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
ROOT_URLCONF = "bench.bare"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {"bare.html": "<!doctype html><title>{{ user.username }}</title>{{ began }}"},
                )
            ]
        },
    }
]


def page(request: HttpRequest) -> HttpResponse:
    """Load the session and its user; render a template."""
    from coop.access.models import User

    user = User.objects.get(id=request.session["user"])
    return render(request, "bare.html", {"user": user, "began": request.session["began"]})


urlpatterns = [path("bare", page)]
