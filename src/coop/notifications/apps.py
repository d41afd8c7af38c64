from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The outbox of notices: written with the fact they tell, delivered by a job."""

    name = "coop.notifications"
    label = "notifications"
