"""What members type about their tokens."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coop.access.tokens.rules import FIGURES
from coop.pages.fields import DigitsField
from coop.pages.forms import Form


class AnswerField(DigitsField):
    """The 8 figures that a token shows, pasteable."""

    def __init__(self, **options: Any) -> None:
        sentence = _("Escriba las 8 cifras que muestra su token.")
        super().__init__(
            unreadable=sentence,
            width="w-code",
            autocomplete="one-time-code",
            **{
                "label": _("Código de 8 cifras"),
                "error_messages": {"required": sentence},
                **options,
            },
        )
        self.sentence = sentence

    def clean(self, value: Any) -> str:
        """Return eight figures.

        Raises:
            ValidationError: it is not eight figures.
        """
        code = str(super().clean(value))
        if len(code) != FIGURES:
            raise ValidationError(self.sentence, code="length")
        return code


class FirstAnswer(Form):
    """The first answer of a phone that is being paired."""

    field_of: ClassVar = {
        "access.token_answer_wrong": "code",
        "access.token_pairing_waits": "code",
    }
    code = AnswerField(help_text=_("Aparece en su teléfono al terminar la vinculación."))


class TokenAgain(Form):
    """The token's answer before a sensitive change."""

    field_of: ClassVar = {
        "access.factor_wrong": "answer",
        "access.factor_tries_throttled": "answer",
    }
    answer = AnswerField()
