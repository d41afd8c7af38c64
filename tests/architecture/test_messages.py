"""Everything that pages say in Spanish they also say in English, with the same facts."""

import re

import polib
import pytest

from tests.messages import ROOMS, messages

SPEAKING = ("pages", "web", "backoffice")
FACT = re.compile(r"%\(\w+\)s|\{\w+\}")


def _english(room: str) -> dict[str, str]:
    path = ROOMS / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def test_every_sentence_has_its_english() -> None:
    english = {text: said for room in SPEAKING for text, said in _english(room).items()}
    missing = [
        text for room in SPEAKING for text in sorted(messages(room)) if not english.get(text)
    ]
    assert not missing


@pytest.mark.parametrize("room", SPEAKING)
def test_no_english_is_left_of_a_sentence_that_is_gone(room: str) -> None:
    said = {text for speaking in SPEAKING for text in messages(speaking)}
    assert not sorted(set(_english(room)) - said)


@pytest.mark.parametrize("room", SPEAKING)
def test_the_english_names_the_same_facts(room: str) -> None:
    for spanish, english in _english(room).items():
        assert sorted(FACT.findall(spanish)) == sorted(FACT.findall(english)), spanish
