"""Every sentence that a room's templates and modules hand to gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOMS = Path(__file__).parents[1] / "src" / "coop"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_TEMPLATE_CALL = re.compile(r"""\bgettext\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")


def messages(room: str) -> set[str]:
    """Return the Spanish sentences of one room."""
    folder = ROOMS / room
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        found.update(_of_module(path))
    for path in folder.rglob("templates/**/*.html"):
        found.update(_of_template(path))
    return found


def _of_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in CALLS
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value


def _of_template(path: Path) -> Iterator[str]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in _TEMPLATE_CALL.finditer(code):
        yield str(ast.literal_eval(match[1]))
