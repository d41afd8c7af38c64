"""Whoever looks at pages: strangers amid each errand, newcomers, members, the staff.

Each is a browser whose session stands where the pages of somebody like them open. What its cookies
hold opens the same pages in a real browser too.
"""

from collections.abc import Callable, Mapping

from tests.visitors import colleagues, members, strangers
from tests.visitors.visitor import Visitor

VISITORS: Mapping[str, Callable[[], Visitor]] = {
    one.__name__: one
    for one in (
        strangers.stranger,
        members.member,
        colleagues.staff,
        members.guarding,
        members.newcomer,
        members.bound,
        members.due,
        colleagues.invited,
        strangers.half_in,
        strangers.enrolling,
        strangers.enrolled,
        strangers.recovering,
        strangers.recovered,
        strangers.helped,
        members.plain_member,
    )
}
