"""A room's own rows, by plain conditions, where a page or a confirmation waits for them.

Django writes the SQL of a QuerySet anew at each call, and that costs a page several times what the
statement does. Here the room writes the condition, and gets the same instances of its models.
"""

from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from coop.kernel import db

M = TypeVar("M", bound=Model)


class _Table(NamedTuple):
    select: str
    insert: str
    fields: tuple["Field[Any, Any]", ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Any], ...]


def read(model: type[M], condition: str, parameters: db.Parameters = ()) -> list[M]:
    """Return the rows that `condition` finds: all that stands behind `FROM table`, in SQL."""
    table = _table(model)
    connection = connections[DEFAULT_DB_ALIAS]
    found = []
    for row in db.fetch_all(f"{table.select} {condition}", parameters):
        values = list(row)
        for place, convert in table.converters:
            values[place] = convert(values[place], None, connection)
        found.append(model.from_db(DEFAULT_DB_ALIAS, table.names, values))
    return found


def first(model: type[M], condition: str, parameters: db.Parameters = ()) -> M | None:
    """Return the first row that `condition` finds, or None."""
    return next(iter(read(model, condition, parameters)), None)


def add(row: Model) -> None:
    """Insert the row, whose key its maker gave it."""
    table = _table(type(row))
    connection = connections[DEFAULT_DB_ALIAS]
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for field in table.fields
    ]
    db.execute(table.insert, values)


@cache
def _table(model: type[Model]) -> _Table:
    fields = tuple(model._meta.concrete_fields)  # noqa: SLF001 - the documented model API
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    name = f'"{model._meta.db_table}"'  # noqa: SLF001 - as above
    converters = tuple(
        (place, convert)
        for place, field in enumerate(fields)
        for convert in field.get_db_converters(connections[DEFAULT_DB_ALIAS])
    )
    return _Table(
        select=f"SELECT {columns} FROM {name}",  # noqa: S608 - names of our own models
        insert=f"INSERT INTO {name} ({columns}) VALUES ({marks})",  # noqa: S608 - as above
        fields=fields,
        names=tuple(field.attname for field in fields),
        converters=converters,
    )
