from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Receipts and letters as PDF, typeset by typst."""

    name = "coop.documents"
    label = "documents"
