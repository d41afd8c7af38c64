"""The three proofs that authorize one order, as the review page takes them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coop.access.factors import PASSKEY, TOKEN, TOTP
from coop.access.passkeys.relying_party import LONGEST_ANSWER
from coop.pages.fields import CodeField
from coop.pages.forms import Form
from coop.web.token_forms import AnswerField

UNUSED = _("No se usó la llave de acceso. Puede intentarlo otra vez.")


class Proof(Form):
    """What every proof is: a method, and the value that the person gives."""

    method: ClassVar[str]
    value: ClassVar[str]

    @property
    def proof(self) -> str:
        """What was given."""
        return str(self.cleaned_data[self.value])


class CodeProof(Proof):
    """A time-based code."""

    method = TOTP
    value = "code"
    field_of: ClassVar = {
        "orders.proof_wrong": "code",
        "orders.proof_expired": "code",
        "orders.proof_throttled": "code",
        "orders.quote_changed": "",
    }
    code = CodeField()


class TokenProof(Proof):
    """The soft token's answer."""

    method = TOKEN
    value = "answer"
    field_of: ClassVar = {
        "orders.proof_wrong": "answer",
        "orders.proof_expired": "answer",
        "orders.proof_throttled": "answer",
        "orders.quote_changed": "",
    }
    answer = AnswerField()


class PasskeyProof(Proof):
    """A passkey's answer, which the page's script carries."""

    method = PASSKEY
    value = "credential"
    field_of: ClassVar = {
        "orders.proof_wrong": "",
        "orders.passkey_wrong": "",
        "orders.proof_expired": "",
        "orders.proof_throttled": "",
        "orders.quote_changed": "",
    }
    credential = CharField(widget=HiddenInput, required=False, max_length=LONGEST_ANSWER)

    def clean(self) -> None:
        """Say in the summary what is missing: nobody sees the field.

        Raises:
            ValidationError: there is no answer.
        """
        if not self.cleaned_data.get("credential"):
            raise ValidationError(UNUSED, code="unused")


KINDS: tuple[type[Proof], ...] = (PasskeyProof, TokenProof)


def proof_of(posted: QueryDict) -> Proof:
    """Return the form of what was posted; whether the server takes it is not decided here."""
    kind = next((one for one in KINDS if one.value in posted), CodeProof)
    return kind(posted or None)
