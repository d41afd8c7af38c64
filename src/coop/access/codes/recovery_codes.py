"""Ten codes on paper for the day when every factor is lost: 20 figures, shown once, used once.

allauth keeps a sealed seed from which all its codes can be made again. Here only slow hashes are
kept (ASVS 5.0, 6.5.2), all of a set with one salt, so that a try costs one hash.
"""

import secrets
from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access.models import RecoveryCode, RecoverySet, User
from coop.access.notice import tell
from coop.access.sessions.sign_out import end_errands
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.ids import short_code

HOW_MANY = 10
DIGITS = 20
_NOISE = str.maketrans(dict.fromkeys(" \t\r\n-\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"))
_NO_SALT = "x" * 22


class CodesNotMade(Refused):
    """There are no recovery codes to keep yet."""

    code = "access.codes_not_made"


def make(*, user_id: UUID) -> tuple[str, ...]:
    """Make a new set and return its codes, to be shown once; every older code is worth nothing."""
    salt = short_code(22)
    codes = tuple(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(HOW_MANY))
    encoded = [make_password(code, salt=salt) for code in codes]
    with db.transaction():
        user = User.objects.select_for_update(no_key=True).get(id=user_id)
        RecoveryCode.objects.filter(user=user).delete()
        RecoverySet.objects.update_or_create(
            user_id=user_id, defaults={"salt": salt, "made_at": clock.now(), "kept_at": None}
        )
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, encoded=one) for one in encoded)
        end_errands(user_id)
        record(actor=str(user_id), action="access.recovery_codes_made", subject=str(user_id))
        if user.personalised_at is not None:
            tell(user_id, "recovery_codes_made")
    return codes


def forget_codes(*, user_id: UUID) -> None:
    """Make every code of the user worth nothing, in the caller's transaction."""
    db.require_transaction()
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoverySet.objects.filter(user_id=user_id).delete()


def keep(*, user_id: UUID) -> None:
    """Note that the person says to have the codes.

    Raises:
        CodesNotMade: `access.codes_not_made`.
    """
    if not RecoverySet.objects.filter(user_id=user_id).update(kept_at=clock.now()):
        raise CodesNotMade


def kept(user_id: UUID) -> bool:
    """Tell whether the person says to have the codes of the present set."""
    return RecoverySet.objects.filter(user_id=user_id, kept_at__isnull=False).exists()


def left(user_id: UUID) -> int:
    """Return how many codes are unused."""
    return RecoveryCode.objects.filter(user_id=user_id, used_at__isnull=True).count()


def take(*, user_id: UUID, typed: str) -> bool:
    """Use the code if it is one of the user's and unused, in the caller's transaction.

    One slow hash whatever is typed and whether the user has codes or not. Two transactions with the
    same code wait for each other and one of them gets it; rolled back, it was not used.
    """
    db.require_transaction()
    salt = RecoverySet.objects.filter(user_id=user_id).values_list("salt", flat=True).first()
    bare = typed[:100].translate(_NOISE)
    encoded = make_password(bare, salt=salt or _NO_SALT)
    used = RecoveryCode.objects.filter(user_id=user_id, encoded=encoded, used_at__isnull=True)
    taken = bool(used.update(used_at=clock.now()))
    if taken:
        record(actor=str(user_id), action="access.recovery_code_used", subject=str(user_id))
        tell(user_id, "recovery_code_used", {"left": str(left(user_id))})
    return taken
