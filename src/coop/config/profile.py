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


class Profile(Section):
    """The whole profile. A room's section is added here and carried to its port by `wiring`."""

    institution: Institution


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
