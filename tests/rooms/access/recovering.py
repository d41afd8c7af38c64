"""The steps to a new password, each from the one before."""

from uuid import UUID

from coop.access.codes.totp import present_code
from coop.access.door.sign_in import check_password
from coop.access.errands import recovery
from coop.access.errands.look import look
from coop.access.signed_in import NotSignedIn
from tests.mailed import last_code
from tests.rooms.access.world import FIREFOX, HOME, Someone

NEW = "otra frase larga y serena 9"
MAIL = "rosa@correo.example"


def asked(typed: str = "rosa.batista", *, address: str = HOME) -> UUID:
    errand_id = recovery.begin(typed=typed, address=address, language="es")
    look(errand_id=errand_id)
    return errand_id


def proved(typed: str = "rosa.batista") -> UUID:
    errand_id = asked(typed)
    recovery.prove(errand_id=errand_id, typed=last_code(MAIL))
    return errand_id


def given(rosa: Someone) -> UUID:
    errand_id = proved()
    code = present_code(user_id=rosa.user_id)
    recovery.give_factor(errand_id=errand_id, method="totp", proof=code)
    return errand_id


def opens(password: str) -> bool:
    try:
        check_password(username="rosa.batista", password=password, address=HOME, user_agent=FIREFOX)
    except NotSignedIn:
        return False
    return True
