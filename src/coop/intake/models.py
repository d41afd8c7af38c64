"""Tables and constraints, private to this room."""

from django.db import models

from coop.kernel.ids import uuid7


class Load(models.Model):
    """One intake that was loaded: what was in it, so that the same files are known again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fingerprint = models.CharField(max_length=64)
    people = models.BigIntegerField()
    accounts = models.BigIntegerField()
    movements = models.BigIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "intake_load"
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["fingerprint"], name="intake_fingerprint_unique"),
        ]
