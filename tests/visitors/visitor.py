"""Somebody who looks at pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client


@dataclass(frozen=True)
class Visitor:
    """A browser, and the ids and words by which addresses lead to what is its visitor's own."""

    client: Client
    known: Mapping[str, UUID | str] = field(default_factory=dict)
