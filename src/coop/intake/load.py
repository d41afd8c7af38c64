"""Load a cooperative's files: all of them or nothing, and the same files only once."""

import hashlib
import re
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from django.db import DatabaseError

from coop.audit.record import record
from coop.intake import across, models, staging, totals, write
from coop.intake import format as shape
from coop.intake.across import Allowed
from coop.intake.findings import Findings
from coop.intake.folder import look
from coop.intake.rules import Ground, Kind
from coop.intake.totals import Total
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.ledger.queries import opening_date
from coop.members.documents import CheckDigitsWrong, DocumentUnreadable, document
from coop.products import ports
from coop.products.rules import may_hold

ONE_AT_A_TIME = 7165166659
Outcome: TypeAlias = Literal["checked", "loaded", "already_loaded"]
Bar: TypeAlias = Callable[[str], Callable[[int, int], None]]


class FilesWrong(Refused):
    """The files say something that cannot be; nothing was loaded."""

    code = "intake.files_wrong"

    def __init__(self, *, findings: Findings, table: list[Total]) -> None:
        """Keep all findings and the control totals, as far as they could be made."""
        super().__init__(count=len(findings))
        self.findings = findings
        self.table = table


class AlreadyRunning(Refused):
    """Another intake is at work on this database."""

    code = "intake.already_running"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in the files, and whether it was loaded now."""

    outcome: Outcome
    people: int
    accounts: int
    movements: int
    table: list[Total]


def _silent(text: str) -> Callable[[int, int], None]:
    del text
    return _nothing


def _nothing(done: int, total: int) -> None:
    del done, total


def load(*, folder: Path, check_only: bool = False, bar: Bar = _silent) -> Loaded:
    """Judge the files of `folder` whole and load them in one transaction.

    The rows wait in temporary tables, so that nothing shared is locked while they are read and
    judged, and a crash leaves nothing. Past movements take no lock on the business day. The same
    files again, whatever their line endings, change nothing and answer `already_loaded`.

    Args:
        folder: holds the files of `docs/reference/intake.md`.
        check_only: judge, and load nothing.
        bar: given a text, returns what is called with how much is done, of how much.

    Raises:
        FilesWrong: `intake.files_wrong`, with every finding and the control totals.
        AlreadyRunning: `intake.already_running`.
    """
    with ExitStack() as stack:
        _alone(stack)
        staging.create()
        stack.callback(_quietly, staging.drop)
        findings = Findings()
        fingerprint, read, table = _judge(folder, findings, bar)
        counts = {t.name: _rows(table, t.file) for t in shape.LOADED}
        known = models.Load.objects.filter(fingerprint=fingerprint).exists()
        if not known and shape.PEOPLE.name in read:
            across.check_known(findings=findings)
        if len(findings):
            raise FilesWrong(findings=findings, table=table)
        outcome: Outcome = "already_loaded" if known else "checked" if check_only else "loaded"
        if outcome == "loaded":
            _load(fingerprint, counts, bar)
    return Loaded(
        outcome=outcome,
        people=counts["personas"],
        accounts=counts["cuentas"],
        movements=counts["movimientos"],
        table=table,
    )


def _alone(stack: ExitStack) -> None:
    (mine,) = db.fetch_one("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
    if not mine:
        raise AlreadyRunning
    stack.callback(_quietly, lambda: db.fetch_one("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME]))


def _quietly(tidy: Callable[[], object]) -> None:
    """Tidy up the session; if the database is away, the session's end does it."""
    with suppress(DatabaseError):
        tidy()


def _judge(folder: Path, findings: Findings, bar: Bar) -> tuple[str, list[str], list[Total]]:
    ground = _ground()
    digest = hashlib.sha256()
    read: list[str] = []
    entire: list[str] = []
    paths = look(folder=folder, findings=findings)
    for table in shape.REQUIRED:
        path = paths.get(table.file)
        if path is None:
            continue
        found = staging.stage(
            path=path, table=table, ground=ground, findings=findings, advanced=bar(table.file)
        )
        if found is not None:
            read.append(table.name)
            digest.update(table.name.encode() + found.digest)
            if found.entire:
                entire.append(table.name)
    across.check(
        allowed=_allowed(),
        books_date=ground.books_date.isoformat(),
        read=read,
        entire=entire,
        findings=findings,
    )
    return digest.hexdigest(), read, totals.totals(read=read, findings=findings)


def _load(fingerprint: str, counts: dict[str, int], bar: Bar) -> None:
    with db.transaction():
        write.people(advanced=bar("personas"))
        history = bar("movimientos")
        history(0, 1)
        write.history()
        history(1, 1)
        write.accounts(advanced=bar("cuentas"))
        loaded = models.Load.objects.create(
            fingerprint=fingerprint,
            people=counts["personas"],
            accounts=counts["cuentas"],
            movements=counts["movimientos"],
            loaded_at=clock.now(),
        )
        record(actor="intake", action="intake.loaded", subject=str(loaded.id), data=counts)


def _rows(table: list[Total], file: str) -> int:
    return sum(total.rows or 0 for total in table if total.file == file)


def _ground() -> Ground:
    settings = ports.slot.get()
    return Ground(
        products={
            code: Kind(matures=type_.matures, least_cents=min(type_.floor_cents, 0))
            for code, type_ in settings.types.items()
        },
        canonical=_canonical,
        numbers=re.compile(settings.number_pattern),
        books_date=opening_date(),
    )


def _allowed() -> Allowed:
    types = ports.slot.get().types
    return Allowed(
        products=list(types),
        combinations=[
            (code, kind, minor)
            for code, type_ in types.items()
            for kind in shape.MEMBER_KINDS
            for minor in (False, True)
            if may_hold(type_, kind=kind, minor=minor)
        ],
    )


def _canonical(kind: str, number: str, country: str) -> str:
    try:
        return document(type_=write.DOCUMENT_TYPE[kind], number=number, country=country).number
    except (DocumentUnreadable, CheckDigitsWrong):
        return ""
