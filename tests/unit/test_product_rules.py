"""The product matrix, as tables."""

from datetime import date

import pytest

from coop.config.profile import load
from coop.products.ports import CoHolders, ProductType
from coop.products.rules import Role, Standing, Status, may_hold, why_not_credit, why_not_debit

ON = date(2026, 11, 23)
BOTH = frozenset({"asociado", "tercero"})


def type_(**changes: object) -> ProductType:
    return ProductType(code="X", name={"es": "X", "en": "Y"}, holders=BOTH, **changes)  # type: ignore[arg-type]


PLAIN = type_()
SHARES = type_(out_own=False, out_third_party=False, in_third_party=False)
CHILD = type_(out_third_party=False)
TERM = type_(matures=True, out_third_party=False, in_own=False)


@pytest.mark.parametrize(
    ("product", "status", "role", "matures", "co_holders", "own", "third_party"),
    [
        (PLAIN, "active", "titular", None, "hidden", "", ""),
        (PLAIN, "dormant", "titular", None, "hidden", "dormant", "dormant"),
        (PLAIN, "blocked", "titular", None, "hidden", "blocked", "blocked"),
        (PLAIN, "closed", "titular", None, "hidden", "closed", "closed"),
        (PLAIN, "active", "co_holder", None, "see", "only_titular", "only_titular"),
        (PLAIN, "active", "co_holder", None, "operate", "", ""),
        (PLAIN, "active", "representative", None, "hidden", "", ""),
        (SHARES, "active", "titular", None, "hidden", "never_transfers", "never_transfers"),
        (CHILD, "active", "representative", None, "hidden", "", "never_to_others"),
        (TERM, "active", "titular", date(2026, 11, 24), "hidden", "matures", "matures"),
        (TERM, "active", "titular", date(2026, 11, 23), "hidden", "", "never_to_others"),
        (TERM, "active", "titular", None, "hidden", "matures", "matures"),
    ],
)
def test_what_may_leave(  # noqa: PLR0917 - the columns of the table
    product: ProductType,
    status: Status,
    role: Role,
    matures: date | None,
    co_holders: CoHolders,
    own: str,
    third_party: str,
) -> None:
    standing = Standing(status, role, matures, ON)
    said = [
        why_not_debit(product, standing, third_party=other, co_holders=co_holders)
        for other in (False, True)
    ]
    assert said == [own, third_party]


@pytest.mark.parametrize(
    ("product", "status", "third_party", "dormant_receives", "said"),
    [
        (PLAIN, "active", True, True, ""),
        (PLAIN, "dormant", True, True, ""),
        (PLAIN, "dormant", True, False, "dormant"),
        (PLAIN, "blocked", False, True, "blocked"),
        (PLAIN, "closed", False, True, "closed"),
        (SHARES, "active", False, True, ""),
        (SHARES, "active", True, True, "never_receives"),
        (TERM, "active", False, True, "never_receives"),
    ],
)
def test_what_may_enter(
    product: ProductType, status: Status, third_party: bool, dormant_receives: bool, said: str
) -> None:
    found = why_not_credit(
        product, status, third_party=third_party, dormant_receives=dormant_receives
    )
    assert found == said


@pytest.mark.parametrize(
    ("minors", "minor", "may"),
    [
        ("never", True, False),
        ("never", False, True),
        ("also", True, True),
        ("only", True, True),
        ("only", False, False),
    ],
)
def test_who_may_hold_by_age(minors: str, minor: bool, may: bool) -> None:
    assert may_hold(type_(minors=minors), kind="tercero", minor=minor) is may


def test_only_the_listed_kinds_hold() -> None:
    only = ProductType(code="X", name={"es": "X"}, holders=frozenset({"asociado"}))
    assert not may_hold(only, kind="tercero", minor=False)
    assert only.name_in("en") == only.name_in(None) == "X"


@pytest.mark.parametrize("name", ["demostracion", "profesionales"])
def test_in_the_shipped_profiles_aportaciones_never_leave(name: str) -> None:
    types = {product.code: product for product in load(name).products.types}
    shares = types["APO"]
    assert (shares.out_own, shares.out_third_party, shares.in_third_party) == (False,) * 3
    assert shares.holders == {"asociado"}
