"""Form fields that read strictly and say how to write what they cannot read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coop.kernel.money import Money, MoneyUnreadable, Unreadable
from coop.kernel.text import clean
from coop.pages.day_typed import read_day

AMOUNT_SENTENCES = {
    Unreadable.EMPTY: _("Escriba el monto, por ejemplo 50.00."),
    Unreadable.COMMA_DECIMAL: _(
        "Use el punto para los centavos y la coma solo para los miles, por ejemplo 1,234.50."
    ),
    Unreadable.GROUPING: _(
        "Revise la coma de los miles: va cada tres cifras, por ejemplo 1,234.50. "
        "También puede escribirlo sin comas."
    ),
    Unreadable.DECIMALS: _("Escriba los centavos con dos cifras, por ejemplo 50.25."),
    Unreadable.SIGN: _("Escriba el monto sin signos, por ejemplo 50.00."),
    Unreadable.TOO_LARGE: _("Escriba un monto menor."),
    Unreadable.NOT_AN_AMOUNT: _("Escriba el monto solo con números, por ejemplo 50.00."),
}
ZERO = _("Escriba un monto mayor que B/. 0.00.")
_SEPARATORS = re.compile(r"[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{HYPHEN}-]+")
_DIGITS = re.compile(r"[0-9]+")


class MoneyField(forms.Field):
    """An amount in the one currency; cleans to whole cents."""

    def __init__(self, *, zero_allowed: bool = False, **options: Any) -> None:
        self.zero_allowed = zero_allowed
        widget = forms.TextInput(
            attrs={
                "inputmode": "decimal",
                "autocomplete": "off",
                "class": "input w-money",
                "maxlength": "40",
            }
        )
        super().__init__(widget=widget, **{"required": False, **options})
        self.asked = bool(options.get("required", True))

    def clean(self, value: Any) -> int | None:
        """Return cents.

        Raises:
            ValidationError: with the sentence of why it cannot be read.
        """
        text = value if isinstance(value, str) else ""
        if not text.strip() and not self.asked:
            return None
        try:
            cents = Money.parse(text).cents
        except MoneyUnreadable as unreadable:
            raise ValidationError(
                AMOUNT_SENTENCES[unreadable.reason], code=unreadable.reason.value
            ) from unreadable
        if cents == 0 and not self.zero_allowed:
            raise ValidationError(ZERO, code="zero")
        return cents


class TextField(forms.CharField):
    """One line of text without control, zero-width or bidirectional characters."""

    def __init__(self, *, width: str = "", autocomplete: str = "off", **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.widget.attrs.update({"class": f"input {width}".strip(), "autocomplete": autocomplete})

    def to_python(self, value: Any) -> str:
        """Return the text, cleaned before its length is measured."""
        return clean(str(value or ""))


class DigitsField(forms.CharField):
    """A number that is not a quantity: pasted spaces and hyphens go, ASCII digits stay."""

    def __init__(
        self, *, unreadable: Any, width: str, autocomplete: str = "off", **options: Any
    ) -> None:
        super().__init__(**options)
        self.unreadable = unreadable
        self.widget.attrs.update(
            {
                "class": f"input {width}",
                "inputmode": "numeric",
                "autocomplete": autocomplete,
                "spellcheck": "false",
            }
        )
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        """Return the bare digits.

        Raises:
            ValidationError: something else than digits is left.
        """
        bare = _SEPARATORS.sub("", str(value or "").strip())
        if bare and not _DIGITS.fullmatch(bare):
            raise ValidationError(self.unreadable, code="digits")
        return bare


class CodeField(DigitsField):
    """The one field of a six-figure code, pasteable."""

    def __init__(self, **options: Any) -> None:
        sentence = _("Escriba las 6 cifras del código que muestra su aplicación.")
        super().__init__(
            unreadable=sentence,
            width="w-code",
            autocomplete="one-time-code",
            **{
                "label": _("Código de 6 cifras"),
                "error_messages": {"required": sentence},
                **options,
            },
        )
        self.sentence = sentence

    def clean(self, value: Any) -> str:
        """Return six digits.

        Raises:
            ValidationError: it is not six digits.
        """
        code = str(super().clean(value))
        if len(code) != 6:  # noqa: PLR2004 - RFC 6238 as every application shows it
            raise ValidationError(self.sentence, code="length")
        return code


class PasswordField(forms.CharField):
    """A password as typed or pasted: never trimmed, never shown back."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        super().__init__(
            strip=False,
            max_length=1024,
            widget=forms.PasswordInput(
                attrs={"class": "input", "autocomplete": autocomplete, "data-reveal": ""}
            ),
            **options,
        )
        self.widget.attrs.pop("maxlength", None)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a radio shows: a name, and below it an amount and what the amount is."""

    title: str
    detail: str = ""
    amount: str = ""

    def __str__(self) -> str:
        return self.title


class PickOne(forms.ChoiceField):
    """One of a few things, each with its details, as large radios."""

    def __init__(self, *, choices: Sequence[tuple[str, Choice]] = (), **options: Any) -> None:
        widget = forms.RadioSelect()
        widget.template_name = "pages/forms/choices.html"
        missing = options.get("error_messages", {}).get("required", _("Elija una opción."))
        options["error_messages"] = {"required": missing, "invalid_choice": missing}
        super().__init__(widget=widget, choices=choices, **options)


class DateField(TextField):
    """A day, typed: the browser's own picker asks in its own language's order."""

    def __init__(
        self,
        *,
        wrong: Any = None,
        year_first: bool = True,
        earliest: int = 1900,
        autocomplete: str = "off",
        **options: Any,
    ) -> None:
        self.year_first = year_first
        self.wrong = wrong or _("Escriba la fecha como día, mes y año, por ejemplo 3 nov 2026.")
        self.earliest = earliest
        given = {
            "help_text": _("Día, mes y año, por ejemplo 3 nov 2026"),
            "error_messages": {"required": self.wrong, "max_length": self.wrong},
            "max_length": 40,
        }
        super().__init__(width="w-date", autocomplete=autocomplete, **{**given, **options})

    def clean(self, value: Any) -> Any:
        """Return the date, or None where nothing had to be typed.

        Raises:
            ValidationError: it is no day, or one before the earliest year.
        """
        typed = str(super().clean(value))
        if not typed:
            return None
        day = read_day(typed, year_first=self.year_first)
        if day is None or day.year < self.earliest:
            raise ValidationError(self.wrong, code="date")
        return day
