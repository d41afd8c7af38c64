"""Where codes, seeds and questions come from, how hard they are to guess, and what is no factor."""

import ast
import base64
import math
from pathlib import Path

import pytest

import coop.access
from coop.access.codes import contact_code, one_time_code
from coop.access.passkeys import ceremony
from coop.access.proofs.typed import TYPED
from coop.kernel import db
from coop.kernel.ids import CROCKFORD
from tests.rooms.access.world import person, someone

pytestmark = pytest.mark.django_db

ACCESS = Path(coop.access.__file__).parent
MAKERS = [
    "passkeys/ceremony",
    "codes/contact_code",
    "codes/one_time_code",
    "tokens/token",
    "tokens/pairing",
]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names
    }
    return found | {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_no_secret_comes_from_a_source_that_can_be_foretold() -> None:
    for path in ACCESS.rglob("*.py"):
        assert not imported(path) & {"random", "numpy", "uuid1"}, path
    for name in MAKERS:
        assert "secrets" in imported(ACCESS / f"{name}.py"), name


def test_codes_that_are_sent_or_handed_over_hold_enough() -> None:
    whom = person()
    with db.transaction():
        mailed = {contact_code.prepare(purpose="enrolment").code for _ in range(50)}
        paper = {
            one_time_code.make(purpose="activation", by="test", hours=1, person_id=whom)
            for _ in range(50)
        }
    assert len(mailed) == len(paper) == 50
    for code in mailed:
        assert len(code) * math.log2(10) >= 20
    for code in paper:
        bare = code.replace("-", "")
        assert set(bare) <= set(CROCKFORD)
        assert len(bare) * math.log2(len(CROCKFORD)) >= 64


def test_a_seed_has_160_bits_and_a_question_256() -> None:
    seed = someone(factor=True).seed
    assert len(base64.b32decode(seed + "=" * (-len(seed) % 8))) >= 20
    asked = {ceremony.fresh_challenge() for _ in range(200)}
    assert len(asked) == 200
    assert min(map(len, asked)) * 8 == 256


def test_nothing_that_is_mailed_is_a_factor() -> None:
    assert not {name for name in TYPED if "mail" in name or "contact" in name}
    for name in (
        *("door/second_step", "factors"),
        *("proofs/typed", "proofs/challenge", "proofs/fresh"),
    ):
        used = {one.rpartition(".")[2] for one in imported(ACCESS / f"{name}.py")}
        assert not used & {"contact_code", "one_time_code"}, name
