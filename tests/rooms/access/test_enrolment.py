"""Enrolment: facts of the person, a code to contacts on file, a name, the terms, a password."""

import datetime as dt
from functools import partial
from threading import Event
from time import sleep
from typing import Any
from uuid import UUID

import pytest

from coop.access.codes.one_time_code import make as make_code
from coop.access.codes.totp import add_totp
from coop.access.errands import enrolment, errand
from coop.access.errands.activation import ActivationWrong
from coop.access.errands.activation import begin as activate
from coop.access.errands.enrol import AlreadyEnrolled, UsernameIsNumber, UsernameTaken, enrol
from coop.access.errands.enrolment import (
    MinorsEnrolment,
    NamesThrottled,
    NoActiveProduct,
    TermsNotAccepted,
)
from coop.access.errands.errand import CodeExpired, CodeVoid, CodeWrong, ErrandEnded, ErrandsTooMany
from coop.access.errands.look import look
from coop.access.passwords.judge import PasswordRefused
from coop.access.personal.personalisation import excuse
from coop.access.ports import slot
from coop.access.queries import user, user_of
from coop.kernel import clock, db
from coop.members.queries import person as member
from tests import make
from tests.database import Clone
from tests.mailed import last_code, mails
from tests.rooms.access.world import PASSWORD, enter

BORN = dt.date(1980, 1, 31)
ADDRESS = "203.0.113.9"


def holder(email: str = "elia@correo.example", **changes: Any) -> UUID:
    given = {"kind": "tercero", "emails": [email] if email else [], **changes}
    return make.person(**given)


def asked(person_id: UUID, account: str = "445566", **changes: Any) -> UUID:
    """Ask as the person would, and let the job look."""
    given = {
        "document_type": "cedula",
        "document_number": member(person_id).document_number,
        "account": account,
        "birth_date": BORN,
        "address": ADDRESS,
        "language": "es",
        **changes,
    }
    errand_id = enrolment.begin(**given)
    look(errand_id=errand_id)
    return errand_id


def proved(person_id: UUID, **changes: Any) -> UUID:
    errand_id = asked(person_id, **changes)
    enrolment.prove(errand_id=errand_id, typed=last_code())
    return errand_id


def accept(errand_id: UUID) -> None:
    version = slot.get().terms_version
    enrolment.accept_terms(errand_id=errand_id, version=version, language="es")


def ready(person_id: UUID, name: str = "elia.rios") -> UUID:
    errand_id = proved(person_id)
    enrolment.choose_name(errand_id=errand_id, username=name)
    accept(errand_id)
    return errand_id


@pytest.fixture
def elia(db: None) -> UUID:
    person_id = holder()
    make.account(person_id, number="10000445566")
    return person_id


def test_a_tercero_enrols_and_may_enter_at_once(elia: UUID) -> None:
    user_id = enrolment.finish(errand_id=ready(elia, "Elia.Ríos"), password=PASSWORD)
    assert enter("elia.rios").user_id == user_id
    assert mails()[-1].subject.startswith("Su usuario de")
    ((version, language, at),) = db.fetch_all(
        "SELECT version, language, accepted_at FROM access_termsacceptance WHERE user_id = %s",
        [user_id],
    )
    assert (version, language) == (slot.get().terms_version, "es")
    assert at <= clock.now()


@pytest.mark.parametrize(
    "changes",
    [
        {"account": "445567"},
        {"account": "45566"},
        {"account": "9445566"},
        {"birth_date": dt.date(1980, 1, 30)},
        {"birth_date": None},
        {"document_number": "8-999-999"},
    ],
)
def test_one_wrong_fact_mails_nothing(elia: UUID, changes: dict[str, Any]) -> None:
    errand_id = asked(elia, **changes)
    assert mails() == []
    for _ in range(4):
        with pytest.raises(CodeWrong):
            enrolment.prove(errand_id=errand_id, typed="12345678")
    with pytest.raises(CodeVoid):
        enrolment.prove(errand_id=errand_id, typed="12345678")


@pytest.mark.parametrize("account", ["10000445566", "445566", "0000445566"])
def test_a_whole_number_or_its_last_six_will_do(elia: UUID, account: str) -> None:
    asked(elia, account=account)
    assert len(mails("elia@correo.example")) == 1


def test_who_has_no_birth_date_on_file_names_a_whole_account(db: None) -> None:
    company = holder(
        document_type="ruc",
        document_number="155596713-2-2015",
        given_names="Panadería del Istmo, S. A.",
        family_names="",
        birth_date=None,
    )
    make.account(company, number="10000445566")
    given = {"document_type": "ruc", "birth_date": None}
    asked(company, "445566", **given)
    assert mails() == []
    asked(company, "10000445566", **given)
    assert len(mails()) == 1


