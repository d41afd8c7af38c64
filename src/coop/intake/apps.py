from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """How a cooperative arrives: a documented set of CSV files, validated whole, loaded once."""

    name = "coop.intake"
    label = "intake"
