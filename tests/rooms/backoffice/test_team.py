"""The first administrator, invitations, roles by four eyes, and doors that close at once."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from coop.access.passkeys.rows import passkeys_of
from coop.access.ports import slot
from coop.access.staff.disable import disable, enable
from coop.access.staff.first import FirstLinkClosed, first_link_open, open_first_link
from coop.access.staff.invitation import (
    InvitationClosed,
    Opened,
    Way,
    make_invitation,
    open_invitation,
)
from coop.access.staff.invite import StaffNameTaken, invite
from coop.access.staff.passkeys import take_passkey
from coop.access.staff.queries import all_staff, staff_member
from coop.access.staff.readmit import readmit
from coop.access.staff.roles import LastAdministrator, hold
from coop.access.staff.rules import OPERATOR, Role, opens_first_link, seal_first_link
from coop.approvals.reason import ReasonMissing
from coop.audit.queries import trail
from coop.kernel import clock, db
from coop.kernel.db import DatabaseAway
from tests import make
from tests.authenticator import Device
from tests.colleagues import Colleague, browser, make_colleague, register_key
from tests.database import Clone

SECRET = "ABCDEFGHJKMNPQRSTVWXYZ0123"
KEY = "a key of at least fifty characters, only for this test"


def link(**later: float) -> Any:
    expires = int((clock.now() + timedelta(**(later or {"days": 7}))).timestamp())
    sealed = seal_first_link(secret=SECRET, expires=expires, key=KEY)
    return slot.replaced(replace(slot.get(), first_admin=sealed, secret_key=KEY))


def opened(client: Client, name: str = "Alba Navarro", code: str = SECRET) -> Any:
    return client.post("/personal/primera", {"code": code, "name": name})


def test_without_a_link_there_is_no_such_page(stranger: Client) -> None:
    assert stranger.get("/personal/primera").status_code == 404
    assert opened(stranger).status_code == 404


def test_the_first_administrator_enters_by_the_link_once(stranger: Client) -> None:
    with link():
        assert stranger.get("/personal/primera").status_code == 200
        assert opened(stranger, code="abcde-fghjk-mnpqr-stvwx-yz012-3").status_code == 302
        assert register_key(stranger, Device()).headers["Location"] == "/personal/inicio"
        assert "Equipo" in stranger.get("/personal/inicio").content.decode()
        assert not first_link_open()
        assert opened(browser()).status_code == 404
    (alba,) = all_staff()
    assert alba.roles == {Role.ADMIN}


@pytest.mark.parametrize("code", ["", "X", SECRET[:-1], SECRET + "0", "ñ" * 26])
def test_nothing_but_the_secret_opens_it(stranger: Client, code: str) -> None:
    with link():
        assert opened(stranger, code=code).status_code == 422
    assert not all_staff()


def test_it_ends_and_its_key_is_the_operator_s() -> None:
    sealed = seal_first_link(secret=SECRET, expires=1_000, key=KEY)
    assert opens_first_link(sealed=sealed, typed=SECRET, now=999, key=KEY)
    assert not opens_first_link(sealed=sealed, typed=SECRET, now=1_000, key=KEY)
    assert not opens_first_link(sealed=sealed, typed=SECRET, now=999, key=KEY + "x")
    later = f"9{sealed}"
    assert not opens_first_link(sealed=later, typed=SECRET, now=999, key=KEY)
    assert not opens_first_link(sealed="", typed=SECRET, now=999, key=KEY)


def test_left_halfway_it_opens_again_and_of_two_browsers_one_registers(db: None) -> None:
    with link():
        one, other = browser(), browser()
        assert opened(one, "Alba Primera").status_code == 302
        assert opened(other, "Alba Navarro").status_code == 302
        assert register_key(other, Device()).status_code == 302
        assert register_key(one, Device()).status_code in {404, 409, 422}
    (alba,) = all_staff()
    assert alba.name == "Alba Navarro"


_FAIL = """
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION fail()
"""


@pytest.mark.parametrize("table", ["mfa_authenticator", "access_signin"])
def test_a_failure_while_registering_leaves_the_first_link_open(
    cloned_database: Clone, table: str
) -> None:
    with link():
        client = browser()
        assert opened(client).status_code == 302
        with cloned_database.owner() as owner:
            owner.execute(_FAIL.format(table=table))
            assert register_key(client, Device()).status_code == 503
            owner.execute(f"DROP TRIGGER fail ON {table}")
        (alba,) = all_staff()
        assert alba.joined_at is None
        assert not passkeys_of(alba.user_id)
        assert first_link_open()
        assert opened(browser()).status_code == 302
        assert register_key(client, Device()).status_code == 302
        assert not first_link_open()


def test_opened_by_many_at_once_it_makes_one_user(cloned_database: Clone) -> None:
    with link():
        call = partial(open_first_link, typed=SECRET, name="Alba Navarro")
        outcomes = cloned_database.together([call] * 6)
    made = {one for one in outcomes if isinstance(one, UUID)}
    assert len(made) == 1
    assert all(isinstance(one, UUID | FirstLinkClosed | StaffNameTaken) for one in outcomes)
    assert len(all_staff()) == 1


def test_another_administrator_closes_it(alba: Colleague, stranger: Client) -> None:
    with link():
        assert opened(stranger).status_code == 404


def test_an_invitation_opens_once(db: None) -> None:
    carla = invite(name="Carla Ríos", roles=(), by=OPERATOR, reason="Entra al equipo")
    code = make_invitation(user_id=carla.user_id, by=OPERATOR)
    with pytest.raises(InvitationClosed):
        open_invitation(typed=carla.code, address="203.0.113.9")
    opened = open_invitation(typed=code.lower(), address="203.0.113.9")
    assert opened == Opened(carla.user_id, Way.INVITATION)
    with pytest.raises(InvitationClosed):
        open_invitation(typed=code, address="203.0.113.9")


def test_half_open_it_opens_nothing_else_and_ends(db: None) -> None:
    carla = invite(name="Carla Ríos", roles=(), by=OPERATOR, reason="Entra al equipo")
    client, begun = browser(), clock.now()
    client.post("/personal/invitacion", {"code": carla.code})
    assert client.get("/personal/inicio").status_code == 404
    assert client.get("/personal/llave").status_code == 200
    with clock.frozen(now=begun + timedelta(minutes=31)):
        assert client.get("/personal/llave").status_code == 404


def invited(client: Client, name: str, *roles: Role) -> str:
    sent = {"name": name, "reason": "Entra al equipo", **{f"role_{one}": "on" for one in roles}}
    answer = client.post("/personal/equipo/nueva", sent)
    assert answer.status_code == 200, answer.content.decode()
    found = re.search(r'class="handed code">([0-9A-Z-]{19})<', answer.content.decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("table", ["access_staffrole", "approvals_request", "access_onetimecode"])
def test_an_invitation_is_whole_or_nothing(cloned_database: Clone, table: str) -> None:
    alba = make_colleague("Alba Admin", Role.ADMIN)
    if table == "approvals_request":
        make_colleague("Saúl Ortega", Role.OPERATIONS)
    before = [one.name for one in all_staff()]
    with cloned_database.owner() as owner:
        owner.execute(_FAIL.format(table=table))
        with pytest.raises(DatabaseAway):
            invite(
                name="Carla Ríos",
                roles={Role.CIS},
                by=str(alba.user_id),
                reason="Entra al equipo",
            )
    assert [one.name for one in all_staff()] == before


@pytest.mark.parametrize(
    "name",
    [
        "\N{CYRILLIC CAPITAL LETTER A}da Díaz",
        "Ada D\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}az",
        "\N{GREEK CAPITAL LETTER ALPHA}da Díaz",
        "\N{LATIN SMALL LETTER ALPHA}da Díaz",
        "Ad\N{LATIN SMALL LETTER DOTLESS I} Díaz",
        "\N{FULLWIDTH LATIN CAPITAL LETTER A}da Díaz",
        "Ada D\N{MATHEMATICAL SANS-SERIF SMALL I}az",
        "Ada_Díaz",
        "Ada Díaz \N{ARABIC-INDIC DIGIT TWO}",
        "Ada <b>",
        "7 Ada",
        "Al",
        "A" * 61,
    ],
)
def test_a_name_of_staff_is_written_in_latin_letters(alba: Colleague, name: str) -> None:
    sent = {"name": name, "role_cis": "on", "reason": "Entra al equipo"}
    answer = alba.client().post("/personal/equipo/nueva", sent)
    assert answer.status_code == 422
    assert len(all_staff()) == 1


@pytest.mark.parametrize("name", ["Ñandú O'Higgins-Peña", "Łucja Møller", "Ana M. Díaz 2"])
def test_names_of_many_countries_are_taken(alba: Colleague, name: str) -> None:
    sent = {"name": name, "role_cis": "on", "reason": "Entra al equipo"}
    assert alba.client().post("/personal/equipo/nueva", sent).status_code == 200


@pytest.mark.parametrize("reason", ["", "ya", " \N{ZERO WIDTH SPACE} "])
def test_nobody_is_invited_without_a_reason(alba: Colleague, reason: str) -> None:
    sent = {"name": "Carla Ríos", "role_cis": "on", "reason": reason}
    assert alba.client().post("/personal/equipo/nueva", sent).status_code == 422
    assert len(all_staff()) == 1


def test_an_invitation_is_made_by_a_post_alone(alba: Colleague, carla: Colleague) -> None:
    address = f"/personal/equipo/{carla.user_id}/invitar"
    assert alba.client().get(address).status_code == 405


def test_alone_one_gives_roles_and_then_only_with_another(alba: Colleague) -> None:
    client = alba.client()
    code = invited(client, "Saúl Ortega", Role.OPERATIONS)
    saul = next(one for one in all_staff() if one.name == "Saúl Ortega")
    assert saul.roles == {Role.OPERATIONS}
    supervisor = browser()
    supervisor.post("/personal/invitacion", {"code": code})
    register_key(supervisor, Device())
    invited(client, "Carla Ríos", Role.CIS, Role.PLATAFORMA)
    carla = next(one for one in all_staff() if one.name == "Carla Ríos")
    assert not carla.roles
    (request_id,) = db.fetch_one("SELECT id FROM approvals_request")
    address = f"/personal/aprobaciones/{request_id}"
    client.post(address, {"decision": "si", "reason": "La conozco bien"})
    assert not staff_roles(carla.user_id)
    supervisor.post(address, {"decision": "si", "reason": "Contrato firmado"})
    assert staff_roles(carla.user_id) == {Role.CIS, Role.PLATAFORMA}


def staff_roles(user_id: UUID) -> frozenset[Role]:
    found = staff_member(user_id)
    assert found is not None
    return found.roles


def test_nobody_approves_their_own_promotion(alba: Colleague, saul: Colleague) -> None:
    client = alba.client()
    sent = {"role_operations": "on", "role_admin": "on", "reason": "Ayuda con el equipo"}
    client.post(f"/personal/equipo/{saul.user_id}", sent)
    (request_id,) = db.fetch_one("SELECT id FROM approvals_request")
    saul.client().post(
        f"/personal/aprobaciones/{request_id}", {"decision": "si", "reason": "Me parece bien"}
    )
    assert staff_roles(saul.user_id) == {Role.OPERATIONS}


def test_the_last_administrator_stays(alba: Colleague) -> None:
    with pytest.raises(LastAdministrator), db.transaction():
        hold(user_id=alba.user_id, roles=frozenset({Role.CIS}), by=OPERATOR)


def test_of_two_administrators_who_remove_each_other_one_stays(cloned_database: Clone) -> None:
    made = [make_colleague(f"Persona {one}", Role.ADMIN) for one in ("Uno", "Dos")]

    def demote(user_id: UUID) -> None:
        with db.transaction():
            hold(user_id=user_id, roles=frozenset(), by=OPERATOR)

    cloned_database.together([partial(demote, one.user_id) for one in made])
    assert sum(Role.ADMIN in one.roles for one in all_staff()) == 1


def test_a_closed_door_ends_sessions_and_passkeys_do_not_open(
    alba: Colleague, carla: Colleague
) -> None:
    client, victim = alba.client(), carla.client()
    address = f"/personal/equipo/{carla.user_id}"
    assert client.post(f"{address}/cerrar", {"reason": "Dejó el cargo"}).status_code == 302
    assert victim.get("/personal/inicio").status_code == 404
    assert carla.enter(browser()).status_code == 422
    assert client.post(f"/personal/equipo/{alba.user_id}/cerrar", {"reason": "Prueba de mí"})
    assert alba.client().get("/personal/inicio").status_code == 200
    assert client.post(f"{address}/abrir", {"reason": "Volvió al cargo"}).status_code == 302
    assert carla.enter(browser()).status_code == 302


def handed(page: str) -> str:
    """Return the code that a page shows."""
    found = re.search(r'class="handed code">([0-9A-Z-]{19})<', page)
    assert found is not None
    return found[1]


def asked_key(client: Client, whose: Colleague) -> UUID:
    """Ask for a new passkey of a colleague; return the request."""
    answer = client.post(f"/personal/equipo/{whose.user_id}/llave-nueva", LOST)
    assert answer.status_code == 302, answer.content.decode()
    (request_id,) = db.fetch_one(
        "SELECT id FROM approvals_request WHERE subject = %s AND status = 'waiting'",
        [str(whose.user_id)],
    )
    assert isinstance(request_id, UUID)
    return request_id


def allowed(who: Colleague, request_id: UUID) -> Any:
    """Approve a request; return the answer."""
    sent = {"decision": "si", "reason": "Hablé con la persona"}
    return who.client().post(f"/personal/aprobaciones/{request_id}", sent)


LOST = {"reason": "Perdió la laptop"}


def test_one_administrator_alone_never_becomes_a_colleague(
    alba: Colleague, saul: Colleague
) -> None:
    client = alba.client()
    refused = client.post(f"/personal/equipo/{saul.user_id}/invitar")
    assert refused.status_code == 422
    assert "handed" not in refused.content.decode()
    make_colleague("Berta Lasso", Role.ADMIN)
    request_id = asked_key(client, saul)
    address = f"/personal/aprobaciones/{request_id}"
    assert client.post(address, {"decision": "si", "reason": "Yo lo conozco"}).status_code == 422
    assert client.post(f"{address}/hacer").status_code == 422
    own = saul.client().post(address, {"decision": "si", "reason": "Soy yo mismo"})
    assert own.status_code == 422
    assert "Se le hace a usted" in own.content.decode()
    assert not db.fetch_all("SELECT FROM access_onetimecode WHERE purpose = 'staff_new_passkey'")


def test_with_nobody_else_to_decide_the_operator_is_the_way_out(
    alba: Colleague, saul: Colleague
) -> None:
    refused = alba.client().post(f"/personal/equipo/{saul.user_id}/llave-nueva", LOST)
    assert refused.status_code == 422
    assert "coop staff invite" in refused.content.decode()
    readmit(user_id=saul.user_id, roles={Role.OPERATIONS})
    assert "llave nueva de Saúl Ortega" in alba.client().get("/personal/equipo").content.decode()


def test_what_was_kept_of_an_invitation_is_nothing_once_its_owner_joined(
    alba: Colleague,
) -> None:
    client, thief, owner = alba.client(), browser(), browser()
    thief.post("/personal/invitacion", {"code": invited(client, "Carla Ríos", Role.CIS)})
    (carla,) = (one for one in all_staff() if one.name == "Carla Ríos")
    again = client.post(f"/personal/equipo/{carla.user_id}/invitar").content.decode()
    owner.post("/personal/invitacion", {"code": handed(again)})
    assert register_key(owner, Device()).status_code == 302
    late = register_key(thief, Device())
    assert late.status_code == 422
    assert len(passkeys_of(carla.user_id)) == 1


def test_two_others_give_a_new_passkey_and_everybody_concerned_is_told(
    alba: Colleague, saul: Colleague, carla: Colleague, aurora: Colleague
) -> None:
    administrator, victim = alba.client(), carla.client()
    request_id = asked_key(administrator, carla)
    assert victim.get("/personal/inicio").status_code == 200
    code = handed(allowed(saul, request_id).content.decode())
    assert victim.get("/personal/inicio").status_code == 404  # every session has ended
    told = "Se dio un código para una llave nueva"
    assert f"{told} de Carla Ríos" in administrator.get("/personal/equipo").content.decode()
    assert f"{told} suya" in carla.client().get("/personal/inicio").content.decode()
    assert told not in aurora.client().get("/personal/inicio").content.decode()
    again, device = browser(), Device()
    again.post("/personal/invitacion", {"code": code})
    assert register_key(again, device).status_code == 302
    shown = administrator.get("/personal/equipo").content.decode()
    assert "Carla Ríos registró una llave nueva" in shown
    seen = re.findall(r'action="(/personal/avisos/[0-9a-f-]+/visto)"', shown)
    assert len(seen) == 2
    victim = carla.client()
    for one in seen:
        victim.post(one)  # another's notice stays
    assert "registró una llave nueva" in administrator.get("/personal/equipo").content.decode()
    for one in seen:
        back = administrator.post(one, {"seguir": "/personal/equipo"})
        assert back.headers["Location"] == "/personal/equipo"
    assert "llave nueva" not in administrator.get("/personal/equipo").content.decode()
    kept = [one.action for one in trail(subject=str(carla.user_id), room="access")]
    assert {"access.staff_new_passkey_given", "access.passkey_added"} <= set(kept)
    assert kept.count("access.staff_joined") == 1


def test_a_code_for_a_new_passkey_serves_once_and_not_the_one_who_asked(
    alba: Colleague, saul: Colleague, carla: Colleague
) -> None:
    request_id = asked_key(alba.client(), carla)
    answer = allowed(saul, request_id)
    code = handed(answer.content.decode())
    address = f"/personal/aprobaciones/{request_id}"
    assert code not in alba.client().get(address).content.decode()
    assert alba.client().post(f"{address}/hacer").status_code == 422
    first, second = browser(), browser()
    assert first.post("/personal/invitacion", {"code": code}).status_code == 302
    assert second.post("/personal/invitacion", {"code": code}).status_code == 422


def test_who_never_joined_is_invited_and_not_given_another_passkey(alba: Colleague) -> None:
    client = alba.client()
    invited(client, "Carla Ríos", Role.CIS)
    (carla,) = (one for one in all_staff() if one.name == "Carla Ríos")
    address = f"/personal/equipo/{carla.user_id}"
    assert client.post(f"{address}/llave-nueva", LOST).status_code == 422
    assert handed(client.post(f"{address}/invitar").content.decode())


def test_a_lost_passkey_is_taken_and_a_new_code_given(
    alba: Colleague, saul: Colleague, carla: Colleague
) -> None:
    client = alba.client()
    address = f"/personal/equipo/{carla.user_id}"
    shown = client.get(address).content.decode()
    key = re.search(rf"{address}/llaves/[0-9a-f-]+/quitar", shown)
    assert key is not None
    assert client.post(key[0], {"reason": "Perdió la laptop"}).status_code == 302
    assert carla.enter(browser()).status_code == 422
    given = allowed(saul, asked_key(client, carla)).content.decode()
    again = browser()
    again.post("/personal/invitacion", {"code": handed(given)})
    assert register_key(again, Device()).status_code == 302


@pytest.mark.parametrize("reason", ["", "  ", "ya", "\N{ZERO WIDTH SPACE}" * 9])
def test_no_verb_on_a_colleague_goes_without_a_reason(
    alba: Colleague, carla: Colleague, reason: str
) -> None:
    (key,) = passkeys_of(carla.user_id)
    given = {"user_id": carla.user_id, "reason": reason}
    for does in (
        partial(disable, by=str(alba.user_id)),
        partial(enable, by=str(alba.user_id)),
        partial(take_passkey, by=str(alba.user_id), passkey_id=key.id),
    ):
        with pytest.raises(ReasonMissing):
            does(**given)
    assert carla.enter(browser()).status_code == 302


@pytest.mark.parametrize("change", ["password = 'argon2$x'", "person_id = %(person)s"])
def test_staff_hold_no_password_and_no_person(carla: Colleague, change: str) -> None:
    given = {"staff": carla.user_id, "person": make.person()}
    with (
        pytest.raises(Exception, match="access_user_staff_has_no_password"),
        db.savepoint(),
    ):
        db.execute(f"UPDATE access_user SET {change} WHERE id = %(staff)s", given)


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> None:
    if "cloned_database" not in request.fixturenames:
        request.getfixturevalue("db")
