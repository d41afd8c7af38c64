from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """One instruction's life, whatever its kind: draft, authorize, transitions, limits, receipt."""

    name = "coop.orders"
    label = "orders"
