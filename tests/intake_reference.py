"""The page of the intake's files, made from the columns that the reader itself uses."""

import tempfile
from datetime import date
from pathlib import Path

from coop.intake import format as shape
from coop.intake.findings import MOST_FINDINGS
from coop.intake.format import Column
from coop.intake.generate import generate
from coop.intake.lines import LONGEST_LINE
from coop.intake.values import ValueWrong

HEAD = f"""# The files of an intake

`coop intake FOLDER` takes in a cooperative: its people, accounts and past movements, from a folder
of CSV files that its present system exports. `coop intake FOLDER --check` judges the files and
loads nothing. `make docs` writes this page from the columns that the reader uses;
`coop demo-files FOLDER` writes an invented cooperative in this format, of any size.

## Rules for every file
- UTF-8, with or without a byte-order mark; lines end with LF or CRLF. UTF-16 and Latin-1 are
  refused.
- The first line names the columns, in any order, each once, none missing and none more.
- Fields are separated by commas. A field with commas or quotation marks stands in quotation marks,
  inner ones doubled. A field never holds a line break: one line, one row, at most
  {LONGEST_LINE:,} bytes. Control characters and tabs are refused.
- Amounts are `1234.50`: decimal point, two decimals, no thousands, no symbol. Dates are
  `2026-11-23`, times `14:05` or `14:05:59` on Panama's clock. Yes and no are `S` and `N`.
- Text is data: a value such as `=1+1` is kept as it is and never evaluated. Spaces are made single
  and accents composed (NFC); invisible characters are refused.
- All five files below must be there, with at least their header. {{reserved}} are reserved for
  loans, cards, policies and plans: this release refuses a folder that holds one, rather than
  leave its rows aside. Any other `.csv` is refused too; files of other kinds are not looked at.
"""

TAIL = f"""
## What is judged between rows and files
- A document stands once in `personas.csv`, an account once in `cuentas.csv`, a person once in an
  account, a movement's `numero` once in its account.
- Every titular, joint holder and representative is a person of `personas.csv`, every account of
  the other files a row of `cuentas.csv`.
- The product is one of the institution's profile, and its matrix allows it to the titular: asociado
  or tercero, of age or a minor on the books' date. A product that matures needs
  `fecha_vencimiento`, no other has one. A balance below the product's floor is taken as it is; one
  below zero is refused.
- `saldo_final` is `saldo_inicial` plus the movements, exactly. Movements are later than
  `fecha_saldo_inicial` and earlier than the books' opening date.
- A closed account has `0.00`. Inactive, blocked and closed accounts say why in `motivo`.
- No person and no account is in the system already.
- `control.csv` has one line for each file and product, and all of them match. For `cuentas.csv` the
  sum is of `saldo_final`; for `movimientos.csv`, credits minus debits; for the others `0.00`.

## What comes out
The control totals are printed as a table: rows and sum as found, as `control.csv` says, and whether
they match. Findings name file, line, column, value and what was expected, for all that is wrong, in
one run: the first {MOST_FINDINGS:,}, then how many more. Personal values show their last three
characters. Findings are in Spanish, for the people who exported the files.

All or nothing: the files are judged in temporary tables of one session, then loaded in one
transaction, which takes no lock on the business day. A crash at any point leaves nothing behind.
The same files again (the same rows, whatever their line endings) are known by their fingerprint and
change nothing. Two intakes never run at once; after a kill, the next may have to wait until the
database has finished, and undone, the statement that it was at.

Exit codes: 0 loaded, checked, or already loaded; 1 the files are wrong; 2 the command is wrong;
3 not now: another intake is running, or the database is away.

## In the books
The opening balance and each movement become an entry of two postings, on the dates of the files, at
noon. The other side is the internal account of opening (3901): the books begin in balance, and what
stands on that account is what the cooperative's own accounts must explain. The movements of an
account keep the order of date, time (noon where it is empty) and line. `hora` serves that order
alone: members see the dates of movements, and the books promise no time of day for what happened
in another system.
"""


def _row(column: Column) -> str:
    try:
        column.read("")
    except ValueWrong:
        empty = ""
    else:
        empty = "may be empty"
    return f"| `{column.name}` | {column.meaning} | {empty} |"


def page() -> str:
    """Return the page."""
    reserved = ", ".join(f"`{name}`" for name in shape.RESERVED)
    lines = [HEAD.format(reserved=reserved)]
    for table in shape.REQUIRED:
        lines += [f"## {table.file}", "", "| column | what it holds | |", "|---|---|---|"]
        lines += [_row(column) for column in table.columns]
        lines.append("")
    lines += [
        "`contrapartida`, the other side of a movement:",
        "",
        "| code | meaning |",
        "|---|---|",
    ]
    lines += [f"| `{code}` | {words} |" for code, words in shape.COUNTERPARTS.items()]
    lines += [TAIL, "## Example", "", *_example()]
    return "\n".join(lines).rstrip() + "\n"


def _example() -> list[str]:
    lines = ["The first lines of each file of the demonstration (`coop demo-files`):", ""]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder=folder, members=12, seed=1, until=date(2026, 11, 22))
        for table in shape.REQUIRED:
            first = (folder / table.file).read_text(encoding="utf-8").splitlines()[:5]
            lines += [f"{table.file}:", "```", *first, "```", ""]
    return lines
