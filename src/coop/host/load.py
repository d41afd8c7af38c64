"""Fills the demonstration: `python -m coop.host.load FOLDER`, as the restricted role."""

import sys
from pathlib import Path

from coop.host.demonstration import Demonstration
from coop.host.home import Home


def load(folder: Path) -> None:
    """Generate the cooperative's files, take them in, and give a few people access."""
    import django

    django.setup()
    folder.mkdir(mode=0o700, exist_ok=True)
    Demonstration(Home(folder.parent)).keep_people([])


if __name__ == "__main__":
    load(Path(sys.argv[1]))
