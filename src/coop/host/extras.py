"""The parts of the installation that are chosen when it is installed: `embedded`, `demo`, `pdf`."""

import importlib.util
from importlib import metadata

from coop.host.postgres import WHEEL
from coop.host.say import NOT_NOW, Stop

# Extra of pyproject.toml -> the module that it brings, and what does not go without it.
EXTRAS = {
    "embedded": (WHEEL, "the database of this machine"),
    "demo": ("aiosmtpd", "the mailbox"),
    "pdf": ("typst", "the receipts' PDF"),
}
PACKAGE = "cooperativa-en-linea"


def missing(*wanted: str) -> list[str]:
    """Return which of these extras are not installed."""
    return [extra for extra in wanted if importlib.util.find_spec(EXTRAS[extra][0]) is None]


def require(*wanted: str) -> None:
    """Go on only if all these extras are installed.

    Raises:
        Stop: naming each one that is not, what it is for, and how to install it.
    """
    absent = missing(*wanted)
    if absent:
        told = " and ".join(f"`{extra}` ({EXTRAS[extra][1]})" for extra in absent)
        what = "an extra that is" if len(absent) == 1 else "extras that are"
        wheel = f"./{PACKAGE.replace('-', '_')}-{metadata.version(PACKAGE)}-py3-none-any.whl"
        message = (
            f"This needs {what} not installed: {told}. Install the wheel with it all:\n"
            f"  pip install '{wheel}[{','.join(EXTRAS)}]'"
        )
        raise Stop(message, NOT_NOW)