@pytest.mark.parametrize("status", ["left", "deceased"])
def test_who_is_no_longer_a_person_of_the_cooperative_is_nobody(elia: UUID, status: str) -> None:
    db.execute("UPDATE members_person SET status = %s WHERE id = %s", [status, elia])
    asked(elia)
    assert mails() == []


def test_without_an_address_on_file_nothing_is_mailed(db: None) -> None:
    person_id = holder(email="")
    make.account(person_id, number="10000445566")
    with pytest.raises(CodeWrong):
        enrolment.prove(errand_id=asked(person_id), typed="12345678")
    assert mails() == []


def test_the_right_code_says_that_no_product_is_active(elia: UUID) -> None:
    db.execute("UPDATE products_account SET status = 'closed' WHERE titular_id = %s", [elia])
    errand_id = asked(elia)
    with pytest.raises(CodeWrong):
        enrolment.prove(errand_id=errand_id, typed="00000000")
    with pytest.raises(NoActiveProduct):
        enrolment.prove(errand_id=errand_id, typed=last_code())
    with pytest.raises(ErrandEnded):
        enrolment.choose_name(errand_id=errand_id, username="elia.rios")


def test_a_minor_is_sent_to_the_representative(db: None) -> None:
    born = clock.business_date().replace(day=1) - dt.timedelta(days=365 * 12)
    child = holder(birth_date=born)
    make.account(child, number="10000445566", type_code="INF")
    errand_id = asked(child, birth_date=born)
    with pytest.raises(MinorsEnrolment):
        enrolment.prove(errand_id=errand_id, typed=last_code())


def test_who_is_enrolled_gets_a_notice_and_the_same_pages(elia: UUID) -> None:
    user_id = enrol(person_id=elia, username="elia.rios", password=PASSWORD)
    add_totp(user_id=user_id)
    before = len(mails())
    errand_id = asked(elia)
    assert [mail.subject for mail in mails()[before:]] == [
        "Usted ya tiene un usuario en Istmeña en Línea"
    ]
    with pytest.raises(CodeWrong):
        enrolment.prove(errand_id=errand_id, typed="12345678")


def test_who_never_got_beyond_a_password_may_begin_anew(elia: UUID) -> None:
    user_id = enrol(person_id=elia, username="elia.rios", password="otra frase muy larga 5")
    errand_id = proved(elia)
    accept(errand_id)
    assert enrolment.finish(errand_id=errand_id, password=PASSWORD) == user_id
    assert enter("elia.rios").user_id == user_id


def test_who_personalised_meanwhile_keeps_name_and_password(elia: UUID) -> None:
    user_id = enrol(person_id=elia, username="elia.rios", password=PASSWORD)
    errand_id = proved(elia)
    accept(errand_id)
    excuse(user_id=user_id)
    with pytest.raises(AlreadyEnrolled):
        enrolment.finish(errand_id=errand_id, password="otra frase muy larga 5")
    assert enter("elia.rios").user_id == user_id


def test_who_has_a_user_chooses_no_other_name(elia: UUID) -> None:
    user_id = enrol(person_id=elia, username="elia.rios", password="otra frase muy larga 5")
    for errand_id in (proved(elia), activated(elia, paper(user_id=user_id))):
        with pytest.raises(AlreadyEnrolled):
            enrolment.choose_name(errand_id=errand_id, username="elia.dos")
    accept(errand_id)
    assert enrolment.finish(errand_id=errand_id, password=PASSWORD) == user_id
    assert enter("elia.rios").user_id == user_id


def test_an_enrolment_waits_for_a_personalisation_on_its_way(cloned_database: Clone) -> None:
    person_id = holder()
    make.account(person_id, number="10000445566")
    user_id = enrol(person_id=person_id, username="elia.rios", password=PASSWORD)
    errand_id = proved(person_id)
    accept(errand_id)
    personalised = Event()

    def personalise() -> None:
        with db.transaction():
            db.execute("UPDATE access_user SET personalised_at = now() WHERE id = %s", [user_id])
            personalised.set()
            sleep(0.5)

    def finish() -> None:
        personalised.wait(10)
        enrolment.finish(errand_id=errand_id, password="otra frase muy larga 5")

    _, refused = cloned_database.together([personalise, finish])
    assert isinstance(refused, AlreadyEnrolled)
    assert enter("elia.rios").user_id == user_id


def test_a_code_of_one_errand_is_nothing_to_another(elia: UUID) -> None:
    other = holder(email="otro@correo.example")
    make.account(other, number="10000778899")
    mine, theirs = asked(elia), asked(other, "778899")
    code = last_code("elia@correo.example")
    with pytest.raises(CodeWrong):
        enrolment.prove(errand_id=theirs, typed=code)
    enrolment.prove(errand_id=mine, typed=code)
    with pytest.raises(ErrandEnded):
        enrolment.prove(errand_id=mine, typed=code)


