"""What members type to settle their access: picture, phrase, questions, codes, an address."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, EmailInput, RadioSelect, Select
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coop.access.personal.rules import LONGEST_PHRASE, QUESTIONS, QUESTIONS_ASKED
from coop.pages import words
from coop.pages.fields import CodeField, DigitsField, TextField
from coop.pages.forms import Form
from coop.pages.pictures import NAMES

CODE_DIGITS = 8


class Picture(Form):
    """One of the pictures that the page shows."""

    field_of: ClassVar = {"access.picture_not_found": "picture"}
    picture = ChoiceField(
        label=_("Elija una imagen"),
        widget=RadioSelect,
        error_messages={
            "required": _("Elija una de las imágenes."),
            "invalid_choice": _("Elija una de las imágenes."),
        },
    )

    def __init__(
        self, *arguments: Any, pictures: Sequence[str] = tuple(NAMES), **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["picture"]
        assert isinstance(field, ChoiceField)
        field.widget.template_name = "pages/forms/pictures.html"
        field.choices = [(one, NAMES[one]) for one in pictures]


class Phrase(Form):
    """What stands under the picture."""

    field_of: ClassVar = {"access.phrase_refused": "phrase", "access.phrases_throttled": "phrase"}
    phrase = TextField(
        label=_("Su frase"),
        help_text=_("Unas palabras que solo usted escribiría. No ponga datos ni contraseñas."),
        max_length=LONGEST_PHRASE,
        error_messages={
            "required": _("Escriba su frase."),
            "max_length": _("Escriba la frase en 60 letras o menos."),
        },
    )


class Questions(Form):
    """Three questions of the list, with their answers."""

    def __init__(self, *arguments: Any, chosen: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        for number in range(1, QUESTIONS_ASKED + 1):
            self.fields[f"question_{number}"] = _question(number, chosen)
            self.fields[f"answer_{number}"] = _answer(number)

    def clean(self) -> dict[str, Any]:
        """Check that no question stands twice."""
        values = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for number in range(1, QUESTIONS_ASKED + 1):
            question = values.get(f"question_{number}")
            if question and question in seen:
                self.add_error(f"question_{number}", _("Elija una pregunta distinta."))
            seen.add(str(question))
        return values

    def answers(self) -> dict[str, str]:
        """Return question to answer, as typed."""
        given = self.cleaned_data
        numbers = range(1, QUESTIONS_ASKED + 1)
        return {given[f"question_{n}"]: given[f"answer_{n}"] for n in numbers}

    def refuse(self, flaws: dict[str, str]) -> None:
        """Put beside each answer what is wrong with it."""
        for number in range(1, QUESTIONS_ASKED + 1):
            flaw = flaws.get(self.cleaned_data.get(f"question_{number}", ""))
            if flaw:
                self.add_error(f"answer_{number}", words.answer_flaw(flaw))


class Generator(Form):
    """The first code of a generator."""

    field_of: ClassVar = {
        "access.generator_code_wrong": "code",
        "access.phone_clock_off": "code",
        "access.generator_over": "code",
    }
    code = CodeField()


class NewEmail(Form):
    """Another e-mail address."""

    field_of: ClassVar = {
        "members.email_unreadable": "email",
        "access.address_present": "email",
        "access.codes_too_many": "",
    }
    email = TextField(
        label=_("Correo nuevo"),
        help_text=_("Le enviaremos ahí un código para comprobarlo."),
        autocomplete="email",
        max_length=254,
        error_messages={
            "required": _("Escriba su correo nuevo."),
            "max_length": _("Revise el correo: es demasiado largo."),
        },
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        old = self.fields["email"].widget
        self.fields["email"].widget = EmailInput(attrs={**old.attrs, "spellcheck": "false"})


class EmailCode(Form):
    """The code that went to the new address."""

    field_of: ClassVar = {"access.change_code_wrong": "code"}
    code = DigitsField(
        label=_("Código de 8 cifras"),
        help_text=_("Está en el correo que acabamos de enviarle."),
        unreadable=_("Escriba las 8 cifras del código."),
        width="w-code",
        autocomplete="one-time-code",
        max_length=40,
        error_messages={
            "required": _("Escriba las 8 cifras del código."),
            "max_length": _("Escriba las 8 cifras del código."),
        },
    )

    def clean_code(self) -> str:
        """Return eight digits.

        Raises:
            ValidationError: there are more or fewer.
        """
        code = str(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS:
            raise ValidationError(_("Escriba las 8 cifras del código."), code="length")
        return code


def _question(number: int, chosen: Sequence[str]) -> ChoiceField:
    initial = chosen[number - 1] if len(chosen) >= number else ""
    return ChoiceField(
        label=_("Pregunta {number}").format(number=number),
        choices=[("", gettext("Elija una pregunta")), *((q, words.question(q)) for q in QUESTIONS)],
        widget=Select(attrs={"class": "input"}),
        initial=initial,
        error_messages={
            "required": _("Elija una pregunta."),
            "invalid_choice": _("Elija una pregunta."),
        },
    )


def _answer(number: int) -> TextField:
    return TextField(
        label=_("Respuesta {number}").format(number=number),
        max_length=100,
        error_messages={
            "required": _("Escriba su respuesta."),
            "max_length": _("Escriba una respuesta de 100 letras o menos."),
        },
    )
