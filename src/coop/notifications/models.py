"""Tables and constraints, private to this room."""

from django.db import models
from django.db.models import Q

from coop.kernel.ids import uuid7


class Notice(models.Model):
    """One mail to one address. `data` holds the facts; the words are made when it leaves."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person_id = models.UUIDField(null=True)
    address = models.TextField()
    template = models.TextField()
    data = models.JSONField()
    language = models.TextField()
    about = models.UUIDField(null=True)
    status = models.TextField(default="waiting")
    tries = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    trouble = models.TextField(default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="notifications_notice_status_known",
                condition=Q(status__in=["waiting", "sent", "rejected", "given_up"]),
            ),
            models.CheckConstraint(
                name="notifications_notice_sent_has_time",
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
            ),
        )
        indexes = (
            models.Index(
                name="notifications_notice_waiting",
                fields=["try_at"],
                condition=Q(status="waiting"),
            ),
        )
