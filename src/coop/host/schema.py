"""A mark of everything that makes the schema, so that an unchanged one is not migrated again."""

import hashlib
from importlib import metadata
from pathlib import Path

import coop

PATTERNS = ("*/migrations/*.py", "*/sql/*.sql", "config/django.py", "host/migrate.py")
OTHERS = ("Django", "procrastinate", "django-allauth")


def schema_digest() -> str:
    """Return a digest of our migrations and SQL and of the packages that bring their own."""
    digest = hashlib.sha256()
    folder = Path(coop.__file__).parent
    for pattern in PATTERNS:
        for path in sorted(folder.glob(pattern)):
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    for name in OTHERS:
        digest.update(f"{name}={metadata.version(name)}".encode())
    return digest.hexdigest()
