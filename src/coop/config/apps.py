from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Fills every room's ports once Django has loaded the rooms."""

    name = "coop.config"
    label = "config"

    def ready(self) -> None:
        """Wire the house."""
        from coop.config.wiring import wire

        wire()
