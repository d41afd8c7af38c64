"""The picture and the phrase that tell a person that the site is ours (FAQ rows F1, F4, F16).

They are sealed by the factor key, so that a copy of the database shows nobody's.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from allauth.mfa.utils import decrypt, encrypt

from coop.access import guard
from coop.access.models import Image, User
from coop.access.notice import tell
from coop.access.passwords.hasher import verify
from coop.access.personal.pictures import PICTURES
from coop.access.personal.rules import PersonalFlaw, phrase_flaw, phrase_of
from coop.access.rules import normal_password
from coop.audit.record import record
from coop.kernel import clock, db, rows
from coop.kernel.errors import Refused


class PictureUnknown(Refused):
    """There is no such picture to choose."""

    code = "access.picture_not_found"


class PhraseRefused(Refused):
    """The phrase cannot stand beside the password; `phrase_flaw` is a `PersonalFlaw`."""

    code = "access.phrase_refused"


class PhrasesTooMany(Refused):
    """Several phrases were tried in a short time; none is compared for some minutes."""

    code = "access.phrases_throttled"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person expects to see; `phrase` is empty until it is written."""

    picture: str
    phrase: str

    @property
    def whole(self) -> bool:
        """Whether there is a phrase too."""
        return bool(self.phrase)


class _Kept(NamedTuple):
    picture: str
    phrase: str


def of(user_id: UUID) -> Shown | None:
    """Return the user's picture and phrase, or None if none was chosen."""
    found = rows.first(Image, "WHERE user_id = %s", [user_id])
    if found is None:
        return None
    kept = _Kept(*json.loads(decrypt(found.sealed)))
    return Shown(kept.picture, kept.phrase)


def pick(*, user_id: UUID, picture: str) -> None:
    """Choose the picture; a phrase that was written before stays.

    Raises:
        PictureUnknown: `access.picture_not_found`.
    """
    if picture not in PICTURES:
        raise PictureUnknown
    with db.transaction():
        user = User.objects.select_for_update(no_key=True).get(id=user_id)
        before = of(user_id)
        _keep(user, _Kept(picture, before.phrase if before else ""))


def write(*, user_id: UUID, phrase: str) -> None:
    """Write the phrase under the picture that was chosen.

    Each phrase that is compared with the password counts as a try of the page that changes it, so
    that a session left open is no place to guess.

    Raises:
        PhraseRefused: `access.phrase_refused` with `phrase_flaw`.
        PhrasesTooMany: `access.phrases_throttled`.
        PictureUnknown: `access.picture_not_found`, no picture was chosen yet.
    """
    text = phrase_of(phrase)
    user = User.objects.get(id=user_id)
    flaw = phrase_flaw(text, username=user.username)
    if flaw is None and _is_password(phrase, user):
        flaw = PersonalFlaw.PASSWORD
    if flaw is not None:
        raise PhraseRefused(phrase_flaw=flaw.value)
    with db.transaction():
        user = User.objects.select_for_update(no_key=True).get(id=user_id)
        before = of(user_id)
        if before is None:
            raise PictureUnknown
        _keep(user, _Kept(before.picture, text))


def choose(*, user_id: UUID, picture: str, phrase: str) -> None:
    """Choose both; see `pick` and `write`."""
    pick(user_id=user_id, picture=picture)
    write(user_id=user_id, phrase=phrase)


def _is_password(phrase: str, user: User) -> bool:
    with db.transaction():
        tried = guard.count(name=str(user.id), side=guard.CHANGE)
    if not tried.allowed:
        raise PhrasesTooMany
    return verify(normal_password(phrase), user.password)


def _keep(user: User, kept: _Kept) -> None:
    """Write both in the caller's transaction, and tell who had personalised before."""
    sealed = encrypt(json.dumps(kept, ensure_ascii=False))
    Image.objects.update_or_create(
        user_id=user.id, defaults={"sealed": sealed, "set_at": clock.now()}
    )
    record(actor=str(user.id), action="access.image_changed", subject=str(user.id))
    if user.personalised_at is not None:
        tell(user.id, "image_changed")
