"""Which typed names are the holder's, in a table."""

from datetime import date

import pytest

from coop.members.rules import Match, PersonName, is_minor, name_match

MARIA = PersonName("María José", "Núñez de Ávila")
SHORT = PersonName("Ana", "Li")
LONE = PersonName("Aquilino Antonio", "Pinzón Abrego")
FIRM = PersonName("Taller Hermanos Díaz, S.A.")
BRAND = PersonName("Istmeña, R.L.")


@pytest.mark.parametrize(
    ("registered", "typed", "said"),
    [
        (MARIA, "María José Núñez de Ávila", "match"),
        (MARIA, "maria nunez", "match"),
        (MARIA, "NUÑEZ MARIA", "match"),
        (MARIA, "Núñez Ávila, María José", "match"),
        (MARIA, "José Ávila", "match"),
        (MARIA, "María J. Núñez", "match"),
        (MARIA, "Maria Nuñes", "close"),
        (MARIA, "Mraia Nunez", "close"),
        (MARIA, "Maria Nunez Castillo", "close"),
        (MARIA, "María José", "none"),
        (MARIA, "Núñez Ávila", "none"),
        (MARIA, "María", "none"),
        (MARIA, "M. N.", "none"),
        (MARIA, "M Nunez", "none"),
        (MARIA, "Marta Nuñes", "none"),
        (MARIA, "Pedro Núñez", "none"),
        (MARIA, "Pedro Gómez", "none"),
        (MARIA, "María María", "none"),
        (MARIA, "", "none"),
        (MARIA, "de la", "none"),
        (MARIA, " .,-' ", "none"),
        (MARIA, "María Núñez " * 20, "none"),
        (SHORT, "Ana Li", "match"),
        (SHORT, "Ana Lu", "none"),
        (SHORT, "Ane Li", "none"),
        (LONE, "Aquilino Pinzon", "match"),
        (LONE, "Aquilnio Pinzon", "close"),
        (LONE, "Aqilino Pinson", "none"),
        (FIRM, "Taller Hermanos Diaz", "match"),
        (FIRM, "taller diaz sa", "match"),
        (FIRM, "Taller Hermanos Dias SA", "close"),
        (FIRM, "Taller", "none"),
        (BRAND, "Istmena", "match"),
        (BRAND, "Istmeña RL", "match"),
    ],
)
def test_names(registered: PersonName, typed: str, said: Match) -> None:
    assert name_match(typed, registered) == said


@pytest.mark.parametrize(
    ("born", "on", "minor"),
    [
        ("2008-11-23", "2026-11-22", True),
        ("2008-11-23", "2026-11-23", False),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
        ("1950-01-01", "2026-11-23", False),
    ],
)
def test_of_age_at_eighteen(born: str, on: str, minor: bool) -> None:
    assert is_minor(date.fromisoformat(born), date.fromisoformat(on)) is minor
    assert is_minor(None, date.fromisoformat(on)) is False
