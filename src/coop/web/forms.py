"""What members may type, page by page."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput
from django.utils.translation import gettext_lazy as _

from coop.pages.fields import (
    Choice,
    DateField,
    DigitsField,
    MoneyField,
    PasswordField,
    PickOne,
    TextField,
)
from coop.pages.forms import Form, MoneyForm
from coop.payees.rules import LONGEST_ALIAS as LONGEST_PAYEE_ALIAS
from coop.payees.rules import LONGEST_NAME
from coop.products.rename_account import LONGEST_ALIAS
from coop.transfers.rules import LONGEST_MEMO


class Amount(MoneyForm):
    """Amount, memo and the account that pays: what every transfer asks."""

    field_of: ClassVar = {
        "transfers.not_enough_funds": "amount",
        "transfers.amount_out_of_range": "amount",
        "orders.above_order_limit": "amount",
        "orders.above_day_limit": "amount",
        "orders.above_month_limit": "amount",
        "orders.above_new_payee_limit": "amount",
        "orders.above_wary_limit": "amount",
        "products.account_not_debitable": "origin",
        "transfers.same_account": "origin",
        "transfers.memo_too_long": "memo",
        "transfers.destination_closed": "",
        "transfers.destination_own": "",
        "transfers.minors_money": "",
        "orders.drafts_too_many": "",
    }
    origin = PickOne(
        label=_("¿De qué cuenta sale?"),
        error_messages={"required": _("Elija la cuenta de la que sale el dinero.")},
    )
    amount = MoneyField(label=_("¿Cuánto?"), help_text=_("En balboas, por ejemplo 50.00"))
    memo = TextField(
        label=_("Motivo (opcional)"),
        help_text=_("Queda en el comprobante de las dos personas."),
        required=False,
        max_length=LONGEST_MEMO,
        error_messages={"max_length": _("Escriba el motivo en 80 letras o menos.")},
    )

    def __init__(
        self, *arguments: Any, origins: Sequence[tuple[str, Choice]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        _choose(self, "origin", origins)


class OwnTransfer(Amount):
    """From one account to another of the same person."""

    field_order = ("origin", "destination", "amount", "memo")
    field_of: ClassVar = {**Amount.field_of, "products.account_not_creditable": "destination"}
    destination = PickOne(
        label=_("¿A qué cuenta va?"),
        error_messages={"required": _("Elija la cuenta a la que va el dinero.")},
    )

    def __init__(
        self, *arguments: Any, destinations: Sequence[tuple[str, Choice]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["memo"].help_text = _("Queda en su comprobante.")
        _choose(self, "destination", destinations)

    def clean_destination(self) -> str:
        """Return the destination.

        Raises:
            ValidationError: it is the origin.
        """
        destination = str(self.cleaned_data["destination"])
        if destination == self.cleaned_data.get("origin"):
            raise ValidationError(_("Elija una cuenta distinta de la de origen."), code="same")
        return destination


class NewPayee(Form):
    """The account and the name of the person to whom money will go."""

    number = DigitsField(
        label=_("Número de cuenta"),
        help_text=_("Solo números; puede pegarlo con espacios o guiones."),
        unreadable=_("Escriba el número de cuenta solo con números."),
        width="w-number",
        max_length=32,
        error_messages={
            "required": _("Escriba el número de cuenta."),
            "max_length": _("Revise el número de cuenta: tiene demasiadas cifras."),
        },
    )
    name = TextField(
        label=_("Nombre de la persona"),
        help_text=_("Nombre y apellido, como está registrada en la Cooperativa."),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Escriba el nombre de la persona."),
            "max_length": _("Escriba el nombre en 120 letras o menos."),
        },
    )


class PayeeAlias(Form):
    """How the member calls a payee."""

    alias = TextField(
        label=_("¿Cómo lo llama usted? (opcional)"),
        help_text=_("Solo usted lo ve."),
        required=False,
        max_length=LONGEST_PAYEE_ALIAS,
        error_messages={"max_length": _("Escriba el nombre en 40 letras o menos.")},
    )


class ConfirmPayee(PayeeAlias):
    """A payee whose holder was shown, with what was typed to find it."""

    field_of: ClassVar = {
        "payees.alias_too_long": "alias",
        "payees.own_account": "",
        "payees.payees_too_many": "",
    }
    number = CharField(widget=HiddenInput, max_length=32)
    name = CharField(widget=HiddenInput, max_length=LONGEST_NAME)

    def hidden_whole(self) -> bool:
        """Tell whether the page sent back what it carried."""
        self.full_clean()
        return not {"number", "name"} & set(self.errors)


class Alias(Form):
    """How the member calls an account."""

    alias = TextField(
        label=_("Nombre de la cuenta"),
        help_text=_("Solo usted lo ve. Déjelo vacío para usar el nombre del producto."),
        required=False,
        max_length=LONGEST_ALIAS,
        error_messages={"max_length": _("Escriba el nombre en 40 letras o menos.")},
    )


class _Search(Form):
    texto = TextField(
        label=_("Palabras"),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Busque con 60 letras o menos.")},
    )
    desde = DateField(label=_("Desde"), required=False)
    hasta = DateField(label=_("Hasta"), required=False)

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("desde"), values.get("hasta")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("hasta", _("Elija un día igual o posterior a «Desde»."))
        return values


class SearchMovements(_Search):
    """Words, days and amounts of movements."""

    minimo = MoneyField(label=_("Monto desde"), required=False, zero_allowed=True)
    maximo = MoneyField(label=_("Monto hasta"), required=False, zero_allowed=True)


class SearchOrders(_Search):
    """Words and days of the history."""


class Limits(Form):
    """A person's own limits, in cents."""

    field_of: ClassVar = {"orders.limit_out_of_range": ""}
    order = MoneyField(label=_("Por transferencia"), zero_allowed=True)
    day = MoneyField(label=_("En 24 horas"), zero_allowed=True)
    month = MoneyField(label=_("En 30 días"), zero_allowed=True)


class ChangePassword(Form):
    """The present password and the new one."""

    field_of: ClassVar = {
        "access.password_wrong": "current",
        "access.password_refused": "new",
    }
    current = PasswordField(
        label=_("Contraseña de ahora"),
        autocomplete="current-password",
        error_messages={"required": _("Escriba su contraseña de ahora.")},
    )
    new = PasswordField(
        label=_("Contraseña nueva"),
        help_text=_("12 caracteres o más. Una frase larga es más fácil de recordar."),
        autocomplete="new-password",
        error_messages={"required": _("Escriba la contraseña nueva.")},
    )


class ReceiptCode(Form):
    """The code printed on a receipt."""

    field_of: ClassVar = {
        "orders.receipt_not_found": "code",
        "orders.receipt_throttled": "code",
    }
    code = TextField(
        label=_("Código del comprobante"),
        help_text=_("Está arriba en el comprobante; puede pegarlo con guiones."),
        width="w-number",
        max_length=40,
        error_messages={
            "required": _("Escriba el código del comprobante."),
            "max_length": _("Revise el código: tiene demasiadas letras."),
        },
    )


def _choose(form: Form, name: str, choices: Sequence[tuple[str, Choice]]) -> None:
    field = form.fields[name]
    assert isinstance(field, PickOne)
    field.choices = choices
    if len(choices) == 1 and not form.initial.get(name):
        form.initial[name] = choices[0][0]
