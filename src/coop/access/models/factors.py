"""Codes and tokens of a user, questions to a device, and what an order asks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coop.kernel.ids import uuid7


class TotpStep(models.Model):
    """The last time step whose code was taken; only ever forwards."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    step = models.BigIntegerField()


class Token(models.Model):
    """A phone that answers for the user; its key is sealed, and forgotten when it is revoked."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    status = models.TextField(default="active")
    sealed = models.TextField()
    paired_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_token_key_while_active",
                condition=(Q(status="active") & ~Q(sealed="")) | Q(status="revoked", sealed=""),
            ),
        )


class TokenPairing(models.Model):
    """A phone on its way to be a token; `secret` is a keyed hash, `sealed` the key it agreed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField()
    status = models.TextField(default="open")
    sealed = models.TextField(default="")
    nonce = models.TextField(default="")
    name = models.TextField(default="")
    wrong = models.IntegerField(default=0)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_token_pairing_secret_once", fields=["secret"]),
            models.UniqueConstraint(
                name="access_token_pairing_one_live",
                fields=["user"],
                condition=Q(status__in=["open", "joined"]),
            ),
            models.CheckConstraint(
                name="access_token_pairing_status_known",
                condition=Q(status__in=["open", "joined", "done", "void"]),
            ),
        )


class TokenAnswer(models.Model):
    """A number that a user's token has answered: never again for the same purpose."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    purpose = models.TextField()
    nonce = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="access_token_answer_once", fields=["user", "purpose", "nonce"]
            ),
        )


class Ceremony(models.Model):
    """A question to a device that holds passkeys; its answer, right or wrong, takes it away."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    purpose = models.TextField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    challenge = models.BinaryField()
    data = models.JSONField(default=dict)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_ceremony_purpose_known",
                condition=Q(purpose__in=["register", "sign_in", "prove"]),
            ),
            models.CheckConstraint(
                name="access_ceremony_has_user",
                condition=Q(purpose="sign_in") | Q(user__isnull=False),
            ),
        )


class Challenge(models.Model):
    """The proof asked for one order's digest; wrong ones stay counted when it is issued again."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField()
    nonce = models.BinaryField(db_default=b"")
    token_nonce = models.TextField(db_default="")
    method = models.TextField()
    status = models.TextField(default="open")
    wrong = models.IntegerField(default=0)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_challenge_once", fields=["user", "digest"]),
            models.CheckConstraint(
                name="access_challenge_status_known",
                condition=Q(status__in=["open", "redeemed", "void"]),
            ),
            models.CheckConstraint(
                name="access_challenge_ends_after_it_begins",
                condition=Q(expires_at__gt=F("issued_at")),
            ),
        )
