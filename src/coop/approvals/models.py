"""Tables and constraints, private to this room."""

from django.db import models
from django.db.models import F, Q

from coop.approvals.rules import Status
from coop.kernel.ids import uuid7


class Request(models.Model):
    """One act that waits for, or has got, a second pair of eyes. Only its status moves."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.TextField()
    subject = models.TextField()
    facts = models.JSONField()
    digest = models.BinaryField()
    reason = models.TextField()
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.TextField(default=Status.WAITING.value)
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(default="")
    used_by = models.TextField(default="")
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="approvals_status_known",
                condition=Q(status__in=[status.value for status in Status]),
            ),
            models.CheckConstraint(
                name="approvals_decided_by_another",
                condition=~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="approvals_not_by_its_subject",
                condition=~Q(decided_by=F("subject")) & ~Q(used_by=F("subject")),
            ),
            models.CheckConstraint(
                name="approvals_used_by_another", condition=~Q(used_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="approvals_decision_has_its_maker",
                condition=Q(status__in=["approved", "refused", "used"], decided_by__gt="")
                | Q(status__in=["waiting", "withdrawn", "expired"], decided_by=""),
            ),
            models.CheckConstraint(
                name="approvals_ends_after_it_begins", condition=Q(expires_at__gt=F("asked_at"))
            ),
            models.UniqueConstraint(
                name="approvals_asked_once",
                fields=["kind", "digest"],
                condition=Q(status="waiting"),
            ),
        )
        indexes = (
            models.Index(
                name="approvals_waiting", fields=["expires_at"], condition=Q(status="waiting")
            ),
            models.Index(name="approvals_subject", fields=["subject", "-asked_at"]),
        )
