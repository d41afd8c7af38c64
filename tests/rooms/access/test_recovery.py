"""A lost password comes back by a mailed code and a bound factor together, and by nothing less."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.hashers import make_password

from coop.access.codes import recovery_codes
from coop.access.codes.totp import present_code
from coop.access.errands import recovery
from coop.access.errands.errand import CodeWrong, ErrandEnded, ErrandsTooMany
from coop.access.errands.look import look, may_begin_again
from coop.access.errands.recovery import FactorNotGiven, ProofWrong, RecoveryVoid
from coop.access.models import User
from coop.access.passwords.change import change_password
from coop.access.passwords.judge import PasswordRefused
from coop.kernel import clock, db
from coop.members.queries import person as member
from tests import make
from tests.database import Clone
from tests.mailed import last_code, mails
from tests.phone import pair
from tests.rooms.access.recovering import MAIL, NEW, asked, given, opens, proved
from tests.rooms.access.world import HOME, PASSWORD, Someone, registered, someone


@pytest.fixture
def rosa(db: None) -> Someone:
    return someone(factor=True)


def test_mail_and_code_generator_bring_a_new_password(rosa: Someone) -> None:
    db.execute(
        "INSERT INTO access_session (session_key, session_data, expire_date, user_id) "
        "VALUES ('una', '', now() + interval '1 hour', %s)",
        [rosa.user_id],
    )
    recovery.finish(errand_id=given(rosa), password=NEW)
    assert opens(NEW)
    assert not opens(PASSWORD)
    assert db.fetch_all("SELECT 1 FROM access_session WHERE user_id = %s", [rosa.user_id]) == []
    assert mails(MAIL)[-1].subject == "Su contraseña es nueva"


@pytest.mark.parametrize("typed", ["Rosa.Batista", " rosa.batista ", "document"])
def test_a_name_or_a_document_will_do(rosa: Someone, typed: str) -> None:
    number = member(rosa.person_id).document_number
    before = len(mails(MAIL))
    asked(number if typed == "document" else typed)
    assert len(mails(MAIL)) == before + 1


def test_a_document_is_its_owners_even_if_somebody_is_called_so(rosa: Someone) -> None:
    number = member(rosa.person_id).document_number
    thief = someone("ladron.uno", factor=True)
    User.objects.filter(id=thief.user_id).update(username=number)
    db.execute("UPDATE members_contact SET value = 'l@correo.example' WHERE person_id = %s",
               [thief.person_id])  # fmt: skip
    asked(number)
    assert mails("l@correo.example") == []


@pytest.mark.parametrize("typed", ["nadie.aqui", "8-999-999", "", "\x00", "x" * 10_000, "1" * 40])
def test_for_nobody_nothing_is_mailed_and_every_code_is_wrong(rosa: Someone, typed: str) -> None:
    before = len(mails())
    errand_id = asked(typed)
    assert len(mails()) == before
    with pytest.raises(CodeWrong):
        recovery.prove(errand_id=errand_id, typed="12345678")


def test_the_mail_alone_is_not_enough(rosa: Someone) -> None:
    errand_id = proved()
    with pytest.raises(FactorNotGiven):
        recovery.finish(errand_id=errand_id, password=NEW)
    assert opens(PASSWORD)


def test_the_factor_alone_is_not_enough(rosa: Someone) -> None:
    errand_id = asked()
    code = present_code(user_id=rosa.user_id)
    with pytest.raises(ErrandEnded):
        recovery.give_factor(errand_id=errand_id, method="totp", proof=code)
    with pytest.raises(ErrandEnded):
        recovery.finish(errand_id=errand_id, password=NEW)


def test_without_a_factor_there_is_no_way_but_staff(db: None) -> None:
    someone()
    errand_id = proved()
    assert recovery.methods(errand_id=errand_id) == ()
    for method in ("totp", "token", "passkey", "recovery_codes", ""):
        with pytest.raises((ProofWrong, RecoveryVoid)):
            recovery.give_factor(errand_id=errand_id, method=method, proof="123456")


def test_a_method_that_the_user_has_not_is_never_taken(rosa: Someone) -> None:
    errand_id = proved()
    with pytest.raises(ProofWrong):
        recovery.give_factor(
            errand_id=errand_id, method="token", proof=present_code(user_id=rosa.user_id)
        )


def test_five_wrong_proofs_stop_it_and_its_owner_is_told(rosa: Someone) -> None:
    errand_id = proved()
    for _ in range(4):
        with pytest.raises(ProofWrong):
            recovery.give_factor(errand_id=errand_id, method="totp", proof="000000")
    with pytest.raises(RecoveryVoid):
        recovery.give_factor(errand_id=errand_id, method="totp", proof="000000")
    assert mails(MAIL)[-1].subject == "Detuvimos una recuperación de contraseña"
    with pytest.raises(ErrandEnded):
        recovery.give_factor(
            errand_id=errand_id, method="totp", proof=present_code(user_id=rosa.user_id)
        )


def test_a_code_that_was_used_elsewhere_is_no_proof(rosa: Someone) -> None:
    code = present_code(user_id=rosa.user_id)
    first = proved()
    recovery.give_factor(errand_id=first, method="totp", proof=code)
    second = proved()
    with pytest.raises(ProofWrong):
        recovery.give_factor(errand_id=second, method="totp", proof=code)


def test_a_recovery_serves_once_and_ends_the_others(rosa: Someone) -> None:
    other = proved()
    errand_id = given(rosa)
    with pytest.raises(PasswordRefused):
        recovery.finish(errand_id=errand_id, password="rosa.batista.1")
    recovery.finish(errand_id=errand_id, password=NEW)
    for ended in (errand_id, other):
        with pytest.raises(ErrandEnded):
            recovery.finish(errand_id=ended, password=PASSWORD)
    assert opens(NEW)


def test_a_mailed_code_of_one_person_is_nothing_to_another(rosa: Someone) -> None:
    thief = someone("pedro.rios", factor=True)
    db.execute("UPDATE members_contact SET value = 'p@correo.example' WHERE person_id = %s",
               [thief.person_id])  # fmt: skip
    hers, his = asked("rosa.batista"), asked("pedro.rios")
    with pytest.raises(CodeWrong):
        recovery.prove(errand_id=hers, typed=last_code("p@correo.example"))
    recovery.prove(errand_id=his, typed=last_code("p@correo.example"))
    with pytest.raises(ErrandEnded):
        recovery.finish(errand_id=hers, password=NEW)


def test_a_recovery_lets_in_who_was_locked_out(rosa: Someone) -> None:
    for _ in range(5):
        assert not opens("equivocada")
    assert not opens(PASSWORD)
    recovery.finish(errand_id=given(rosa), password=NEW)
    assert opens(NEW)


def test_a_blocked_access_is_not_recovered_but_told(rosa: Someone) -> None:
    errand_id = given(rosa)
    User.objects.filter(id=rosa.user_id).update(status="blocked")
    with pytest.raises(ErrandEnded):
        recovery.finish(errand_id=errand_id, password=NEW)
    asked()
    assert mails(MAIL)[-1].subject == "Su acceso está bloqueado"


def test_a_password_changed_inside_ends_a_recovery_and_its_proofs(rosa: Someone) -> None:
    errand_id = given(rosa)
    change_password(user_id=rosa.user_id, present=PASSWORD, new=NEW, session_key=None)
    with pytest.raises(ErrandEnded):
        recovery.finish(errand_id=errand_id, password="tercera frase larga 12")
    assert opens(NEW)


def test_a_recovery_ends_in_an_hour(rosa: Someone) -> None:
    begun = clock.now()
    errand_id = given(rosa)
    later = clock.frozen(now=begun + timedelta(hours=1, minutes=1))
    with later, pytest.raises(ErrandEnded):
        recovery.finish(errand_id=errand_id, password=NEW)


def test_asking_often_is_refused_for_whoever_is_asked_about(rosa: Someone) -> None:
    for typed in ("rosa.batista", "nadie.aqui"):
        for _ in range(5):
            asked(typed)
        with pytest.raises(ErrandsTooMany):
            asked(typed)


def test_a_stranger_elsewhere_keeps_nobody_from_recovering(rosa: Someone) -> None:
    for typed in ("rosa.batista", member(rosa.person_id).document_number):
        with pytest.raises(ErrandsTooMany):
            for _ in range(6):
                asked(typed, address="198.51.100.7")
        before = len(mails(MAIL))
        asked(typed)
        assert len(mails(MAIL)) == before + 1


def test_another_spelling_of_what_is_asked_about_is_not_another(rosa: Someone) -> None:
    for spellings in (
        ("8-123-456", "08-0123-00456", "8 123 456", " 8\u2013123\u2013456 "),
        ("pa 12-34", "PA1234", "pa-1234"),
        ("rosa.batista", "Rosa.Batista", "ROSA.BATISTA "),
    ):
        with pytest.raises(ErrandsTooMany):
            for typed in (*spellings, *spellings):
                asked(typed)


def test_a_token_proves_too(rosa: Someone) -> None:
    phone = pair(rosa.user_id)
    errand_id = proved()
    assert recovery.methods(errand_id=errand_id) == ("token", "totp")
    nonce = recovery.token_nonce(errand_id=errand_id)
    assert recovery.token_nonce(errand_id=errand_id) == nonce
    with pytest.raises(ProofWrong):
        recovery.give_factor(errand_id=errand_id, method="token", proof=phone.change("000000"))
    with pytest.raises(ProofWrong):  # a code that was given to come in recovers nothing
        recovery.give_factor(errand_id=errand_id, method="token", proof=phone.enter(nonce))
    recovery.give_factor(errand_id=errand_id, method="token", proof=phone.change(nonce))
    recovery.finish(errand_id=errand_id, password=NEW)
    assert opens(NEW)


def test_a_passkey_proves_too(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa)
    errand_id = proved()
    assert recovery.methods(errand_id=errand_id) == ("passkey",)
    ceremony = recovery.ask_passkey(errand_id=errand_id)
    answer = device.get(ceremony.options)
    recovery.give_passkey(errand_id=errand_id, ceremony_id=ceremony.id, credential=answer)
    recovery.finish(errand_id=errand_id, password=NEW)
    assert opens(NEW)


def test_another_persons_passkey_proves_nothing(cloned_database: Clone) -> None:
    rosa, thief = someone(), someone("pedro.rios")
    registered(rosa)
    stolen = registered(thief)
    errand_id = proved()
    for _ in range(4):
        ceremony = recovery.ask_passkey(errand_id=errand_id)
        with pytest.raises(ProofWrong):
            recovery.give_passkey(
                errand_id=errand_id,
                ceremony_id=ceremony.id,
                credential=stolen.get(ceremony.options),
            )
    ceremony = recovery.ask_passkey(errand_id=errand_id)
    with pytest.raises(RecoveryVoid):
        recovery.give_passkey(errand_id=errand_id, ceremony_id=ceremony.id, credential="{}")


def test_two_recovery_codes_prove_too_and_are_used_together(rosa: Someone) -> None:
    first, second, third, *_ = recovery_codes.make(user_id=rosa.user_id)
    errand_id = proved()
    assert recovery.methods(errand_id=errand_id) == ("totp", "codes")
    for pair_of in (f"{first}\n{'0' * 20}", f"{first}\n{first}", first, f"{first}\n{second}\n"):
        with pytest.raises(ProofWrong):
            recovery.give_factor(errand_id=errand_id, method="codes", proof=pair_of)
    assert recovery_codes.left(rosa.user_id) == 10
    proof = f"{first[:10]} {first[10:]}\n{second}"
    recovery.give_factor(errand_id=errand_id, method="codes", proof=proof)
    assert recovery_codes.left(rosa.user_id) == 8
    with pytest.raises(ProofWrong):
        recovery.give_factor(errand_id=proved(), method="codes", proof=f"{second}\n{third}")


def test_who_has_personalised_and_lost_all_factors_does_not_begin_anew_alone(db: None) -> None:
    rosa = someone()
    User.objects.filter(id=rosa.user_id).update(personalised_at=clock.now())
    assert not may_begin_again(User.objects.get(id=rosa.user_id))
    User.objects.filter(id=rosa.user_id).update(personalised_at=None, password=make_password(None))
    assert not may_begin_again(User.objects.get(id=rosa.user_id))


def test_of_ten_at_once_one_sets_the_password(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    errand_id = given(rosa)
    calls = [
        partial(recovery.finish, errand_id=errand_id, password=f"frase larga numero {turn} mas")
        for turn in range(10)
    ]
    outcomes = cloned_database.together(calls)
    assert outcomes.count(None) == 1
    assert sum(isinstance(one, ErrandEnded) for one in outcomes) == 9


# --- the user name ------------------------------------------------------------------------------


def reminded(number: str) -> None:
    recovery.remind(document_type="cedula", document_number=number, address=HOME, language="es")
    ((errand_id,),) = db.fetch_all(
        "SELECT id FROM access_errand WHERE kind = 'username' ORDER BY made_at DESC LIMIT 1"
    )
    look(errand_id=errand_id)


def test_the_user_name_goes_to_the_contacts_on_file(rosa: Someone) -> None:
    reminded(member(rosa.person_id).document_number)
    assert "Usuario: rosa.batista" in mails(MAIL)[-1].text


def test_who_has_no_user_is_told_how_to_get_one(db: None) -> None:
    person_id = make.person(emails=[MAIL])
    reminded(member(person_id).document_number)
    assert mails(MAIL)[-1].subject == "Usted todavía no tiene usuario en Istmeña en Línea"


def test_for_an_unknown_document_nothing_is_mailed(rosa: Someone) -> None:
    before = len(mails())
    reminded("8-999-999")
    assert len(mails()) == before
