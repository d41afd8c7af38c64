"""Sessions, devices, sign-ins, and failures counted."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from coop.kernel.ids import uuid7


class Session(AbstractBaseSession):
    """A web session that knows its user, so that all of a user's can be ended at once."""

    user_id = models.UUIDField(null=True)
    public_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.TextField(db_default="")
    browser = models.TextField(db_default="")

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = (models.Index(name="access_session_user", fields=["user_id"]),)


class Device(models.Model):
    """A browser that a user asked to be recognised; `secret` is a keyed hash of its cookie."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField()
    browser = models.TextField()
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_device_once", fields=["secret", "user"]),
        )


class SignIn(models.Model):
    """A sign-in that succeeded: last access, what was seen before, why it was unusual if it was."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    address = models.TextField()
    browser = models.TextField()
    wary = models.TextField(db_default="")

    class Meta:
        indexes = (models.Index(name="access_signin_latest", fields=["user", "-at"]),)


class Guard(models.Model):
    """Failed tries for one name on one side; the key is a keyed hash, so names are not kept."""

    key = models.BinaryField(primary_key=True)
    failures = models.IntegerField()
    total = models.IntegerField(db_default=0)
    blocked_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField()
