"""Take away everything by which a member enters and authorizes, after two of the staff agreed.

The password goes too: whoever only knew it must not be the one who adds the next factor. The person
begins anew with an activation code, handed over against their document (`hand_over`), and with the
personalisation, which asks for a factor and makes recovery codes again.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from coop.access.codes.recovery_codes import forget_codes
from coop.access.desk import assisted
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
from coop.kernel.errors import Refused

KIND = "access.reset_factors"
COUNTS_FOR = timedelta(hours=24)
"""How long an answer that matched shows who somebody is."""


class IdentityUnproven(Refused):
    """Nothing yet shows who asks: neither the document nor a recovery with help that matched."""

    code = "access.identity_unproven"


def ask_reset(*, person_id: UUID, by: str, reason: str, document_checked: bool) -> UUID:
    """Ask that another of the staff decide; return the request, which says what was proven.

    Args:
        person_id: whose access.
        by: the opaque id of who serves them.
        reason: why, as typed.
        document_checked: whether their identity document was seen at the counter.

    Raises:
        IdentityUnproven: `access.identity_unproven`.
        NotEnrolled: `access.not_enrolled`.
        ReasonMissing: `approvals.reason_missing`.
        AlreadyAsked: `approvals.already_asked`.
    """
    with db.transaction():
        user_id = locked_user(person_id).id
        facts = proven(user_id, document_checked=document_checked)
        if not facts:
            raise IdentityUnproven
        return ask(kind=KIND, subject=str(user_id), facts=facts, asked_by=by, reason=reason)


def proven(user_id: UUID, *, document_checked: bool) -> dict[str, Any]:
    """Return what shows who asks: a document, and a recovery with help that matched lately."""
    facts: dict[str, Any] = {"document_checked": True} if document_checked else {}
    helped = assisted.state(user_id)
    answered = helped.answered_at if helped and helped.status == "matched" else None
    if answered is not None and clock.now() - answered < COUNTS_FOR:
        facts["matched_at"] = answered.isoformat()
    return facts


def reset_factors(*, user_id: UUID, proven: Mapping[str, Any], request_id: UUID, by: str) -> None:
    """Remove the member's factors and password, as was approved; end every session; tell them.

    Args:
        user_id: whose.
        proven: what the request says that was proven; the approval is for that and no other.
        request_id: the approved request.
        by: the opaque id of who does it.

    Raises:
        NotApproved: `approvals.not_approved`, and the other refusals of `approvals.consume`.
    """
    digest = digest_of(kind=KIND, subject=str(user_id), facts=proven)
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
