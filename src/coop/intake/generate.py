"""Writes the files of an invented cooperative: any size, the same bytes for the same seed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import TextIO

from coop.intake import format as shape
from coop.intake import histories
from coop.intake.cast import CAST, CHILDREN, CHRISTMAS, CURRENT, SHARES, TERM, CastAccount
from coop.intake.histories import Movement, Year
from coop.intake.invent import Person, Register
from coop.intake.lines import line
from coop.kernel import clock

_FAMILY = {CURRENT: "10", SHARES: "20", CHRISTMAS: "30", TERM: "40", CHILDREN: "50"}
FLOOR_CENTS = {CURRENT: 500}
_SMALL = 1_000
_MANY, _FEW = 60, 18


@dataclass(slots=True)
class Totals:
    """Rows and sums as they are written, for control.csv."""

    rows: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    cents: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, file: str, product: str, cents: int = 0, rows: int = 1) -> None:
        """Count rows of a file and product, and their sum."""
        self.rows[file, product] += rows
        self.cents[file, product] += cents


@dataclass(frozen=True, slots=True)
class Generated:
    """How much was written."""

    people: int
    accounts: int
    movements: int


def last_day(*, opening: date, now: datetime) -> date:
    """Return the last whole day before the books open: nothing is invented later than now.

    Args:
        opening: the date on which the books open; after a close it is a later one than today.
        now: the instant for which the files are made.
    """
    return min(opening, clock.panama(now).date()) - timedelta(days=1)


def generate(
    *,
    folder: Path,
    members: int,
    seed: int,
    until: date,
    movements_each: int | None = None,
    advanced: Callable[[int, int], None] | None = None,
) -> Generated:
    """Write an intake's files into `folder`: the demonstration's cast, then invented people.

    Args:
        folder: made if it is missing; files of the same names are replaced.
        members: how many people in all; never fewer than the cast.
        seed: the same seed and date give the same bytes.
        until: the last date of the twelve months of movements; the books open after it.
        movements_each: about how many movements a person has in the year; many in a small
            cooperative, 26 in a large one.
        advanced: called with the people written so far and their number in all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = max(members, len(CAST))
    wanted = movements_each or (_MANY if count <= _SMALL else _FEW)
    register = Register(seed=seed, today=until)
    with ExitStack() as stack:
        outlet = _Outlet(folder, stack, Year(until), Random(seed), wanted)  # noqa: S311 - an invented cooperative, not a secret
        for made, person in enumerate(
            chain(register.cast(), register.people(count - len(CAST))), start=1
        ):
            outlet.write(person, known=made <= len(CAST))
            if advanced is not None and (made % 500 == 0 or made == count):
                advanced(made, count)
        outlet.write_totals()
    rows = outlet.totals.rows
    return Generated(
        people=rows[shape.PEOPLE.file, ""],
        accounts=sum(n for (file, _), n in rows.items() if file == shape.ACCOUNTS.file),
        movements=sum(n for (file, _), n in rows.items() if file == shape.MOVEMENTS.file),
    )


