"""What is typed at the front door, a step at a time."""

from typing import Any, ClassVar

from django.forms import BooleanField
from django.utils.translation import gettext_lazy as _

from coop.pages.fields import CodeField, DigitsField, PasswordField, TextField
from coop.pages.forms import Form
from coop.web.token_forms import AnswerField


class UserName(Form):
    """The first thing asked: who."""

    field_of: ClassVar = {"access.too_many": ""}
    username = TextField(
        label=_("Usuario"),
        autocomplete="username webauthn",
        max_length=150,
        error_messages={
            "required": _("Escriba su usuario."),
            "max_length": _("Escriba su usuario: tiene 30 letras o menos."),
        },
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["username"].widget.attrs.update(
            {"autocapitalize": "none", "spellcheck": "false"}
        )


class SignIn(UserName):
    """User name, which the page carries and shows, and password."""

    field_of: ClassVar = {"access.not_signed_in": "", "access.too_many": ""}
    password = PasswordField(
        label=_("Contraseña"),
        autocomplete="current-password",
        error_messages={"required": _("Escriba su contraseña.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["username"].widget.attrs |= {"readonly": True, "autocomplete": "username"}
        self.fields["password"].widget.attrs["autofocus"] = True


class Code(Form):
    """The code of the moment."""

    field_of: ClassVar = {"access.proof_wrong": "code"}
    code = CodeField()


class TokenAnswer(Form):
    """What the soft token answers to the number that the page shows."""

    field_of: ClassVar = {"access.proof_wrong": "answer"}
    answer = AnswerField()


class RecoveryCode(Form):
    """One of the codes kept on paper."""

    field_of: ClassVar = {"access.proof_wrong": "recovery"}
    recovery = DigitsField(
        label=_("Código de recuperación"),
        help_text=_("20 cifras; puede pegarlo con espacios. Cada código sirve una vez."),
        unreadable=_("Escriba las 20 cifras de uno de sus códigos de recuperación."),
        width="w-number",
        max_length=60,
        error_messages={
            "required": _("Escriba las 20 cifras de uno de sus códigos de recuperación."),
            "max_length": _("Escriba las 20 cifras de uno de sus códigos de recuperación."),
        },
    )


class PasskeyAnswer(Form):
    """Nothing is typed: a device answers."""

    field_of: ClassVar = {
        "access.passkey_refused": "",
        "access.ceremony_over": "",
        "access.not_signed_in": "",
    }


class KeepDevice(Form):
    """Whether this browser is recognised from now on."""

    template_name = "web/keep_device.html"
    keep = BooleanField(required=False)


class BlockAccess(Form):
    """User name and password of whoever wants nobody to come in."""

    field_of: ClassVar = {"access.not_signed_in": "", "access.too_many": ""}
    username = TextField(
        label=_("Usuario"),
        autocomplete="username",
        max_length=150,
        error_messages={
            "required": _("Escriba su usuario."),
            "max_length": _("Escriba su usuario: tiene 30 letras o menos."),
        },
    )
    password = PasswordField(
        label=_("Contraseña"),
        autocomplete="current-password",
        error_messages={"required": _("Escriba su contraseña.")},
    )
