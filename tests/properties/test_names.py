"""Name matching: order, case and accents never matter; little typed never matches."""

import unicodedata
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from coop.kernel.text import fold
from coop.members.rules import PersonName, name_match

letters = "abcdefghijlmnoprstuvzáéíóúñü"
PARTICLES = {"del", "las", "los", "dos"}  # of a name such as De los Ríos: they never count alone
words = st.text(st.sampled_from(letters), min_size=3, max_size=10).filter(
    lambda word: fold(word) not in PARTICLES
)
names = st.lists(words, min_size=1, max_size=2).map(" ".join)
people = st.builds(PersonName, names, names)


@given(people, st.randoms())
def test_the_whole_name_matches_in_any_order(person: PersonName, random: Random) -> None:
    parts = str(person).split()
    random.shuffle(parts)
    assert name_match(" ".join(parts), person) == "match"


@given(people, st.text(max_size=40))
def test_case_and_accents_change_nothing(person: PersonName, typed: str) -> None:
    bare = fold(typed)
    plain = PersonName(fold(person.given).upper(), fold(person.family).upper())
    said = name_match(typed, person)
    assert said == name_match(bare, person) == name_match(bare, plain)
    assert said == name_match(unicodedata.normalize("NFD", typed), person)


@given(people, words)
def test_one_word_never_matches_a_person(person: PersonName, word: str) -> None:
    assert name_match(word, person) == "none"
    for part in str(person).split():
        assert name_match(part, person) == "none"


@given(people)
def test_one_given_and_one_family_name_match(person: PersonName) -> None:
    first, last = person.given.split()[0], person.family.split()[0]
    assert name_match(f"{last} {first}", person) == "match"


@given(people, st.text(st.sampled_from(" .,-'\t"), max_size=10))
def test_nothing_never_matches(person: PersonName, typed: str) -> None:
    assert name_match(typed, person) == "none"
