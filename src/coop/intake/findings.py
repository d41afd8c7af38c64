"""What is wrong with the files: every finding with file, line, column, value and expectation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_FINDINGS = 1_000
LONGEST_SHOWN = 24


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing to correct. `line` 0 means the file as a whole, `column` empty the whole line."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return the finding on one line, as it is printed for the cooperative's people."""
        where = self.file if not self.line else f"{self.file}, línea {self.line}"
        if self.column:
            where += f", columna {self.column}"
        shown = f": «{self.value}»" if self.value else ""
        return f"{where}{shown}: {self.expected}"


@dataclass(slots=True)
class Findings:
    """All findings of one run: the first thousand in full, then a count. Memory stays bounded."""

    most: int = MOST_FINDINGS
    total: int = 0
    _kept: list[Finding] = field(default_factory=list)

    def add(
        self,
        file: str,
        line: int,
        *,
        expected: str,
        column: str = "",
        value: str = "",
        personal: bool = False,
    ) -> None:
        """Keep one finding; a personal value is shown by its last characters only."""
        self.total += 1
        if len(self._kept) < self.most:
            shown = masked(value) if personal else shortened(value)
            self._kept.append(Finding(file, line, column, shown, expected))

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self._kept))

    def __len__(self) -> int:
        return self.total

    def text(self) -> str:
        """Return all that is kept, a line each, and how many more there are."""
        lines = [str(finding) for finding in self]
        if self.total > len(lines):
            lines.append(f"... y {self.total - len(lines):,} más.")
        return "\n".join(lines)


def shortened(value: str) -> str:
    """Return `value` fit to print: no control characters, at most 24 characters."""
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return visible if len(visible) <= LONGEST_SHOWN else visible[: LONGEST_SHOWN - 1] + "…"


def masked(value: str) -> str:
    """Return a personal `value` with only its last three characters, for who has the file."""
    visible = shortened(value[-3:])
    if not value:
        return ""
    return visible if len(value) <= len(visible) else f"…{visible}"
