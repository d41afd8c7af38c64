"""A call in which both sides prove themselves: the same name, purpose and figures, and a factor."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from coop.access.desk.call import Purpose
from coop.access.passkeys.passkey import begin_register, finish_register
from coop.pages.calls import PURPOSES
from tests.authenticator import Device
from tests.colleagues import Colleague
from tests.phone import pair
from tests.rooms.backoffice.pages import of, page
from tests.world import Made

NOBODY = "Nadie de la Cooperativa le está llamando"


@pytest.fixture
def desk(carla: Colleague) -> Client:
    return carla.client()


def begun(desk: Client, whom: Made, purpose: str = "movement") -> str:
    """Begin a call; return the adviser's page of it."""
    return str(desk.post(of(whom, "llamada"), {"purpose": purpose}).headers["Location"])


def confirmed(answer: Any) -> bool:
    return bool(answer.headers.get("Location", "").endswith("?hecho=llamada_probada"))


def with_passkey(whom: Made) -> Device:
    device = Device()
    asked = begin_register(user_id=whom.user_id, name="Mi teléfono")
    made = device.create(asked.options)
    finish_register(user_id=whom.user_id, ceremony_id=asked.id, credential=made)
    return device


def by_passkey(member: Client, device: Device) -> Any:
    asked = member.post("/perfil/confirmar/llave").json()
    credential = device.get(json.dumps(asked["options"]))
    return member.post("/llamada", {"ceremony": asked["ceremony"], "credential": credential})


def test_both_sides_of_a_call_prove_themselves(
    desk: Client, carla: Colleague, marisol: Made
) -> None:
    member = marisol.client()
    assert NOBODY in page(member, "/llamada")
    call = begun(desk, marisol)
    shown = page(desk, call)
    said = re.search(r'class="handed code">([0-9]{3} [0-9]{3})<', shown)
    assert said is not None
    assert PURPOSES[Purpose.MOVEMENT] in shown
    seen = page(member, "/llamada")
    for text in (said[1], carla.name, PURPOSES[Purpose.MOVEMENT]):
        assert text in seen
    assert member.post("/llamada", {"respuesta": "si"}).status_code == 422
    assert "Esperando a la persona" in page(desk, call)
    assert confirmed(member.post("/llamada", {"code": marisol.code()}))
    assert "Confirmada" in page(desk, call)
    assert said[1] not in page(desk, call)


def test_a_factor_that_was_proved_before_confirms_nothing(desk: Client, marisol: Made) -> None:
    member = marisol.client()
    member.post("/perfil/confirmar", {"code": marisol.code(), "seguir": "/llamada"})
    call = begun(desk, marisol)
    assert member.post("/llamada", {"respuesta": "si"}).status_code == 422
    assert "Esperando a la persona" in page(desk, call)


def test_who_has_a_passkey_confirms_with_it_and_no_code_will_do(
    desk: Client, marisol: Made
) -> None:
    device, member = with_passkey(marisol), marisol.client()
    call = begun(desk, marisol)
    shown = page(member, "/llamada")
    assert "Sí, confirmar con mi llave de acceso" in shown
    assert 'name="code"' not in shown
    assert member.post("/llamada", {"code": marisol.code()}).status_code == 422
    assert "Esperando a la persona" in page(desk, call)
    assert by_passkey(member, Device()).status_code == 422
    assert "Esperando a la persona" in page(desk, call)
    assert confirmed(by_passkey(member, device))
    assert "Confirmada" in page(desk, call)


def test_who_has_a_token_confirms_with_it_and_no_code_will_do(desk: Client, marisol: Made) -> None:
    phone, member = pair(marisol.user_id), marisol.client()
    call = begun(desk, marisol)
    shown = page(member, "/llamada")
    assert 'name="code"' not in shown
    asked = re.search(r"#v1\.[a-z]+\.([0-9]{6})", shown)
    assert asked is not None
    assert member.post("/llamada", {"code": marisol.code()}).status_code == 422
    assert member.post("/llamada", {"answer": "00000000"}).status_code == 422
    assert "Esperando a la persona" in page(desk, call)
    assert confirmed(member.post("/llamada", {"answer": phone.change(asked[1])}))
    assert "Confirmada" in page(desk, call)


@pytest.mark.parametrize("purpose", ["", "otra cosa", "QUESTION"])
def test_a_call_says_what_it_is_about(desk: Client, marisol: Made, purpose: str) -> None:
    answer = desk.post(of(marisol, "llamada"), {"purpose": purpose})
    assert answer.headers["Location"] == f"{of(marisol)}?hecho=elija_motivo"
    assert NOBODY in page(marisol.client(), "/llamada")


def test_each_purpose_has_its_words() -> None:
    assert set(PURPOSES) == set(Purpose)


def test_a_no_is_told_and_a_call_is_its_adviser_s_alone(
    desk: Client, marisol: Made, saul: Colleague
) -> None:
    first, second = begun(desk, marisol), begun(desk, marisol)
    assert "Reemplazada" in page(desk, first)
    marisol.client().post("/llamada", {"respuesta": "no"})
    assert "dijo que no" in page(desk, second)
    assert saul.client().get(second).status_code == 403


def test_a_call_that_is_over_takes_no_proof(desk: Client, marisol: Made) -> None:
    member = marisol.client()
    begun(desk, marisol)
    member.post("/llamada", {"respuesta": "no"})
    shown = member.post("/llamada", {"code": marisol.code()})
    assert NOBODY in shown.content.decode()
