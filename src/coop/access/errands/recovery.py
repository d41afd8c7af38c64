"""A new password for who lost it: a mailed code and a bound factor, and no sign-in after.

The mail alone opens nothing: the front door asks for a password and a factor, so this way asks for
the mailbox and a factor. Who has no factor left goes to staff (`access.desk.assisted`).
"""

from uuid import UUID

from django.contrib.auth.hashers import make_password

from coop.access import guard
from coop.access.codes.contact_code import Outcome
from coop.access.errands import errand
from coop.access.errands.errand import ErrandEnded
from coop.access.errands.rules import Status
from coop.access.factors import PASSKEY
from coop.access.models import Errand, User
from coop.access.notice import tell
from coop.access.passkeys.ceremony import Ceremony, CeremonyOver
from coop.access.passkeys.passkey import begin_proof, finish_proof
from coop.access.passkeys.relying_party import PasskeyRefused
from coop.access.passwords.judge import chosen
from coop.access.ports import slot
from coop.access.proofs import recovery as recovery_factors
from coop.access.sessions.sign_out import end_sessions
from coop.access.tokens import token
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.errors import Refused
from coop.kernel.text import fold
from coop.members.documents import (
    DOCUMENT_TYPES,
    CheckDigitsWrong,
    DocumentType,
    DocumentUnreadable,
    document,
)
from coop.members.queries import person

KINDS = ("password",)


class ProofWrong(Refused):
    """The proof of the second factor is not right; a few are borne."""

    code = "access.proof_not_right"


class RecoveryVoid(Refused):
    """Too many wrong proofs: this recovery is over, and another may begin."""

    code = "access.recovery_void"


class FactorNotGiven(Refused):
    """The second factor comes before the new password."""

    code = "access.factor_not_given"


def begin(*, typed: str, address: str, language: str) -> UUID:
    """Take a user name or a document's number; return the errand that a code will prove.

    Raises:
        ErrandsTooMany: `access.errands_too_many`.
    """
    errand.admit(kind="password", subject=_one_form(typed[:200]), address=address)
    facts = {"typed": typed[:200]}
    return errand.begin(kind="password", facts=facts, address=address, language=language)


def remind(
    *, document_type: DocumentType, document_number: str, address: str, language: str
) -> None:
    """Have the user name mailed to the contacts on file of who has this document.

    Raises:
        DocumentUnreadable: `members.document_unreadable`.
        CheckDigitsWrong: `members.check_digits_wrong`.
        ErrandsTooMany: `access.errands_too_many`.
    """
    paper = document(type_=document_type, number=document_number)
    errand.admit(kind="username", subject=f"{paper.type} {paper.number}", address=address)
    facts = {"type": paper.type, "number": paper.number}
    errand.begin(kind="username", facts=facts, address=address, language=language)


def _one_form(typed: str) -> str:
    """Return the document or the name that was typed, the same for every spelling of it."""
    name = fold(typed)
    for type_ in DOCUMENT_TYPES:
        try:
            paper = document(type_=type_, number=name)
        except (DocumentUnreadable, CheckDigitsWrong):
            continue
        return f"{paper.type} {paper.number}"
    return name


def prove(*, errand_id: UUID, typed: str) -> None:
    """Take the mailed code.

    Raises:
        CodeWrong: `access.code_wrong`.
        CodeVoid: `access.code_void`.
        CodeExpired: `access.code_expired`.
        ErrandEnded: `access.errand_ended`.
    """
    with db.transaction():
        outcome = errand.take(errand.locked(errand_id, status=Status.ASKED), typed=typed)
    if outcome is not Outcome.ACCEPTED:
        raise errand.REFUSALS[outcome]


def methods(*, errand_id: UUID) -> tuple[str, ...]:
    """Return the factors that the user of a proved recovery has, the strongest first."""
    row = Errand.objects.filter(id=errand_id, kind="password", status=Status.PROVED).first()
    return recovery_factors.methods(user_id=row.user_id) if row and row.user_id else ()


def token_nonce(*, errand_id: UUID) -> str:
    """Return the six figures to type into the token: the same ones until they are answered.

    Raises:
        ErrandEnded: `access.errand_ended`.
    """
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
        assert row.user_id is not None
        facts = errand.opened(row)
        if "nonce" not in facts:
            facts["nonce"] = token.change_question(user_id=row.user_id)
            errand.note(row, facts)
    return facts["nonce"]


