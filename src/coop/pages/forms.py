"""The form every page starts from."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django import forms

from coop.kernel.errors import Refused
from coop.kernel.ids import uuid7
from coop.pages.problems import sentence

T = TypeVar("T")


class Form(forms.Form):
    """A form that validates on the server only and shows a room's refusal beside its field."""

    use_required_attribute = False
    field_of: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **options})

    def attempt(self, verb: Callable[[], T]) -> T | None:
        """Run the verb; put its refusal into the form and return None.

        A refusal whose code `field_of` does not name is not about what was typed: it goes on, to
        a page of its own.
        """
        try:
            return verb()
        except Refused as refusal:
            if refusal.code not in self.field_of:
                raise
            self.add_error(self.field_of[refusal.code] or None, sentence(refusal))
            return None


class MoneyForm(Form):
    """A form that moves money: its hidden key makes a second press give the first answer."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid7(), **(options.get("initial") or {})}
        super().__init__(*arguments, **options)

    def clean_key(self) -> UUID:
        """Return the key that the page carried; a page without one gets a fresh one."""
        return self.cleaned_data.get("key") or uuid7()
