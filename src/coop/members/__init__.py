"""Asociados and terceros: identity documents, contacts, statuses.

Verbs: `register_person`, `register_people`. Pure: `documents` (cédula, passport, RUC with its check
digits), `contacts` (e-mail, telephones), `rules` (names compared, ages). Reads: `queries`.
"""
