"""The tables of this room, private to it: Django finds them here, and so does the room."""

from coop.access.models.errands import (
    AssistedRecovery,
    ContactCode,
    Errand,
    OneTimeCode,
    TermsAcceptance,
)
from coop.access.models.factors import (
    Ceremony,
    Challenge,
    Token,
    TokenAnswer,
    TokenPairing,
    TotpStep,
)
from coop.access.models.personal import Answer, ContactChange, Image, RecoveryCode, RecoverySet
from coop.access.models.sessions import Device, Guard, Session, SignIn
from coop.access.models.users import CallProof, Staff, StaffNotice, StaffRole, User

__all__ = [
    "Answer",
    "AssistedRecovery",
    "CallProof",
    "Ceremony",
    "Challenge",
    "ContactChange",
    "ContactCode",
    "Device",
    "Errand",
    "Guard",
    "Image",
    "OneTimeCode",
    "RecoveryCode",
    "RecoverySet",
    "Session",
    "SignIn",
    "Staff",
    "StaffNotice",
    "StaffRole",
    "TermsAcceptance",
    "Token",
    "TokenAnswer",
    "TokenPairing",
    "TotpStep",
    "User",
]
