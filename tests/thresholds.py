"""The page of every number that guards the access, made from the ports and the shipped profiles."""

import dataclasses
from typing import Any

from coop.access.passwords.judge import breached, common_words
from coop.access.ports import Access
from coop.access.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from coop.config.profile import Access as Section
from coop.config.profile import load

PROFILES = ("demostracion", "profesionales")
SECRET = {"factor_key", "secret_key", "first_admin", "demonstration", "public_url", "site_name"}
MEANS = {
    "idle_seconds": "a member's session ends after so long without a page",
    "absolute_seconds": "a member's session ends after so long, however busy",
    "staff_idle_seconds": "the same for staff",
    "staff_absolute_seconds": "the same for staff",
    "warning_seconds": "how long before the end the page warns",
    "touch_seconds": "how often the last request is written",
    "failures_before_block": "failures for one name until a block",
    "block_seconds": "how long the first block is, the second, ... and every later one",
    "address_burst": "tries at once from one network",
    "address_per_minute": "tries that come back each minute to one network",
    "everyone_burst": "tries at once from everywhere",
    "everyone_per_minute": "tries that come back each minute to everybody",
    "proof_burst": "wrong proofs at once of one user, over all orders and pages",
    "proof_per_minute": "wrong proofs that come back each minute to one user",
    "challenge_seconds": "how long an order's proof may be given",
    "fresh_seconds": "how long a factor that was proven opens sensitive pages",
    "wrong_proofs": "wrong proofs until an order is refused for good",
    "contact_code_seconds": "how long a mailed code lives",
    "contact_code_tries": "wrong tries until a mailed code is void",
    "errand_seconds": "how long an enrolment or a recovery may take",
    "errand_subject_burst": "errands at once about one document or name, from one network",
    "errand_mails_burst": "mails at once to one person by errands of strangers, from everywhere",
    "name_tries": "user names that one enrolment may try",
}
HEAD = """\
# Thresholds: the numbers that guard the access

Every number by which `access` slows, blocks, ends or refuses, as shipped. Those marked *profile*
stand in the section `[access]` of the institution's profile; the others are the product's own
(`access/ports.py`). What follows from each: [Authorization](../concepts/authorization.md). Nobody
can be locked out on purpose for long: a block grows to its last length and no further, it ends by
itself, it is told to its owner by mail, and a passkey enters all the same.

## Sessions
A session ends for a member after {idle} minutes without a page, and {absolute} minutes after the
sign-in; for staff after {staff_idle} minutes and {staff_absolute} hours. NIST SP 800-63B-4 allows
an hour and 24 hours at its second level; people look at a bank on borrowed and shared machines, so
ours are shorter. One user may have any number of sessions at once: each is a row, and a person ends
them in Perfil; a changed password ends the others. Nothing is refused when there are many, and each
sign-in from a browser or network not seen before is told by mail.

## Passwords
{shortest} to {longest} characters of any kind. Refused are: {common} words that guessers try first
(`common_words.txt`) with little else around them; the {breached} passwords met most often in
breaches; what repeats itself or follows the keyboard; the person's and the user's own names; and
the words of the institution:

{words}

## Numbers
"""


def page() -> str:
    """Return the page."""
    defaults: dict[str, Any] = {
        one.name: one.default
        for one in dataclasses.fields(Access)
        if one.default is not dataclasses.MISSING and one.name not in SECRET
    }
    words = "\n".join(f"- `{name}`: {_own_words(name)}" for name in PROFILES)
    head = HEAD.format(
        idle=defaults["idle_seconds"] // 60,
        absolute=defaults["absolute_seconds"] // 60,
        staff_idle=defaults["staff_idle_seconds"] // 60,
        staff_absolute=defaults["staff_absolute_seconds"] // 3600,
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
        common=len(common_words()),
        breached=f"{len(breached()):,}",
        words=words,
    )
    lines = ["| name | as shipped | where | meaning |", "|---|---|---|---|"]
    for name, value in defaults.items():
        where = "profile" if name in Section.model_fields else "product"
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        lines.append(f"| `{name}` | {shown} | {where} | {MEANS.get(name, _spelt(name))} |")
    return head + "\n".join(lines) + "\n"


def _own_words(name: str) -> str:
    institution, access = load(name).institution, load(name).access
    return ", ".join((*access.own_words, institution.short_name, institution.site_name))


def _spelt(name: str) -> str:
    return name.replace("_", " ")
