"""What a person settles at the first access, before anything else (FAQ row F4)."""

from enum import StrEnum
from uuid import UUID

from coop.access.codes import recovery_codes
from coop.access.factors import factors_of
from coop.access.models import User
from coop.access.notice import tell
from coop.access.personal import image, questions
from coop.access.personal.rules import QUESTIONS_ASKED
from coop.access.ports import slot
from coop.audit.record import record
from coop.kernel import clock, db
from coop.kernel.clock import DemonstrationOnly
from coop.kernel.errors import Refused


class Step(StrEnum):
    """The parts of personalisation, in their order."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    IMAGE = "image"
    QUESTIONS = "questions"
    FACTOR = "factor"
    CODES = "codes"
    CONTACTS = "contacts"


class NotPersonalised(Refused):
    """Steps of the personalisation are still missing."""

    code = "access.not_personalised"


def missing(user_id: UUID) -> tuple[Step, ...]:
    """Return the steps that are still to be done, in their order; empty when nothing is.

    After the first time only two can come back: the password, where somebody has seen it in other
    hands, and the factor, where the last one was taken away.
    """
    user = User.objects.get(id=user_id)
    due = (Step.PASSWORD,) if user.password_due else ()
    has_factor = bool(factors_of(user_id))
    if user.personalised_at is not None:
        return due if has_factor else (*due, Step.FACTOR)
    shown = image.of(user_id)
    done = {
        Step.IMAGE: shown is not None and shown.whole,
        Step.QUESTIONS: len(questions.chosen(user_id)) >= QUESTIONS_ASKED,
        Step.FACTOR: has_factor,
        Step.CODES: recovery_codes.kept(user_id),
        Step.CONTACTS: user.contacts_confirmed_at is not None,
    }
    return (*due, *(step for step, is_done in done.items() if not is_done))


def open_steps(user_id: UUID) -> tuple[Step, ...]:
    """Return the steps that the user may do without a factor proven again: none once finished."""
    user = User.objects.get(id=user_id)
    due = (Step.PASSWORD,) if user.password_due else ()
    if user.personalised_at is not None:
        return due
    return (*due, *(step for step in Step if step is not Step.PASSWORD))


def whole(user_id: UUID) -> bool:
    """Tell whether the user may go anywhere: personalised, with a factor, with no password due."""
    ready = User.objects.filter(id=user_id, personalised_at__isnull=False, password_due=False)
    return ready.exists() and bool(factors_of(user_id))


def finish(*, user_id: UUID) -> bool:
    """Note that the user has personalised, once; return whether it was now.

    Raises:
        NotPersonalised: `access.not_personalised`.
    """
    with db.transaction():
        User.objects.select_for_update(no_key=True).get(id=user_id)
        if missing(user_id):
            raise NotPersonalised
        first = _mark(user_id)
        if first:
            record(actor=str(user_id), action="access.personalised", subject=str(user_id))
            tell(user_id, "personalised")
    return first


def excuse(*, user_id: UUID) -> None:
    """Let a user in as if personalised, for the people of a demonstration only.

    Raises:
        DemonstrationOnly: `kernel.demonstration_only`, always in production.
    """
    if not slot.get().demonstration:
        raise DemonstrationOnly
    with db.transaction():
        if _mark(user_id):
            record(
                actor=str(user_id), action="access.personalisation_excused", subject=str(user_id)
            )


def _mark(user_id: UUID) -> bool:
    new = User.objects.filter(id=user_id, personalised_at__isnull=True)
    return bool(new.update(personalised_at=clock.now()))
