"""Tables and constraints, private to this room."""

from django.db import models
from django.db.models import Q

from coop.kernel.ids import uuid7


class Payee(models.Model):
    """A third party's account that a person saved; removed ones stay, for the orders to them."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.UUIDField()
    number = models.TextField()
    holder_name = models.TextField()
    alias = models.TextField()
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="payees_account_once",
                fields=["person", "account"],
                condition=Q(removed_at__isnull=True),
            ),
        )
