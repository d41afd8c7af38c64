"""Can a stranger at the front door tell by time who is there from who is not?

The refusals of an unknown name, a wrong password and a locked name; and the answers of Registrarse
and of Olvidé mi contraseña to data that are somebody's, and to data that are nobody's. Each page's
kinds are timed over HTTP in shuffled order. What two kinds can be told apart by is the advantage of
the best guesser by time: |2 P(a < b) - 1|, from 0 (a coin) to 1 (always right). Two halves of one
kind are the yardstick; between kinds that are alike the same comes out, by chance alone.
"""

import argparse
import math
import os
import random
import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bench.figures import FOLDER, Figure, at_most, save, table
from bench.served import ROOT, Browser, served, token_of
from coop.host.home import Home

PLOT = FOLDER.parent / "access-timing.svg"
TRIES = 1_000
STANDARD_ERRORS = 3
WARMING = 10  # what is tried first is slower
TRIES_OF_A_NAME = 3  # the fifth would block
PASSWORD = "una frase larga y serena 7"  # noqa: S105 - nobody's
BIRTH = "31/1/1980"
UNKNOWN, WRONG, LOCKED = "unknown name", "wrong password", "locked name"
MATCH, NO_MATCH = "match", "no match"
COLOURS = ("#0f5c4d", "#b3541e", "#3b4c8a")

Form = Mapping[str, str]


@dataclass(frozen=True)
class Door:
    """A page that answers strangers, and what is sent to it, by kind.

    Attributes:
        path: where the form goes whose answer is timed.
        status: what every kind is answered with.
        kinds: the forms of each kind; they are used in turns.
        before: where the first of two forms goes, which is not timed, and its fields by kind.
    """

    path: str
    status: int
    kinds: Mapping[str, Sequence[Form]]
    before: str = ""
    firsts: Mapping[str, Sequence[Form]] | None = None


