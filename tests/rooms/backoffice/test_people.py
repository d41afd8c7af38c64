"""Staff find a person, see how their access stands, act with a reason; and every look is kept."""

import json
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client

from coop.access import guard
from coop.access.desk import assisted
from coop.access.desk.reset_factors import IdentityUnproven, ask_reset, reset_factors
from coop.access.models import User
from coop.access.personal import questions
from coop.access.personal.rules import QUESTIONS
from coop.access.staff.roles import hold
from coop.access.staff.rules import OPERATOR, Role
from coop.approvals.consume import OtherAct
from coop.approvals.decide import decide
from coop.audit.queries import trail
from coop.kernel import clock, db
from coop.members.queries import person
from tests import make
from tests.colleagues import Colleague, browser
from tests.mailed import last_code
from tests.rooms.backoffice.pages import of, page
from tests.world import PASSWORD, Made

ANSWERS = dict(zip(QUESTIONS, ("Chiriquí Grande", "Canela", "Don Aquilino"), strict=False))
REASON = {"reason": "Llamó desde su casa"}
PAPER = {"checked": "on", "way": "papel"}
MAIL = {"way": "1"}
SEEN = {**REASON, "checked": "on"}


def actions(**wanted: Any) -> list[str]:
    return [one.action for one in trail(**wanted)]


def user(person: Made) -> User:
    return User.objects.get(id=person.user_id)


@pytest.fixture
def desk(carla: Colleague) -> Client:
    return carla.client()


@pytest.mark.parametrize("typed", ["number", "document"])
def test_a_number_or_a_document_leads_to_the_person(
    desk: Client, marisol: Made, typed: str
) -> None:
    number = db.fetch_one(
        "SELECT document_number FROM members_person WHERE id = %s", [marisol.person_id]
    )[0]
    text = marisol.savings_number if typed == "number" else number
    answer = desk.post("/personal/inicio", {"texto": text})
    assert answer.headers["Location"] == of(marisol)


@pytest.mark.parametrize("typed", ["MARISOL bat", "batista mari", "Marisól"])
def test_a_name_finds_people_by_how_its_words_begin(
    desk: Client, marisol: Made, typed: str
) -> None:
    other = make.person(given_names="Marisol", family_names="Batista")
    found = desk.post("/personal/inicio", {"texto": typed}).content.decode()
    assert of(marisol) in found
    assert f"/personal/personas/{other}" in found
    assert "•••" in found


@pytest.mark.parametrize("typed", ["%", "___", "ari", "' OR 1=1 --", "\\", "nadie nunca"])
def test_signs_are_no_wild_cards(desk: Client, marisol: Made, typed: str) -> None:
    answer = desk.post("/personal/inicio", {"texto": typed})
    assert of(marisol) not in answer.content.decode()


def test_the_page_shows_little_and_its_reading_is_kept(
    desk: Client, carla: Colleague, marisol: Made
) -> None:
    shown = page(desk, of(marisol))
    assert "Aplicación de códigos" in shown
    assert "m•••@correo.example" in shown
    assert "marisol@correo.example" not in shown
    assert marisol.savings_number not in shown
    assert "B/." not in shown
    (read,) = trail(actor=str(carla.user_id), room="backoffice", limit=1)
    assert (read.action, read.subject) == ("backoffice.person_read", str(marisol.person_id))
    assert of(marisol) in page(desk, "/personal/inicio")


@pytest.mark.parametrize("act", ["activacion", "ayuda", "factores", "bloquear"])
def test_every_page_that_names_a_person_keeps_who_looked(
    desk: Client, carla: Colleague, marisol: Made, act: str
) -> None:
    before = actions(actor=str(carla.user_id)).count("backoffice.person_read")
    assert person(marisol.person_id).full_name in page(desk, of(marisol, act))
    (read,) = trail(actor=str(carla.user_id), room="backoffice", limit=1)
    assert (read.action, read.subject) == ("backoffice.person_read", str(marisol.person_id))
    assert actions(actor=str(carla.user_id)).count("backoffice.person_read") == before + 1


