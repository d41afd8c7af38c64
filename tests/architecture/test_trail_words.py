"""Whatever the house writes into its trail can be read there in words."""

from coop.backoffice.trail_words import ACTIONS
from tests.trail_actions import HOUSE, every_action, known_actions


def test_every_action_can_be_found_in_the_code() -> None:
    found = every_action()
    assert len(found) > 40
    assert not {str(path): one.lost for path, one in found.items() if one.lost}


def test_what_is_built_is_listed_beside_it_and_nothing_else_is() -> None:
    found = every_action()
    assert not {str(path): one.unlisted for path, one in found.items() if one.unlisted}
    assert not {str(path): one.stale for path, one in found.items() if one.built and one.stale}


def test_an_action_names_its_room() -> None:
    for path, found in every_action().items():
        room = path.relative_to(HOUSE).parts[0]
        assert {one.split(".")[0] for one in found.written | found.listed} <= {room}, path


def test_every_action_has_words() -> None:
    assert not sorted(known_actions() - set(ACTIONS))


def test_no_words_are_left_of_an_action_that_is_gone() -> None:
    assert not sorted(set(ACTIONS) - known_actions())
