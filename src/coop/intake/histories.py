"""Twelve invented months of an account: dated, worded movements that never pass below zero."""

# ruff: noqa: SIM905 - long lists of names read better as words than as quoted strings

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

DAYS = 365
FRIDAY = 4

EMPLOYERS = (
    "Ministerio de Educación,Caja de Seguro Social,Ingenio del Pacífico,Hospital Regional,"
    "Almacenes La Estrella,Universidad del Istmo Central,Naviera Dos Mares,Lácteos de Azuero,"
    "Municipio,Constructora Cerro Azul"
).split(",")
SHOPS = tuple(
    (
        "Súper La Fortuna,Farmacia El Istmo,Ferretería Los Pinos,Panadería Don Beto,"
        "Estación El Cruce,Abarrotería Mi Suerte,Restaurante La Fonda,Librería Cervantina,"
        "Zapatería Paso Fino,Súper Económico del Valle,Clínica Dental Sonrisa,Óptica Clara,"
        "Mueblería El Roble,Agro Veraguas,Kiosco Doña Pacha"
    ).split(",")
)
CORNERS = (
    "Vía España",
    "Albrook",
    "Santiago Centro",
    "David Plaza",
    "Chitré",
    "La Chorrera",
    "Colón Centro",
)

# weight of 100, text, counterpart, least and most cents, what completes the text, sign
SPENDING: tuple[tuple[int, str, str, int, int, tuple[str, ...], int], ...] = (
    (28, "Compra ", "CAJERO", 180, 8_500, SHOPS, -1),
    (18, "Retiro en cajero ", "CAJERO", 2_000, 20_000, CORNERS, -1),
    (8, "Pago de luz", "SERVICIO", 1_800, 9_500, (), -1),
    (5, "Pago de agua", "SERVICIO", 600, 2_400, (), -1),
    (7, "Pago de internet y cable", "SERVICIO", 2_500, 6_900, (), -1),
    (8, "Recarga de celular", "SERVICIO", 200, 1_500, (), -1),
    (5, "Transferencia enviada", "ACH", 1_000, 30_000, (), -1),
    (4, "Retiro en ventanilla", "EFECTIVO", 2_000, 40_000, (), -1),
    (3, "Comisión por manejo de cuenta", "COMISION", 100, 300, (), -1),
    (1, "Cheque pagado", "CHEQUE", 2_500, 50_000, (), -1),
    (7, "Depósito en ventanilla", "EFECTIVO", 1_000, 25_000, (), 1),
    (4, "Transferencia recibida", "ACH", 1_500, 40_000, (), 1),
    (2, "Depósito de cheque", "CHEQUE", 5_000, 60_000, (), 1),
)
_SPENDING_DRAW = [row[1:] for row in SPENDING for _ in range(row[0])]


class Movement(NamedTuple):
    """One movement: the day (0 is the first after the opening date), cents with sign."""

    day: int
    minute: int
    cents: int
    text: str
    counterpart: str


class Year:
    """The calendar of one history: 365 days that end at `until`, and its pay days."""

    def __init__(self, until: date) -> None:
        self.opening_date = until - timedelta(days=DAYS)
        days = [self.opening_date + timedelta(days=n + 1) for n in range(DAYS)]
        self.iso = [day.isoformat() for day in days]
        self.month_ends = [n for n, day in enumerate(days) if (day + timedelta(days=1)).day == 1]
        fifteenths = [n for n, day in enumerate(days) if day.day == 15]  # noqa: PLR2004 - quincena
        self.quincenas = sorted(
            max(n - max(days[n].weekday() - FRIDAY, 0), 0) for n in fifteenths + self.month_ends
        )
        self.fridays = [n for n, day in enumerate(days) if day.weekday() == FRIDAY]
        self.christmas = next(
            n for n, day in enumerate(days) if (day.month, day.day) == (12, 1) or n == DAYS - 1
        )


