from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What web and back office share: layout, form fields, formats, words for errors."""

    name = "coop.pages"
    label = "pages"
