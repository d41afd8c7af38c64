"""Settings: every bad value is named at once, secrets may come from files, nothing is echoed."""

from pathlib import Path

import pytest

from coop.config.environment import EnvironmentWrong, read, receipt_keys

GOOD = {
    "DATABASE_URL": "postgresql://coop_app:hunter2@db/coop",
    "COOP_SECRET_KEY": "s" * 50,
    "COOP_FACTOR_KEY": "k" * 44,
    "COOP_PUBLIC_URL": "https://enlinea.example",
    "COOP_SMTP_URL": "smtp+starttls://user:pass@mail.example:587",
}


def complaints(**changes: str) -> list[str]:
    with pytest.raises(EnvironmentWrong) as caught:
        read({**GOOD, **changes})
    return str(caught.value).splitlines()


def test_a_good_environment_is_read_with_its_defaults() -> None:
    found = read({**GOOD, "HOME": "/root", "PATH": "/bin"})
    assert (found.mode, found.profile, found.proxies) == ("production", "demostracion", 0)
    assert found.database_owner_url is None
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "sqlite:///books.db"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", ""),
        ("DATABASE_OWNER_URL", "coop"),
        ("COOP_MODE", "staging"),
        ("COOP_SECRET_KEY", "short"),
        ("COOP_FACTOR_KEY", "short"),
        ("COOP_RECEIPT_KEYS", " "),
        ("COOP_RECEIPT_KEYS", "r" * 32 + " short"),
        ("COOP_WEB_LOCK_SECONDS", "0"),
        ("COOP_WEB_STATEMENT_SECONDS", "5s"),
        ("COOP_PUBLIC_URL", "http://enlinea.example"),
        ("COOP_PUBLIC_URL", "https://"),
        ("COOP_PUBLIC_URL", "https://enlinea.example/banca"),
        ("COOP_PUBLIC_URL", "enlinea.example"),
        ("COOP_SMTP_URL", "http://mail.example"),
        ("COOP_PROXIES", "-1"),
        ("COOP_PROXIES", "many"),
        ("COOP_PROXIES", "6"),
        ("COOP_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_is_named_by_its_variable(variable: str, value: str) -> None:
    (line,) = complaints(**{variable: value})
    assert line.startswith(f"{variable}: ")


def test_everything_wrong_is_told_at_once() -> None:
    lines = complaints(COOP_MODE="x", COOP_PROXIES="x", COOP_COLOUR="green", DATABASE_URL="x")
    assert [line.split(":")[0] for line in lines] == [
        "COOP_COLOUR", "COOP_MODE", "COOP_PROXIES", "DATABASE_URL",
    ]  # fmt: skip


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_a_missing_variable_is_named(missing: str) -> None:
    with pytest.raises(EnvironmentWrong, match=rf"^{missing}: Field required$"):
        read({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    "name", ["COOP_DATABASE_URL", "COOP_SECRETKEY", "COOP_", "COOP_MODE_FILES"]
)
def test_an_unknown_variable_is_refused(name: str) -> None:
    assert complaints(**{name: "x"}) == [f"{name}: no such setting"]


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("f" * 60 + "\n")
    given = {**GOOD, "COOP_SECRET_KEY_FILE": str(secret)}
    del given["COOP_SECRET_KEY"]
    assert read(given).secret_key.get_secret_value() == "f" * 60


def test_a_database_url_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://coop_app:from-file@db/coop")
    given = {**GOOD, "DATABASE_URL_FILE": str(secret)}
    del given["DATABASE_URL"]
    assert "from-file" in read(given).database_url.get_secret_value()


def test_receipts_have_keys_of_their_own_beside_the_secret_that_made_the_first(
    tmp_path: Path,
) -> None:
    secret = GOOD["COOP_SECRET_KEY"].encode()
    assert receipt_keys(read(GOOD)) == (secret,)
    listed = tmp_path / "receipt_keys"
    listed.write_text("n" * 40 + "\n" + "o" * 32 + "\n")
    found = read({**GOOD, "COOP_RECEIPT_KEYS_FILE": str(listed)})
    assert receipt_keys(found) == (b"n" * 40, b"o" * 32, secret)
    assert "nnn" not in repr(found)


def test_both_a_value_and_its_file_are_too_much(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("f" * 60)
    (line,) = complaints(COOP_SECRET_KEY_FILE=str(secret))
    assert line == "COOP_SECRET_KEY_FILE: COOP_SECRET_KEY is set too; keep one of them"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    given = {name: value for name, value in GOOD.items() if name != "COOP_SMTP_URL"}
    for path, why in ((tmp_path / "none", "No such file"), (binary, "not UTF-8")):
        with pytest.raises(EnvironmentWrong, match=why):
            read({**given, "COOP_SMTP_URL_FILE": str(path)})


def test_a_complaint_never_repeats_the_value() -> None:
    secret = "my-password-that-is-too-short"
    text = "\n".join(
        complaints(COOP_SECRET_KEY=secret, DATABASE_URL=f"mysql://u:{secret}@h", COOP_MODE=secret)
    )
    assert secret not in text
