from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages of members: parse, ask a room, show."""

    name = "coop.web"
    label = "web"
