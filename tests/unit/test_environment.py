"""Settings: every bad value is named at once, secrets may come from files, nothing is echoed."""

import re
from pathlib import Path

import pytest

from coop.config.environment import EnvironmentWrong, read, receipt_keys

GOOD = {
    "DATABASE_URL": "postgresql://coop_app:hunter2@db/coop",
    "COOP_SECRET_KEY": "vwxyz" * 10,
    "COOP_FACTOR_KEY": f"{'k' * 43}=",
    "COOP_PROFILE": "profesionales",
    "COOP_PUBLIC_URL": "https://enlinea.example",
    "COOP_SMTP_URL": "smtp+starttls://user:pass@mail.example:587",
}


def complaints(**changes: str) -> list[str]:
    with pytest.raises(EnvironmentWrong) as caught:
        read({**GOOD, **changes})
    return str(caught.value).splitlines()


def test_a_good_environment_is_read_with_its_defaults() -> None:
    found = read({**GOOD, "HOME": "/root", "PATH": "/bin"})
    assert (found.mode, found.profile, found.proxies) == ("production", "profesionales", 0)
    assert found.database_owner_url is None
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "sqlite:///books.db"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgresql://h:abc/db"),
        ("DATABASE_URL", "postgresql://h:99999/db"),
        ("DATABASE_URL", "postgresql://h1:5432,h2:x/db"),
        ("DATABASE_URL", "postgresql://h"),
        ("DATABASE_URL", "postgresql://h/db?pasword=x"),
        ("DATABASE_URL", "postgresql://u:%zz@h/db"),
        ("DATABASE_OWNER_URL", "coop"),
        ("DATABASE_OWNER_URL", "postgresql://h:0/db"),
        ("COOP_MODE", "staging"),
        ("COOP_SECRET_KEY", "short"),
        ("COOP_SECRET_KEY", " " * 60),
        ("COOP_SECRET_KEY", "a" * 60),
        ("COOP_SECRET_KEY", "abcdef ghi" * 6),
        ("COOP_FACTOR_KEY", "short"),
        ("COOP_FACTOR_KEY", "k" * 44),
        ("COOP_FACTOR_KEY", "k" * 60),
        ("COOP_FACTOR_KEY", "ñ" * 43 + "="),
        ("COOP_FACTOR_KEY", "+/" + "k" * 41 + "="),
        ("COOP_RECEIPT_KEYS", " "),
        ("COOP_RECEIPT_KEYS", "r" * 32 + " short"),
        ("COOP_WEB_LOCK_SECONDS", "0"),
        ("COOP_WEB_STATEMENT_SECONDS", "5s"),
        ("COOP_PUBLIC_URL", "http://enlinea.example"),
        ("COOP_PUBLIC_URL", "https://"),
        ("COOP_PUBLIC_URL", "https://enlinea.example/banca"),
        ("COOP_PUBLIC_URL", "enlinea.example"),
        ("COOP_PUBLIC_URL", "https://a b"),
        ("COOP_PUBLIC_URL", "https://u:p@h"),
        ("COOP_PUBLIC_URL", "https://@h"),
        ("COOP_PUBLIC_URL", "https://h:99999"),
        ("COOP_PUBLIC_URL", "https://h:0"),
        ("COOP_PUBLIC_URL", "https://h:"),
        ("COOP_PUBLIC_URL", "https://h#x"),
        ("COOP_PUBLIC_URL", "https://h?x"),
        ("COOP_PUBLIC_URL", "https://-h.example"),
        ("COOP_PUBLIC_URL", "https://enlínea.example"),
        ("COOP_PUBLIC_URL", "https://enlinea.example."),
        ("COOP_PUBLIC_URL", "https://[::1"),
        ("COOP_PUBLIC_URL", "https://en\tlinea.example"),
        ("COOP_SMTP_URL", "http://mail.example"),
        ("COOP_SMTP_URL", "smtp://"),
        ("COOP_SMTP_URL", "smtp://:25"),
        ("COOP_SMTP_URL", "smtp://h:99999"),
        ("COOP_SMTP_URL", "smtp://h:abc"),
        ("COOP_SMTP_URL", "smtp://h:25/x"),
        ("COOP_SMTP_URL", "smtp://h h:25"),
        ("COOP_SMTP_URL", "smtps://user@h:465"),
        ("COOP_PROFILE", "nobody"),
        ("COOP_PROFILE", "/nonexistent/perfil.toml"),
        ("COOP_PROFILE", ""),
        ("COOP_MAILBOX_URL", "http://localhost:8025"),
        ("COOP_PROXIES", "-1"),
        ("COOP_PROXIES", "many"),
        ("COOP_PROXIES", "6"),
        ("COOP_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_is_named_by_its_variable(variable: str, value: str) -> None:
    (line,) = complaints(**{variable: value})
    assert line.startswith(f"{variable}: ")
    assert re.search("expected|cannot read|should", line)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://enlinea.example/", "https://enlinea.example"),
        ("https://Enlinea.Example:443", "https://enlinea.example"),
        ("https://enlinea.example:8443", "https://enlinea.example:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("http://[::1]:8123", "http://[::1]:8123"),
        ("https://xn--enlnea-7va.example", "https://xn--enlnea-7va.example"),
    ],
)
def test_the_public_address_is_kept_as_browsers_spell_it(given: str, kept: str) -> None:
    assert read({**GOOD, "COOP_PUBLIC_URL": given}).public_url == kept


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "postgresql:///coop?host=/run/postgresql"),
        ("DATABASE_URL", "postgres://u:p%40ss@[::1]:5433/coop?sslmode=verify-full"),
        ("DATABASE_URL", "postgresql://h1:5432,h2/coop?target_session_attrs=read-write"),
        ("COOP_SMTP_URL", "smtp://mail_server"),
        ("COOP_SMTP_URL", "smtps://user:p%3Ass@mail.example"),
        ("COOP_SMTP_URL", "smtp://127.0.0.1:2525"),
    ],
)
def test_addresses_of_every_right_shape_are_read(variable: str, value: str) -> None:
    found = read({**GOOD, variable: value})
    kept = found.database_url if variable == "DATABASE_URL" else found.smtp_url
    assert kept.get_secret_value() == value


