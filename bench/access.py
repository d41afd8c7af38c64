"""Can a stranger at the front door tell names apart by time?

Refusals of an unknown name, a wrong password and a locked name are timed over HTTP, in shuffled
order. What two kinds can be told apart by is the advantage of the best guesser by time:
|2 P(a < b) - 1|, from 0 (a coin) to 1 (always right). Two halves of one kind are the yardstick.
"""

import argparse
import os
import random
import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from bench.figures import FOLDER, Figure, at_most, save, table
from bench.served import ROOT, Browser, served, token_of
from coop.host.home import Home

PLOT = FOLDER.parent / "access-timing.svg"
REACH = 0.15  # three standard errors of 250 tries of each kind
TRIES_OF_A_NAME = 3  # the fifth would block
UNKNOWN, WRONG, LOCKED = "unknown name", "wrong password", "locked name"
COLOURS = {UNKNOWN: "#0f5c4d", WRONG: "#b3541e", LOCKED: "#3b4c8a"}


def open_profile(folder: Path) -> str:
    """Write the demonstration's profile without throttles, which are not what is timed."""
    text = (resources.files("coop.config") / "profiles" / "demostracion.toml").read_text("utf-8")
    for name in ("address_burst", "address_per_minute", "everyone_burst", "everyone_per_minute"):
        lines = [
            f"{name} = 1000000" if line.startswith(f"{name} =") else line
            for line in text.splitlines()
        ]
        text = "\n".join(lines)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "open.toml"
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def names(tries: int) -> Mapping[str, list[str]]:
    """Enrol members for the kinds that need them; lock the names of one kind."""
    from coop.access.door.sign_in import check_password
    from coop.access.errands.enrol import enrol
    from coop.access.ports import slot
    from coop.access.signed_in import NotSignedIn
    from tests import make

    count = -(-tries // TRIES_OF_A_NAME)
    found: dict[str, list[str]] = {}
    for kind, start in ((UNKNOWN, "nadie"), (WRONG, "socio"), (LOCKED, "preso")):
        found[kind] = [f"{start}-{number:04}" for number in range(count)]
    for kind in (WRONG, LOCKED):
        for name in found[kind]:
            enrol(person_id=make.person(), username=name, password="una frase larga y serena 7")  # noqa: S106 - nobody's
    with slot.replaced(replace(slot.get(), block_seconds=(3600,))):
        for name in found[LOCKED] * slot.get().failures_before_block:
            try:
                check_password(username=name, password="x", address="192.0.2.1", user_agent="")  # noqa: S106 - a wrong one
            except NotSignedIn:
                continue
    return found


def measure(browser: Browser, known: Mapping[str, list[str]], tries: int) -> dict[str, list[float]]:
    """Try each kind so many times, shuffled; return milliseconds by kind."""
    token = token_of(browser.get("/entrar")[1])
    order = [
        (kind, of_kind[place % len(of_kind)])
        for kind, of_kind in known.items()
        for place in range(tries)
    ]
    random.Random(7).shuffle(order)
    spent: dict[str, list[float]] = {kind: [] for kind in known}
    for number, (kind, name) in enumerate(order):
        form = {"username": name, "password": f"equivocada {number:05}"}
        begun = time.perf_counter()
        status, _, text = browser.post("/entrar", form, token)
        spent[kind].append((time.perf_counter() - begun) * 1000)
        assert status == 422, text
    return spent


def advantage(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how well the two are told apart by time: 0 is a coin, 1 is certainty."""
    less = sum((a < b) + (a == b) / 2 for a in one for b in other)
    return abs(2 * less / (len(one) * len(other)) - 1)


def figures(spent: Mapping[str, Sequence[float]]) -> list[Figure]:
    """Return medians, and the advantage of each pair."""
    halves = advantage(spent[UNKNOWN][::2], spent[UNKNOWN][1::2])
    plain = statistics.median(spent[UNKNOWN])
    made = [
        Figure(
            f"median refusal, {kind}", f"{UNKNOWN} ({plain:.1f} ms)", middle, "ms", middle / plain
        )
        for kind, times in spent.items()
        for middle in (statistics.median(times),)
    ]
    kinds = list(spent)
    for place, one in enumerate(kinds):
        for other in kinds[place + 1 :]:
            told = advantage(spent[one], spent[other])
            reach, met = at_most(told, REACH)
            words = f"{one} told from {other} by time"
            yardstick = f"certainty; two halves of one kind: {halves:.3f}"
            made.append(Figure(words, yardstick, told, "", told, reach, met))
    return made


def plot(spent: Mapping[str, Sequence[float]]) -> None:
    """Draw the share of refusals that have come after so many milliseconds, by kind."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "figures"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 4))
    for kind, times in spent.items():
        ordered = sorted(times)
        shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
        axes.step(ordered, shares, label=kind, color=COLOURS[kind], linewidth=1.6)
    every = sorted(one for times in spent.values() for one in times)
    axes.set_xlim(every[0] * 0.95, every[int(len(every) * 0.99)] * 1.05)
    axes.set_xlabel("milliseconds until the refusal has come")
    axes.set_ylabel("share of refusals")
    axes.legend(frameon=False, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    """Run, print the table, keep the figures and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=250, help="of each kind")
    given = parser.parse_args()
    home = Home(ROOT / ".coop" / "bench-access")
    shutil.rmtree(home.folder, ignore_errors=True)
    profile = open_profile(ROOT / ".coop" / "bench-access-profile")
    with served(home, workers=1, profile=profile) as (house, _, environment):
        os.environ.update(environment)
        import django

        django.setup()
        known = names(given.tries)
        browser = Browser(house.port)
        measure(browser, known, 10)  # what is tried first is slower
        spent = measure(browser, known, given.tries)
    found = figures(spent)
    print(table(found))
    plot(spent)
    save("access", found, notes=f"{given.tries} refusals of each kind, shuffled, one client.")


if __name__ == "__main__":
    main()
