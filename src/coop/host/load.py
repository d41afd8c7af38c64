"""Fills the demonstration: `python -m coop.host.load FOLDER`, as the restricted role.

The cooperative arrives as a real one does: by files, through the intake. Killed at any point, it
can be run again.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coop.host.demonstration import Demonstration, DemoPerson, Newcomer
from coop.host.home import Home
from coop.host.say import FOUND_WRONG, OK, complain

if TYPE_CHECKING:
    from coop.intake.cast import CastMember
    from coop.members.documents import DocumentType

MEMBERS = 120
SEED = 1977


def load(folder: Path) -> int:
    """Open the books today, write the files, take them in, and give the cast access."""
    import django

    django.setup()
    from coop.calendar.queries import business_date_at
    from coop.intake.cast import CAST
    from coop.intake.generate import generate, last_day
    from coop.intake.load import FilesWrong
    from coop.intake.load import load as take_in
    from coop.kernel import clock
    from coop.ledger.open_books import BooksOpen, open_books
    from coop.ledger.queries import business_date

    files = folder / "files"
    with suppress(BooksOpen):
        open_books(on=business_date_at(clock.business_now()).date)
    if not files.exists():
        until = last_day(opening=business_date(), now=clock.business_now())
        draft = folder / "files.draft"
        generate(folder=draft, members=MEMBERS, seed=SEED, until=until)
        draft.rename(files)
    try:
        take_in(folder=files)
    except FilesWrong as wrong:
        complain(wrong.findings.text())
        return FOUND_WRONG
    people = [_admit(member) for member in CAST if member.username]
    demonstration = Demonstration(Home(folder.parent))
    demonstration.keep_newcomers([_newcomer(one) for one in CAST if one.email])
    demonstration.keep_people(people)
    return OK


def _admit(member: "CastMember") -> DemoPerson:
    """Give one of the cast a user name, a password and a code generator; again changes nothing."""
    from coop.access.codes.totp import add_totp
    from coop.access.errands.enrol import enrol
    from coop.access.factors import TOTP, factors_of
    from coop.access.personal import image
    from coop.access.personal.personalisation import excuse
    from coop.access.queries import user_of
    from coop.members.queries import person_by_document
    from coop.products.reach import accounts_of

    person = person_by_document(
        document_type=cast("DocumentType", member.document_kind), number=member.document
    )
    assert person is not None
    known = user_of(person.id)
    user_id = (
        known.user_id
        if known
        else enrol(person_id=person.id, username=member.username, password=member.password)
    )
    if TOTP not in factors_of(user_id):
        add_totp(user_id=user_id)
    if image.of(user_id) is None:
        image.choose(user_id=user_id, picture=member.picture, phrase=member.phrase)
    excuse(user_id=user_id)
    account = next(one for one in accounts_of(person.id) if one.can_debit_third_party)
    return DemoPerson(
        username=member.username,
        password=member.password,
        story=member.story,
        name=person.full_name,
        account=account.number,
    )


def _newcomer(member: "CastMember") -> Newcomer:
    """Say what somebody who has no user yet would type to register."""
    from coop.members.queries import person_by_document
    from coop.products.queries import account_numbers

    person = person_by_document(
        document_type=cast("DocumentType", member.document_kind), number=member.document
    )
    assert person is not None
    assert person.birth_date is not None
    born = person.birth_date
    return Newcomer(
        name=person.full_name,
        document=person.document_number,
        born=f"{born.day}/{born.month}/{born.year}",
        account=account_numbers(person.id)[0],
        email=member.email,
        story=member.story,
    )


if __name__ == "__main__":
    raise SystemExit(load(Path(sys.argv[1])))
