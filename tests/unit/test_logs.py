"""No secret and no full account number reaches a log line, whoever wrote the line."""

import json
import logging
import logging.config

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.config.logs import HIDDEN, logging_config, redact


def line(**facts: object) -> dict[str, object]:
    return dict(redact(None, "info", dict(facts)))


@pytest.mark.parametrize(
    "name",
    ["password", "new_password", "secret_key", "csrfmiddlewaretoken", "Cookie", "Authorization",
     "session_key", "totp_seed", "proof", "DATABASE_URL", "code", "api_key", "pin"],
)  # fmt: skip
def test_a_value_with_a_secret_name_is_hidden(name: str) -> None:
    assert line(**{name: "hunter2"}) == {name: HIDDEN}
    assert line(form={name: "hunter2"}) == {"form": {name: HIDDEN}}
    assert line(forms=[{name: ["hunter2"]}]) == {"forms": [{name: HIDDEN}]}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("transfer to 1020304050 refused", "transfer to •••4050 refused"),
        ("card 4111 1111 1111 1111", "card •••1111"),
        ("account 01-0203-040506", "account •••0506"),
        ("code 123456 took 1234 us", "code 123456 took 1234 us"),
        ("on 2026-11-23 18:00", "on 2026-11-23 18:00"),
        ("smtp://user:hunter2@mail", f"smtp://user:{HIDDEN}@mail"),
        ("0197a1f0-1111-7222-8333-444455556666", "0197a1f0-1111-7222-8333-444455556666"),
    ],
)
def test_long_numbers_keep_their_last_four(text: str, kept: str) -> None:
    assert line(event=text) == {"event": kept}


@given(st.from_regex(r"\A[1-9][0-9]{9,15}\Z"), st.text(alphabet="ñ ,.()", max_size=5))
def test_no_account_number_survives(number: str, around: str) -> None:
    shown = json.dumps(line(event=f"{around}{number}{around}", data={"n": [number]}))
    assert number not in shown


def test_a_line_is_one_json_object_with_its_exception(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig(logging_config("INFO"))
        fault = ValueError("account 1020304050\nnext")
        logging.getLogger("coop.test").error("went %s", "wrong", exc_info=fault)
    finally:
        logging.root.handlers[:] = before
    (text,) = capsys.readouterr().err.splitlines()
    found = json.loads(text)
    assert found["event"] == "went wrong"
    assert found["level"] == "error"
    assert "•••4050" in found["exception"]
    assert "1020304050" not in text
