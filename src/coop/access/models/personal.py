"""What a person settled: picture, answers, recovery codes, a new address."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coop.kernel.ids import uuid7


class Image(models.Model):
    """A user's picture and phrase against false sites, sealed together by the factor key."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.TextField()
    set_at = models.DateTimeField()


class Answer(models.Model):
    """The slow hash of an answer; `asked` marks the question that stays until it is answered."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    answer = models.TextField()
    asked = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_answer_once", fields=["user", "question"]),
            models.UniqueConstraint(
                name="access_answer_asked_one", fields=["user"], condition=Q(asked=True)
            ),
        )


class RecoverySet(models.Model):
    """The salt of a user's present recovery codes; `kept_at` once the person says to have them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    salt = models.TextField()
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """The slow hash of one recovery code, made with its set's salt."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    encoded = models.TextField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_recovery_code_once", fields=["user", "encoded"]),
        )


class ContactChange(models.Model):
    """An e-mail address to take the place of another once the code sent to it comes back."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    old = models.TextField()
    new = models.TextField()
    code_id = models.UUIDField()
    status = models.TextField(default="open")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="access_contact_change_one_open",
                fields=["user"],
                condition=Q(status="open"),
            ),
            models.CheckConstraint(
                name="access_contact_change_status_known",
                condition=Q(status__in=["open", "done", "void"]),
            ),
        )