def test_a_call_s_page_keeps_that_the_person_was_seen_once(
    desk: Client, carla: Colleague, marisol: Made
) -> None:
    call = desk.post(of(marisol, "llamada"), {"purpose": "question"}).headers["Location"]
    for _ in range(3):  # it asks again by itself, each five seconds
        assert "Marisol" in page(desk, call)
    wanted = {"actor": str(carla.user_id), "subject": str(marisol.person_id)}
    assert actions(**wanted) == ["backoffice.person_read"]


def test_no_page_of_staff_has_a_field_for_a_secret(
    desk: Client, carla: Colleague, marisol: Made
) -> None:
    for act in ("", "activacion", "factores", "bloquear"):
        shown = page(desk, of(marisol, act))
        assert 'type="password"' not in shown
        assert not re.search(r'name="(password|contrasena|code|respuesta|answer)"', shown)


def test_an_activation_code_needs_the_document_seen(desk: Client, marisol: Made) -> None:
    refused = desk.post(of(marisol, "activacion"), {"checked": "", "way": "papel"})
    assert refused.status_code == 422
    given = desk.post(of(marisol, "activacion"), PAPER).content.decode()
    code = re.search(r'class="handed code">([0-9A-Z-]{19})<', given)
    assert code is not None
    again = page(desk, of(marisol, "activacion"))
    assert code[1] not in again
    kept = [str(one.data) for one in trail(about=[str(marisol.person_id)])]
    assert not any(code[1] in text or code[1].replace("-", "") in text for text in kept)
    assert "access.activation_handed_over" in actions(about=[str(marisol.person_id)])


def test_the_code_opens_the_person_s_own_page(desk: Client, marisol: Made) -> None:
    given = desk.post(of(marisol, "activacion"), PAPER).content.decode()
    code = re.search(r'class="handed code">([0-9A-Z-]{19})<', given)
    assert code is not None
    (number,) = db.fetch_one(
        "SELECT document_number FROM members_person WHERE id = %s", [marisol.person_id]
    )
    wrong = browser().post("/activar", {"number": number, "code": "0000-0000-0000-0000"})
    assert wrong.status_code == 422
    answer = browser().post("/activar", {"number": number, "code": code[1]})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/registro/condiciones"


def test_who_has_no_active_product_gets_no_code(desk: Client) -> None:
    whom = make.person()
    answer = desk.post(f"/personal/personas/{whom}/activacion", PAPER)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "handed" not in shown
    assert "al menos un producto activo" in shown
    said = page(desk, f"/personal/personas/{whom}/activacion")
    assert "al menos un producto activo" in said
    assert "Hacer el código" not in said


def test_by_mail_nobody_of_the_staff_sees_the_code(desk: Client, marisol: Made) -> None:
    mail = "marisol@correo.example"
    shown = page(desk, of(marisol, "activacion"))
    assert "m•••@correo.example" in shown
    assert mail not in shown
    answer = desk.post(of(marisol, "activacion"), {"checked": "on", **MAIL})
    assert answer.headers["Location"] == f"{of(marisol)}?hecho=codigo_enviado"
    code = last_code(mail)
    seen = page(desk, answer.headers["Location"]) + page(desk, of(marisol, "activacion"))
    assert code not in seen
    assert code not in str(db.fetch_all("SELECT to_jsonb(t)::text FROM notifications_notice t"))
    assert code not in str(db.fetch_all("SELECT to_jsonb(t)::text FROM audit_entry t"))
    number = person(marisol.person_id).document_number
    opened = browser().post("/activar", {"number": number, "code": code})
    assert opened.headers["Location"] == "/registro/condiciones"


