"""A passkey answers this site alone, once, with its owner present; and it can be taken away."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_encode

from coop.access.factors import LastFactor
from coop.access.passkeys.ceremony import LIVES, CeremonyOver
from coop.access.passkeys.change import PasskeyNameUnusable, remove_passkey, rename_passkey
from coop.access.passkeys.passkey import (
    begin_proof,
    begin_register,
    begin_sign_in,
    finish_proof,
    finish_register,
    finish_sign_in,
)
from coop.access.passkeys.relying_party import PasskeyRefused
from coop.access.passkeys.rows import PasskeyNotFound, PasskeyPresent, passkeys_of
from coop.kernel import clock, db
from tests.authenticator import Device
from tests.database import Clone
from tests.rooms.access.world import registered, someone


def sign_in(device: Device, user_id: UUID | None = None) -> UUID:
    asked = begin_sign_in(user_id=user_id)
    return finish_sign_in(ceremony_id=asked.id, credential=device.get(asked.options))


def test_a_passkey_registers_signs_in_and_is_told_by_mail(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa)
    (kept,) = passkeys_of(rosa.user_id)
    assert (kept.name, kept.last_used_at) == ("Mi teléfono", None)
    assert sign_in(device) == rosa.user_id
    assert sign_in(device, rosa.user_id) == rosa.user_id
    (kept,) = passkeys_of(rosa.user_id)
    assert kept.last_used_at is not None
    assert db.fetch_all("SELECT template FROM notifications_notice") == [("passkey_added",)]
    row = Authenticator.objects.get(user_id=rosa.user_id)
    assert str(row) == "Mi teléfono"
    data = row.wrap().authenticator_data  # allauth reads what we keep
    assert data.credential_data.credential_id == device.credential_id
    assert row.data["credential"]["response"]["transports"] == ["internal"]


def test_options_ask_for_a_verified_user_and_reveal_nothing(cloned_database: Clone) -> None:
    rosa = someone()
    asked = json.loads(begin_register(user_id=rosa.user_id, name="Una").options)
    assert asked["rp"] == {"id": "localhost", "name": "Istmeña en Línea"}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["user"]["name"] == rosa.username
    device = registered(rosa)
    assert len(device.handle) == 32
    again = json.loads(begin_register(user_id=rosa.user_id, name="Otra").options)
    assert [one["transports"] for one in again["excludeCredentials"]] == [["internal"]]
    stranger = json.loads(begin_sign_in().options)
    assert stranger["userVerification"] == "required"
    assert not stranger.get("allowCredentials")
    mine = json.loads(begin_sign_in(user_id=rosa.user_id).options)
    assert len(mine["allowCredentials"]) == 1
    handles = {registered(someone(f"otra.{n}")).handle for n in range(2)}
    assert len(handles | {device.handle}) == 3
    registered(rosa, second := Device())
    assert second.handle == device.handle


@pytest.mark.parametrize(
    "origin",
    [
        "https://localhost:8000",
        "http://localhost",
        "http://localhost:8001",
        "http://a.localhost:8000",
        "http://LOCALHOST:8000",
        "https://enlinea.example",
        "null",
        "",
    ],
)
def test_an_answer_given_to_another_origin_is_refused(cloned_database: Clone, origin: str) -> None:
    rosa = someone()
    device = registered(rosa)
    device.origin = origin
    with pytest.raises(PasskeyRefused):
        sign_in(device)
    with pytest.raises(PasskeyRefused):
        registered(rosa, Device(origin=origin))


def test_an_answer_for_another_site_or_in_a_frame_is_refused(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa)
    asked = begin_sign_in()
    elsewhere = json.dumps({**json.loads(asked.options), "rpId": "relevo.example"})
    with pytest.raises(PasskeyRefused):
        finish_sign_in(ceremony_id=asked.id, credential=device.get(elsewhere))
    device.framed = True
    with pytest.raises(PasskeyRefused):
        sign_in(device)


def test_without_user_verification_nothing_is_taken(cloned_database: Clone) -> None:
    rosa = someone()
    with pytest.raises(PasskeyRefused):
        registered(rosa, Device(verified=False))
    device = registered(rosa)
    device.verified = False
    with pytest.raises(PasskeyRefused):
        sign_in(device)
    asked = begin_proof(user_id=rosa.user_id)
    with pytest.raises(PasskeyRefused):
        finish_proof(
            user_id=rosa.user_id, ceremony_id=asked.id, credential=device.get(asked.options)
        )


def test_a_counter_that_does_not_grow_is_refused(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa, Device(counter=7))
    sign_in(device)
    for counter in (8, 7, 0):
        device.counter, device.step = counter, 0
        with pytest.raises(PasskeyRefused):
            sign_in(device)
    refusals = db.fetch_all(
        "SELECT data->>'why' FROM audit_entry WHERE action = 'access.passkey_refused'"
    )
    assert refusals == [("counter",)] * 3
    device.counter = 9
    assert sign_in(device) == rosa.user_id


def test_a_device_that_never_counts_is_taken_until_it_counts(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa, Device(step=0))
    for _ in range(3):
        sign_in(device)
    device.counter = 5
    sign_in(device)
    device.counter = 0
    with pytest.raises(PasskeyRefused):
        sign_in(device)


def test_of_eight_copies_with_one_counter_only_one_comes_in(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa)
    device.counter, device.step = 1, 0
    asked = [begin_sign_in() for _ in range(8)]
    answers = [(one.id, device.get(one.options)) for one in asked]

    def come(one: UUID, answer: str) -> Callable[[], UUID]:
        return lambda: finish_sign_in(ceremony_id=one, credential=answer)

    outcomes = cloned_database.together([come(*one) for one in answers])
    assert outcomes.count(rosa.user_id) == 1
    assert sum(isinstance(one, PasskeyRefused) for one in outcomes) == 7


def test_a_ceremony_is_answered_once_whatever_the_answer(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa, Device(step=0))
    asked = begin_sign_in()
    answer = device.get(asked.options)
    assert finish_sign_in(ceremony_id=asked.id, credential=answer) == rosa.user_id
    with pytest.raises(CeremonyOver):
        finish_sign_in(ceremony_id=asked.id, credential=answer)
    with pytest.raises(PasskeyRefused):  # another ceremony, another challenge
        finish_sign_in(ceremony_id=begin_sign_in().id, credential=answer)
    asked = begin_sign_in()
    with pytest.raises(PasskeyRefused):
        finish_sign_in(ceremony_id=asked.id, credential="{}")
    with pytest.raises(CeremonyOver):
        finish_sign_in(ceremony_id=asked.id, credential=device.get(asked.options))


def test_one_answer_eight_times_at_once_enters_once(cloned_database: Clone) -> None:
    rosa = someone()
    device = registered(rosa, Device(step=0))
    asked = begin_sign_in()
    answer = device.get(asked.options)
    outcomes = cloned_database.together(
        [lambda: finish_sign_in(ceremony_id=asked.id, credential=answer)] * 8
    )
    assert outcomes.count(rosa.user_id) == 1
    assert sum(isinstance(one, CeremonyOver) for one in outcomes) == 7


def test_a_ceremony_is_bound_to_its_purpose_its_user_and_five_minutes(
    cloned_database: Clone,
) -> None:
    rosa, pedro = someone(), someone("pedro.rios")
    mine, his = registered(rosa), registered(pedro)
    for asked in (
        begin_proof(user_id=rosa.user_id),
        begin_register(user_id=rosa.user_id, name="a"),
    ):
        with pytest.raises(CeremonyOver):
            finish_sign_in(ceremony_id=asked.id, credential="{}")
    asked = begin_proof(user_id=rosa.user_id)
    with pytest.raises(CeremonyOver):
        finish_proof(user_id=pedro.user_id, ceremony_id=asked.id, credential="{}")
    asked = begin_sign_in(user_id=rosa.user_id)
    with pytest.raises(PasskeyRefused):  # his passkey, where hers was asked for
        finish_sign_in(ceremony_id=asked.id, credential=his.get(asked.options))
    asked = begin_register(user_id=rosa.user_id, name="Otra")
    with pytest.raises(CeremonyOver):
        finish_register(user_id=pedro.user_id, ceremony_id=asked.id, credential="{}")
    asked = begin_sign_in()
    answer = mine.get(asked.options)
    with clock.frozen(now=clock.now() + LIVES), pytest.raises(CeremonyOver):
        finish_sign_in(ceremony_id=asked.id, credential=answer)


def test_a_passkey_of_another_owner_or_nobody_is_refused(cloned_database: Clone) -> None:
    rosa, pedro = someone(), someone("pedro.rios")
    mine, his = registered(rosa), registered(pedro)
    mine.handle = his.handle
    with pytest.raises(PasskeyRefused):
        sign_in(mine)
    mine.handle = b""
    with pytest.raises(PasskeyRefused):
        sign_in(mine)
    with pytest.raises(PasskeyRefused):
        sign_in(Device())
    forged = Device(credential_id=his.credential_id, handle=his.handle, counter=9)
    with pytest.raises(PasskeyRefused):
        sign_in(forged)


def test_one_credential_belongs_to_one_user(cloned_database: Clone) -> None:
    rosa, pedro = someone(), someone("pedro.rios")
    device = registered(rosa)
    with pytest.raises(PasskeyPresent):
        registered(pedro, device)
    with pytest.raises(PasskeyPresent):
        registered(rosa, device)


BROKEN = {
    "clientDataJSON": "e30",
    "authenticatorData": "AA",
    "attestationObject": "oA",
    "signature": "AA",
}
HOSTILE = [
    "",
    "null",
    "[]",
    "{",
    "[" * 100_000,
    '{"response": []}',
    '{"response": {}}',
    '{"response": {"clientDataJSON": 7}}',
    '{"rawId": "AAAA", "id": "AAAB", "response": {"clientDataJSON": "e30"}}',
    json.dumps({"rawId": "AAAA", "id": "AAAA", "response": BROKEN}),
    '{"rawId": "ñ", "id": "ñ", "response": {"clientDataJSON": "e30"}}',
    '{"a": "' + "x" * 20_000 + '"}',
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_hostile_answers_are_refused_and_nothing_breaks(
    cloned_database: Clone, answer: str
) -> None:
    rosa = someone()
    with pytest.raises(PasskeyRefused):
        finish_sign_in(ceremony_id=begin_sign_in().id, credential=answer)
    asked = begin_register(user_id=rosa.user_id, name="Una")
    with pytest.raises(PasskeyRefused):
        finish_register(user_id=rosa.user_id, ceremony_id=asked.id, credential=answer)


ADDED = [
    '{"x": "\\u0000"}',
    '{"\\u0000": 1}',
    '{"x": "\\ud800"}',
    '{"credProps": {"rk": "\\u0000"}}',
    '{"credProps": {"rk": true, "x": "\\udfff"}}',
    '"\\u0000"',
    "[]",
    "{}",
]


@pytest.mark.parametrize("said", ADDED)
def test_what_a_client_adds_is_not_kept(cloned_database: Clone, said: str) -> None:
    rosa, device = someone(), Device()
    asked = begin_register(user_id=rosa.user_id, name="Una")
    answer = device.create(asked.options).replace(
        '"clientExtensionResults": {}',
        f'"clientExtensionResults": {said}, "authenticatorAttachment": "platform", "more": {said}',
    )
    finish_register(user_id=rosa.user_id, ceremony_id=asked.id, credential=answer)
    kept = Authenticator.objects.get(user_id=rosa.user_id).data["credential"]
    right = {"credProps": {"rk": True}} if '"rk": true' in said else {}
    assert kept["clientExtensionResults"] == right
    assert "more" not in kept
    assert sign_in(device) == rosa.user_id


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_is_none_is_refused(cloned_database: Clone, number: str) -> None:
    rosa = someone()
    asked = begin_register(user_id=rosa.user_id, name="Una")
    answer = Device().create(asked.options).replace('Results": {}', f'Results": {{"x": {number}}}')
    with pytest.raises(PasskeyRefused):
        finish_register(user_id=rosa.user_id, ceremony_id=asked.id, credential=answer)


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "\\u202e"])
def test_why_an_answer_is_refused_can_always_be_kept(cloned_database: Clone, odd: str) -> None:
    rosa = someone()
    device = registered(rosa)
    for field in ("id", "rawId", "type", "authenticatorAttachment"):
        asked = begin_sign_in()
        answer = json.loads(device.get(asked.options))
        answer[field] = "SIGN"
        text = json.dumps(answer).replace("SIGN", odd)
        with suppress(PasskeyRefused):
            finish_sign_in(ceremony_id=asked.id, credential=text)
        client = json.dumps({"type": "webauthn.get", "challenge": "AAAA", "origin": "SIGN"})
        asked = begin_sign_in()
        answer = json.loads(device.get(asked.options))
        answer["response"]["clientDataJSON"] = websafe_encode(client.replace("SIGN", odd).encode())
        with pytest.raises(PasskeyRefused):
            finish_sign_in(ceremony_id=asked.id, credential=json.dumps(answer))


def test_a_passkey_is_renamed_and_removed_and_then_opens_nothing(cloned_database: Clone) -> None:
    rosa = someone(factor=True)
    device = registered(rosa)
    (kept,) = passkeys_of(rosa.user_id)
    rename_passkey(user_id=rosa.user_id, passkey_id=kept.id, name="  El\tnuevo ")
    assert passkeys_of(rosa.user_id)[0].name == "El nuevo"
    for name in ("", "\u200b", "x" * 41):
        with pytest.raises(PasskeyNameUnusable):
            rename_passkey(user_id=rosa.user_id, passkey_id=kept.id, name=name)
    asked = begin_sign_in()
    remove_passkey(user_id=rosa.user_id, passkey_id=kept.id)
    assert passkeys_of(rosa.user_id) == []
    with pytest.raises(PasskeyRefused):
        finish_sign_in(ceremony_id=asked.id, credential=device.get(asked.options))
    templates = db.fetch_all("SELECT template FROM notifications_notice ORDER BY template")
    assert ("passkey_removed",) in templates


def test_another_users_passkey_is_not_found(cloned_database: Clone) -> None:
    rosa, pedro = someone(), someone("pedro.rios", factor=True)
    registered(rosa)
    (kept,) = passkeys_of(rosa.user_id)
    for passkey_id in (kept.id, uuid4()):
        with pytest.raises(PasskeyNotFound):
            remove_passkey(user_id=pedro.user_id, passkey_id=passkey_id)
        with pytest.raises(PasskeyNotFound):
            rename_passkey(user_id=pedro.user_id, passkey_id=passkey_id, name="Ajena")


def test_the_last_factor_stays_also_when_both_go_at_once(cloned_database: Clone) -> None:
    rosa = someone()
    registered(rosa)
    (only,) = passkeys_of(rosa.user_id)
    with pytest.raises(LastFactor):
        remove_passkey(user_id=rosa.user_id, passkey_id=only.id)
    registered(rosa, Device())
    both = [one.id for one in passkeys_of(rosa.user_id)]

    def remove(passkey_id: UUID) -> Callable[[], None]:
        return lambda: remove_passkey(user_id=rosa.user_id, passkey_id=passkey_id)

    outcomes = cloned_database.together([remove(one) for one in both])
    assert sorted(type(one).__name__ for one in outcomes) == ["LastFactor", "NoneType"]
    assert len(passkeys_of(rosa.user_id)) == 1


def test_old_ceremonies_are_forgotten(cloned_database: Clone) -> None:
    from coop.access.forget import forget

    begin_sign_in()
    assert forget() == 0
    with clock.frozen(now=clock.now() + LIVES + timedelta(seconds=1)):
        assert forget() == 1
