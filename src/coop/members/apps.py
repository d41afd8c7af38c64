from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Asociados and terceros: identity documents, contacts, statuses."""

    name = "coop.members"
    label = "members"
