from django.apps import AppConfig


class PayeesConfig(AppConfig):
    """Saved third parties, confirmed by holder name."""

    name = "coop.payees"
    label = "payees"
