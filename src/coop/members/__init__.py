"""Asociados and terceros: identity documents, contacts, statuses."""
