"""The two shapes of an export: tables as a data package, and JSON."""

import csv
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from hub.domain.spreadsheets import guarded
from hub.store.exports.hsds.tables import TableShape, table_shapes, unfold
from hub.store.exports.hsds.terms import Object
from hub.store.reads.sources import ReleaseRow, SourceRow

VERSION = "3.1"
DESCRIPTION = "datapackage.json"
ORGANIZATIONS = "organizations.json"
_SHARED = frozenset({"taxonomy_term", "taxonomy", "unit"})


@dataclass(frozen=True, slots=True)
class About:
    """What an export says of itself; sources are those of its records."""

    release: ReleaseRow | None
    sources: list[SourceRow]

    def as_json(self) -> Object:
        """Release, sources and the version of the specification."""
        release = self.release
        return {
            "hsds_version": VERSION,
            "release": release.number if release else None,
            "created": release.published_at.isoformat() if release else None,
            "sources": [_source(source) for source in self.sources],
        }


class Writer(Protocol):
    """Takes organizations one by one; `counts` are the rows of each table so far."""

    counts: Counter[str]

    def write(self, organization: Object) -> None:
        """Add an organization with all that is nested in it."""

    def finish(self, terms: list[Object], about: About) -> None:
        """Add the terms that were used and what the export says of itself."""

    def close(self) -> None:
        """Close the files, however far the export came."""


class TabularWriter:
    """Writes a tabular data package into a folder: a CSV file for each table that has rows."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._folder = folder
        self._files = ExitStack()
        self._writers: dict[str, csv.DictWriter[str]] = {}
        self._shared: set[str] = set()

    def write(self, organization: Object) -> None:
        """Add the organization's rows, and each unit once."""
        for table, row in unfold("organization", organization):
            if table == "unit" and row["id"] not in self._shared:
                self._shared.add(row["id"])
                self._row(table, row)
            elif table not in _SHARED:
                self._row(table, row)

    def finish(self, terms: list[Object], about: About) -> None:
        """Add the terms and their taxonomies, close the files, and describe them in datapackage.json."""
        for term in terms:
            for table, row in unfold("taxonomy_term", term):
                if row["id"] not in self._shared:
                    self._shared.add(row["id"])
                    self._row(table, row)
        self.close()
        shapes = [shape for table, shape in table_shapes().items() if table in self.counts]
        described = {
            "name": "merezha-hsds",
            "title": "Social service providers of the Merezha hub",
            "profile": "tabular-data-package",
            "version": str(about.release.number if about.release else 0),
            **about.as_json(),
            "resources": [_resource(shape) for shape in shapes],
        }
        (self._folder / DESCRIPTION).write_bytes(orjson.dumps(described, option=orjson.OPT_INDENT_2))

    def close(self) -> None:
        """Close every file that was begun."""
        self._files.close()

    def _row(self, table: str, row: dict[str, Any]) -> None:
        if table not in self._writers:
            shape = table_shapes()[table]
            stream = (self._folder / shape.file).open("w", encoding="utf-8", newline="")
            names = [field.name for field in shape.fields]
            self._writers[table] = csv.DictWriter(self._files.enter_context(stream), names)
            self._writers[table].writeheader()
        self._writers[table].writerow(
            {name: guarded(value) if isinstance(value, str) else value for name, value in row.items()}
        )
        self.counts[table] += 1


class JsonWriter:
    """Writes organizations.json: one page of the HSDS API's list, each organization with all it has."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._stream = (folder / ORGANIZATIONS).open("wb")
        self._stream.write(b'{"contents":[')

    def write(self, organization: Object) -> None:
        """Add the organization."""
        separator = b",\n" if self.counts["organization"] else b"\n"
        self._stream.write(separator + orjson.dumps(organization))
        self.counts.update(table for table, _ in unfold("organization", organization) if table not in _SHARED)

    def finish(self, terms: list[Object], about: About) -> None:
        """End the page with its size and what the export says of itself; the terms stand in their links."""
        self.counts["taxonomy_term"] = len(terms)
        total = self.counts["organization"]
        page = {
            "total_items": total,
            "total_pages": 1,
            "page_number": 1,
            "size": total,
            "first_page": True,
            "last_page": True,
            "empty": total == 0,
            **about.as_json(),
        }
        self._stream.write(b"\n]," + orjson.dumps(page)[1:])

    def close(self) -> None:
        """Close the page."""
        self._stream.close()


def _source(source: SourceRow) -> Object:
    said = {
        "title": source.title,
        "code": source.code,
        "publisher": source.publisher,
        "licence": source.licence,
        "attribution": source.attribution,
        "path": source.url,
        "is_sample": source.is_sample,
    }
    return {name: value for name, value in said.items() if value is not None}


def _resource(shape: TableShape) -> Object:
    fields: list[Object] = []
    for field in shape.fields:
        described: Object = {"name": field.name, "type": field.type}
        if field.format:
            described["format"] = field.format
        if field.required:
            described["constraints"] = {"required": True}
        fields.append(described)
    return {
        "name": shape.name,
        "path": shape.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id"},
    }
