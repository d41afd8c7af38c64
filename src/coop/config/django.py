"""Django's settings, made from the typed environment. Nothing here is a business value."""

from typing import Any
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from coop.config.environment import environment
from coop.config.logs import configure, logging_config
from coop.kernel.zone import PANAMA

_environment = environment()
_public = urlsplit(_environment.public_url)
_secure = _public.scheme == "https"
_host = "__Host-" if _secure else ""


def _database(url: SecretStr) -> dict[str, Any]:
    """Return the one database; a statement that comes again is sent prepared.

    A page costs mostly its statements, and a prepared one about half of one that is not: neither
    side parses it, and PostgreSQL need not plan it. psycopg prepares what it has seen five times.
    """
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
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **found},
    }


DATABASES = {"default": _database(_environment.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = _environment.secret_key.get_secret_value()
DEBUG = False
ALLOWED_HOSTS = [_public.hostname or ""]
USE_TZ = True
TIME_ZONE = PANAMA.key

INSTALLED_APPS = [
    "coop.kernel",
    "coop.audit",
    "coop.approvals",
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
    "coop.backoffice",
    "coop.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

ROOT_URLCONF = "coop.config.urls"
WSGI_APPLICATION = "coop.config.wsgi.application"

# Pages: languages, templates and forms.
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "coop.pages.formats"
FORM_RENDERER = "coop.pages.renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "coop.pages.context.page",
                "coop.web.context.member",
                "coop.backoffice.context.staff",
            ],
        },
    }
]

# Pages: what a request passes through, outermost first.
MIDDLEWARE = [
    "coop.pages.middleware.RequestId",
    "coop.pages.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "coop.pages.middleware.Strict",
    "coop.pages.sessions.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coop.web.middleware.Members",
    "coop.backoffice.middleware.Doorkeeper",
    "coop.pages.middleware.Problems",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40

# Access: users, hashes, second factors, sessions. Codes are judged by coop.access.codes.totp.
AUTH_USER_MODEL = "access.User"
PASSWORD_HASHERS = ["coop.access.passwords.hasher.Argon2idHasher"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "coop.access.mfa.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
SESSION_ENGINE = "coop.access.sessions.store"
SESSION_COOKIE_AGE = 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Jobs: the tasks of coop.jobs and no others.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["coop.jobs.tasks", "coop.jobs.clock"]

# Cookies: named so that, under https, only this host can have set them.
SESSION_COOKIE_NAME = f"{_host}sesion"
STAFF_COOKIE_NAME = f"{_host}personal"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_host}csrf"
CSRF_FAILURE_VIEW = "coop.web.faults.stale_page"
LANGUAGE_COOKIE_NAME = f"{_host}idioma"

configure()
LOGGING = logging_config(_environment.log_level)
