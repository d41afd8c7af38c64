"""Every act on a user has words on the page where its owner reads it, and no words are left over.

The acts are read from the code: each `record(...)` of access whose subject is a user.
"""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from coop import access
from coop.access.sessions.activity import HIDDEN
from coop.pages.deeds import DEEDS

ROOM = Path(access.__file__).parent
STAFF = ROOM / "staff"  # its users have no such page
A_USER = re.compile(r"\buser(_id|\.id)?\b")

Function = ast.FunctionDef


class Module:
    """One module, and what the names in its calls of `record` can be."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.functions = [one for one in ast.walk(self.tree) if isinstance(one, Function)]

    def acts(self) -> Iterator[str]:
        for function in self.functions:
            for call in _calls(function, "record"):
                given = {one.arg: one.value for one in call.keywords}
                if A_USER.search(self.source(given["subject"], function)):
                    yield from self.values(given["action"], function)

    def source(self, node: ast.expr, function: Function) -> str:
        """Return the code of a subject, with the value of a local name in its place."""
        if isinstance(node, ast.Name):
            found = [ast.unparse(one) for one in _assigned(function, node.id)]
            return " ".join([node.id, *found])
        return ast.unparse(node)

    def values(self, node: ast.expr, function: Function) -> set[str]:
        """Return every text that an expression can be: of its own, its locals, its callers."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=yes, orelse=no):
                return self.values(yes, function) | self.values(no, function)
            case ast.FormattedValue(value=inner):
                return self.values(inner, function)
            case ast.JoinedStr(values=parts):
                return {"".join(one) for one in product(*(self.values(p, function) for p in parts))}
            case ast.Name(id=name):
                return self._named(name, function)
        raise AssertionError(f"{ast.unparse(node)} in {function.name}")

    def _named(self, name: str, function: Function) -> set[str]:
        found: set[str] = set()
        for node in _assigned(function, name):
            found |= self.values(node, function)
        names = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
        for caller in self.functions:
            for call in _calls(caller, function.name):
                given = dict(zip(names, call.args, strict=False))
                given |= {one.arg: one.value for one in call.keywords if one.arg}
                if name in given:
                    found |= self.values(given[name], caller)
        assert found, f"{name} in {function.name}"
        return found


def _calls(function: Function, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _assigned(function: Function, name: str) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
    ]


def acts_on_users() -> set[str]:
    modules = [path for path in ROOM.rglob("*.py") if STAFF not in path.parents]
    return {act for path in modules for act in Module(path).acts()}


def test_the_reading_finds_acts_named_in_every_way() -> None:
    assert acts_on_users() >= {
        "access.signed_in",
        "access.passkey_renamed",  # through a function of its module
        "access.call_refused",  # put together
        "access.factor_wrong",  # one of two
        "access.sign_in_refused",  # its subject is a local name
    }


def test_every_act_on_a_user_has_words_or_is_hidden_for_a_reason() -> None:
    assert sorted(acts_on_users() - set(DEEDS) - HIDDEN) == []


def test_no_words_are_kept_for_what_never_happens() -> None:
    assert sorted(set(DEEDS) - acts_on_users()) == []
