"""Every action that the house writes into its trail, read from the code.

An action is written out where it is recorded, chosen there between two that are, held by a name, or
handed to the function that records it. Where it is built of parts, the module lists what may come
of it in a tuple `ACTIONS`: each of them fits something built there, and everything built has one.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src"
HOUSE = SOURCES / "coop"


@dataclass
class Actions:
    """What one module records: actions, what it builds, and what nobody could follow."""

    written: set[str] = field(default_factory=set)
    built: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)

    @property
    def unlisted(self) -> set[str]:
        """What is built and matches nothing in `ACTIONS`."""
        return {one for one in self.built if not any(re.fullmatch(one, a) for a in self.listed)}

    @property
    def stale(self) -> set[str]:
        """What `ACTIONS` lists and nothing builds."""
        return {a for a in self.listed if not any(re.fullmatch(one, a) for one in self.built)}


def every_action() -> dict[Path, Actions]:
    """Return what each module records, modules that record nothing left out."""
    found = {path: _of(path) for path in sorted(HOUSE.rglob("*.py"))}
    return {path: one for path, one in found.items() if one.written | one.built or one.lost}


def known_actions() -> set[str]:
    """Return every action, of all modules."""
    return {action for one in every_action().values() for action in one.written | one.listed}


def _of(path: Path) -> Actions:
    module = ast.parse(path.read_text(encoding="utf-8"))
    found = Actions(listed=_listed(module))
    for call, function in _calls(module, "record"):
        action = next((one.value for one in call.keywords if one.arg == "action"), None)
        if action is None:
            found.lost.append(f"{path}:{call.lineno}")
        else:
            _resolve(action, function, module, found, path)
    return found


def _resolve(
    value: ast.expr,
    function: ast.FunctionDef | None,
    module: ast.Module,
    found: Actions,
    path: Path,
) -> None:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        found.written.add(value.value)
    elif isinstance(value, ast.IfExp):
        for branch in (value.body, value.orelse):
            _resolve(branch, function, module, found, path)
    elif isinstance(value, ast.JoinedStr):
        found.built.add("".join(map(_pattern, value.values)))
    elif isinstance(value, ast.Name):
        sources = list(_sources(value.id, function, module))
        for source, where in sources:
            _resolve(source, where, module, found, path)
        if not sources:
            found.lost.append(f"{path}:{value.lineno}")
    else:
        found.lost.append(f"{path}:{value.lineno}")


def _pattern(part: ast.expr) -> str:
    """Return what a part of a built action may be: itself, or some word."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return re.escape(part.value)
    return "[a-z_]+"


def _sources(
    name: str, function: ast.FunctionDef | None, module: ast.Module
) -> Iterator[tuple[ast.expr, ast.FunctionDef | None]]:
    """Yield what a name may hold: an assignment, what callers hand over, a constant."""
    local = list(_assigned(name, function.body)) if function else []
    yield from ((one, function) for one in local)
    arguments = _arguments(function) if function else []
    if function and name in arguments:
        for call, caller in _calls(module, function.name):
            given = {one.arg: one.value for one in call.keywords}
            place = arguments.index(name)
            if name in given:
                yield given[name], caller
            elif place < len(call.args):
                yield call.args[place], caller
    elif not local:
        yield from ((one, None) for one in _assigned(name, module.body))


def _assigned(name: str, body: list[ast.stmt]) -> Iterator[ast.expr]:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == name for target in node.targets
            ):
                yield node.value


def _arguments(function: ast.FunctionDef) -> list[str]:
    given = function.args
    return [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def _calls(
    node: ast.AST, name: str, function: ast.FunctionDef | None = None
) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    """Yield the calls of a function of this name, each with the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = child if isinstance(child, ast.FunctionDef) else function
        called = child.func if isinstance(child, ast.Call) else None
        if isinstance(child, ast.Call) and isinstance(called, ast.Name) and called.id == name:
            yield child, inside
        yield from _calls(child, name, inside)


def _listed(module: ast.Module) -> set[str]:
    for value in _assigned("ACTIONS", module.body):
        if isinstance(value, ast.Tuple):
            return {str(ast.literal_eval(one)) for one in value.elts}
    return set()
