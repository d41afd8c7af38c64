"""Take away everything by which a member enters and authorizes, after two of the staff agreed.

The password goes too: whoever only knew it must not be the one who adds the next factor. The person
begins anew with an activation code, handed over against their document (`hand_over`), and with the
personalisation, which asks for a factor and makes recovery codes again.
"""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from coop.access.codes.recovery_codes import forget_codes
from coop.access.desk.served import locked_user
from coop.access.factors import lock_user
from coop.access.models import User
from coop.access.notice import tell
from coop.access.sessions.device import forget_devices
from coop.access.sessions.sign_out import end_sessions
from coop.access.tokens.token import revoke_tokens
from coop.approvals.ask import ask
from coop.approvals.consume import consume
from coop.approvals.rules import digest_of
from coop.audit.record import record
from coop.kernel import clock, db

KIND = "access.reset_factors"


def ask_reset(*, person_id: UUID, by: str, reason: str) -> UUID:
    """Ask that another of the staff decide; return the request.

    Raises:
        NotEnrolled: `access.not_enrolled`.
        ReasonMissing: `approvals.reason_missing`.
        AlreadyAsked: `approvals.already_asked`.
    """
    with db.transaction():
        user_id = locked_user(person_id).id
        return ask(kind=KIND, subject=str(user_id), facts={}, asked_by=by, reason=reason)


def reset_factors(*, user_id: UUID, request_id: UUID, by: str) -> None:
    """Remove the member's factors and password, as was approved; end every session; tell them.

    Raises:
        NotApproved: `approvals.not_approved`, and the other refusals of `approvals.consume`.
    """
    digest = digest_of(kind=KIND, subject=str(user_id), facts={})
    with db.transaction():
        consume(request_id=request_id, kind=KIND, digest=digest, by=by)
        lock_user(user_id)
        removed, _ = Authenticator.objects.filter(user_id=user_id).delete()
        tokens = revoke_tokens(user_id=user_id, by=by)
        forget_codes(user_id=user_id)
        forget_devices(user_id)
        User.objects.filter(id=user_id, kind="member").update(
            password=make_password(None), password_changed_at=clock.now(), personalised_at=None
        )
        end_sessions(user_id, keep=None)
        record(
            actor=by,
            action="access.factors_reset",
            subject=str(user_id),
            data={"factors": removed, "tokens": tokens, "request": str(request_id)},
        )
        tell(user_id, "factors_reset")