def wages(random: Random, year: Year, *, pay_cents: int, wanted: int) -> list[Movement]:
    """A current account: pay by quincena, then a life's spending, interest at month's end."""
    employer = random.choice(EMPLOYERS)
    pays = _some(random, year.quincenas, max(1, wanted * 2 // 7))
    found = [
        Movement(day, 360, pay_cents, f"Planilla quincenal {employer}", "PLANILLA") for day in pays
    ]
    return _lived(random, year, found, wanted)


def pension(random: Random, year: Year, *, pay_cents: int, wanted: int) -> list[Movement]:
    """A retired person's account: pension by quincena, withdrawals."""
    found = [
        Movement(day, 375, pay_cents, "Pago de jubilación", "PLANILLA")
        for day in _some(random, year.quincenas, max(1, wanted * 2 // 5))
    ]
    return _lived(random, year, found, wanted)


def shop(random: Random, year: Year, *, pay_cents: int, wanted: int) -> list[Movement]:
    """A small business: takings on many days."""
    found = [
        Movement(
            random.randrange(DAYS),
            random.randrange(480, 1_000),
            random.randrange(pay_cents // 3, pay_cents),
            "Depósito de ventas",
            "EFECTIVO",
        )
        for _ in range(max(1, wanted // 3))
    ]
    return _lived(random, year, found, wanted)


def shares(random: Random, year: Year, *, pay_cents: int, wanted: int) -> list[Movement]:
    """Member capital: a fixed contribution every month."""
    days = _some(random, year.month_ends, min(wanted, 12))
    return [Movement(day, 365, pay_cents, "Aportación por planilla", "PLANILLA") for day in days]


def children(random: Random, year: Year, *, pay_cents: int, wanted: int) -> list[Movement]:
    """A child's savings: small deposits, now and then a larger one."""
    return [
        Movement(
            day,
            random.randrange(500, 1_000),
            pay_cents * random.choice((1, 1, 1, 2, 5)),
            "Depósito de ahorro infantil",
            "EFECTIVO",
        )
        for day in _some(random, year.fridays, min(wanted, 30))
    ]


def term(random: Random, year: Year, *, opening_cents: int, wanted: int) -> list[Movement]:
    """A term deposit: interest on the principal each month, 4.25% a year."""
    interest = opening_cents * 425 // 120_000
    days = _some(random, year.month_ends, min(wanted, 12)) if interest else []
    return [Movement(day, 1_130, interest, "Interés de plazo fijo", "INTERES") for day in days]


def christmas(
    random: Random, year: Year, *, pay_cents: int, opening_cents: int, wanted: int
) -> list[Movement]:
    """Christmas savings: the same amount each Friday, all of it paid out on 1 December."""
    found: list[Movement] = []
    balance = opening_cents
    paid = False
    for day in _some(random, year.fridays, min(wanted, 52)):
        if day >= year.christmas and not paid:
            paid = True
            if balance:
                text = "Pago de ahorro navideño"
                found.append(Movement(year.christmas, 600, -balance, text, "TRASLADO"))
                balance = 0
        balance += pay_cents
        found.append(Movement(day, 660, pay_cents, "Cuota de ahorro navideño", "TRASLADO"))
    return found


def _some(random: Random, days: list[int], count: int) -> list[int]:
    return days if count >= len(days) else sorted(random.sample(days, count))


def _lived(random: Random, year: Year, found: list[Movement], wanted: int) -> list[Movement]:
    """Add to an income what is spent of it, other income and interest: about `wanted` rows."""
    below, chances = random.randrange, _SPENDING_DRAW
    interest = year.month_ends if wanted >= 60 else ()  # noqa: PLR2004 - a busy account only
    drawn = [
        (below(DAYS), below(390, 1_200), chances[below(len(chances))])
        for _ in range(max(wanted - len(found) - len(interest), 0))
    ]
    spent = sum((least + most) // 2 for _, _, (_, _, least, most, _, sign) in drawn if sign < 0)
    income = sum(movement.cents for movement in found)
    percent = min(max(income * 95 // (spent or 1), 40), 500)
    for day, minute, (text, counterpart, least, most, choices, sign) in drawn:
        cents = below(least, most)
        if sign < 0:
            cents = -cents * percent // 100
        if choices:
            text += choices[below(len(choices))]  # noqa: PLW2901 - the place or shop completes it
            if choices is CORNERS:
                cents = min(cents // 1_000 * 1_000, -1_000)
        found.append(Movement(day, minute, cents, text, counterpart))
    found.extend(
        Movement(day, 1_130, below(15, 220), "Interés ganado", "INTERES") for day in interest
    )
    found.sort(key=_moment)
    return found


def kept_above(
    floor_cents: int, movements: list[Movement], opening_cents: int
) -> tuple[list[Movement], int]:
    """Return the movements without those that would go below the floor, and the closing cents."""
    balance = opening_cents
    kept = []
    for movement in movements:
        if movement.cents < 0 and balance + movement.cents < floor_cents:
            continue
        balance += movement.cents
        kept.append(movement)
    return kept, balance


def _moment(movement: Movement) -> tuple[int, int]:
    return movement.day, movement.minute