def doors(tries: int) -> list[Door]:
    """Enrol who is needed for `tries` of each kind; return the pages with their kinds."""
    count = -(-tries // TRIES_OF_A_NAME)
    people = {kind: _people(count, start) for kind, start in ((WRONG, "socio"), (LOCKED, "preso"))}
    _lock([name for name, _, _ in people[LOCKED]])
    strangers = [(f"nadie-{at:04}", f"N-{at // 9_000 + 1}-{at + 1}") for at in range(count)]
    names = {kind: [name for name, _, _ in found] for kind, found in people.items()}
    names = {UNKNOWN: [name for name, _ in strangers], **names}
    there = _people(count, "nueva", enrolled=False)
    return [
        Door(
            "/entrar",
            422,
            {
                kind: [{"username": name, "password": "equivocada"} for name in found]
                for kind, found in names.items()
            },
        ),
        Door(
            "/registro/producto",
            302,
            {
                MATCH: [{"account": number, "birth": BIRTH} for _, _, number in there],
                NO_MATCH: [{"account": number, "birth": BIRTH} for _, _, number in there],
            },
            before="/registro",
            firsts={
                MATCH: [_paper(document) for _, document, _ in there],
                NO_MATCH: [_paper(document) for _, document in strangers],
            },
        ),
        Door(
            "/olvide/contrasena",
            302,
            {
                MATCH: [{"who": name} for name in names[WRONG]],
                NO_MATCH: [{"who": name} for name in names[UNKNOWN]],
            },
        ),
    ]


def _people(count: int, start: str, *, enrolled: bool = True) -> list[tuple[str, str, str]]:
    """Register so many people; return user name, document and account number of each."""
    from coop.access.errands.enrol import enrol
    from coop.members.queries import person
    from coop.products.reach import accounts_of
    from tests import make

    found = []
    for number in range(count):
        person_id = make.person()
        make.account(person_id)
        name = f"{start}-{number:04}"
        if enrolled:
            enrol(person_id=person_id, username=name, password=PASSWORD)
        account = accounts_of(person_id)[0].number
        found.append((name, person(person_id).document_number, account))
    return found


def _paper(document: str) -> Form:
    return {"type": "cedula", "number": document}


def _lock(names: Sequence[str]) -> None:
    from coop.access.door.sign_in import check_password
    from coop.access.ports import slot
    from coop.access.signed_in import NotSignedIn

    with slot.replaced(replace(slot.get(), block_seconds=(3600,))):
        for name in list(names) * slot.get().failures_before_block:
            _empty_throttles()
            try:
                check_password(username=name, password="x", address="192.0.2.1", user_agent="")  # noqa: S106 - a wrong one
            except NotSignedIn:
                continue


def _empty_throttles() -> None:
    """Forget all tries: the throttles are not what is timed."""
    from coop.kernel import db

    db.execute("DELETE FROM kernel_throttle")


def measure(browser: Browser, door: Door, tries: int) -> dict[str, list[float]]:
    """Try each kind so many times, shuffled; return milliseconds by kind."""
    token = token_of(browser.get(door.before or door.path)[1])
    order = [(kind, place) for kind in door.kinds for place in range(tries)]
    random.Random(7).shuffle(order)
    spent: dict[str, list[float]] = {kind: [] for kind in door.kinds}
    for kind, place in order:
        forms = door.kinds[kind]
        _empty_throttles()
        if door.firsts is not None:
            first = door.firsts[kind]
            assert browser.post(door.before, first[place % len(first)], token)[0] == 302
        begun = time.perf_counter()
        status, _, text = browser.post(door.path, forms[place % len(forms)], token)
        spent[kind].append((time.perf_counter() - begun) * 1000)
        assert status == door.status, text
    return spent


def advantage(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how well the two are told apart by time: 0 is a coin, 1 is certainty."""
    less = sum((a < b) + (a == b) / 2 for a in one for b in other)
    return abs(2 * less / (len(one) * len(other)) - 1)


def reach(one: int, other: int) -> float:
    """Return the advantage that chance alone passes once in some hundreds of comparisons.

    P(a < b) of two alike samples is Mann and Whitney's U over their product: its variance is
    (n + m + 1) / 12 n m. The advantage is twice as far from its middle.
    """
    error = 2 * math.sqrt((one + other + 1) / (12 * one * other))
    return round(STANDARD_ERRORS * error, 3)


def figures(path: str, spent: Mapping[str, Sequence[float]]) -> list[Figure]:
    """Return medians, and the advantage of each pair."""
    first = next(iter(spent))
    halves = advantage(spent[first][::2], spent[first][1::2])
    plain = statistics.median(spent[first])
    made = [
        Figure(
            f"`{path}`: median answer, {kind}",
            f"{first} ({plain:.1f} ms)",
            middle,
            "ms",
            middle / plain,
        )
        for kind, times in spent.items()
        for middle in (statistics.median(times),)
    ]
    kinds = list(spent)
    for place, one in enumerate(kinds):
        for other in kinds[place + 1 :]:
            told = advantage(spent[one], spent[other])
            words, met = at_most(told, reach(len(spent[one]), len(spent[other])))
            name = f"`{path}`: {one} told from {other} by time"
            yardstick = f"certainty; two halves of one kind: {halves:.3f}"
            made.append(Figure(name, yardstick, told, "", told, words, met))
    return made


def plot(measured: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    """Draw the share of answers that have come after so many milliseconds, by page and kind."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "figures"
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(len(measured), 1, figsize=(9, 3 * len(measured)))
    for axes, (path, spent) in zip(panels, measured.items(), strict=True):
        for colour, (kind, times) in zip(COLOURS, spent.items(), strict=False):
            ordered = sorted(times)
            shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
            axes.step(ordered, shares, label=kind, color=colour, linewidth=1.6)
        every = sorted(one for times in spent.values() for one in times)
        axes.set_xlim(every[0] * 0.95, every[int(len(every) * 0.99)] * 1.05)
        axes.set_title(path, loc="left", fontsize=10)
        axes.legend(frameon=False, loc="lower right")
        axes.spines[["top", "right"]].set_visible(False)
    panels[-1].set_xlabel("milliseconds until the answer has come")
    figure.supylabel("share of answers")
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    """Run, print the table, keep the figures and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=TRIES, help="of each kind")
    given = parser.parse_args()
    home = Home(ROOT / ".coop" / "bench-access")
    shutil.rmtree(home.folder, ignore_errors=True)
    measured = {}
    with served(home, workers=1) as (house, _, environment):
        os.environ.update(environment)
        import django

        django.setup()
        browser = Browser(house.port)
        for door in doors(given.tries):
            measure(browser, door, WARMING)
            measured[door.path] = measure(browser, door, given.tries)
    found = [one for path, spent in measured.items() for one in figures(path, spent)]
    print(table(found))
    plot(measured)
    save("access", found, notes=f"{given.tries} answers of each kind, shuffled, one client.")


if __name__ == "__main__":
    main()
