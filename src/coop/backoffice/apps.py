from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    """The pages of the cooperative's own people."""

    name = "coop.backoffice"
    label = "backoffice"
