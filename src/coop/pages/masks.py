"""Personal data as a page shows it to its owner: enough to recognise, too little to steal."""

SHOWN = 2
DOTS = "•••"


def email(address: str) -> str:
    """Return `m•••@correo.example`."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}{DOTS}{at}{domain}"


def tail(text: str) -> str:
    """Return the last two figures: `•••58`."""
    return f"{DOTS}{text[-SHOWN:]}"
