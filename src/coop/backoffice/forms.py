"""What staff may type, page by page."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coop.access.desk.call import Purpose
from coop.access.staff.rules import Role
from coop.approvals.rules import LONGEST_REASON
from coop.backoffice import words
from coop.pages import calls, masks
from coop.pages.fields import Choice, DateField, PickOne, TextField
from coop.pages.forms import Form

ON_PAPER = "papel"
NAME_REQUIRED = _("Escriba el nombre completo.")


class Passkey(Form):
    """Nothing is typed: the device answers."""

    field_of: ClassVar = {
        "access.passkey_refused": "",
        "access.ceremony_over": "",
        "access.passkey_present": "",
        "access.not_staff": "",
        "access.too_many": "",
    }


class FirstLink(Form):
    """The first administrator's link and name."""

    field_of: ClassVar = {
        "access.first_link_closed": "code",
        "access.first_link_too_many": "code",
        "access.staff_name_unusable": "name",
        "access.staff_name_taken": "name",
    }
    code = TextField(
        label=_("Código del enlace"),
        help_text=_("Lo que sigue al signo # en el enlace que imprimió el sistema."),
        max_length=60,
        error_messages={"required": _("Escriba el código del enlace.")},
    )
    name = TextField(
        label=_("Su nombre completo"),
        autocomplete="name",
        max_length=60,
        error_messages={"required": NAME_REQUIRED},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["code"].widget.attrs.update({"data-fragment": "", "spellcheck": "false"})


class Invitation(Form):
    """The code that an administrator handed over."""

    field_of: ClassVar = {"access.invitation_closed": "code", "access.invitations_too_many": "code"}
    code = TextField(
        label=_("Código de invitación"),
        help_text=_("16 letras y números; puede pegarlo con guiones."),
        width="w-number",
        autocomplete="one-time-code",
        max_length=60,
        error_messages={"required": _("Escriba el código de invitación.")},
    )


class Search(Form):
    """A document, a name or an account's number."""

    texto = TextField(
        label=_("Documento, nombre o número de cuenta"),
        max_length=80,
        error_messages={
            "required": _("Escriba un documento, un nombre o un número de cuenta."),
            "max_length": _("Busque con 80 letras o menos."),
        },
    )


class Reason(Form):
    """Why something is done."""

    field_of: ClassVar = {
        "access.questions_missing": "",
        "approvals.reason_missing": "reason",
        "approvals.already_asked": "",
        "approvals.already_decided": "",
        "approvals.request_expired": "",
        "approvals.own_request": "",
        "approvals.done_to_yourself": "",
        "access.not_enrolled": "",
        "access.already_blocked": "",
        "access.not_blocked": "",
        "access.last_administrator": "",
        "access.never_joined": "",
        "access.nobody_decides": "",
        "access.not_yourself": "",
    }
    reason = TextField(
        label=_("Motivo"),
        help_text=_("Queda en el rastro. No escriba contraseñas, códigos ni números completos."),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Escriba el motivo."),
            "max_length": _("Escriba el motivo en 300 letras o menos."),
        },
    )

    def more(self) -> dict[str, Any]:
        """Return what the verb takes besides the reason."""
        return {}


