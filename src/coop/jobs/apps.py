from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The tasks that workers and the clock run: no decisions, each calls a verb."""

    name = "coop.jobs"
    label = "jobs"
