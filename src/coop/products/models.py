"""Tables and constraints, private to this room."""

from django.db import models
from django.db.models import Q

from coop.kernel.ids import uuid7
from coop.products.rules import STATUSES


class Account(models.Model):
    """What a titular holds of one product type; its money is in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=20)
    type_code = models.CharField(max_length=40)
    titular = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="accounts")
    status = models.CharField(max_length=10, default="active")
    status_reason = models.CharField(max_length=160, default="", blank=True)
    alias = models.CharField(max_length=40, default="", blank=True)
    opened_date = models.DateField()
    matures_date = models.DateField(null=True, blank=True)
    ledger_account = models.BigIntegerField()

    class Meta:
        db_table = "products_account"
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["number"], name="products_number_unique"),
            models.UniqueConstraint(
                fields=["ledger_account"], name="products_ledger_account_unique"
            ),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="products_status_known"),
            models.CheckConstraint(
                condition=~Q(status="blocked") | ~Q(status_reason=""),
                name="products_blocked_has_reason",
            ),
        ]


class Holder(models.Model):
    """Someone beside the titular: a co-holder, or the representative of a minor titular."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="holders", db_index=False
    )
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="held_accounts"
    )
    role = models.CharField(max_length=15)

    class Meta:
        db_table = "products_holder"
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["account", "person"], name="products_holder_unique"),
            models.CheckConstraint(
                condition=Q(role__in=("co_holder", "representative")),
                name="products_holder_role_known",
            ),
        ]
