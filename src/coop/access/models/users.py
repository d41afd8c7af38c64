"""Users, the roles of staff, and a call between the two."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

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
    sessions_end_at = models.DateTimeField(null=True)  # what a sign-in before it began is over
    session_kept = models.UUIDField(null=True)  # but for the session of this public id
    errands_end_at = models.DateTimeField(null=True)  # recoveries begun before it are over
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


class StaffNotice(models.Model):
    """What one of the staff is told about a colleague, until they say that they saw it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    what = models.TextField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="access_staff_notice_what_known",
                condition=Q(what__in=["code_given", "passkey_added"]),
            ),
        )
        indexes = (
            models.Index(
                name="access_staff_notice_unseen",
                fields=["user", "at"],
                condition=Q(seen_at__isnull=True),
            ),
        )


class CallProof(models.Model):
    """A telephone call in which both sides prove themselves; `code` is said aloud, no secret."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code = models.TextField()
    purpose = models.TextField(default="question", db_default="question")
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
            models.CheckConstraint(
                name="access_call_proof_purpose_known",
                condition=Q(
                    purpose__in=[
                        "question",
                        "movement",
                        "access",
                        "recovery",
                        "contacts",
                        "product",
                    ]
                ),
            ),
            models.UniqueConstraint(
                name="access_call_proof_one_waiting",
                fields=["user"],
                condition=Q(status="waiting"),
            ),
        )
