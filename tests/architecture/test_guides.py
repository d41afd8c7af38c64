"""What the guides name exists: settings, commands, and the lines that proxies are given."""

import argparse
import re
from pathlib import Path

import pytest

from coop.config.environment import FILE, variables_by_name
from coop.host.main import parser

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


@pytest.mark.parametrize(
    "line",
    [
        "ExecStart=/opt/coop/.venv/bin/coop run --port 8000",
        "KillSignal=SIGTERM",
        "CREATE ROLE coop_app LOGIN",
        "reverse_proxy 127.0.0.1:8000",
        "proxy_pass http://127.0.0.1:8000;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "ssl_reject_handshake on;",
    ],
)
def test_the_production_guide_keeps_its_essential_lines(line: str) -> None:
    assert line in GUIDE


def test_both_proxies_promise_https_for_long_enough() -> None:
    ages = [int(age) for age in re.findall(r"max-age=([0-9]+)", GUIDE)]
    assert len(ages) >= 2
    assert min(ages) >= 31_536_000
