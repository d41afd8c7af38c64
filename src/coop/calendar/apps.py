from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Holidays, cut-offs and service windows: computes dates with their reasons, keeps no state."""

    name = "coop.calendar"
    label = "calendar"
