from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """Money between accounts of the cooperative: own and to third parties."""

    name = "coop.transfers"
    label = "transfers"
