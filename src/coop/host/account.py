"""The operating-system account that the embedded PostgreSQL runs under.

PostgreSQL refuses root. Started by root, the database drops to an account of its own that nobody
can sign in to; started by anyone else, it simply runs as that person.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "coop-postgres"
READ_THROUGH = "+dac_read_search"  # passes folders that are closed to others, and only to read


class AccountMissing(Exception):  # noqa: N818 - it is shown to an operator, whole
    """Root started the embedded database and no account could be made for it to run under."""


@dataclass(frozen=True)
class Account:
    """Who runs the database, and the words to put before a command so that it runs as them."""

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def give(self, path: Path) -> None:
        """Make `path` this account's, closed to all others."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """Return the account that owns `data`, or that shall own it.

    Raises:
        AccountMissing: root runs this and there is no account to drop to.
    """
    if os.geteuid() != 0:
        here = pwd.getpwuid(os.geteuid())
        return Account(here.pw_name, here.pw_uid, here.pw_gid)
    if data.exists() and data.stat().st_uid != 0:
        entry = pwd.getpwuid(data.stat().st_uid)
    else:
        entry = _dedicated()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, _dropping(entry))


def _dedicated() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        pass
    maker = shutil.which("useradd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if maker is None:
        message = (
            "PostgreSQL does not run as root and there is no useradd here to make it an account. "
            f"Make a system account named {ACCOUNT}, or start as an ordinary user."
        )
        raise AccountMissing(message)
    made = subprocess.run(  # noqa: S603 - a fixed command
        [maker, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", ACCOUNT],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    try:
        entry = pwd.getpwnam(ACCOUNT)  # another process may have made it at the same moment
    except KeyError as error:
        message = f"useradd could not make the account {ACCOUNT}: {made.stderr.strip()}"
        raise AccountMissing(message) from error
    if made.returncode == 0:
        print(  # noqa: T201 - the operator is told what changed on the machine
            f"Made the system account {ACCOUNT} (no password, no shell): "
            "PostgreSQL does not run as root."
        )
    return entry


def _dropping(entry: pwd.struct_passwd) -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        message = (
            "PostgreSQL does not run as root and setpriv (util-linux) is missing. "
            "Install it, or start as an ordinary user."
        )
        raise AccountMissing(message)
    return (
        setpriv, f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups",
        f"--inh-caps=-all,{READ_THROUGH}", f"--ambient-caps=-all,{READ_THROUGH}",
        f"--bounding-set=-all,{READ_THROUGH}", "--no-new-privs",
        "--securebits=+no_setuid_fixup",  # else access(2) forgets the capability
    )  # fmt: skip
