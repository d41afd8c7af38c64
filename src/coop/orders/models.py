"""Tables and constraints, private to this room. Guards that SQL alone can hold: sql/guard.sql."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coop.kernel.ids import uuid7
from coop.orders.rules import SPENDING, WRONG_PROOFS_ALLOWED, Status


class Order(models.Model):
    """One instruction. Its id is the draft's, the idempotency key and the ledger entry's."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    family = models.TextField()
    limit_group = models.TextField()
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.TextField(default="DRAFTED")
    revision = models.IntegerField(default=1)
    origin_account = models.UUIDField()
    destination_account = models.UUIDField()
    payee = models.UUIDField(null=True)
    counterparty = models.UUIDField(null=True)
    amount_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    total_cents = models.BigIntegerField()
    memo = models.TextField()
    effective_date = models.DateField()
    content = models.JSONField()
    digest = models.BinaryField()
    search = models.TextField()
    wrong_proofs = models.SmallIntegerField(default=0)
    drafted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    authorized_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    method = models.TextField(default="")
    receipt_code = models.TextField(null=True)  # noqa: DJ001 - null, so that it can be unique

    class Meta:
        constraints = (
            models.UniqueConstraint(name="orders_receipt_code_once", fields=["receipt_code"]),
            models.CheckConstraint(
                name="orders_status_known", condition=Q(status__in=[str(s) for s in Status])
            ),
            models.CheckConstraint(
                name="orders_amount_positive", condition=Q(amount_cents__gt=0, fee_cents__gte=0)
            ),
            models.CheckConstraint(
                name="orders_total_adds_up",
                condition=Q(total_cents=F("amount_cents") + F("fee_cents")),
            ),
            models.CheckConstraint(
                name="orders_not_to_itself",
                condition=~Q(origin_account=F("destination_account")),
            ),
            models.CheckConstraint(
                name="orders_proofs_counted",
                condition=Q(wrong_proofs__gte=0, wrong_proofs__lte=WRONG_PROOFS_ALLOWED),
            ),
            models.CheckConstraint(
                name="orders_spending_is_authorized",
                condition=~Q(status__in=sorted(str(s) for s in SPENDING))
                | Q(authorized_at__isnull=False),
            ),
            models.CheckConstraint(
                name="orders_posted_has_receipt",
                condition=Q(posted_at__isnull=True) | Q(receipt_code__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                name="orders_spent",
                fields=["person", "limit_group", "authorized_at"],
                include=["total_cents", "status"],
                condition=Q(authorized_at__isnull=False),
            ),
            models.Index(
                name="orders_to_counterparty",
                fields=["person", "counterparty", "authorized_at"],
                condition=Q(authorized_at__isnull=False, counterparty__isnull=False),
            ),
            models.Index(
                name="orders_history",
                fields=["person", "family", "-authorized_at", "-id"],
                condition=Q(authorized_at__isnull=False),
            ),
            models.Index(
                name="orders_drafts", fields=["person", "expires_at"], condition=Q(status="DRAFTED")
            ),
            models.Index(
                name="orders_expiring", fields=["expires_at"], condition=Q(status="DRAFTED")
            ),
        )


class Event(models.Model):
    """One step of an order's life: the tracker. Only ever added."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    status = models.TextField()
    at = models.DateTimeField()
    note = models.TextField(default="")


class PersonalLimit(models.Model):
    """A person's own lower limits for a group; a raise waits in `next_` until `raise_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    limit_group = models.TextField()
    order_cents = models.BigIntegerField()
    day_cents = models.BigIntegerField()
    month_cents = models.BigIntegerField()
    next_order_cents = models.BigIntegerField(null=True)
    next_day_cents = models.BigIntegerField(null=True)
    next_month_cents = models.BigIntegerField(null=True)
    raise_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="orders_personal_limit_once", fields=["person", "limit_group"]
            ),
            models.CheckConstraint(
                name="orders_personal_limit_whole",
                condition=Q(
                    raise_at__isnull=True,
                    next_order_cents__isnull=True,
                    next_day_cents__isnull=True,
                    next_month_cents__isnull=True,
                )
                | Q(
                    raise_at__isnull=False,
                    next_order_cents__isnull=False,
                    next_day_cents__isnull=False,
                    next_month_cents__isnull=False,
                ),
            ),
        )
