"""The page of every number that guards the access, made from the ports and the shipped profiles."""

import dataclasses
from datetime import timedelta
from importlib import import_module
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
    "failures_before_disabled": "failures on one side until its password is off until recovery",
    "image_shown": "where a member's picture stands beside the password: `recognised` or `always`",
    "contact_codes_burst": "mailed codes at once to one person, for one purpose",
    "contact_codes_per_minute": "mailed codes that come back each minute",
    "terms_version": "the terms of use that are asked for",
    "errand_network_burst": "errands at once from one network",
    "errand_network_per_minute": "errands that come back each minute to one network",
    "errand_subject_per_minute": "such errands that come back each minute",
    "errand_mails_per_minute": "such mails that come back each minute",
    "errand_everyone_burst": "errands at once from everywhere",
    "errand_everyone_per_minute": "errands that come back each minute to everybody",
}
STEADY = (  # what no institution needs to change: constants beside what they limit
    ("access.door.second_step.HALF_FOR", "how long a right password waits for its second factor"),
    ("access.guard.FORGOTTEN_AFTER", "quiet after which failures for a name are forgotten"),
    ("access.door.wary.WARY_FOR", "how long less goes to new payees after an unusual sign-in"),
    ("access.door.wary.MANY_FAILURES", "failures before a sign-in that make it unusual"),
    ("access.sessions.device.KEPT", "how long a recognised device is known without a sign-in"),
    ("access.sessions.device.MOST", "recognised devices of one user"),
    ("access.passkeys.ceremony.LIVES", "how long a question to a passkey may be answered"),
    ("access.passkeys.rows.MOST_PASSKEYS", "passkeys of one user"),
    ("access.tokens.pairing.LIVES", "how long a pairing of the soft token is open"),
    ("access.tokens.pairing.MOST_TOKENS", "soft tokens of one user"),
    ("access.personal.contacts.RESTS", "how long a changed address serves no recovery"),
    ("access.desk.hand_over.HOURS", "how long a code of activation by staff serves"),
    ("access.desk.assisted.HOURS", "how long a recovery with help is open"),
    ("access.desk.assisted.TRIES", "answers to its security question"),
    (
        "access.desk.reset_factors.COUNTS_FOR",
        "how long a matched answer counts for a reset of factors",
    ),
    ("access.desk.call.LIVES", "how long a call may be confirmed"),
    ("access.staff.invitation.HOURS", "how long an invitation of staff serves"),
    ("access.staff.join.JOIN_FOR", "how long its page may be used"),
    ("approvals.ask.HOURS", "how long a request for four eyes may be decided and used"),
)
HEAD = """\
# Thresholds: the numbers that guard the access

The numbers by which `access` slows, blocks, ends or refuses, as shipped. Those marked *profile*
stand in the section `[access]` of the institution's profile; the others are the product's own. What
follows from each: [Authorization](../concepts/authorization.md). Nobody can be
locked out on purpose for long: a block grows to its last length and no further, ends by itself, and
is told to its owner by mail. Who fails from elsewhere never blocks a recognised device, though many
failures there end the password on that side until recovery; and a passkey enters all the same.

## Sessions
A session ends for a member after {idle} minutes without a page, and {absolute} minutes after the
sign-in; for staff after {staff_idle} minutes and {staff_absolute} hours. NIST SP 800-63B-4 allows
an hour and 24 hours at its second level; people look at a bank on borrowed and shared machines, so
ours are shorter. One user may have any number of sessions at once: each is a row, and a person ends
them in Perfil; a changed password ends the others. Nothing is refused when there are many, and each
sign-in on a device that is not recognised is told by mail, once a day.

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
        lines.append(f"| `{name}` | {shown} | {where} | {MEANS[name]} |")
    lines += ["", "## Constants", "| as shipped | meaning |", "|---|---|"]
    lines += [f"| {_said(name)} | {meaning} |" for name, meaning in STEADY]
    return head + "\n".join(lines) + "\n"


def _own_words(name: str) -> str:
    institution, access = load(name).institution, load(name).access
    return ", ".join((*access.own_words, institution.short_name, institution.site_name))


def _said(name: str) -> str:
    """Return the constant `room.module.NAME` with its unit; the rooms load Django, hence late."""
    module, _, constant = name.rpartition(".")
    value = getattr(import_module(f"coop.{module}"), constant)
    if constant == "HOURS":
        value = timedelta(hours=value)
    if not isinstance(value, timedelta):
        return str(value)
    minutes = int(value.total_seconds()) // 60
    if minutes % 60:
        return f"{minutes} minutes"
    days, hours = divmod(minutes // 60, 24)
    return f"{days} days" if days > 1 and not hours else f"{minutes // 60} hours"
