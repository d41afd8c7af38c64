"""A minor's money: the representative looks after it, and does not take it."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from coop.kernel.ids import uuid7
from coop.orders.order import Order
from coop.transfers.draft_own import draft_own
from coop.transfers.kind import MinorsMoney
from coop.transfers.ports import slot
from tests import make
from tests.rooms.orders import world

pytestmark = pytest.mark.django_db


def _father_and_child() -> tuple[world.Member, UUID, UUID]:
    father = world.member()
    child = make.person(kind="tercero", birth_date=dt.date(2018, 4, 5), emails=())
    beside = {father.id: "representative"}
    one, other = (
        make.account(child, type_code="INF", holders=beside, cents=cents) for cents in (50_00, 5_00)
    )
    return father, one, other


def _draft(father: world.Member, origin: UUID, destination: UUID) -> Order:
    return draft_own(
        person_id=father.id,
        user_id=father.user_id,
        draft_id=uuid7(),
        origin_id=origin,
        destination_id=destination,
        amount_cents=5_00,
    )


def test_a_minors_money_stays_in_the_minors_accounts() -> None:
    father, childs, childs_other = _father_and_child()
    with pytest.raises(MinorsMoney):
        _draft(father, childs, father.account)
    assert _draft(father, childs, childs_other).amount_cents == 5_00
    assert _draft(father, father.account, childs).amount_cents == 5_00


def test_a_cooperative_may_allow_it() -> None:
    father, childs, _ = _father_and_child()
    with slot.replaced(replace(slot.get(), minors_to_representative=True)):
        assert _draft(father, childs, father.account).amount_cents == 5_00
