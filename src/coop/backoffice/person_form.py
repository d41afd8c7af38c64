"""What staff type of a person who is not registered yet."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from coop.backoffice import words
from coop.backoffice.forms import Seen
from coop.pages.fields import Choice, DateField, PickOne, TextField

COMPANY = "ruc"
MISSING = {
    "country": gettext_noop("Escriba las dos letras del país del pasaporte, como CO."),
    "family": gettext_noop("Escriba los apellidos."),
    "birth": gettext_noop("Escriba la fecha de nacimiento."),
    "checked": gettext_noop("Marque que revisó el documento de identidad."),
}


class NewPersonForm(Seen):
    """An asociado or tercero, as their document says."""

    field_order = (
        "kind",
        "type",
        "number",
        "country",
        "given",
        "family",
        "birth",
        "email",
        "phone",
        "language",
        "checked",
    )
    field_of: ClassVar = {
        "members.document_unreadable": "number",
        "members.check_digits_wrong": "number",
        "members.name_missing": "family",
        "members.birth_date_in_future": "birth",
        "members.email_unreadable": "email",
        "members.telephone_unreadable": "phone",
        "access.birth_date_missing": "birth",
        "access.document_unchecked": "checked",
    }
    kind = PickOne(
        label=_("Tipo de persona"), error_messages={"required": _("Elija el tipo de persona.")}
    )
    type = PickOne(
        label=_("Documento"), error_messages={"required": _("Elija el tipo de documento.")}
    )
    number = TextField(
        label=_("Número del documento"),
        help_text=_("Con o sin guiones. En un RUC puede agregar el DV al final, como DV 65."),
        width="w-number",
        max_length=40,
        error_messages={"required": _("Escriba el número del documento.")},
    )
    country = TextField(
        label=_("País del pasaporte"),
        help_text=_("Solo para pasaporte: las dos letras del país, como CO, VE o US."),
        width="w-date",
        max_length=2,
        required=False,
        error_messages={"max_length": _("Escriba solo las dos letras del país, como CO.")},
    )
    given = TextField(
        label=_("Nombres"),
        help_text=_("Como están en el documento. De una empresa, su razón social."),
        max_length=120,
        error_messages={"required": _("Escriba los nombres.")},
    )
    family = TextField(label=_("Apellidos"), max_length=120, required=False)
    birth = DateField(
        label=_("Fecha de nacimiento"),
        help_text=_("Día, mes y año, por ejemplo 31/1/1980. Una empresa no la lleva."),
        wrong=_("Escriba la fecha como día, mes y año, por ejemplo 31/1/1980."),
        required=False,
    )
    email = TextField(
        label=_("Correo electrónico"),
        help_text=_("Allí recibirá avisos y códigos. Puede quedar vacío."),
        max_length=254,
        required=False,
    )
    phone = TextField(
        label=_("Teléfono"),
        help_text=_("De Panamá, como 6123-4567. Puede quedar vacío."),
        width="w-number",
        max_length=30,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Idioma de sus avisos"),
        choices=[("es", "Español"), ("en", "English")],
        widget=forms.Select(attrs={"class": "input w-number"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"kind": "asociado", "type": "cedula", "language": "es"}
        super().__init__(*arguments, **options)
        kinds, types = self.fields["kind"], self.fields["type"]
        assert isinstance(kinds, PickOne)
        assert isinstance(types, PickOne)
        details = {
            "asociado": gettext("Entra a la Cooperativa como miembro."),
            "tercero": gettext("Usa servicios sin ser miembro."),
        }
        kinds.choices = [
            (code, Choice(gettext(word), details[code])) for code, word in words.PEOPLE.items()
        ]
        examples = {
            "cedula": gettext("Por ejemplo 8-123-4567, E-8-12345 o PE-12-345"),
            COMPANY: gettext("De una empresa u otra organización"),
        }
        types.choices = [
            (code, Choice(gettext(word), examples.get(code, "")))
            for code, word in words.DOCUMENTS.items()
        ]
        self.fields["number"].widget.attrs.update(
            {"autocapitalize": "characters", "spellcheck": "false"}
        )
        self.fields["email"].widget.attrs.update({"inputmode": "email", "spellcheck": "false"})
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def clean(self) -> dict[str, Any]:
        """Return what was typed; all that is missing is said at once.

        Raises:
            ValidationError: beside the fields.
        """
        given = super().clean() or self.cleaned_data
        country = given.get("country") or ""
        letters = len(country) == 2 and country.isascii() and country.isalpha()  # noqa: PLR2004
        person = given.get("type") not in {None, COMPANY}
        missing = {
            "country": given.get("type") == "passport" and not letters,
            "family": person and not given.get("family"),
            "birth": person and not given.get("birth"),
            "checked": not given.get("checked"),
        }
        for name, lacks in missing.items():
            if lacks and name not in self.errors:
                self.add_error(name, ValidationError(gettext(MISSING[name]), code="required"))
        return given
