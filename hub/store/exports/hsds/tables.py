"""Nested organizations taken apart into the tables of HSDS, and what each table's columns are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hub.store.exports.hsds.terms import Object

#: Nested list → the table of its rows.
_LISTS = {
    "phones": "phone",
    "organization_identifiers": "organization_identifier",
    "locations": "location",
    "addresses": "address",
    "schedules": "schedule",
    "accessibility": "accessibility",
    "languages": "language",
    "services": "service",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "cost_options": "cost_option",
    "capacities": "service_capacity",
    "funding": "funding",
    "attributes": "attribute",
    "metadata": "metadata",
}
#: Nested object that many rows share → its table, and the column by which they name it.
_SHARED = {
    "taxonomy_term": ("taxonomy_term", "taxonomy_term_id"),
    "taxonomy_detail": ("taxonomy", "taxonomy_id"),
    "unit": ("unit", "unit_id"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type and format in the words of data packages, and whether each row must fill it."""

    name: str
    type: str
    format: str
    required: bool


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of HSDS 3.1: its file and its columns."""

    name: str
    file: str
    fields: tuple[Field, ...]


@cache
def table_shapes() -> dict[str, TableShape]:
    """Every table that the export can fill, in the order of the data package.

    `required` in fields.csv is `yes`, or `named` for what HSDS requires and we may have to leave empty.
    """
    lines = files(__package__).joinpath("fields.csv").read_text("utf-8").splitlines()[1:]
    shapes: dict[str, tuple[str, list[Field]]] = {}
    for table, file, name, kind, format, required in (line.split(",") for line in lines):
        fields = shapes.setdefault(table, (file, []))[1]
        fields.append(Field(name, kind, format, required == "yes"))
    return {table: TableShape(table, file, tuple(fields)) for table, (file, fields) in shapes.items()}


def unfold(table: str, made: Object) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) of an object and all that is nested in it; a shared row comes as often as it is named."""
    row: dict[str, Any] = {}
    nested: list[tuple[str, Object]] = []
    for name, value in made.items():
        if name in _SHARED:
            shared, column = _SHARED[name]
            row[column] = value["id"]
            nested.append((shared, value))
        elif name in _LISTS:
            nested += [(_LISTS[name], one) for one in value]
        else:
            row[name] = value
    yield table, row
    for child, value in nested:
        yield from unfold(child, value)
