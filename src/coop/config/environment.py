"""What the operator sets: environment variables, each with a type, and `*_FILE` for secrets.

Every wrong or unknown variable is named in one message at boot. The reference page
`docs/reference/settings.md` is made from the descriptions here.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PLAIN = {"DATABASE_URL": "database_url", "DATABASE_OWNER_URL": "database_owner_url"}
PREFIX = "COOP_"
FILE = "_FILE"
RECEIPT_KEY_LEAST = 32  # characters


class EnvironmentWrong(Exception):  # noqa: N818 - it is shown to an operator, whole
    """The environment cannot be used; the text names every variable and what is expected."""


def _postgres(url: SecretStr) -> SecretStr:
    if urlsplit(url.get_secret_value()).scheme not in {"postgresql", "postgres"}:
        message = "expected postgresql://..., the only database the house stands on"
        raise ValueError(message)
    return url


def _origin(url: str) -> str:
    parts = urlsplit(url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        message = "expected https://name (plain http only on localhost)"
        raise ValueError(message)
    if not parts.hostname or parts.path not in {"", "/"} or parts.query:
        message = "expected only scheme, name and port, as in https://enlinea.example"
        raise ValueError(message)
    return f"{parts.scheme}://{parts.netloc}"


def _smtp(url: SecretStr) -> SecretStr:
    if urlsplit(url.get_secret_value()).scheme not in {"smtp", "smtp+starttls", "smtps"}:
        message = "expected smtp://, smtp+starttls:// or smtps://[user:password@]host:port"
        raise ValueError(message)
    return url


def _receipt_keys(keys: SecretStr) -> SecretStr:
    listed = keys.get_secret_value().split()
    if not listed or min(map(len, listed)) < RECEIPT_KEY_LEAST:
        message = f"expected keys of {RECEIPT_KEY_LEAST} characters or more, separated by blanks"
        raise ValueError(message)
    return keys


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres)]


class Environment(BaseSettings):
    """The operator's settings. Business values stand in the institution's profile instead."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, populate_by_name=True
    )

    database_url: PostgresUrl = Field(
        validation_alias="DATABASE_URL",
        description="The restricted role coop_app: it may EXECUTE the ledger's door, no more.",
    )
    database_owner_url: PostgresUrl | None = Field(
        None,
        validation_alias="DATABASE_OWNER_URL",
        description="The role that owns the schema; only `coop migrate` uses it.",
    )
    mode: Literal["production", "demonstration"] = Field(
        "production", description="A demonstration may set its clock and show its codes."
    )
    secret_key: SecretStr = Field(
        min_length=50, description="Signs cookies. `coop init` makes one; it may be changed."
    )
    receipt_keys: Annotated[SecretStr, AfterValidator(_receipt_keys)] | None = Field(
        None,
        description=(
            "Keys of receipts' codes, separated by blanks or lines: the first makes codes, every "
            "one checks them. `coop init` makes one; without it, COOP_SECRET_KEY serves."
        ),
    )
    factor_key: SecretStr = Field(
        min_length=43, description="Fernet key that encrypts the second factors' seeds."
    )
    first_admin: str = Field(
        "",
        pattern=r"^([0-9]{1,12}\.[0-9a-f]{64})?$",
        description="Hash and end of the first administrator's link, as `coop init` made them.",
    )
    profile: str = Field(
        "demostracion", description="A shipped profile's name, or the path of a TOML file."
    )
    public_url: Annotated[str, AfterValidator(_origin)] = Field(
        description="The one address people type; cookies, links and passkeys hold to it."
    )
    smtp_url: Annotated[SecretStr, AfterValidator(_smtp)] = Field(
        description="Where notices are handed over."
    )
    proxies: int = Field(
        0, ge=0, le=5, description="Trusted proxies in front, for the client's address."
    )
    web_lock_seconds: int = Field(
        5, ge=1, le=25, description="How long a page waits for a lock; then it says: try again."
    )
    web_statement_seconds: int = Field(
        15,
        ge=1,
        le=25,
        description="How long one statement of a page may last; jobs have no bound.",
    )
    state_dir: Path = Field(
        Path(".coop"), description="Folder of the embedded database, logs and sandbox."
    )
    mailbox_url: str = Field(
        "", description="The demonstration's mailbox page; empty in production."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="What the logs keep; they are JSON lines on standard error."
    )


def receipt_keys(given: Environment) -> tuple[bytes, ...]:
    """Return the keys of receipts' codes: the first makes them, every one checks them.

    The secret key comes last: it made the codes of the time before they had keys of their own.
    """
    own = given.receipt_keys.get_secret_value().split() if given.receipt_keys else []
    return tuple(key.encode() for key in (*own, given.secret_key.get_secret_value()))


def read(variables: Mapping[str, str]) -> Environment:
    """Read the environment from `variables`, secrets from the files that `*_FILE` names.

    Raises:
        EnvironmentWrong: one line for each wrong, missing or unknown variable.
    """
    known = variables_by_name()
    complaints: list[str] = []
    values: dict[str, Any] = {}
    for variable, value in variables.items():
        bare = variable.removesuffix(FILE)
        if variable in known:
            values[known[variable]] = value
        elif variable != bare and bare in known:
            if bare in variables:
                complaints.append(f"{variable}: {bare} is set too; keep one of them")
                continue
            try:
                values[known[bare]] = Path(value).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
                complaints.append(f"{variable}: cannot read {value}: {why}")
        elif variable.startswith(PREFIX):
            complaints.append(f"{variable}: no such setting")
    try:
        environment = _Given.model_validate(values)
    except ValidationError as error:
        complaints += _complaints(error, known)
    if complaints:
        raise EnvironmentWrong("\n".join(sorted(complaints)))
    return environment


def variables_by_name() -> dict[str, str]:
    """Return every variable that may be set, with the field that it fills."""
    known = {PREFIX + name.upper(): name for name in Environment.model_fields}
    for plain, name in PLAIN.items():
        del known[PREFIX + name.upper()]
        known[plain] = name
    return known


def _complaints(error: ValidationError, known: Mapping[str, str]) -> list[str]:
    """Name each wrong variable; never repeat its value, which may be a secret."""
    variable_of = {name: variable for variable, name in known.items()}
    found = []
    for problem in error.errors(include_input=False):
        field = str(problem["loc"][0]) if problem["loc"] else ""
        found.append(f"{variable_of.get(PLAIN.get(field, field), field)}: {problem['msg']}")
    return found


class _Given(Environment):
    """The same fields, from the given values alone: `read` has looked at the environment."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keep only the values that are passed."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@cache
def environment() -> Environment:
    """Return this process's environment, read once."""
    return read(os.environ)
