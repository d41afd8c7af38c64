"""The operator's own commands for people of the cooperative, and what `coop init` keeps."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coop.access.staff.queries import all_staff
from coop.access.staff.rules import Role, opens_first_link
from coop.host.init import init
from coop.host.say import Stop
from tests.database import Clone


def coop(clone: Clone, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coop.host.main", "staff", *words],
        env={"PATH": "/usr/bin:/bin", **clone.environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_init_prints_a_link_and_keeps_its_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "coop.env"
    init(path, url="https://banco.example/")
    said = re.search(
        r"https://banco\.example/personal/primera#([0-9A-Z-]+)", capsys.readouterr().out
    )
    assert said is not None
    text = path.read_text()
    kept = dict(line.split("=", 1) for line in text.splitlines() if re.match(r"[A-Z]", line))
    assert said[1] not in text
    assert kept["COOP_PUBLIC_URL"] == "https://banco.example"
    assert opens_first_link(
        sealed=kept["COOP_FIRST_ADMIN"], typed=said[1], now=0, key=kept["COOP_SECRET_KEY"]
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(Stop):
        init(path)


def test_the_operator_invites_lists_and_disables(cloned_database: Clone) -> None:
    first = coop(cloned_database, "invite", "Alba Navarro", "--role", "admin")
    assert re.search(r"code   ([0-9A-Z]{4}-){3}[0-9A-Z]{4} ", first.stdout), first.stderr
    assert "http://localhost:8000/personal/invitacion" in first.stdout
    more = coop(cloned_database, "invite", "alba navarro", "--role", "admin", "--role", "cis")
    assert more.returncode == 0
    (alba,) = all_staff()
    assert alba.roles == {Role.ADMIN, Role.CIS}
    assert "Alba Navarro" in coop(cloned_database, "list").stdout
    alone = coop(cloned_database, "disable", "Alba Navarro")
    assert alone.returncode == 2
    assert "only administrator" in alone.stderr
    coop(cloned_database, "invite", "Carla Ríos", "--role", "cis")
    assert coop(cloned_database, "disable", "Carla Ríos").returncode == 0
    assert "disabled" in coop(cloned_database, "list").stdout
    for words in (["invite"], ["invite", "Saúl Ortega"], ["disable", "Nadie Nunca"]):
        assert coop(cloned_database, *words).returncode == 2