@pytest.mark.parametrize("mode", [{}, {"COOP_MODE": "production"}])
def test_production_names_its_profile(mode: dict[str, str]) -> None:
    given = {name: value for name, value in GOOD.items() if name != "COOP_PROFILE"}
    with pytest.raises(EnvironmentWrong, match=r"^COOP_PROFILE: missing; production names"):
        read({**given, **mode})


def test_a_demonstration_has_a_profile_and_a_mailbox() -> None:
    given = {name: value for name, value in GOOD.items() if name != "COOP_PROFILE"}
    demonstration = {**given, "COOP_MODE": "demonstration"}
    found = read({**demonstration, "COOP_MAILBOX_URL": "http://localhost:8025"})
    assert (found.profile, found.mailbox_url) == ("demostracion", "http://localhost:8025")
    with pytest.raises(EnvironmentWrong, match=r"^COOP_MAILBOX_URL: expected"):
        read({**demonstration, "COOP_MAILBOX_URL": "javascript:alert(1)"})


def test_every_wrong_value_of_a_profile_is_named_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "perfil.toml"
    path.write_text("[institution]\nlegal_name = 3\n")
    lines = complaints(COOP_PROFILE=str(path), COOP_PROXIES="x")
    assert f"COOP_PROFILE: {path}: institution.legal_name: Input should be a valid string" in lines
    assert f"COOP_PROFILE: {path}: orders: Field required" in lines
    assert any(line.startswith("COOP_PROXIES: ") for line in lines)


def test_everything_wrong_is_told_at_once() -> None:
    lines = complaints(COOP_MODE="x", COOP_PROXIES="x", COOP_COLOUR="green", DATABASE_URL="x")
    assert [line.split(":")[0] for line in lines] == [
        "COOP_COLOUR", "COOP_MODE", "COOP_PROXIES", "DATABASE_URL",
    ]  # fmt: skip


@pytest.mark.parametrize("missing", sorted(GOOD.keys() - {"COOP_PROFILE"}))
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
    secret.write_text("fghij" * 12 + "\n")
    given = {**GOOD, "COOP_SECRET_KEY_FILE": str(secret)}
    del given["COOP_SECRET_KEY"]
    assert read(given).secret_key.get_secret_value() == "fghij" * 12


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
