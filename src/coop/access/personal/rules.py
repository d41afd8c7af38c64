"""What a phrase and the answers to questions must be; pure."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from coop.kernel.text import clean, fold

SHORTEST_PHRASE, LONGEST_PHRASE = 4, 60
SHORTEST_ANSWER, LONGEST_ANSWER = 3, 100
QUESTIONS_ASKED = 3

# Their words stand in `coop.pages.words`. A name is never given to another question.
QUESTIONS = (
    "first_school",
    "favourite_teacher",
    "childhood_friend",
    "first_pet",
    "childhood_street",
    "grandmother_town",
    "grandmother_dish",
    "first_job",
    "first_boss",
    "first_concert",
    "first_book",
    "first_journey",
    "childhood_nickname",
    "neighbour",
    "childhood_song",
    "childhood_toy",
    "wished_profession",
    "met_best_friend",
)


class PersonalFlaw(StrEnum):
    """Why a phrase or an answer is refused; `coop.pages` has the sentence for each."""

    SHORT = "short"
    LONG = "long"
    OWN_NAME = "own_name"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    EQUAL = "equal"


def phrase_of(typed: str) -> str:
    """Return the phrase as it is shown: one clean line."""
    return clean(typed)


def phrase_flaw(phrase: str, *, username: str) -> PersonalFlaw | None:
    """Return why `phrase` (of `phrase_of`) cannot be shown beside the password, or None."""
    if len(phrase) < SHORTEST_PHRASE:
        return PersonalFlaw.SHORT
    if len(phrase) > LONGEST_PHRASE:
        return PersonalFlaw.LONG
    return PersonalFlaw.OWN_NAME if username in fold(phrase) else None


def normal_answer(typed: str) -> str:
    """Return an answer as it is compared: no case, no accents, single spaces, no signs around."""
    return fold(typed).strip(" .,;:!?\N{INVERTED EXCLAMATION MARK}\N{INVERTED QUESTION MARK}\"'")


def answer_flaws(
    answers: Mapping[str, str], *, own_names: Collection[str]
) -> dict[str, PersonalFlaw]:
    """Return what is wrong with each answer, by question; empty if they may be kept.

    Args:
        answers: question to `normal_answer`.
        own_names: folded names that a guesser tries first: the user name.
    """
    flaws: dict[str, PersonalFlaw] = {}
    seen: set[str] = set()
    for question, answer in answers.items():
        if len(answer) < SHORTEST_ANSWER:
            flaws[question] = PersonalFlaw.SHORT
        elif len(answer) > LONGEST_ANSWER:
            flaws[question] = PersonalFlaw.LONG
        elif answer in own_names:
            flaws[question] = PersonalFlaw.OWN_NAME
        elif answer in seen:
            flaws[question] = PersonalFlaw.EQUAL
        seen.add(answer)
    return flaws
