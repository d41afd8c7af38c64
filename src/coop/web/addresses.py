"""From where a request of a member comes: as for every page."""

from coop.pages.addresses import client_address

__all__ = ["client_address"]
