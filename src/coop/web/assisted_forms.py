"""What somebody types to recover access with the help of staff."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from coop.pages.fields import TextField
from coop.pages.forms import Form
from coop.web.enrolment_forms import Activation


class AssistedCode(Activation):
    """The document, and the code that staff had sent."""

    field_of: ClassVar = {"access.assisted_code_wrong": ""}
    code = TextField(
        label=_("Código de recuperación con ayuda"),
        help_text=_("16 letras y números, en grupos de cuatro. Los guiones no importan."),
        width="w-number",
        autocomplete="one-time-code",
        max_length=40,
        error_messages={
            "required": _("Escriba el código que recibió."),
            "max_length": _("Revise el código: tiene demasiadas letras."),
        },
    )


class Answer(Form):
    """The answer to a security question; its label is the question."""

    field_of: ClassVar = {
        "access.answer_wrong": "answer",
        "access.answers_throttled": "answer",
    }
    answer = TextField(
        label="",
        help_text=_("Mayúsculas, acentos y espacios no importan."),
        max_length=200,
        error_messages={
            "required": _("Escriba su respuesta."),
            "max_length": _("Escriba la respuesta en 200 letras o menos."),
        },
    )