@pytest.mark.parametrize("way", ["", "2", "0", "-1", "correo", "marisol@correo.example"])
def test_a_code_goes_nowhere_else_than_a_way_that_was_offered(
    desk: Client, marisol: Made, way: str
) -> None:
    answer = desk.post(of(marisol, "activacion"), {"checked": "on", "way": way})
    assert answer.status_code == 422
    assert not db.fetch_all("SELECT FROM access_onetimecode WHERE purpose = 'activation'")


def test_waiting_after_failures_is_lifted_with_a_reason(desk: Client, marisol: Made) -> None:
    for _ in range(5):
        browser().post("/entrar", {"username": "marisol", "password": "no es esta 1234"})
    names = ["marisol", str(marisol.user_id)]
    assert guard.blocked_until(names=names) is not None
    assert "En espera por intentos fallidos" in page(desk, of(marisol))
    assert desk.post(of(marisol, "desbloquear"), {"reason": "x"}).status_code == 422
    assert desk.post(of(marisol, "desbloquear"), REASON).status_code == 302
    assert guard.blocked_until(names=names) is None


def test_a_block_ends_every_session_and_says_so(desk: Client, marisol: Made) -> None:
    member = marisol.client()
    assert desk.post(of(marisol, "bloquear"), REASON).status_code == 302
    assert user(marisol).status == "blocked"
    assert member.get("/inicio").status_code == 302
    templates = [row[0] for row in db.fetch_all("SELECT template FROM notifications_notice")]
    assert "blocked_by_staff" in templates
    assert desk.post(of(marisol, "bloquear"), REASON).status_code == 422
    assert desk.post(of(marisol, "activar-de-nuevo"), REASON).status_code == 302
    assert user(marisol).status == "active"


def test_factors_go_only_after_another_agreed_and_the_password_with_them(
    desk: Client, saul: Colleague, marisol: Made
) -> None:
    member = marisol.client()
    assert desk.post(of(marisol, "factores"), SEEN).status_code == 302
    assert member.get("/inicio").status_code == 200
    (request_id,) = db.fetch_one("SELECT id FROM approvals_request")
    address = f"/personal/aprobaciones/{request_id}"
    own = desk.post(address, {"decision": "si", "reason": "Yo misma lo vi"})
    assert own.status_code == 403
    supervisor = saul.client()
    assert "Marisol" in page(supervisor, address)
    done = supervisor.post(address, {"decision": "si", "reason": "Expediente revisado"})
    assert done.headers["Location"] == "/personal/aprobaciones?hecho=hecho"
    assert member.get("/inicio").status_code == 302
    assert not check_password(PASSWORD, user(marisol).password)
    shown = page(desk, of(marisol))
    assert "necesita un código de activación" in shown
    again = supervisor.post(f"{address}/hacer")
    assert again.status_code == 422
    assert "ya se usó" in again.content.decode()
    assert actions(room="access").count("access.factors_reset") == 1


def test_who_may_not_do_what_was_approved_is_refused_and_not_told_that_it_was_done(
    desk: Client, saul: Colleague, carla: Colleague, marisol: Made
) -> None:
    desk.post(of(marisol, "factores"), SEEN)
    (request_id,) = db.fetch_one("SELECT id FROM approvals_request")
    decide(request_id=request_id, by=str(saul.user_id), approve=True, reason="Expediente revisado")
    address = f"/personal/aprobaciones/{request_id}/hacer"
    refused = desk.post(address)
    assert refused.status_code == 403
    assert "backoffice.role_missing" in actions(actor=str(carla.user_id))
    with db.transaction():
        hold(user_id=carla.user_id, roles=frozenset({Role.OPERATIONS}), by=OPERATOR)
    refused = desk.post(address)
    assert refused.status_code == 403
    assert "debe decidirla otra persona" in refused.content.decode()
    assert check_password(PASSWORD, user(marisol).password)
    assert saul.client().post(address).headers["Location"].endswith("?hecho=hecho")
    assert not check_password(PASSWORD, user(marisol).password)


