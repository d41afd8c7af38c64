"""The institution's profile: every fact that another cooperative would answer differently."""

import datetime as dt
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from coop.calendar.ports import Service

EXPECTED = "expected a shipped profile's name or a TOML file (docs/reference/profile.md)"


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
    cis_hours_en: str = ""
    mail_from: str
    security_contact: str = Field(pattern=r"^(mailto:|https://|tel:\+)\S+$")
    accent: str = Field(pattern=r"^#[0-9a-f]{6}$")


class Access(Section):
    """How strict the doors are; see `coop.access.ports.Access`."""

    own_words: tuple[str, ...] = ()
    idle_seconds: int = Field(300, ge=60, le=900)
    absolute_seconds: int = Field(3600, ge=300, le=43_200)
    staff_idle_seconds: int = Field(900, ge=60, le=1800)
    staff_absolute_seconds: int = Field(28_800, ge=900, le=43_200)
    failures_before_block: int = Field(5, ge=3, le=10)
    block_seconds: tuple[int, ...] = (60, 300, 900, 3600)
    failures_before_disabled: int = Field(100, ge=20, le=100)
    image_shown: Literal["recognised", "always"] = "recognised"
    address_burst: int = Field(60, ge=1)
    address_per_minute: int = Field(12, ge=1)
    everyone_burst: int = Field(600, ge=1)
    everyone_per_minute: int = Field(300, ge=1)
    terms_version: str = Field("2026-11", pattern=r"^[0-9a-z.-]{1,20}$")


class ProductSection(Section):
    """One product type: who may hold it and what it may do (`coop.products.ports`)."""

    code: str = Field(pattern=r"^[A-Z][A-Z0-9-]{1,39}$")
    name_es: str
    name_en: str
    holders: frozenset[Literal["asociado", "tercero"]] = Field(min_length=1)
    minors: Literal["never", "also", "only"] = "also"
    seen: bool = True
    out_own: bool = True
    out_third_party: bool = True
    in_own: bool = True
    in_third_party: bool = True
    floor_cents: int = Field(0, ge=0)
    matures: bool = False


class ProductsSection(Section):
    """The product matrix and what holds for all accounts."""

    number_pattern: str = r"[0-9]{4,20}"
    co_holders: Literal["hidden", "see", "operate"] = "hidden"
    dormant_receives: bool = True
    types: tuple[ProductSection, ...] = Field(min_length=1)

    @field_validator("number_pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"expected a regular expression: {error}") from error
        return pattern

    @field_validator("types")
    @classmethod
    def _each_code_once(cls, types: tuple[ProductSection, ...]) -> tuple[ProductSection, ...]:
        codes = [type_.code for type_ in types]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"expected each code once: {', '.join(twice)}")
        return types


class HolidaySection(Section):
    """A day that the institution adds to the shipped calendar, or changes in it."""

    date: dt.date
    name_es: str
    name_en: str
    bank: Literal["open", "half_day", "closed"]
    branch: Literal["open", "half_day", "closed"]


class WindowSection(Section):
    """A daily stretch of Panama's clock; an end not after its start is on the next date."""

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    start: dt.time
    end: dt.time


class CalendarSection(Section):
    """Cut-offs, the close, its windows and the switches (`coop.calendar.ports`)."""

    card_cut_off: dt.time = dt.time(18)
    card_cut_off_short_day: dt.time = dt.time(12, 30)
    bill_cut_off: dt.time = dt.time(18)
    weekday_roll: dt.time = dt.time(19)
    saturday_roll: dt.time = dt.time(15)
    ash_wednesday_clears: bool = True
    half_days_clear: bool = True
    close_on_holidays: bool = True
    windows: tuple[WindowSection, ...] = ()
    off_during_close: frozenset[Service] = frozenset()
    holidays: tuple[HolidaySection, ...] = ()


class Allowance(Section):
    """The most for one order, for 24 hours and for 30 days, in cents."""

    order_cents: int = Field(gt=0)
    day_cents: int = Field(gt=0)
    month_cents: int = Field(gt=0)


class Orders(Section):
    """The life of every order: how long a draft waits, and the institution's limits.

    `new_payee_cents` is the most to one destination until `new_payee_hours` after the first order
    to it, and `wary_new_payee_cents` in the day after an unusual sign-in; `raise_hours` is how long
    a personal limit waits before it goes up; `totp_cents` is the most that a time-based code alone
    authorizes.
    """

    draft_hours: int = Field(24, ge=1, le=720)
    raise_hours: int = Field(24, ge=1, le=720)
    new_payee_cents: int = Field(gt=0)
    new_payee_hours: int = Field(24, ge=0, le=720)
    totp_cents: int = Field(50_000, gt=0)
    wary_new_payee_cents: int = Field(10_000, ge=0)
    limits: dict[str, Allowance]


class Transfers(Section):
    """What a transfer costs, in cents; whether a minor's money may leave to the representative."""

    fee_own_cents: int = Field(0, ge=0)
    fee_third_party_cents: int = Field(0, ge=0)
    minors_to_representative: bool = False


class Payees(Section):
    """How many holder names a person may look up, and payees keep."""

    lookups_per_hour: int = Field(20, ge=1)
    lookups_per_day: int = Field(60, ge=1)
    most: int = Field(200, ge=1)


class Profile(Section):
    """The whole profile. A room's section is added here and carried to its port by `wiring`."""

    institution: Institution
    access: Access
    calendar: CalendarSection
    products: ProductsSection
    orders: Orders
    transfers: Transfers
    payees: Payees


class ProfileWrong(ValueError):  # noqa: N818 - it is shown to an operator, whole
    """The profile cannot be used; each line of the text names one thing that is wrong."""


def load(name: str) -> Profile:
    """Read a shipped profile by its name, or any TOML file by its path.

    Raises:
        ProfileWrong: naming every key that is wrong, missing or unknown.
    """
    shipped = resources.files("coop.config") / "profiles" / f"{name}.toml"
    try:
        if name.replace("-", "").isalnum() and shipped.is_file():
            text = shipped.read_text(encoding="utf-8")
        else:
            text = Path(name).read_text(encoding="utf-8")
        return Profile.model_validate(tomllib.loads(text))
    except OSError as error:
        raise ProfileWrong(f"cannot read {name}: {error.strerror}; {EXPECTED}") from error
    except UnicodeDecodeError as error:
        raise ProfileWrong(f"{name} is not UTF-8 text; {EXPECTED}") from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileWrong(f"{name} is not TOML: {error}") from error
    except ValidationError as error:
        lines = [
            f"{name}: {'.'.join(str(step) for step in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise ProfileWrong("\n".join(lines)) from error
