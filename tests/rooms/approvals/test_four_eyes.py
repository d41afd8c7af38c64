"""What one asks for another decides; an approval serves one act, once, and not for ever."""

from functools import partial
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest

from coop.approvals.ask import AlreadyAsked, ask
from coop.approvals.consume import AlreadyUsed, NotApproved, OtherAct, consume
from coop.approvals.decide import (
    AlreadyDecided,
    DoneToYourself,
    OwnRequest,
    RequestExpired,
    RequestNotFound,
    decide,
)
from coop.approvals.queries import count_waiting, ended, open_about, request, waiting
from coop.approvals.reason import ReasonMissing
from coop.approvals.rules import STEPS, Status, digest_of
from coop.approvals.withdraw import withdraw
from coop.kernel import db
from coop.kernel.db import TransactionMissing
from tests.database import Clone
from tests.hours import at

KIND = "tests.act"
MAKER, CHECKER = "maker", "checker"


def asked(subject: str = "rosa", **changes: Any) -> UUID:
    given = {"facts": {"much": 1}, "asked_by": MAKER, "reason": "Perdió el teléfono", **changes}
    with db.transaction():
        return ask(kind=KIND, subject=subject, **given)


def approved(**changes: Any) -> UUID:
    made = asked(**changes)
    decide(request_id=made, by=CHECKER, approve=True, reason="Documento revisado")
    return made


def use(
    request_id: UUID,
    *,
    kind: str = KIND,
    subject: str = "rosa",
    much: int = 1,
    by: str = CHECKER,
) -> None:
    digest = digest_of(kind=kind, subject=subject, facts={"much": much})
    with db.transaction():
        consume(request_id=request_id, kind=kind, digest=digest, by=by)