def test_a_reset_is_asked_for_only_with_something_that_shows_who_asks(
    desk: Client, saul: Colleague, marisol: Made
) -> None:
    refused = desk.post(of(marisol, "factores"), REASON)
    assert refused.status_code == 422
    assert "compruebe quién es" in refused.content.decode()
    assert desk.post(of(marisol, "factores"), SEEN).status_code == 302
    request_id, facts = db.fetch_one("SELECT id, facts::text FROM approvals_request")
    assert json.loads(facts) == {"document_checked": True}
    shown = page(saul.client(), f"/personal/aprobaciones/{request_id}")
    assert "Su documento, a la vista en la sucursal." in shown
    assert "respuesta de seguridad coincidió" not in shown


def test_an_answer_that_matched_counts_for_a_day_and_the_approver_reads_when(
    desk: Client, carla: Colleague, saul: Colleague, marisol: Made
) -> None:
    questions.choose(user_id=marisol.user_id, answers=ANSWERS)
    assert desk.post(of(marisol, "ayuda"), {**REASON, **MAIL}).status_code == 302
    ask = partial(
        ask_reset,
        person_id=marisol.person_id,
        by=str(carla.user_id),
        reason="Perdió todo",
        document_checked=False,
    )
    with pytest.raises(IdentityUnproven):
        ask()
    _matches(marisol)
    with (
        clock.frozen(now=clock.now() + timedelta(hours=24)),
        pytest.raises(IdentityUnproven),
    ):
        ask()
    assert "respuesta de seguridad coincidió" in page(desk, of(marisol, "factores"))
    assert desk.post(of(marisol, "factores"), REASON).status_code == 302
    request_id, facts = db.fetch_one("SELECT id, facts::text FROM approvals_request")
    helped = assisted.state(marisol.user_id)
    assert helped is not None
    assert helped.answered_at is not None
    assert json.loads(facts) == {"matched_at": helped.answered_at.isoformat()}
    client, address = saul.client(), f"/personal/aprobaciones/{request_id}"
    assert "Su respuesta de seguridad coincidió" in page(client, address)
    done = client.post(address, {"decision": "si", "reason": "Expediente revisado"})
    assert done.headers["Location"] == "/personal/aprobaciones?hecho=hecho"
    assert not check_password(PASSWORD, user(marisol).password)


def test_an_approval_is_for_what_was_proven_and_nothing_else(
    carla: Colleague, saul: Colleague, marisol: Made
) -> None:
    request_id = ask_reset(
        person_id=marisol.person_id,
        by=str(carla.user_id),
        reason="Perdió todo",
        document_checked=True,
    )
    decide(request_id=request_id, by=str(saul.user_id), approve=True, reason="Está bien")
    for proven in ({}, {"matched_at": "2026-11-23T17:00:00+00:00"}):
        with pytest.raises(OtherAct):
            reset_factors(
                user_id=marisol.user_id,
                proven=proven,
                request_id=request_id,
                by=str(saul.user_id),
            )
    assert check_password(PASSWORD, user(marisol).password)


def test_help_on_paper_needs_the_document_and_shows_its_code_once(
    desk: Client, marisol: Made
) -> None:
    questions.choose(user_id=marisol.user_id, answers=ANSWERS)
    refused = desk.post(of(marisol, "ayuda"), {**REASON, "way": "papel"})
    assert refused.status_code == 422
    given = desk.post(of(marisol, "ayuda"), {**REASON, **PAPER}).content.decode()
    code = re.search(r'class="handed code">([0-9A-Z-]{19})<', given)
    assert code is not None
    assert code[1] not in page(desk, of(marisol, "ayuda"))
    number = person(marisol.person_id).document_number
    opened = browser().post("/recuperar", {"number": number, "code": code[1]})
    assert opened.status_code == 302


def _matches(whose: Made) -> None:
    """Answer the security question right, as the person."""
    errand_id = assisted.begin(
        document_number=person(whose.person_id).document_number,
        typed=last_code(f"{whose.username}@correo.example"),
        address="203.0.113.7",
        language="es",
    )
    assisted.answer(errand_id=errand_id, typed=ANSWERS[assisted.question(errand_id=errand_id)])


