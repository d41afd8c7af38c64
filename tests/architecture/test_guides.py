"""What the guides name exists: settings, commands, and the lines that proxies are given."""

import argparse
import re
import tomllib
from pathlib import Path

import pytest

from coop.config.environment import FILE, variables_by_name
from coop.host.account import ACCOUNT
from coop.host.demonstration import WELCOME
from coop.host.init import TEMPLATE
from coop.host.main import parser
from coop.host.site_check import ONCE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GUIDE = (ROOT / "docs/guides/production.md").read_text(encoding="utf-8")


def verbs() -> set[str]:
    (found,) = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return set(found.choices)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_setting_and_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    known = set(variables_by_name())
    named = set(re.findall(r"\b(?:COOP_[A-Z_]+[A-Z]|DATABASE_(?:OWNER_)?URL(?:_FILE)?)\b", text))
    assert {name.removesuffix(FILE) for name in named} <= known
    called = re.findall(r"(?:^|[`/] ?|\$ )coop ([a-z][a-z-]+)\b", text, re.MULTILINE)
    assert set(called) <= verbs()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_file_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`([a-z_]+/[a-z_*/]+\.(?:py|sql))`", page.read_text(encoding="utf-8"))
    below = (ROOT, ROOT / "src", ROOT / "src/coop")
    assert not [name for name in named if not any(list(base.glob(name)) for base in below)]


def recipe(language: str, holds: str) -> str:
    """The guide's one block of code in `language` that holds a line."""
    blocks = re.findall(r"^```([a-z]*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    (found,) = [block for kind, block in blocks if kind == language and holds in block]
    return str(found)


def servers() -> list[dict[str, list[str]]]:
    """The servers of the nginx recipe: each directive with its values, locations' own included."""
    found: list[dict[str, list[str]]] = []
    for block in recipe("nginx", "proxy_pass").split("server {")[1:]:
        directives: dict[str, list[str]] = {}
        for name, value in re.findall(r"^ +([a-z0-9_]+) +([^;{]+);$", block, re.MULTILINE):
            directives.setdefault(name, []).append(value)
        found.append(directives)
    return found


@pytest.mark.parametrize(
    "line",
    [
        "ExecStart=/opt/coop/.venv/bin/coop run --port 8000",
        "KillSignal=SIGTERM",
        "RestartPreventExitStatus=2",
        "CREATE ROLE coop_app LOGIN",
        "reverse_proxy 127.0.0.1:8000",
        "proxy_pass http://127.0.0.1:8000;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "ssl_reject_handshake on;",
        "strict_sni_host on",
    ],
)
def test_the_production_guide_keeps_its_essential_lines(line: str) -> None:
    assert line in GUIDE


def test_every_nginx_server_of_a_port_is_as_strict_as_the_next() -> None:
    plain, site, default = servers()
    assert plain["return"] == ["308 https://enlinea.example$request_uri"]
    for server in (site, default):
        assert server["ssl_protocols"] == ["TLSv1.2 TLSv1.3"]
        assert [one.removesuffix(" default_server") for one in server["listen"]] == [
            "443 ssl http2",
            "[::]:443 ssl http2",
        ]
        assert "http2" not in server, "a directive that nginx has from 1.25.1 on"
    assert default["ssl_reject_handshake"] == ["on"]
    for server in (plain, site, default):
        assert server["server_tokens"] == ["off"]
    for server in (plain, default):
        assert all(one.endswith(" default_server") for one in server["listen"])


def test_the_headers_of_security_are_left_to_the_application() -> None:
    for text in (recipe("nginx", "proxy_pass"), recipe("", "reverse_proxy")):
        for header in ONCE:
            assert header.casefold() not in text.casefold()


def test_the_guide_goes_in_the_order_in_which_it_can_be_done() -> None:
    steps = [
        "useradd --system",
        "coop/.venv/bin/pip install './cooperativa_en_linea-",
        "CREATE ROLE coop_app",
        "coop init --file /etc/coop/coop.env --url https://enlinea.example",
        "DATABASE_OWNER_URL='postgresql://",
        "/etc/coop/profile.toml",
        "/usr/local/sbin/coop",
        "\ncoop migrate\n",
        "\ncoop intake /srv/intake\n",
        "systemctl enable --now coop",
        "\ncoop doctor\n",
        "reverse_proxy 127.0.0.1:8000",
        "\ncoop doctor --url https://enlinea.example\n",
        "the link that `coop init` printed",
    ]
    places = [GUIDE.index(step) for step in steps]
    assert places == sorted(places)
    assert ".whl[pdf]'" in GUIDE
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    for page in (GUIDE, (ROOT / "README.md").read_text("utf-8")):
        assert set(re.findall(r"cooperativa_en_linea-([0-9.]+)-py3", page)) == {version}


def test_the_guide_and_the_file_that_init_writes_name_the_same_places() -> None:
    for line in TEMPLATE.splitlines():
        if line.startswith("COOP_PROFILE="):
            assert f"{line.partition('=')[2]}\n" in GUIDE
    for role in ("coop_app", "coop"):
        assert f"postgresql://{role}:" in TEMPLATE
        assert f"CREATE ROLE {role} LOGIN" in GUIDE


def test_the_tutorial_says_what_a_person_meets() -> None:
    tutorial = (ROOT / "docs/tutorial/first-day.md").read_text(encoding="utf-8")
    parts = dict(
        re.findall(r"^## [0-9]\. ([^\n]+)\n(.*?)(?=^## )", tutorial, re.MULTILINE | re.DOTALL)
    )
    for title in ("Sign in as Marisol", "Authorize exactly this"):
        assert "coop demo-code marisol" in parts[title]
        assert "*Código de 6 cifras*" in parts[title]
    assert f"`{ACCOUNT}`" in tutorial
    assert "Chromium" in tutorial
    (codes,) = [line for line in WELCOME.splitlines() if "demo-code NAME" in line]
    assert codes.format(coop=".venv/bin/coop") in tutorial.splitlines()