class _Outlet:
    """The open files of one run."""

    def __init__(
        self, folder: Path, stack: ExitStack, year: Year, random: Random, wanted: int
    ) -> None:
        self.totals = Totals()
        self._year, self._random, self._wanted = year, random, wanted
        self._sequence: dict[str, int] = defaultdict(int)
        self._files: dict[str, TextIO] = {}
        for table in shape.REQUIRED:
            path = folder / table.file
            self._files[table.name] = file = stack.enter_context(
                path.open("w", encoding="utf-8", newline="")
            )
            file.write(line(list(table.names)))

    def write(self, person: Person, *, known: bool) -> None:
        """Write one person, the accounts and their movements."""
        self._files["personas"].write(line(_person_row(person)))
        self.totals.add(shape.PEOPLE.file, "")
        for account in person.accounts:
            self._account(person, account, known=known)

    def _account(self, person: Person, account: CastAccount, *, known: bool) -> None:
        number = self._number(account.product)
        year = self._year
        wanted = _MANY * 2 if known else self._wanted
        found = list(_history(self._random, year, account, wanted))
        kept, closing = histories.kept_above(
            FLOOR_CENTS.get(account.product, 0), found, account.opening_cents
        )
        opened = max(person.joined, person.born)
        opened = min(opened, year.opening_date - timedelta(days=1))
        matures = (
            (year.opening_date + timedelta(days=histories.DAYS + 180)).isoformat()
            if account.product == TERM
            else ""
        )
        row = [
            number,
            account.product,
            person.document,
            opened.isoformat(),
            account.status,
            account.reason,
            matures,
            year.opening_date.isoformat(),
            _plain(account.opening_cents),
            _plain(closing),
        ]
        self._files["cuentas"].write(line(row))
        self.totals.add(shape.ACCOUNTS.file, account.product, closing)
        for document, role in (
            (account.joint_with, "cotitular"),
            (account.representative, "representante"),
        ):
            if document:
                self._files["cotitulares"].write(line([number, document, role]))
                self.totals.add(shape.HOLDERS.file, "")
        self._movements(number, kept)
        if kept:
            self.totals.add(
                shape.MOVEMENTS.file, account.product, closing - account.opening_cents, len(kept)
            )

    def _movements(self, number: str, kept: list[Movement]) -> None:
        iso = self._year.iso
        self._files["movimientos"].write(
            "".join(
                [
                    f"{number},{n},{iso[day]},{minute // 60:02}:{minute % 60:02},"
                    f"{_money(-cents) if cents < 0 else ''},{_money(cents) if cents > 0 else ''},"
                    f"{text},{counterpart}\n"
                    for n, (day, minute, cents, text, counterpart) in enumerate(kept, start=1)
                ]
            )
        )

    def write_totals(self) -> None:
        """Write control.csv."""
        self.totals.add(shape.HOLDERS.file, "", rows=0)
        for (file, product), rows in sorted(self.totals.rows.items()):
            cents = self.totals.cents[file, product]
            self._files["control"].write(line([file, product, str(rows), _plain(cents)]))

    def _number(self, product: str) -> str:
        self._sequence[product] += 1
        bare = f"{_FAMILY[product]}001{self._sequence[product]:06}"
        return bare + _check_digit(bare)


def _history(random: Random, year: Year, account: CastAccount, wanted: int) -> Iterator[Movement]:
    pay, opening = account.pay_cents, account.opening_cents
    match account.plan:
        case "payroll":
            yield from histories.wages(random, year, pay_cents=pay, wanted=wanted)
        case "pension":
            yield from histories.pension(random, year, pay_cents=pay, wanted=wanted)
        case "shop":
            yield from histories.shop(random, year, pay_cents=pay, wanted=wanted)
        case "shares":
            yield from histories.shares(random, year, pay_cents=pay, wanted=wanted // 4)
        case "children":
            yield from histories.children(random, year, pay_cents=pay, wanted=wanted // 4)
        case "term":
            yield from histories.term(random, year, opening_cents=opening, wanted=wanted // 4)
        case "christmas":
            yield from histories.christmas(
                random, year, pay_cents=pay, opening_cents=opening, wanted=wanted // 3
            )
        case "still":
            return


def _person_row(person: Person) -> list[str]:
    return [
        person.document_kind,
        person.document,
        person.country,
        person.kind,
        person.given_names,
        person.surnames,
        person.born.isoformat(),
        person.joined.isoformat(),
        person.mobile,
        person.landline,
        person.email,
        *person.place,
        person.street,
        f"Capítulo de {person.place[0]}",
        "S" if person.retired else "N",
        person.language,
    ]


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _plain(cents: int) -> str:
    return _money(cents) if cents >= 0 else f"-{_money(-cents)}"


def _check_digit(bare: str) -> str:
    """Return the mod-10 (Luhn, ISO/IEC 7812-1 annex B) digit that follows `bare`."""
    doubled = [
        int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(bare))
    ]
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)  # noqa: PLR2004 - digits of a doubled digit