def test_a_refused_request_changes_nothing(desk: Client, saul: Colleague, marisol: Made) -> None:
    desk.post(of(marisol, "factores"), SEEN)
    (request_id,) = db.fetch_one("SELECT id FROM approvals_request")
    supervisor = saul.client()
    sent = {"decision": "no", "reason": "No coincide"}
    assert supervisor.post(f"/personal/aprobaciones/{request_id}", sent).status_code == 302
    again = supervisor.post(f"/personal/aprobaciones/{request_id}/hacer")
    assert again.status_code == 422
    assert check_password(PASSWORD, user(marisol).password)


def test_what_people_write_stays_text(desk: Client, aurora: Colleague, marisol: Made) -> None:
    evil = "<script>alert(1)</script>"
    whom = make.person(given_names=evil, family_names='"><img src=x>')
    make.account(whom)
    desk.post(of(marisol, "bloquear"), {"reason": f"{evil} {{{{ 7*7 }}}}"})
    Client(HTTP_HOST="localhost:8000", HTTP_USER_AGENT=evil).post(
        "/entrar", {"username": evil, "password": evil}
    )
    auditor = aurora.client()
    shown = [
        page(desk, f"/personal/personas/{whom}"),
        page(auditor, "/personal/rastro"),
        page(auditor, f"/personal/personas/{marisol.person_id}/rastro"),
        desk.post("/personal/inicio", {"texto": evil}).content.decode(),
    ]
    for text in shown:
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_the_trail_is_filtered_and_paged_by_what_was_last_seen(
    aurora: Colleague, carla: Colleague, marisol: Made
) -> None:
    desk, auditor = carla.client(), aurora.client()
    for _ in range(60):
        desk.get(of(marisol))
    first = page(auditor, f"/personal/rastro?quien={carla.user_id}&sala=backoffice")
    assert first.count("<time") == 50
    older = re.search(r'href="\?([^"]*antes=[0-9]+)"', first)
    assert older is not None
    second = page(auditor, f"/personal/rastro?{older[1].replace('&amp;', '&')}")
    assert 10 <= second.count("<time") < 50
    for odd in (
        "antes=abc",
        "antes=-1",
        "sala=nada",
        "desde=31/31/2026",
        "quien=x",
        "hasta=9999-12-31",
        "hasta=9999-12-30",
        "desde=9999-12-31&hasta=0001-01-01",
        "desde=0001-01-01",
        "hasta=0001-01-01",
    ):
        assert auditor.get(f"/personal/rastro?{odd}").status_code in {200, 422}, odd
    assert auditor.post("/personal/rastro").status_code == 405


def test_help_is_started_by_mail_and_staff_learn_one_word(desk: Client, marisol: Made) -> None:
    mailed = {**REASON, **MAIL}
    wrong = desk.post(of(marisol, "ayuda"), mailed)
    assert wrong.status_code == 422
    assert "no eligió preguntas de seguridad" in wrong.content.decode()
    questions.choose(user_id=marisol.user_id, answers=ANSWERS)
    answer = desk.post(of(marisol, "ayuda"), mailed)
    assert answer.headers["Location"] == f"{of(marisol)}?hecho=codigo_enviado"
    shown = page(desk, answer.headers["Location"])
    assert "Espera la respuesta de la persona" in shown
    assert last_code("marisol@correo.example") not in shown
    errand_id = assisted.begin(
        document_number=person(marisol.person_id).document_number,
        typed=last_code("marisol@correo.example"),
        address="203.0.113.7",
        language="es",
    )
    asked = assisted.question(errand_id=errand_id)
    assisted.answer(errand_id=errand_id, typed=ANSWERS[asked])
    told = page(desk, of(marisol))
    assert "La respuesta coincide" in told
    assert ANSWERS[asked] not in told
