from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may enter and sign: users, sign-in, lock-out, sessions, the second factor."""

    name = "coop.access"
    label = "access"
