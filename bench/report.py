"""The page and the plot of the kept figures: docs/reference/performance.md and performance.svg."""

import json
from pathlib import Path
from typing import Any

from bench.figures import FOLDER, Figure, table

PAGE = FOLDER.parent / "performance.md"
PLOT = FOLDER.parent / "performance.svg"
REASONS = FOLDER.parent / "performance-notes.md"
TITLES = {
    "ledger": "The books, against pgbench's TPC-B on the same server",
    "web": "Pages and confirmations over HTTP, against a bare Django page",
    "intake": "Intake, against a bare set-based INSERT of the same rows",
    "access": "The front door: what its time tells a stranger",
}
PLOTS = {"access": "![How long each refusal takes](access-timing.svg)"}


def kept() -> dict[str, dict[str, Any]]:
    """Return what the last runs kept, by part, in the order of the page."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
    return {part: found[part] for part in TITLES if part in found}


def write() -> None:
    """Write the page and the plot from the kept figures and from the notes beside them."""
    parts = kept()
    lines = [
        "# Performance",
        "",
        "Each figure is a ratio to a yardstick measured in the same run on the same machine; the",
        "absolute numbers depend on the machine and serve to compare with another run of yours.",
        "`make bench` measures anew and writes this page.",
        "",
        "![Ratios and targets](performance.svg)",
    ]
    for part, run in parts.items():
        lines += ["", f"## {TITLES[part]}", "", table(_figures(run)), ""]
        if part in PLOTS:
            lines += [PLOTS[part], ""]
        lines.append(f"{run['at']}, commit {run['commit']}, {run['machine']}. {run['notes']}")
    if REASONS.exists():
        lines += ["", REASONS.read_text("utf-8").rstrip()]
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    _plot(parts, PLOT)


def _figures(run: dict[str, Any]) -> list[Figure]:
    return [Figure(**figure) for figure in run["figures"]]


def _plot(parts: dict[str, dict[str, Any]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "figures"
    from matplotlib import pyplot as plt

    rows = [(part, one) for part, run in parts.items() for one in _figures(run) if one.reach]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(rows) + 1.2))
    for place, (_, one) in enumerate(reversed(rows)):
        axes.barh(place, one.ratio, color="#0f5c4d" if one.met else "#b3541e", height=0.6)
        target = float(one.reach.split()[-1])
        axes.plot([target, target], [place - 0.4, place + 0.4], color="black", linewidth=2)
    names = [f"{one.name.split(' (')[0]}  {one.reach}" for _, one in reversed(rows)]
    axes.set_yticks(range(len(rows)), names)
    axes.set_xlabel("ratio to the yardstick; black line: target")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    write()
