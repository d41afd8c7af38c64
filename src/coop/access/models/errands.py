"""Codes that are mailed or handed over, and errands of who is not signed in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coop.kernel.ids import uuid7


class ContactCode(models.Model):
    """A code mailed to contacts on file; `person` is empty where it was mailed to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    purpose = models.TextField()
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    hash = models.BinaryField()
    status = models.TextField(default="open")
    wrong = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_contact_code_status_known",
                condition=Q(status__in=["open", "used", "void"]),
            ),
            models.CheckConstraint(
                name="access_contact_code_ends_after_it_begins",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        )


class OneTimeCode(models.Model):
    """A code handed over on paper or by mail, for one purpose and one person or user."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    purpose = models.TextField()
    hash = models.BinaryField()
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.TextField()
    status = models.TextField(default="open")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_one_time_code_hash_once", fields=["hash"]),
            models.CheckConstraint(
                name="access_one_time_code_status_known",
                condition=Q(status__in=["open", "used", "void"]),
            ),
            models.CheckConstraint(
                name="access_one_time_code_ends_after_it_begins",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        )


class Errand(models.Model):
    """What somebody who is not signed in came for, and how far it has got.

    `facts` is what was typed, sealed. `person` and `user` stay empty where nobody matches.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.TextField()
    status = models.TextField(default="asked")
    facts = models.TextField()
    language = models.TextField(default="es")
    code_id = models.UUIDField(null=True)
    looked_at = models.DateTimeField(null=True)
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    one_time_code_id = models.UUIDField(null=True)
    username = models.TextField(default="")
    name_tries = models.IntegerField(default=0)
    terms_version = models.TextField(default="")
    terms_at = models.DateTimeField(null=True)
    factor_tries = models.IntegerField(default=0)
    factor_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_errand_kind_known",
                condition=Q(
                    kind__in=["enrolment", "activation", "password", "username", "assisted"]
                ),
            ),
            models.CheckConstraint(
                name="access_errand_status_known",
                condition=Q(status__in=["asked", "proved", "done", "void"]),
            ),
            models.CheckConstraint(
                name="access_errand_ends_after_it_begins",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        )
        indexes = (models.Index(name="access_errand_expires", fields=["expires_at"]),)


class AssistedRecovery(models.Model):
    """A recovery that staff began and the person answers: whether it matched, and no more."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code_id = models.UUIDField()
    started_by = models.TextField()
    status = models.TextField(default="waiting")
    tries = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_assisted_code_once", fields=["code_id"]),
            models.CheckConstraint(
                name="access_assisted_status_known",
                condition=Q(status__in=["waiting", "matched", "not_matched", "void"]),
            ),
        )


class TermsAcceptance(models.Model):
    """That a user accepted one version of the terms of use, when, and in which language."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.TextField()
    language = models.TextField()
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_terms_once", fields=["user", "version"]),
        )
