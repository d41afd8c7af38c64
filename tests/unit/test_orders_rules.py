from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.orders import codes
from coop.orders.rules import (
    SPENDING,
    TRANSITIONS,
    Allowance,
    Personal,
    Status,
    Usage,
    can_walk,
    canonical,
    changed,
    digest,
    excess,
    in_force,
)

cents = st.integers(min_value=0, max_value=10**9)
allowances = st.builds(Allowance, cents, cents, cents)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
LATER = NOW + timedelta(hours=24)
personals = st.one_of(
    st.none(),
    st.builds(Personal, allowances),
    st.builds(Personal, allowances, allowances, st.sampled_from([NOW, LATER])),
)


@given(st.lists(st.sampled_from(list(Status)), max_size=8))
def test_no_walk_spends_without_authorization_nor_leaves_an_end(steps: list[Status]) -> None:
    if not can_walk(Status.DRAFTED, steps):
        return
    for at, step in enumerate(steps):
        if step in SPENDING:
            assert Status.AUTHORIZED in steps[: at + 1]
        if not TRANSITIONS[step]:
            assert at == len(steps) - 1
    assert len(steps) == len(set(steps))


def test_every_status_can_be_reached_and_none_comes_back() -> None:
    reached, edge = {Status.DRAFTED}, {Status.DRAFTED}
    while edge:
        edge = {new for old in edge for new in TRANSITIONS[old]} - reached
        reached |= edge
    assert reached == set(Status)
    assert all(Status.DRAFTED not in steps for steps in TRANSITIONS.values())


@given(cents, allowances, st.one_of(st.none(), cents), st.builds(Usage, cents, cents, cents))
def test_what_fits_breaks_no_limit_and_what_is_left_fits(
    total: int, limits: Allowance, new_payee: int | None, usage: Usage
) -> None:
    found = excess(total, limits=limits, new_payee_cents=new_payee, usage=usage)
    if found is None:
        assert total <= limits.order_cents
        assert usage.day_cents + total <= limits.day_cents
        assert usage.month_cents + total <= limits.month_cents
    else:
        assert 0 <= found.left_cents < total or found.left_cents == 0


@given(st.lists(st.integers(min_value=1, max_value=50_000), max_size=30), allowances)
def test_however_it_is_split_no_more_leaves_than_the_limit(
    totals: list[int], limits: Allowance
) -> None:
    spent = 0
    for total in totals:
        usage = Usage(spent, spent, spent, payee_known=False)
        if excess(total, limits=limits, new_payee_cents=30_000, usage=usage) is None:
            spent += total
    assert spent <= min(limits.day_cents, limits.month_cents, 30_000)


@given(allowances, personals, allowances)
def test_a_wish_never_raises_at_once_nor_above_the_institution(
    institution: Allowance, personal: Personal | None, wanted: Allowance
) -> None:
    before = in_force(institution, personal, NOW)
    after = changed(institution, personal, wanted, at=NOW, raise_at=LATER)
    now, then = in_force(institution, after, NOW), in_force(institution, after, LATER)
    assert now == before.lower(wanted)
    assert now.lower(before) == now
    assert then == institution.lower(wanted)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9), max_size=6))
def test_a_digest_depends_on_content_alone(content: dict[str, int | str]) -> None:
    turned = dict(reversed(content.items()))
    assert digest(content) == digest(turned)
    assert digest(content) != digest({**content, "more": 1})
    assert canonical(content).decode()


def test_a_digest_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        digest({"amount": float("nan")})


@given(st.uuids(), st.binary(min_size=16, max_size=64))
def test_codes_read_back_and_belong_to_one_order_and_key(order: UUID, key: bytes) -> None:
    for code in codes.candidates(order, letter="T", key=key):
        typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
        assert codes.read(typed) == code
        assert codes.genuine(code, order, letter="T", keys=[key])
        assert not codes.genuine(code, uuid4(), letter="T", keys=[key])
        assert not codes.genuine(code, order, letter="T", keys=[key + b"x"])
        assert not codes.genuine(code, order, letter="P", keys=[key])


@given(st.text(max_size=40))
def test_any_text_is_a_code_in_its_one_form_or_none(typed: str) -> None:
    code = codes.read(typed)
    assert code is None or codes.read(code) == code
