"""JSON of version 3 → rows of tables: nested objects become rows that name their parents."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from importers.hsds.tables import BY_KIND, NAMES, table_of
from importers.readers.decoding import text_encoding
from importers.readers.errors import MalformedFile
from importers.readers.flatten import compact_json, scalar_text
from importers.readers.json_records import json_events, json_stream, malformed
from importers.readers.options import FileFormat

#: (table, sheet, number, values)
NestedRow = tuple[str | None, str, int, dict[str, str]]

#: Property that holds one object → the column of its holder that names it.
_OBJECTS = {
    "organization": "organization_id",
    "service": "service_id",
    "program": "program_id",
    "location": "location_id",
    "unit": "unit_id",
    "taxonomy_term": "taxonomy_term_id",
    "taxonomy_detail": "taxonomy_id",
}
_SPECIAL = {"taxonomy_detail": "taxonomy", "additional_websites": "url", "additional_urls": "url"}
#: Properties by which an object at the top is told, the surest first.
_SIGNS = (
    ("service_at_location", {"service", "location"}),
    ("location", {"location_type", "latitude"}),
    ("service", {"status", "service_at_locations", "organization"}),
    ("taxonomy_term", {"taxonomy", "taxonomy_detail"}),
    ("organization", {"organization_identifiers", "services", "locations", "website", "description"}),
)


def read_json(path: Path, encoding: str | None, file: str) -> Iterator[NestedRow]:
    """The rows of a JSON file: one object, an array, a page with `contents`, or tables by file name.

    Raises MalformedFile; the whole file is read once before the first row, so that a broken end is known.
    """
    codec = text_encoding(path, encoding, file)
    shape = _shape(path, codec, file)
    for _ in json_events(path, codec, file, FileFormat.JSON, whole=shape == ""):
        pass
    unfold = _Unfold()
    with json_stream(path, codec) as stream, malformed(file, FileFormat.JSON, lambda: "second reading"):
        if shape == "tables":
            for name, row in _table_rows(stream):
                yield unfold.row(name, row)
            return
        found = False
        for value in ijson.items(stream, shape):
            table = _kind(value)
            if table is None:
                reason = "it holds no organization, service, location or service_at_location"
                raise MalformedFile(file=file, format="hsds", where="the top", reason=reason)
            found = True
            yield from unfold.object(table, value, {})
        if not found:
            raise MalformedFile(file=file, format="hsds", where="the top", reason="it holds no records")


def _shape(path: Path, codec: str, file: str) -> str:
    """The ijson prefix of the records, or `tables`."""
    with json_stream(path, codec) as stream, malformed(file, FileFormat.JSON, lambda: "the beginning"):
        for _, event, value in ijson.parse(stream):
            if event == "start_array":
                return "item"
            if event == "map_key":
                if value in {"contents", "total_items", "total_pages", "page_number"}:
                    return "contents.item"
                return "tables" if value.endswith(".csv") else ""
    return ""


def _table_rows(stream: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in the arrays of the top object one by one, each with the name of its array."""
    name = ""
    place = builder = None
    for prefix, event, value in ijson.parse(stream):
        if event == "map_key" and not prefix:
            name, place = value, None
        elif event == "start_array" and prefix == name:
            place = f"{name}.item"
        elif event == "start_map" and prefix == place:
            builder = ijson.ObjectBuilder()
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == place:
                yield name, builder.value
                builder = None


def _kind(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return next((table for table, signs in _SIGNS if signs & value.keys()), None)


class _Unfold:
    """Takes objects apart; rows are numbered by table."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()

    def row(self, name: str, row: dict[str, Any]) -> NestedRow:
        """A row of a table, whose cells are plain values."""
        return self._row(table_of(name), name.removesuffix(".csv"), {k: _text(v) for k, v in row.items()})

    def object(self, table: str, value: dict[str, Any], parent: dict[str, str]) -> Iterator[NestedRow]:
        """The object's own row, then those of what it holds."""
        values = dict(parent)
        nested: list[tuple[str, Any]] = []
        for name, inner in value.items():
            if isinstance(inner, dict) and name in _OBJECTS:
                values[_OBJECTS[name]] = _text(inner.get("id"))
                nested.append((name, inner))
            elif isinstance(inner, list) and _child(name):
                nested.append((name, inner))
            else:
                values[name] = _text(inner) or values.get(name, "")
        yield self._row(table, table, values)
        for name, inner in nested:
            child = _child(name)
            if isinstance(inner, dict):
                yield from self.object(child or name, inner, {})
                continue
            for each in inner:
                if child and isinstance(each, dict):
                    yield from self.object(child, each, _back(child, table, values.get("id", "")))

    def _row(self, table: str | None, sheet: str, values: dict[str, str]) -> NestedRow:
        self._numbers[sheet] += 1
        return table, sheet, self._numbers[sheet], values


def _child(name: str) -> str | None:
    return _SPECIAL.get(name) or NAMES.get(name)


def _back(child: str, parent: str, id: str) -> dict[str, str]:
    """The columns by which a nested row names what it is nested in."""
    if child in BY_KIND:
        link, kind = BY_KIND[child]
        return {link: id, kind: parent}
    return {f"{parent}_id": id}


def _text(value: Any) -> str:
    return compact_json(value) if isinstance(value, dict | list) else scalar_text(value)
