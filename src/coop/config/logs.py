"""Logs: one JSON object a line on standard error, with the request's id, and nothing secret.

Whatever a caller puts into a line passes `redact`: values under a name that means a secret are
dropped, and runs of digits as long as an account or card number keep their last four.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

HIDDEN = "[hidden]"
SECRET_NAMES = re.compile(
    r"passw|secret|token|cookie|authorization|session|seed|totp|otp|proof|csrf|pin$|^code$|api_?key"
    r"|database_url|smtp_url|factor_key",
    re.IGNORECASE,
)
# A URL's password, and numbers of 7 digits or more, however grouped; dates and clock times are not.
URL_PASSWORD = re.compile(r"(?P<head>[a-z+]+://[^\s:/@]*:)[^\s@]+@")
LONG_NUMBER = re.compile(r"(?<![0-9A-Fa-f-])[0-9](?:[ -]?[0-9]){6,}(?![0-9A-Fa-f-])", re.ASCII)
DATE = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[ -][0-9]{2})?", re.ASCII)
KEPT_NAMES = {"timestamp", "request_id", "lineno", "pid", "duration_us", "bytes"}


def redact(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Hide secrets and full account numbers in a log line; a processor of structlog."""
    del logger, method
    for name, value in event.items():
        if name not in KEPT_NAMES:
            event[name] = _safe(name, value)
    return event


def _safe(name: str, value: Any) -> Any:
    if SECRET_NAMES.search(name):
        return HIDDEN
    if isinstance(value, str):
        text = URL_PASSWORD.sub(rf"\g<head>{HIDDEN}@", value)
        return LONG_NUMBER.sub(_masked, text)
    if isinstance(value, Mapping):
        return {str(key): _safe(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(name, item) for item in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return _safe(name, str(value))


def _masked(found: re.Match[str]) -> str:
    if DATE.fullmatch(found[0]):
        return found[0]
    digits = re.sub(r"[ -]", "", found[0])
    return "•••" + digits[-4:]


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_config(level: str) -> dict[str, Any]:
    """Return the configuration of Python's logging, for Django and everything else."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.PositionalArgumentsFormatter()],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    redact,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"level": "WARNING", "propagate": True, "handlers": []},
            "fido2": {"level": "WARNING"},  # it would name every credential that comes in
            "procrastinate": {"level": "WARNING" if level == "INFO" else level},
        },
    }


def configure() -> None:
    """Make structlog's own loggers speak through Python's logging."""
    structlog.configure(
        processors=[
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
