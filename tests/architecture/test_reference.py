"""Every error has one code, a docstring, a sentence for people; the made pages are true."""

import pytest

from coop.pages.problems import SENTENCES
from coop.pages.sentences import access, books, money, staff
from tests.reference import FOLDER, PAGES, problems


def test_each_code_names_its_room_and_says_what_it_means() -> None:
    for code, problem in problems().items():
        room = problem.__module__.split(".")[1]
        assert code.startswith(f"{room}."), (code, problem)
        assert problem.__doc__, code


def test_each_code_has_a_sentence_for_people() -> None:
    assert not sorted(set(problems()) - set(SENTENCES))
    assert not sorted(set(SENTENCES) - set(problems()))


def test_no_code_has_two_sentences() -> None:
    written = [code for part in (access, books, money, staff) for code in part.SENTENCES]
    assert sorted(written) == sorted(SENTENCES)


@pytest.mark.parametrize("name", PAGES)
def test_the_made_pages_are_true(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"
