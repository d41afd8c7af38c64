"""What an answer of the help centre is made of, and how a person's words find it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import is_valid_path
from django.utils.translation import gettext as _

from coop.kernel.text import fold
from coop.pages.ports import House


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go on, with the words of its link."""

    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its short answers, points and ways on.

    `row` is its number in the cooperative's list of frequent questions, 0 for one of ours.
    """

    row: int
    anchor: str
    asked: str
    answers: Sequence[str]
    points: Sequence[str] = ()
    then: Sequence[str] = ()
    ways: Sequence[Way] = ()

    def speaks_of(self, wanted: str) -> bool:
        """Tell whether every word that somebody looks for stands in it, accents aside."""
        said = fold(" ".join([self.asked, *self.answers, *self.points, *self.then]))
        return all(word in said for word in fold(wanted).split())


@dataclass(frozen=True, slots=True)
class Part:
    """Questions about one thing."""

    anchor: str
    title: str
    questions: Sequence[Question]


def ways(*wanted: Way) -> tuple[Way, ...]:
    """Return the ways that lead to a page which this release has."""
    return tuple(way for way in wanted if is_valid_path(way.address))


def call(house: House) -> str:
    """Say whom to call."""
    return _("Llame al {name}, teléfono {phone}.").format(
        name=house.cis_name, phone=house.cis_phone
    )


def not_yet(house: House, what: str) -> str:
    """Say honestly that this release cannot do something, and how it is done meanwhile."""
    return _("{what} Mientras tanto, pregunte cómo hacerlo en el {name}, teléfono {phone}.").format(
        what=what, name=house.cis_name, phone=house.cis_phone
    )
