from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """What people hold with us; `reach` is the only door to "my account"."""

    name = "coop.products"
    label = "products"
