from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Four eyes: asked by one, decided by another, used once."""

    name = "coop.approvals"
    label = "approvals"
