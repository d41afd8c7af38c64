"""Tables and constraints, private to this room."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

import coop.access.errand_models
import coop.access.personal_models  # noqa: F401 - as above
from coop.kernel.ids import uuid7


class Users(BaseUserManager["User"]):
    """Finds users by their folded name, as Django's own code asks for it."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of a folded name."""
        return self.get(username=username)


class User(AbstractBaseUser):
    """A member or one of the staff; `username` is folded, `shown_name` as it was typed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    username = models.TextField()
    shown_name = models.TextField()
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.TextField(default="member")
    status = models.TextField(default="active")
    created_at = models.DateTimeField()
    password_changed_at = models.DateTimeField()
    password_due = models.BooleanField(default=False, db_default=False)  # on evidence only
    contacts_confirmed_at = models.DateTimeField(null=True)
    personalised_at = models.DateTimeField(null=True)
    last_login = None  # SignIn rows tell it, and more

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ()  # type: ignore[assignment]  # django-stubs asks for a list
    objects = Users()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="access_user_name_once", fields=["username"]),
            models.UniqueConstraint(name="access_user_person_once", fields=["person"]),
            models.CheckConstraint(
                name="access_user_kind_known", condition=Q(kind__in=["member", "staff"])
            ),
            models.CheckConstraint(
                name="access_user_status_known", condition=Q(status__in=["active", "blocked"])
            ),
            models.CheckConstraint(
                name="access_user_member_is_person",
                condition=~Q(kind="member") | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="access_user_staff_has_no_password",
                condition=~Q(kind="staff") | Q(person__isnull=True, password__startswith="!"),  # noqa: S106 - the sign of none
            ),
        )

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django declares a plain attribute
        """Whether the user may enter."""
        return self.status == "active"


class Staff(models.Model):
    """One of the cooperative's people; `joined_at` is when they first registered a passkey."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.PROTECT, related_name="staff"
    )
    invited_by = models.TextField()
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="access_staff_first_link_once",
                fields=["invited_by"],
                condition=Q(invited_by="first_link"),
            ),
        )


class StaffRole(models.Model):
    """A role of one of the staff, from when it was given until it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    granted_at = models.DateTimeField()
    granted_by = models.TextField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="access_staff_role_once",
                fields=["user", "role"],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="access_staff_role_known",
                condition=Q(role__in=["cis", "plataforma", "operations", "auditor", "admin"]),
            ),
        )


class CallProof(models.Model):
    """A telephone call in which both sides prove themselves; `code` is said aloud, no secret."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    status = models.TextField(default="waiting")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_call_proof_status_known",
                condition=Q(status__in=["waiting", "confirmed", "refused", "void"]),
            ),
            models.UniqueConstraint(
                name="access_call_proof_one_waiting",
                fields=["user"],
                condition=Q(status="waiting"),
            ),
        )


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
