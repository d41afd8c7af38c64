"""`coop init`: a file of settings for production, with secrets that nobody has seen."""

from pathlib import Path

from coop.config import addresses
from coop.host.home import as_lines, new_secrets, write_closed
from coop.host.say import MISUSED, OK, Stop, say
from coop.host.staff import FIRST_LINK_DAYS, new_first_link

EXAMPLE = "https://enlinea.example"
TEMPLATE = """\
# Settings of Cooperativa en Línea; every one is told in docs/reference/settings.md.
# systemd reads this file (EnvironmentFile=), and so does a shell: a value with other signs than
# letters and digits stands between single quotes. Keep it closed to others and in no repository.

COOP_MODE=production
COOP_PUBLIC_URL={url}
COOP_PROFILE=/etc/coop/profile.toml
COOP_SMTP_URL='smtp+starttls://user:password@mail.example:587'
COOP_PROXIES=1

# The restricted role, for everything but `coop migrate`.
DATABASE_URL='postgresql://coop_app:password@localhost/coop'
# The owner's URL stands in another file, which only `coop migrate` is given:
# DATABASE_OWNER_URL='postgresql://coop:password@localhost/coop'

# Made just now, for you alone. With COOP_FACTOR_KEY lost, every second factor is lost.
"""


def init(path: Path, *, url: str | None = None) -> int:
    """Write the file, closed to others, never over one that is there; print the first link.

    Raises:
        Stop: there is a file already, its folder cannot be written, or the address is none.
    """
    if path.exists():
        raise Stop(f"{path} is there already, with secrets in use. Choose another --file.", MISUSED)
    secrets = new_secrets()
    link, sealed = new_first_link(key=secrets["COOP_SECRET_KEY"])
    lines = as_lines({**secrets, "COOP_FIRST_ADMIN": sealed})
    try:
        address = addresses.public(url or EXAMPLE)
    except ValueError as error:
        raise Stop(f"--url {url}: {error}", MISUSED) from error
    try:
        write_closed(path, TEMPLATE.format(url=address) + lines)
    except OSError as error:
        raise Stop(f"Cannot write {path}: {error.strerror}.", MISUSED) from error
    say(f"Wrote {path}, closed to others. Edit it as docs/guides/production.md says.")
    say()
    say(f"The first administrator enters once, within {FIRST_LINK_DAYS} days, at")
    say(f"  {address}{link}")
    say("Keep this link to yourself; it is written nowhere. If it is lost or over:")
    say("  coop staff invite 'Ana Pérez' --role admin")
    return OK
