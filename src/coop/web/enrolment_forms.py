"""What somebody who is not signed in may type to enrol, activate or recover access."""

from typing import Any, ClassVar

from django.forms import BooleanField, CheckboxInput
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coop.kernel.text import unbroken
from coop.pages.fields import Choice, DateField, DigitsField, PasswordField, PickOne, TextField
from coop.pages.forms import Form


class Document(Form):
    """The type and number of an identity document."""

    field_of: ClassVar = {
        "members.document_unreadable": "number",
        "members.check_digits_wrong": "number",
    }
    type = PickOne(
        label=_("¿Con qué documento está registrado?"),
        error_messages={"required": _("Elija su tipo de documento.")},
    )
    number = TextField(
        label=_("Número del documento"),
        help_text=_("Con o sin guiones ni ceros al inicio, como le resulte más fácil."),
        width="w-number",
        max_length=40,
        error_messages={
            "required": _("Escriba el número de su documento."),
            "max_length": _("Revise el número del documento: es demasiado largo."),
        },
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"type": "cedula", **(options.get("initial") or {})}
        super().__init__(*arguments, **options)
        kinds = self.fields["type"]
        assert isinstance(kinds, PickOne)
        kinds.choices = _documents()
        self.fields["number"].widget.attrs.update(
            {"autocapitalize": "characters", "spellcheck": "false"}
        )


class Product(Form):
    """Facts of a product that the person holds."""

    account = DigitsField(
        label=_("Número de una de sus cuentas, o sus últimas 6 cifras"),
        help_text=_("De ahorro, préstamo o cualquier otro producto a su nombre."),
        unreadable=_("Escriba el número de cuenta solo con números."),
        width="w-number",
        min_length=4,
        max_length=24,
        error_messages={
            "required": _("Escriba el número de una de sus cuentas."),
            "min_length": _("Escriba al menos las últimas 6 cifras de la cuenta."),
            "max_length": _("Revise el número de cuenta: tiene demasiadas cifras."),
        },
    )


class PersonsProduct(Product):
    """The same, of somebody who was born."""

    birth = DateField(
        label=_("Fecha de nacimiento"),
        help_text=_("Día, mes y año, por ejemplo 31/1/1980"),
        wrong=_("Escriba la fecha como día, mes y año, por ejemplo 31/1/1980."),
        year_first=False,
        autocomplete="bday",
    )


class ContactCode(Form):
    """The code that was mailed."""

    field_of: ClassVar = {
        "access.code_wrong": "code",
        "access.code_void": "code",
        "access.code_expired": "code",
    }
    code = DigitsField(
        label=_("Código de 8 cifras"),
        help_text=_("Puede pegarlo con espacios."),
        unreadable=_("Escriba las 8 cifras del código que llegó a su correo."),
        width="w-code",
        autocomplete="one-time-code",
        min_length=8,
        max_length=8,
        error_messages={
            "required": _("Escriba las 8 cifras del código que llegó a su correo."),
            "min_length": _("Escriba las 8 cifras del código que llegó a su correo."),
            "max_length": _("Escriba las 8 cifras del código que llegó a su correo."),
        },
    )


class ChosenName(Form):
    """The user name that the person wishes."""

    field_of: ClassVar = {
        "access.username_unusable": "username",
        "access.username_is_number": "username",
        "access.username_taken": "username",
        "access.names_throttled": "",
    }
    username = TextField(
        label=_("Nombre de usuario"),
        help_text=_("De 4 a 30 letras o números, sin espacios. No use su cédula ni su cuenta."),
        autocomplete="username",
        max_length=60,
        error_messages={
            "required": _("Escriba el nombre de usuario que quiere."),
            "max_length": _("Escriba el nombre de usuario en 30 letras o menos."),
        },
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["username"].widget.attrs.update(
            {"autocapitalize": "none", "spellcheck": "false"}
        )


class Terms(Form):
    """That the person accepts."""

    field_of: ClassVar = {"access.terms_not_accepted": ""}
    accepted = BooleanField(
        label=_("Leí y acepto las condiciones de uso"),
        widget=CheckboxInput(),
        error_messages={
            "required": _("Marque la casilla si acepta. Sin eso no podemos darle acceso en línea.")
        },
    )


class NewPassword(Form):
    """The password that the person wishes."""

    field_of: ClassVar = {
        "access.password_refused": "new",
        "access.username_taken": "",
        "access.already_enrolled": "",
    }
    new = PasswordField(
        label=_("Contraseña"),
        help_text=_("12 caracteres o más. Una frase larga es más fácil de recordar."),
        autocomplete="new-password",
        error_messages={"required": _("Escriba la contraseña que quiere.")},
    )


class Activation(Form):
    """What was handed over at CIS or at a Plataforma, with the document it was made for."""

    field_of: ClassVar = {"access.activation_wrong": ""}
    number = TextField(
        label=_("Número de su documento"),
        help_text=_("Cédula, pasaporte o RUC, el mismo que mostró."),
        width="w-number",
        max_length=40,
        error_messages={
            "required": _("Escriba el número de su documento."),
            "max_length": _("Revise el número del documento: es demasiado largo."),
        },
    )
    code = TextField(
        label=_("Código de activación"),
        help_text=_("16 letras y números, en grupos de cuatro. Los guiones no importan."),
        width="w-number",
        autocomplete="one-time-code",
        max_length=40,
        error_messages={
            "required": _("Escriba el código de activación."),
            "max_length": _("Revise el código: tiene demasiadas letras."),
        },
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.widget.attrs.update({"autocapitalize": "characters", "spellcheck": "false"})


def _documents() -> list[tuple[str, Choice]]:
    examples = unbroken(gettext("Por ejemplo 8-123-4567, E-8-12345 o PE-12-345"))
    companies = gettext("Si el titular es una empresa u otra organización")
    return [
        ("cedula", Choice(gettext("Cédula"), examples)),
        ("passport", Choice(gettext("Pasaporte"))),
        ("ruc", Choice(gettext("RUC"), companies)),
    ]
