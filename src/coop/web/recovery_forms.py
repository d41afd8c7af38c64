"""What somebody who lost a password or a user name may type."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from coop.access.tokens.rules import FIGURES
from coop.pages.fields import CodeField, DigitsField, PasswordField, TextField
from coop.pages.forms import Form

_RECOVERY_CODE = _("Escriba las 20 cifras de un código de recuperación.")


class Who(Form):
    """A user name, or the number of a document."""

    who = TextField(
        label=_("Su usuario, o el número de su documento"),
        help_text=_("Por ejemplo marisol.b, o 8-123-4567"),
        autocomplete="username",
        max_length=100,
        error_messages={
            "required": _("Escriba su usuario o el número de su documento."),
            "max_length": _("Revise lo que escribió: es demasiado largo."),
        },
    )


class TotpProof(Form):
    """The code of an application."""

    field_of: ClassVar = {"access.proof_not_right": "proof"}
    proof = CodeField()


class TokenProof(Form):
    """The answer of the soft token."""

    field_of: ClassVar = {"access.proof_not_right": "proof"}
    proof = DigitsField(
        label=_("Respuesta de su token"),
        unreadable=_("Escriba las 8 cifras que muestra su token."),
        width="w-code",
        autocomplete="one-time-code",
        min_length=FIGURES,
        max_length=FIGURES,
        error_messages={
            "required": _("Escriba las 8 cifras que muestra su token."),
            "min_length": _("Escriba las 8 cifras que muestra su token."),
            "max_length": _("Escriba las 8 cifras que muestra su token."),
        },
    )


class CodesProof(Form):
    """Two of the recovery codes on paper."""

    field_of: ClassVar = {"access.proof_not_right": ""}
    first = DigitsField(
        label=_("Un código de recuperación"),
        help_text=_("20 cifras. Puede escribirlas con espacios."),
        unreadable=_RECOVERY_CODE,
        width="w-number",
        error_messages={"required": _RECOVERY_CODE},
    )
    second = DigitsField(
        label=_("Otro código de recuperación"),
        help_text=_("Distinto del primero. Los dos quedan usados."),
        unreadable=_RECOVERY_CODE,
        width="w-number",
        error_messages={"required": _RECOVERY_CODE},
    )


class PasskeyProof(Form):
    """Nothing is typed: the device answers."""

    field_of: ClassVar = {"access.proof_not_right": ""}


class RecoveredPassword(Form):
    """The new password."""

    field_of: ClassVar = {"access.password_refused": "new"}
    new = PasswordField(
        label=_("Contraseña nueva"),
        help_text=_("12 caracteres o más. Una frase larga es más fácil de recordar."),
        autocomplete="new-password",
        error_messages={"required": _("Escriba la contraseña nueva.")},
    )