def give_factor(*, errand_id: UUID, method: str, proof: str) -> None:
    """Take the typed proof of a factor that the user has.

    Args:
        errand_id: a proved recovery.
        method: one of `methods` that is typed.
        proof: as typed.

    Raises:
        ProofWrong: `access.proof_not_right`.
        RecoveryVoid: `access.recovery_void`.
        ErrandEnded: `access.errand_ended`.
    """
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
        assert row.user_id is not None
        nonce = errand.opened(row).get("nonce", "")
        right = recovery_factors.accept(
            user_id=row.user_id, method=method, proof=proof, nonce=nonce
        )
        void = _judged(row, method, right=right)
    if void:
        raise RecoveryVoid
    if not right:
        raise ProofWrong


def ask_passkey(*, errand_id: UUID) -> Ceremony:
    """Return the question for a device that holds one of the user's passkeys.

    Raises:
        ErrandEnded: `access.errand_ended`.
    """
    with db.transaction():
        row = errand.locked(errand_id, status=Status.PROVED)
    assert row.user_id is not None
    return begin_proof(user_id=row.user_id)


def give_passkey(*, errand_id: UUID, ceremony_id: UUID, credential: str) -> None:
    """Take a device's answer to `ask_passkey`.

    Raises:
        ProofWrong: `access.proof_not_right`.
        RecoveryVoid: `access.recovery_void`.
        ErrandEnded: `access.errand_ended`.
    """
    with db.transaction():
        seen = errand.locked(errand_id, status=Status.PROVED)
    assert seen.user_id is not None
    try:
        finish_proof(user_id=seen.user_id, ceremony_id=ceremony_id, credential=credential)
        right = True
    except (CeremonyOver, PasskeyRefused):
        right = False
    with db.transaction():
        void = _judged(errand.locked(errand_id, status=Status.PROVED), PASSKEY, right=right)
    if void:
        raise RecoveryVoid
    if not right:
        raise ProofWrong


def _judged(row: Errand, method: str, *, right: bool) -> bool:
    """Write down what came of a proof; return whether it was one wrong too many."""
    tries = row.factor_tries + (not right)
    void = tries >= slot.get().wrong_proofs
    row.factor_tries, row.factor_at = tries, clock.now() if right else row.factor_at
    errand.keep(row, "factor_tries", "factor_at")
    if void:
        errand.step(row, Status.VOID)
    record(
        actor=str(row.user_id),
        action="access.recovery_proved" if right else "access.recovery_proof_wrong",
        subject=str(row.user_id),
        data={"method": method, "errand": str(row.id)},
    )
    if void and row.user_id is not None:
        tell(row.user_id, "recovery_stopped")
    return void


def finish(*, errand_id: UUID, password: str) -> None:
    """Set the new password, end every session, and tell the user at every address on file.

    Nobody is signed in by it.

    Raises:
        PasswordRefused: `access.password_refused`.
        FactorNotGiven: `access.factor_not_given`.
        ErrandEnded: `access.errand_ended`, also because the user's access changed meanwhile.
    """
    with db.transaction():
        _, user = _proven(errand_id)
    names = [user.username, *([person(user.person_id).full_name] if user.person_id else [])]
    encoded = make_password(chosen(password, names=names))
    with db.transaction():
        row, user = _proven(errand_id)
        user.password, user.password_changed_at = encoded, clock.now()
        user.save(update_fields=["password", "password_changed_at"])
        end_sessions(user.id, keep=None)
        guard.forgive(names=[user.username, str(user.id)])
        errand.step(row, Status.DONE)
        record(actor=str(user.id), action="access.password_recovered", subject=str(user.id))
        tell(user.id, "password_recovered")


def _proven(errand_id: UUID) -> tuple[Errand, User]:
    """Return the recovery that may set a password now, and its user, both under lock."""
    row = errand.locked(errand_id, status=Status.PROVED)
    user = errand.user_of(row)
    if row.kind not in KINDS or not user.is_active:
        raise ErrandEnded
    if not errand.factor_given(row):
        raise FactorNotGiven
    return row, user
