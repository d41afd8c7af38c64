"""Tables and constraints, private to this room."""

from django.db import models
from django.db.models import Q

from coop.kernel.ids import uuid7
from coop.members.documents import DOCUMENT_TYPES

KINDS = ("asociado", "tercero")
STATUSES = ("active", "left", "deceased")
CONTACT_KINDS = ("email", "mobile", "landline")


class Person(models.Model):
    """An asociado or a tercero: a natural person or a company."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)
    document_type = models.CharField(max_length=10)
    document_country = models.CharField(max_length=2, default="PA")
    document_number = models.CharField(max_length=30)
    document_check_digits = models.CharField(max_length=2, default="", blank=True)
    given_names = models.CharField(max_length=120)
    family_names = models.CharField(max_length=120, default="", blank=True)
    search_name = models.CharField(max_length=250)
    birth_date = models.DateField(null=True, blank=True)
    joined_date = models.DateField()
    chapter = models.CharField(max_length=80, default="", blank=True)
    retired = models.BooleanField(default=False)
    province = models.CharField(max_length=40, default="", blank=True)
    district = models.CharField(max_length=60, default="", blank=True)
    township = models.CharField(max_length=60, default="", blank=True)
    street = models.CharField(max_length=160, default="", blank=True)
    language = models.CharField(max_length=2, default="es")
    status = models.CharField(max_length=10, default="active")

    class Meta:
        db_table = "members_person"
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(
                fields=["document_type", "document_country", "document_number"],
                name="members_document_unique",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="members_kind_known"),
            models.CheckConstraint(
                condition=Q(document_type__in=DOCUMENT_TYPES),
                name="members_document_type_known",
            ),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="members_status_known"),
            models.CheckConstraint(
                condition=Q(language__in=("es", "en")), name="members_language_known"
            ),
        ]


class Contact(models.Model):
    """An e-mail address or a telephone of a person, in the order in which they were given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=254)
    position = models.SmallIntegerField(default=0)
    on_file = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "members_contact"
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(
                fields=["person", "kind", "value"], name="members_contact_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CONTACT_KINDS), name="members_contact_kind_known"
            ),
        ]
