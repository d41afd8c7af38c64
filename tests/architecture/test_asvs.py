"""The register of ASVS answers every requirement once, and every test that it names exists."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.asvs import SECTIONS, Requirement, register

ROOT = Path(__file__).parents[2]
ROWS = register()
SHORTEST_REASON = 40


@cache
def named_in(path: str) -> frozenset[str]:
    """Return the tests that pytest collects from a file; a skipped one proves nothing."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not any("skip" in ast.unparse(one) for one in node.decorator_list)
    )


def test_every_requirement_of_the_chapters_stands_once_and_in_order() -> None:
    expected = [
        f"{section}.{number}" for section, many in SECTIONS.items() for number in range(1, many + 1)
    ]
    assert [row.id for row in ROWS] == expected
    assert Counter(row.level for row in ROWS).keys() == {1, 2, 3}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_each_requirement_has_one_answer_and_its_tests_exist(row: Requirement) -> None:
    assert len(row.answers) == 1, row.answers
    assert row.summary.endswith((".", "!"))
    for test in row.tests:
        path, _, name = test.partition("::")
        assert path.startswith("tests/")
        assert Path(path).name.startswith("test_")
        assert name in named_in(path), test
    if not row.tests:
        reason = row.does_not_apply or row.not_met
        assert len(reason) >= SHORTEST_REASON, reason
    assert len(set(row.tests)) == len(row.tests)
