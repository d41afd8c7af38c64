"""The demonstration's generator: the same bytes for the same seed, and a world that holds."""

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from coop.intake import format as shape
from coop.intake.cast import CAST
from coop.intake.generate import FLOOR_CENTS, generate, last_day
from coop.kernel import clock

UNTIL = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    generate(folder=place, members=120, seed=7, until=UNTIL)
    return place


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(text: str) -> int:
    return int(text.replace(".", "")) if text else 0


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    generate(folder=tmp_path, members=120, seed=7, until=UNTIL)
    for one in shape.REQUIRED:
        assert (tmp_path / one.file).read_bytes() == (folder / one.file).read_bytes()


@pytest.mark.parametrize(
    ("opening", "hour", "until"),
    [
        (date(2026, 11, 27), 10, date(2026, 11, 26)),  # a Friday before its close
        (date(2026, 11, 28), 20, date(2026, 11, 26)),  # and after it
        (date(2026, 11, 20), 10, date(2026, 11, 19)),  # books that opened a week ago
    ],
)
def test_nothing_is_invented_later_than_the_moment_it_is_made_for(
    opening: date, hour: int, until: date, tmp_path: Path
) -> None:
    now = clock.at_panama(date(2026, 11, 27), hour)
    assert last_day(opening=opening, now=now) == until
    generate(folder=tmp_path, members=9, seed=7, until=until)
    rows = table(tmp_path, "movimientos")
    latest = max(f"{row['fecha']} {row['hora']}" for row in rows)
    assert latest < f"{clock.panama(now):%Y-%m-%d %H:%M}"


def test_another_seed_gives_other_people(folder: Path, tmp_path: Path) -> None:
    generate(folder=tmp_path, members=120, seed=8, until=UNTIL)
    assert (tmp_path / "personas.csv").read_bytes() != (folder / "personas.csv").read_bytes()


def test_balances_hold_and_never_go_below_the_floor(folder: Path) -> None:
    accounts = table(folder, "cuentas")
    balance = {account["cuenta"]: cents(account["saldo_inicial"]) for account in accounts}
    floor = {a["cuenta"]: FLOOR_CENTS.get(a["producto"], 0) for a in accounts}
    for row in table(folder, "movimientos"):
        number = row["cuenta"]
        balance[number] += cents(row["credito"]) - cents(row["debito"])
        if row["debito"]:
            assert balance[number] >= floor[number]
    assert balance == {a["cuenta"]: cents(a["saldo_final"]) for a in accounts}


def test_the_movements_of_an_account_follow_each_other(folder: Path) -> None:
    moments = defaultdict(list)
    for row in table(folder, "movimientos"):
        moments[row["cuenta"]].append((row["fecha"], row["hora"], int(row["numero"])))
    assert all(found == sorted(found) for found in moments.values())
    assert max(m[0] for found in moments.values() for m in found) <= UNTIL.isoformat()


def test_account_numbers_carry_their_check_digit(folder: Path) -> None:
    for account in table(folder, "cuentas"):
        digits = [int(digit) for digit in reversed(account["cuenta"])]
        doubled = [d * 2 - 9 * (d > 4) if place % 2 else d for place, d in enumerate(digits)]
        assert sum(doubled) % 10 == 0
        assert re.fullmatch("[0-9]{12}", account["cuenta"])


def test_everybody_is_different_and_every_kind_is_there(folder: Path) -> None:
    people = table(folder, "personas")
    assert len({person["documento"] for person in people}) == len(people) == 120
    assert {person["clase"] for person in people} == {"asociado", "tercero"}
    assert {account["estado"] for account in table(folder, "cuentas")} == set(
        shape.ACCOUNT_STATUSES
    )
    assert {account["producto"] for account in table(folder, "cuentas")} == {
        "APO",
        "AHC",
        "NAV",
        "PLZ",
        "INF",
    }


def test_the_cast_can_sign_in_with_long_passwords_of_their_own() -> None:
    acting = [member for member in CAST if member.username]
    assert len({member.username for member in acting}) == len(acting) >= 5
    assert len({member.password for member in acting}) == len(acting)
    assert all(len(member.password) >= 15 for member in acting)
