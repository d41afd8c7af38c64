"""What the operator sets: environment variables, each with a type, and `*_FILE` for secrets.

Every wrong or unknown variable is named in one message at boot. The reference page
`docs/reference/settings.md` is made from the descriptions here.
"""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from coop.config import addresses
from coop.config.profile import Profile, load

PLAIN = {"DATABASE_URL": "database_url", "DATABASE_OWNER_URL": "database_owner_url"}
PREFIX = "COOP_"
FILE = "_FILE"
RECEIPT_KEY_LEAST = 32  # characters
SECRET_KEY_LEAST = 50  # characters; this and the next are Django's own least
DIFFERENT_LEAST = 5
FERNET = re.compile(r"[A-Za-z0-9_-]{43}=", re.ASCII)  # 32 bytes, in base64 for URLs


class EnvironmentWrong(Exception):  # noqa: N818 - it is shown to an operator, whole
    """The environment cannot be used; the text names every variable and what is expected."""


def _secret(rule: Callable[[str], str]) -> AfterValidator:
    """Return the check of a secret by a rule of plain text."""

    def check(value: SecretStr) -> SecretStr:
        return SecretStr(rule(value.get_secret_value()))

    return AfterValidator(check)


def _secret_key(key: str) -> str:
    if len(key) < SECRET_KEY_LEAST or len(set(key)) < DIFFERENT_LEAST or re.search(r"\s", key):
        message = (
            f"expected {SECRET_KEY_LEAST} characters or more, {DIFFERENT_LEAST} of them different "
            "and none blank, as `coop init` makes it"
        )
        raise ValueError(message)
    return key


def _factor_key(key: str) -> str:
    if not FERNET.fullmatch(key):
        message = "expected a Fernet key, 43 letters, digits, - or _ and a =, as `coop init` makes"
        raise ValueError(message)
    return key


def _receipt_keys(keys: str) -> str:
    listed = keys.split()
    if not listed or min(map(len, listed)) < RECEIPT_KEY_LEAST:
        message = f"expected keys of {RECEIPT_KEY_LEAST} characters or more, separated by blanks"
        raise ValueError(message)
    return keys


def _profile(name: str) -> str:
    load(name)
    return name


def _mailbox(url: str) -> str:
    return addresses.origin(url) if url else url


PostgresUrl = Annotated[SecretStr, _secret(addresses.postgres)]


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
    secret_key: Annotated[SecretStr, _secret(_secret_key)] = Field(
        description="Signs cookies. `coop init` makes one; it may be changed."
    )
    receipt_keys: Annotated[SecretStr, _secret(_receipt_keys)] | None = Field(
        None,
        description=(
            "Keys of receipts' codes, separated by blanks or lines: the first makes codes, every "
            "one checks them. `coop init` makes one; without it, COOP_SECRET_KEY serves."
        ),
    )
    factor_key: Annotated[SecretStr, _secret(_factor_key)] = Field(
        description="Fernet key that encrypts the second factors' seeds."
    )
    first_admin: str = Field(
        "",
        pattern=r"^([0-9]{1,12}\.[0-9a-f]{64})?$",
        description="Hash and end of the first administrator's link, as `coop init` made them.",
    )
    profile: Annotated[str, AfterValidator(_profile)] = Field(
        "demostracion",
        description=(
            "A shipped profile's name, or the path of a TOML file; production must name its own."
        ),
    )
    public_url: Annotated[str, AfterValidator(addresses.public)] = Field(
        description="The one address people type; cookies, links and passkeys hold to it."
    )
    smtp_url: Annotated[SecretStr, _secret(addresses.smtp)] = Field(
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
    mailbox_url: Annotated[str, AfterValidator(_mailbox)] = Field(
        "", description="The demonstration's mailbox page; production has none."
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
    complaints += unknown(variables)
    complaints += _of_production(values)
    try:
        environment = _Given.model_validate(values)
    except ValidationError as error:
        complaints += _complaints(error, known)
    if complaints:
        raise EnvironmentWrong("\n".join(sorted(complaints)))
    return environment


def unknown(variables: Mapping[str, str]) -> list[str]:
    """Return a line for each variable that begins as ours do and is none of them."""
    known = variables_by_name()
    return [
        f"{variable}: no such setting"
        for variable in variables
        if variable.startswith(PREFIX)
        and variable not in known
        and (not variable.endswith(FILE) or variable.removesuffix(FILE) not in known)
    ]


def variables_by_name() -> dict[str, str]:
    """Return every variable that may be set, with the field that it fills."""
    known = {PREFIX + name.upper(): name for name in Environment.model_fields}
    for plain, name in PLAIN.items():
        del known[PREFIX + name.upper()]
        known[plain] = name
    return known


def _of_production(values: Mapping[str, Any]) -> list[str]:
    """Return what only production asks."""
    if values.get("mode", "production") != "production":
        return []
    found = []
    if "profile" not in values:
        message = "missing; production names its cooperative's own, and never the invented one"
        found.append(f"COOP_PROFILE: {message}")
    if values.get("mailbox_url"):
        found.append("COOP_MAILBOX_URL: expected none in production: only a demonstration has one")
    return found


def _complaints(error: ValidationError, known: Mapping[str, str]) -> list[str]:
    """Name each wrong variable; never repeat its value, which may be a secret."""
    variable_of = {name: variable for variable, name in known.items()}
    found = []
    for problem in error.errors(include_input=False):
        field = str(problem["loc"][0]) if problem["loc"] else ""
        variable = variable_of.get(PLAIN.get(field, field), field)
        found += [f"{variable}: {line}" for line in _said(problem).splitlines()]
    return found


def _said(problem: Mapping[str, Any]) -> str:
    """Return the words of a wrong value: a rule's own, else the library's."""
    own = problem.get("ctx", {}).get("error")
    return str(own) if isinstance(own, Exception) else str(problem["msg"])


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


@cache
def profile() -> Profile:
    """Return the profile that this process serves, read once."""
    return load(environment().profile)