class Decision(Reason):
    """Yes or no, and why."""

    field_order = ("decision", "reason")
    decision = PickOne(
        label=_("Su decisión"), error_messages={"required": _("Elija una decisión.")}
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["decision"]
        assert isinstance(field, PickOne)
        field.choices = (
            ("si", Choice(gettext("Aprobar y hacer"))),
            ("no", Choice(gettext("Rechazar"))),
        )


class Seen(Form):
    """That the document was seen."""

    checked = forms.BooleanField(
        label=_("Revisé su documento de identidad y es la persona"), required=False
    )


class Handing(Seen):
    """How a code reaches the person."""

    field_order = ("reason", "way", "checked")
    way = PickOne(
        label=_("¿Cómo recibe el código?"),
        error_messages={"required": _("Elija cómo recibe el código.")},
    )

    def __init__(self, *arguments: Any, addresses: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **{"initial": {"way": ON_PAPER}, **options})
        self.addresses = addresses
        field = self.fields["way"]
        assert isinstance(field, PickOne)
        paper = Choice(gettext("En papel"), gettext("Se muestra una vez, para imprimirlo."))
        hidden = gettext("Usted no lo verá.")
        field.choices = [
            (ON_PAPER, paper),
            *(
                (str(at), Choice(_by_mail(address), hidden))
                for at, address in enumerate(addresses, 1)
            ),
        ]

    def to(self) -> str:
        """Return the address that was chosen; empty is on paper."""
        way = self.cleaned_data["way"]
        return "" if way == ON_PAPER else self.addresses[int(way) - 1]


class Activation(Handing):
    """How the activation code reaches the person."""

    field_of: ClassVar = {
        "access.document_unchecked": "checked",
        "access.address_unfit": "way",
        "access.no_active_product": "",
        "access.minors_enrolment": "",
    }


class Help(Handing, Reason):
    """Why a recovery begins, and how its code reaches the person."""

    field_of: ClassVar = {
        **Reason.field_of,
        "access.document_unchecked": "checked",
        "access.address_unfit": "way",
    }


class CallPurpose(Form):
    """What a call is about."""

    purpose = forms.ChoiceField(
        label=_("Para qué llama"), widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, calls.purpose(one)) for one in Purpose]


class Reset(Seen, Reason):
    """Why a member's factors go, and whether the document was seen."""

    field_order = ("reason", "checked")
    field_of: ClassVar = {**Reason.field_of, "access.identity_unproven": "checked"}

    def more(self) -> dict[str, Any]:
        """Return what the verb takes besides the reason."""
        return {"document_checked": self.cleaned_data["checked"]}


def _by_mail(address: str) -> str:
    return gettext("Por correo, a {address}").format(address=masks.email(address))


class Roles(Form):
    """Which roles somebody holds, each a field of its own: no parameter stands twice."""

    def __init__(self, *arguments: Any, held: Collection[Role] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        for one in Role:
            self.fields[f"role_{one.value}"] = forms.BooleanField(
                label=words.role(one),
                help_text=gettext(words.ROLE_HINTS[one]),
                required=False,
                initial=one in held,
            )

    def boxes(self) -> list[forms.BoundField]:
        """Return the fields of the roles, for the template."""
        return [self[f"role_{one.value}"] for one in Role]

    def roles(self) -> frozenset[Role]:
        """Return the roles that were ticked."""
        return frozenset(one for one in Role if self.cleaned_data[f"role_{one.value}"])


class Invite(Roles):
    """A new one of the staff."""

    field_of: ClassVar = {
        "access.staff_name_unusable": "name",
        "access.staff_name_taken": "name",
        "approvals.reason_missing": "reason",
    }
    name = TextField(
        label=_("Nombre completo"),
        help_text=_("Así lo leerán los asociados cuando esta persona los llame."),
        max_length=60,
        error_messages={"required": NAME_REQUIRED},
    )
    reason = TextField(
        label=_("Motivo"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Escriba el motivo.")},
    )


class ChangeRoles(Roles, Reason):
    """Other roles, and why."""


class TrailFilter(Form):
    """Which rows of the trail are shown."""

    sala = forms.ChoiceField(
        label=_("Tema"),
        required=False,
        choices=[
            ("", _("Todos")),
            ("access", _("Acceso")),
            ("approvals", _("Aprobaciones")),
            ("backoffice", _("Personal")),
            ("orders", _("Instrucciones")),
            ("payees", _("Beneficiarios")),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    quien = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": _("Elija otra vez.")}
    )
    desde = DateField(label=_("Desde"), required=False)
    hasta = DateField(label=_("Hasta"), required=False)