@pytest.mark.django_db
class TestOneByOne:
    def test_approved_by_another_it_serves_once(self) -> None:
        made = approved()
        assert request(made).usable
        use(made)
        assert request(made).status is Status.USED
        with pytest.raises(AlreadyUsed):
            use(made)

    def test_nobody_decides_what_they_asked_for(self) -> None:
        made = asked()
        with pytest.raises(OwnRequest):
            decide(request_id=made, by=MAKER, approve=True, reason="Yo mismo lo vi")
        with pytest.raises(NotApproved):
            use(made)

    @pytest.mark.parametrize("approve", [True, False])
    def test_nobody_decides_what_is_done_to_themselves(self, approve: bool) -> None:
        made = asked(subject=CHECKER)
        with pytest.raises(DoneToYourself):
            decide(request_id=made, by=CHECKER, approve=approve, reason="Yo mismo lo vi")
        assert request(made).waiting
        decide(request_id=made, by="third", approve=approve, reason="Documento revisado")

    def test_neither_the_maker_nor_the_subject_does_it(self) -> None:
        made = approved(subject="luis")
        with pytest.raises(OwnRequest):
            use(made, subject="luis", by=MAKER)
        with pytest.raises(DoneToYourself):
            use(made, subject="luis", by="luis")
        use(made, subject="luis", by="third")

    @pytest.mark.parametrize(
        ("change", "wall"),
        [
            ("status = 'approved', decided_by = asked_by", "approvals_decided_by_another"),
            ("status = 'refused', decided_by = subject", "approvals_not_by_its_subject"),
            ("status = 'used', used_by = subject", "approvals_not_by_its_subject"),
            ("status = 'used', used_by = asked_by", "approvals_used_by_another"),
        ],
    )
    def test_the_table_itself_refuses_them(self, change: str, wall: str) -> None:
        made = approved() if "used_by" in change else asked()
        with pytest.raises(Exception, match=wall), db.savepoint():
            db.execute(f"UPDATE approvals_request SET {change} WHERE id = %s", [made])

    def test_refused_it_serves_nothing(self) -> None:
        made = asked()
        decide(request_id=made, by=CHECKER, approve=False, reason="No lo conozco")
        with pytest.raises(NotApproved):
            use(made)
        with pytest.raises(AlreadyDecided):
            decide(request_id=made, by="third", approve=True, reason="Yo sí lo conozco")

    @pytest.mark.parametrize("other", [{"subject": "luis"}, {"much": 2}, {"kind": "tests.other"}])
    def test_it_serves_no_other_act(self, other: dict[str, Any]) -> None:
        made = approved()
        with pytest.raises(OtherAct):
            use(made, **other)
        use(made)

    def test_nobody_knows_a_request_that_was_not_made(self) -> None:
        with pytest.raises(RequestNotFound):
            use(uuid4())
        with pytest.raises(RequestNotFound):
            decide(request_id=uuid4(), by=CHECKER, approve=True, reason="Documento visto")
        with pytest.raises(RequestNotFound):
            request(uuid4())

    def test_time_ends_the_asking_and_the_using(self) -> None:
        with at():
            late, made = asked(subject="luis"), approved()
        with at(hours=23, minutes=59):
            assert [one.id for one in waiting(kinds=[KIND])] == [late, made]
        with at(hours=24):
            with pytest.raises(RequestExpired):
                decide(request_id=late, by=CHECKER, approve=True, reason="Documento visto")
            with pytest.raises(RequestExpired):
                use(made)
            assert request(late).status is Status.EXPIRED
            assert not waiting(kinds=[KIND])
            assert {one.id for one in ended(kinds=[KIND])} == {late, made}

    def test_the_same_act_waits_once_and_can_be_asked_again_later(self) -> None:
        with at():
            asked()
            with pytest.raises(AlreadyAsked):
                asked()
            asked(subject="luis")
        with at(hours=25):
            again = asked()
            assert [one.id for one in open_about("rosa")] == [again]

    @pytest.mark.parametrize("reason", ["", "  ", "ya", "\N{ZERO WIDTH SPACE}" * 9, "x" * 301])
    def test_both_say_why(self, reason: str) -> None:
        with pytest.raises(ReasonMissing):
            asked(reason=reason)
        made = asked()
        with pytest.raises(ReasonMissing):
            decide(request_id=made, by=CHECKER, approve=True, reason=reason)

    def test_only_the_maker_takes_it_back_and_only_while_it_waits(self) -> None:
        made, done = asked(), approved(subject="luis")
        for by, which in ((CHECKER, made), (MAKER, done)):
            with pytest.raises(AlreadyDecided):
                withdraw(request_id=which, by=by)
        withdraw(request_id=made, by=MAKER)
        with pytest.raises(AlreadyDecided):
            decide(request_id=made, by=CHECKER, approve=True, reason="Documento visto")

    def test_each_sees_how_many_wait_for_them(self) -> None:
        asked()
        asked(subject="luis", asked_by=CHECKER)
        assert count_waiting(kinds=[KIND], besides=MAKER) == 1
        assert count_waiting(kinds=[KIND], besides="third") == 2
        assert count_waiting(kinds=[KIND], besides="luis") == 1
        assert count_waiting(kinds=["tests.other"], besides="third") == 0

    def test_the_act_undone_the_approval_is_whole_again(self) -> None:
        made = approved()
        digest = digest_of(kind=KIND, subject="rosa", facts={"much": 1})

        def broken() -> None:
            with db.savepoint():
                consume(request_id=made, kind=KIND, digest=digest, by=CHECKER)
                raise RuntimeError

        with db.transaction(), pytest.raises(RuntimeError):
            broken()
        use(made)


def test_it_is_used_only_inside_the_act(cloned_database: Clone) -> None:
    with pytest.raises(TransactionMissing):
        consume(request_id=uuid4(), kind=KIND, digest=b"", by=MAKER)


@pytest.mark.django_db
def test_the_wall_in_the_database_has_the_same_steps() -> None:
    for old, new in product(Status, Status):
        (may,) = db.fetch_one("SELECT approvals_may(%s, %s)", [old.value, new.value])
        assert may == ((old, new) in STEPS), (old, new)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM approvals_request",
        "UPDATE approvals_request SET facts = '{}'",
        "UPDATE approvals_request SET asked_by = 'nobody'",
        "UPDATE approvals_request SET expires_at = now() + interval '9 years'",
    ],
)
def test_what_was_asked_is_never_edited(statement: str) -> None:
    with pytest.raises(Exception, match="permission denied"), db.savepoint():
        db.execute(statement)


def test_of_many_who_decide_at_once_one_does(cloned_database: Clone) -> None:
    made = asked()
    reason = "Documento revisado"
    outcomes = cloned_database.together(
        [
            partial(decide, request_id=made, by=f"checker {n}", approve=bool(n % 2), reason=reason)
            for n in range(8)
        ]
    )
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 7


def test_of_many_who_use_it_at_once_one_does(cloned_database: Clone) -> None:
    made = approved()
    outcomes = cloned_database.together([partial(use, made) for _ in range(8)])
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, AlreadyUsed) for outcome in outcomes) == 7
