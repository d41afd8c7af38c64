"""Django's settings, made from the typed environment. Nothing here is a business value."""

from typing import Any
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from coop.config.environment import environment

_environment = environment()
_public = urlsplit(_environment.public_url)
_secure = _public.scheme == "https"
_host = "__Host-" if _secure else ""


def _database(url: SecretStr) -> dict[str, Any]:
    found = dict(conninfo_to_dict(url.get_secret_value()))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": found.pop("dbname", ""),
        "USER": found.pop("user", ""),
        "PASSWORD": found.pop("password", ""),
        "HOST": found.pop("host", ""),
        "PORT": str(found.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": found,
    }


DATABASES = {"default": _database(_environment.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = _environment.secret_key.get_secret_value()
DEBUG = False
ALLOWED_HOSTS = [_public.hostname or ""]
USE_TZ = True
TIME_ZONE = "America/Panama"

INSTALLED_APPS = [
    "coop.kernel",
    "coop.audit",
    "coop.ledger",
    "coop.calendar",
    "coop.notifications",
    "coop.documents",
    "coop.members",
    "coop.products",
    "coop.access",
    "coop.orders",
    "coop.payees",
    "coop.transfers",
    "coop.pages",
    "coop.jobs",
    "coop.intake",
    "coop.web",
    "coop.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
]

ROOT_URLCONF = "coop.config.urls"
WSGI_APPLICATION = "coop.config.wsgi.application"

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