def test_a_code_is_good_for_ten_minutes_and_another_can_be_asked_for(elia: UUID) -> None:
    begun = clock.now()
    with clock.frozen(now=begun):
        errand_id = asked(elia)
        old = last_code()
    with clock.frozen(now=begun + dt.timedelta(minutes=10)):
        with pytest.raises(CodeExpired):
            enrolment.prove(errand_id=errand_id, typed=old)
        errand.again(errand_id=errand_id)
        look(errand_id=errand_id)
        with pytest.raises(CodeWrong):
            enrolment.prove(errand_id=errand_id, typed=old)
        enrolment.prove(errand_id=errand_id, typed=last_code())


def test_other_codes_run_out(elia: UUID) -> None:
    errand_id = asked(elia)
    for _ in range(errand.AGAIN_BURST):
        errand.again(errand_id=errand_id)
    with pytest.raises(ErrandsTooMany):
        errand.again(errand_id=errand_id)


def test_a_persons_mailbox_is_not_filled_by_strangers(elia: UUID) -> None:
    number = member(elia).document_number
    for turn in range(40):  # everybody is answered alike, whatever is mailed
        typed = f"{number[:2]}{'0' * (turn % 6)}{number[2:]}"  # one document, however it is typed
        asked(elia, document_number=typed, address=f"198.51.100.{turn}")
    assert len(mails()) == slot.get().errand_mails_burst
    for _ in range(slot.get().errand_subject_burst):
        asked(elia, address="198.51.100.77")
    with pytest.raises(ErrandsTooMany):
        asked(elia, document_number=f"{number[:2]}000{number[2:]}", address="198.51.100.77")


def test_one_network_fills_a_mailbox_less_still_also_by_asking_again(elia: UUID) -> None:
    for _ in range(slot.get().errand_subject_burst):
        errand_id = asked(elia)
        for _ in range(errand.AGAIN_BURST):
            errand.again(errand_id=errand_id)
            look(errand_id=errand_id)
    assert len(mails()) == slot.get().contact_codes_burst
    asked(elia, address="198.51.100.7")
    assert len(mails()) == slot.get().contact_codes_burst + 1


def test_a_stranger_elsewhere_keeps_nobody_from_enrolling(elia: UUID) -> None:
    with pytest.raises(ErrandsTooMany):
        for _ in range(6):
            asked(elia, address="198.51.100.7")
    before = len(mails())
    errand_id = asked(elia)
    assert len(mails()) == before + 1
    enrolment.prove(errand_id=errand_id, typed=last_code())


def test_looking_twice_mails_once(elia: UUID) -> None:
    errand_id = asked(elia)
    assert look(errand_id=errand_id) == "nothing"
    assert len(mails()) == 1


def test_names_are_looked_up_after_the_code_alone_and_not_for_long(elia: UUID) -> None:
    make_user = holder(email="otra@correo.example")
    enrol(person_id=make_user, username="rosa.batista", password=PASSWORD)
    with pytest.raises(ErrandEnded):
        enrolment.choose_name(errand_id=asked(elia), username="rosa.batista")
    errand_id = proved(elia)
    for _ in range(slot.get().name_tries):
        with pytest.raises(UsernameTaken):
            enrolment.choose_name(errand_id=errand_id, username="Rosa.Batista")
    with pytest.raises(NamesThrottled):
        enrolment.choose_name(errand_id=errand_id, username="otra.rosa")


def test_a_number_is_refused_as_a_name_and_costs_no_try(elia: UUID) -> None:
    errand_id = proved(elia)
    number = member(elia).document_number
    for name in [number, number.replace("-", "."), "10000445566"] * slot.get().name_tries:
        with pytest.raises(UsernameIsNumber):
            enrolment.choose_name(errand_id=errand_id, username=name)
    enrolment.choose_name(errand_id=errand_id, username="elia.rios")


def test_no_step_can_be_left_out(elia: UUID) -> None:
    errand_id = proved(elia)
    with pytest.raises(TermsNotAccepted):
        enrolment.finish(errand_id=errand_id, password=PASSWORD)
    with pytest.raises(TermsNotAccepted):
        enrolment.accept_terms(errand_id=errand_id, version="1999-01", language="es")
    accept(errand_id)
    with pytest.raises(ErrandEnded):
        enrolment.finish(errand_id=errand_id, password=PASSWORD)
    enrolment.choose_name(errand_id=errand_id, username="elia.rios")
    with pytest.raises(PasswordRefused):
        enrolment.finish(errand_id=errand_id, password="elia.rios.elia.rios")
    enrolment.finish(errand_id=errand_id, password=PASSWORD)
    with pytest.raises(ErrandEnded):
        enrolment.finish(errand_id=errand_id, password=PASSWORD)


