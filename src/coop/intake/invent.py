"""Invents a cooperative's people and what they hold; the same seed, the same people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from coop.intake import names, places
from coop.intake.cast import (
    CAST,
    CHILDREN,
    CHRISTMAS,
    CURRENT,
    SHARES,
    TERM,
    CastAccount,
    CastMember,
    Plan,
)
from coop.kernel.text import fold

_ADULT_YEARS = 18
_RETIRED_YEARS = 62
_CUMULATED = {id_: list(accumulate(weights)) for id_, weights in names.WEIGHT.items()}
_PLACES = list(accumulate(places.PLACE_WEIGHTS))
_PROVINCE_NUMBERS = [province.number for province in places.PROVINCES]
_PROVINCES = list(accumulate(province.weight for province in places.PROVINCES))
_STATUS_REASONS = {
    "inactiva": "Sin movimientos",
    "bloqueada": "Documento vencido",
    "cerrada": "A solicitud del titular",
}


@dataclass(slots=True)
class Person:
    """One row of personas.csv and what the person holds."""

    document_kind: str
    document: str
    country: str
    kind: str
    given_names: str
    surnames: str
    born: date
    joined: date
    mobile: str
    landline: str
    email: str
    place: tuple[str, str, str]
    street: str
    retired: bool
    language: str
    first_surname: str = ""
    accounts: list[CastAccount] = field(default_factory=list)


class Register:
    """Makes people one after another, no document twice."""

    def __init__(self, *, seed: int, today: date) -> None:
        self._seed = seed
        self._today = today
        self._taken = {member.document for member in CAST}

    def cast(self) -> Iterator[Person]:
        """Yield the named people of the demonstration."""
        for place, member in enumerate(CAST):
            yield self._from_cast(member, Random(f"{self._seed}/cast/{place}"))  # noqa: S311 - invented people, not secrets

    def people(self, count: int) -> Iterator[Person]:
        """Yield `count` more; a child follows the member who represents it."""
        made = 0
        while made < count:
            random = Random(f"{self._seed}/{made}")  # noqa: S311 - invented people, not secrets
            parent = self._adult(random)
            yield parent
            made += 1
            if made < count and parent.kind == "asociado" and random.random() < 0.09:  # noqa: PLR2004 - share of members who save for a child
                yield self._child(random, parent)
                made += 1

    def _adult(self, random: Random) -> Person:
        today = self._today
        age = random.triangular(18, 88, 41)
        born = today - timedelta(days=int(age * 365.25) + 5)
        kind = "asociado" if random.random() < 0.89 else "tercero"  # noqa: PLR2004 - terceros are few
        woman = random.random() < 0.54  # noqa: PLR2004 - most members are women
        surname = _surname(random)
        joined = today - timedelta(days=random.randrange(400, 400 + int((age - 17) * 300)))
        document_kind, document, country = self._document(random, age)
        person = Person(
            document_kind=document_kind,
            document=document,
            country=country,
            kind=kind,
            given_names=_given(random, woman=woman),
            surnames=f"{surname} {_surname(random)}",
            first_surname=surname,
            born=born,
            joined=max(joined, born + timedelta(days=_ADULT_YEARS * 366)),
            mobile=f"6{random.randrange(10**7):07}"[:4] + f"-{random.randrange(10**4):04}",
            landline=f"{random.choice((2, 7, 9))}{random.randrange(100):02}-"
            f"{random.randrange(10**4):04}"
            if random.random() < 0.3  # noqa: PLR2004 - few keep a landline
            else "",
            email="",
            place=random.choices(places.PLACES, cum_weights=_PLACES)[0],
            street=_street(random),
            retired=age >= _RETIRED_YEARS,
            language="es" if random.random() < 0.97 else "en",  # noqa: PLR2004 - few read English
        )
        if random.random() < 0.86:  # noqa: PLR2004 - not everybody has an address
            person.email = _email(random, person)
        person.accounts = _holdings(random, person)
        return person

    def _child(self, random: Random, parent: Person) -> Person:
        days = random.randrange(200, 17 * 365)
        document_kind, document, country = self._document(random, days / 365, child=True)
        surname = parent.first_surname
        return Person(
            document_kind=document_kind,
            document=document,
            country=country,
            kind="tercero",
            given_names=_given(random, woman=random.random() < 0.5),  # noqa: PLR2004 - a coin
            surnames=f"{surname} {_surname(random)}",
            born=self._today - timedelta(days=days),
            joined=self._today - timedelta(days=min(days, 380)),
            mobile="",
            landline="",
            email="",
            place=parent.place,
            street=parent.street,
            retired=False,
            language="es",
            accounts=[
                CastAccount(
                    CHILDREN,
                    "children",
                    random.randrange(500, 60_000),
                    random.choice((500, 1_000, 2_000)),
                    representative=parent.document,
                )
            ],
        )

    def _document(self, random: Random, age: float, *, child: bool = False) -> tuple[str, str, str]:
        while True:
            kind, country, document = "cedula", "", ""
            draw = random.random()
            book = int(max(1_100 - age * 10, 40)) + random.randrange(-35, 80)
            row = random.randrange(1, 2_500)
            province = random.choices(_PROVINCE_NUMBERS, cum_weights=_PROVINCES)[0]
            if draw < 0.925 or child:  # noqa: PLR2004 - shares of each shape, as everywhere below
                document = f"{province}-{book}-{row}"
            elif draw < 0.945:  # noqa: PLR2004
                document = f"E-{province}-{random.randrange(40_000, 190_000)}"
            elif draw < 0.955:  # noqa: PLR2004
                document = f"PE-{random.randrange(1, 24)}-{row}"
            elif draw < 0.965:  # noqa: PLR2004
                document = f"N-{random.randrange(14, 24)}-{row}"
            elif draw < 0.98:  # noqa: PLR2004
                document = f"{random.choice((1, 4, 9, 12))}PI-{random.randrange(1, 30)}-{row}"
            elif draw < 0.985:  # noqa: PLR2004
                document = f"{province}AV-{random.randrange(20, 160)}-{random.randrange(1, 999)}"
            else:
                kind, country = "pasaporte", random.choice(("CO", "VE", "US", "CR", "NI", "ES"))
                document = f"{random.choice('ABCDEFGH')}{random.randrange(10**7, 10**8)}"
            if document not in self._taken:
                self._taken.add(document)
                return kind, document, country

    def _from_cast(self, member: CastMember, random: Random) -> Person:
        born = date.fromisoformat(member.born)
        adult = (self._today - born).days > _ADULT_YEARS * 366
        return Person(
            document_kind=member.document_kind,
            document=member.document,
            country="",
            kind=member.kind,
            given_names=member.given_names,
            surnames=member.surnames,
            born=born,
            joined=self._today - timedelta(days=random.randrange(380, 2_900)),
            mobile=f"6{random.randrange(10**3):03}-{random.randrange(10**4):04}" if adult else "",
            landline="",
            email=member.email or (f"{member.username}@correo.example" if member.username else ""),
            place=member.place,
            street=_street(random),
            retired=member.retired,
            language=member.language,
            accounts=list(member.accounts),
        )


def _holdings(random: Random, person: Person) -> list[CastAccount]:
    draw = random.random
    pay = int(random.triangular(28_000, 190_000, 46_000))
    plan: Plan = "pension" if person.retired else "shop" if draw() < 0.07 else "payroll"  # noqa: PLR2004 - shares of each, here and below
    current = CastAccount(CURRENT, plan, random.randrange(500, pay * 3), pay)
    if person.kind == "tercero":
        return [_with_status(random, current)]
    held = [
        CastAccount(SHARES, "shares", random.randrange(2_000, 600_000), random.choice(_DUES)),
        _with_status(random, current),
    ]
    if draw() < 0.52:  # noqa: PLR2004
        weekly = random.choice((500, 1_000, 1_500, 2_500))
        opening = weekly * random.randrange(10, 48)
        held.append(CastAccount(CHRISTMAS, "christmas", opening, weekly))
    if draw() < 0.2:  # noqa: PLR2004
        held.append(CastAccount(TERM, "term", random.randrange(10, 400) * 10_000))
    if draw() < 0.2:  # noqa: PLR2004
        second = CastAccount(CURRENT, "shop", random.randrange(500, pay), pay // 3)
        held.append(_with_status(random, second))
    return held


_DUES = (1_000, 1_500, 2_000, 2_500, 5_000)


def _with_status(random: Random, account: CastAccount) -> CastAccount:
    draw = random.random()
    status = "inactiva" if draw < 0.04 else "bloqueada" if draw < 0.047 else ""  # noqa: PLR2004 - a few accounts do not move
    if not status and draw > 0.99:  # noqa: PLR2004
        status = "cerrada"
    if not status:
        return account
    return CastAccount(
        account.product,
        "still",
        0 if status == "cerrada" else 500 + account.opening_cents % 50_000,
        status=status,
        reason=_STATUS_REASONS[status],
    )


def _given(random: Random, *, woman: bool) -> str:
    first, second = (names.WOMEN, names.SECOND_WOMEN) if woman else (names.MEN, names.SECOND_MEN)
    weights = _CUMULATED["women" if woman else "men"]
    name = random.choices(first, cum_weights=weights)[0]
    return f"{name} {random.choice(second)}" if random.random() < 0.8 else name  # noqa: PLR2004 - most have two


def _surname(random: Random) -> str:
    return random.choices(names.SURNAMES, cum_weights=_CUMULATED["surnames"])[0]


def _street(random: Random) -> str:
    return (
        f"{random.choice(places.STREETS)}, {random.choice(places.HOMES)} {random.randrange(1, 480)}"
    )


def _email(random: Random, person: Person) -> str:
    given = fold(person.given_names).split()[0]
    surname = fold(person.surnames).replace(" ", "")[:14]
    return f"{given}.{surname}{random.randrange(1, 9_999)}@correo.example"
