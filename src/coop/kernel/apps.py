from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The kernel's one table: the offset of the business clock."""

    name = "coop.kernel"
    label = "kernel"