def test_an_errand_ends_in_an_hour(elia: UUID) -> None:
    begun = clock.now()
    with clock.frozen(now=begun):
        errand_id = ready(elia)
    with clock.frozen(now=begun + dt.timedelta(hours=1)), pytest.raises(ErrandEnded):
        enrolment.finish(errand_id=errand_id, password=PASSWORD)


def test_what_a_stranger_typed_is_kept_sealed(elia: UUID) -> None:
    asked(elia)
    number = member(elia).document_number
    for table in ("access_errand", "procrastinate_jobs", "audit_entry", "kernel_throttle"):
        kept = str(db.fetch_all(f"SELECT to_jsonb(t)::text FROM {table} t"))
        assert number not in kept, table
        assert "445566" not in kept, table


def test_of_ten_at_once_one_makes_the_user(cloned_database: Clone) -> None:
    person_id = holder()
    make.account(person_id, number="10000445566")
    errand_id = ready(person_id)
    calls = [partial(enrolment.finish, errand_id=errand_id, password=PASSWORD) for _ in range(10)]
    outcomes = cloned_database.together(calls)
    assert sum(isinstance(one, UUID) for one in outcomes) == 1
    refused = [one for one in outcomes if not isinstance(one, UUID)]
    assert all(isinstance(one, ErrandEnded | AlreadyEnrolled) for one in refused), refused


def test_two_errands_of_one_person_make_one_user(cloned_database: Clone) -> None:
    person_id = holder()
    make.account(person_id, number="10000445566")
    errands = [ready(person_id, "elia.uno"), ready(person_id, "elia.dos")]
    calls = [partial(enrolment.finish, errand_id=one, password=PASSWORD) for one in errands]
    outcomes = cloned_database.together(calls)
    assert sum(isinstance(one, UUID) for one in outcomes) == 1
    assert sum(isinstance(one, AlreadyEnrolled) for one in outcomes) == 1


# --- activation by a code that staff handed over ---------------------------------------------


def paper(**given: Any) -> str:
    with db.transaction():
        return make_code(**{"purpose": "activation", "by": "staff", "hours": 24, **given})


def activated(person_id: UUID, code: str, **changes: Any) -> UUID:
    number = member(person_id).document_number
    given = {"document_number": number, "typed": code, "address": ADDRESS, "language": "es"}
    return activate(**{**given, **changes})


def test_a_code_from_staff_activates_once(elia: UUID) -> None:
    code = paper(person_id=elia)
    errand_id = activated(elia, code.lower())
    enrolment.choose_name(errand_id=errand_id, username="elia.rios")
    accept(errand_id)
    second = activated(elia, code)  # left halfway, the code stays good
    user_id = enrolment.finish(errand_id=errand_id, password=PASSWORD)
    assert user_of(elia) == user(user_id)
    enrolment.choose_name(errand_id=second, username="elia.dos")
    accept(second)
    with pytest.raises(ErrandEnded):
        enrolment.finish(errand_id=second, password=PASSWORD)
    with pytest.raises(ActivationWrong):
        activated(elia, code)


def test_junk_keeps_nobody_from_activating(elia: UUID) -> None:
    code = paper(person_id=elia)
    for turn in range(20):
        with pytest.raises(ActivationWrong):
            activated(elia, "0000-0000-0000-0000", address=f"198.51.100.{turn % 2}")
    assert activated(elia, code)


def test_code_and_document_belong_together(elia: UUID) -> None:
    code, other = paper(person_id=elia), holder(email="otro@correo.example")
    for changes in (
        {"document_number": member(other).document_number},
        {"document_number": "no es"},
        {"typed": "0000-0000-0000-0000"},
        {"typed": paper(person_id=elia, purpose="assisted_recovery")},
    ):
        with pytest.raises(ActivationWrong):
            activated(elia, code, **changes)


def test_a_code_found_on_the_street_tries_five_documents(elia: UUID) -> None:
    code = paper(person_id=elia)
    for turn in range(5):
        with pytest.raises(ActivationWrong):
            activated(elia, code, document_number=f"8-1-{turn + 1}")
    with pytest.raises(ActivationWrong):
        activated(elia, code)


def test_an_activation_needs_an_active_product_too(elia: UUID) -> None:
    code = paper(person_id=elia)
    db.execute("UPDATE products_account SET status = 'closed' WHERE titular_id = %s", [elia])
    with pytest.raises(NoActiveProduct):
        activated(elia, code)


def test_an_activation_gives_a_user_that_is_there_a_new_password(elia: UUID) -> None:
    user_id = enrol(person_id=elia, username="elia.rios", password="otra frase muy larga 5")
    errand_id = activated(elia, paper(user_id=user_id))
    accept(errand_id)
    assert enrolment.finish(errand_id=errand_id, password=PASSWORD) == user_id
    assert enter("elia.rios").user_id == user_id
