"""The institution's profile: every fact that another cooperative would answer differently."""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coop.config.environment import EnvironmentWrong, environment


class Section(BaseModel):
    """A table of the profile: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Institution(Section):
    """Who the cooperative is, to the people who read its pages."""

    legal_name: str
    short_name: str
    site_name: str
    certificate_holder: str
    cis_name: str
    cis_phone: str
    cis_hours: str
    mail_from: str
    accent: str = Field(pattern=r"^#[0-9a-f]{6}$")


class Access(Section):
    """How strict the doors are; see `coop.access.ports.Access`."""

    own_words: tuple[str, ...] = ()
    idle_seconds: int = Field(300, ge=60, le=900)
    absolute_seconds: int = Field(3600, ge=300, le=43_200)
    failures_before_block: int = Field(5, ge=3, le=10)
    block_seconds: tuple[int, ...] = (60, 300, 900, 3600)
    address_burst: int = Field(60, ge=1)
    address_per_minute: int = Field(12, ge=1)
    everyone_burst: int = Field(600, ge=1)
    everyone_per_minute: int = Field(300, ge=1)


class Profile(Section):
    """The whole profile. A room's section is added here and carried to its port by `wiring`."""

    institution: Institution
    access: Access


def load(name: str) -> Profile:
    """Read a shipped profile by its name, or any TOML file by its path.

    Raises:
        EnvironmentWrong: naming every key that is wrong, missing or unknown.
    """
    shipped = resources.files("coop.config") / "profiles" / f"{name}.toml"
    try:
        if name.replace("-", "").isalnum() and shipped.is_file():
            text = shipped.read_text(encoding="utf-8")
        else:
            text = Path(name).read_text(encoding="utf-8")
        return Profile.model_validate(tomllib.loads(text))
    except OSError as error:
        message = f"COOP_PROFILE: cannot read {name}: {error.strerror}"
        raise EnvironmentWrong(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"COOP_PROFILE: {name} is not TOML: {error}"
        raise EnvironmentWrong(message) from error
    except ValidationError as error:
        lines = [
            f"{name}: {'.'.join(str(step) for step in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise EnvironmentWrong("\n".join(lines)) from error


@cache
def profile() -> Profile:
    """Return the profile that this process serves, read once."""
    return load(environment().profile)
