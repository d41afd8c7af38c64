from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only trail of who did what; actors and subjects are opaque ids."""

    name = "coop.audit"
    label = "audit"
