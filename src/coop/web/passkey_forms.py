"""What members type beside a passkey's button, and to prove again that it is still them."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from coop.access.passkeys.change import LONGEST_NAME
from coop.pages.fields import CodeField, TextField
from coop.pages.forms import Form
from coop.web.sign_in_forms import RecoveryCode


class PasskeyName(Form):
    """What a member calls a passkey."""

    field_of: ClassVar = {
        "access.passkey_name_unusable": "name",
        "access.passkey_refused": "",
        "access.ceremony_over": "",
        "access.passkey_present": "",
        "access.passkeys_too_many": "",
    }
    name = TextField(
        label=_("¿Cómo llama usted a este equipo?"),
        help_text=_("Por ejemplo, «Mi teléfono». Solo usted lo ve."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Escriba un nombre para reconocerla."),
            "max_length": _("Escriba el nombre en 40 letras o menos."),
        },
    )


class FactorAgain(Form):
    """A code, or nothing where a passkey answers."""

    field_of: ClassVar = {
        "access.factor_wrong": "code",
        "access.factor_tries_throttled": "code",
        "access.passkey_refused": "",
        "access.ceremony_over": "",
    }
    code = CodeField()

    def __init__(self, *arguments: Any, by_code: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not by_code:
            del self.fields["code"]


class RecoveryAgain(RecoveryCode):
    """A recovery code, from who lost what they had."""

    field_of: ClassVar = {
        "access.recovery_code_wrong": "recovery",
        "access.factor_tries_throttled": "recovery",
    }
