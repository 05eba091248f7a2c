"""Putting a package on the shelf, with a word on every table, column and row that is not taken."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

import orjson

from hub.domain.records import Issue, RawRow
from hub.domain.territory import Gazetteer
from hub.domain.vocabulary import Severity
from importers.hsds.package import Package, PackageRow
from importers.hsds.shelf import NAMELESS, Shelf
from importers.hsds.tables import NAMED, PRIVATE_COLUMNS, PRIVATE_TABLES, TAKEN, TAKEN_METADATA, is_taken
from importers.mapping.personal import PersonalData
from importers.readers.unstorable import storable, unstorable_cells
from importers.region import Region


class Loading:
    """Loads one package. Rows without a usable id come out again with their issue."""

    def __init__(self, region: Region, shelf: Shelf, gazetteer: Gazetteer) -> None:
        self._personal = PersonalData(region, lambda: gazetteer, None)
        self._ignored = region.ignore
        self._private = {name for name, ignored in region.ignore.items() if ignored.private}
        self._shelf = shelf
        self._left: Counter[str] = Counter()  # rows of tables that are not taken
        self._persons: Counter[str] = Counter()
        self._columns: dict[tuple[str, str], str | None] = {}

    def load(self, package: Package) -> Iterator[RawRow | Issue]:
        """Shelve every row that is taken; afterwards say what was left out."""
        for row in package.read():
            if isinstance(row, Issue):
                yield self._personal.told(row)
            elif self._is_personal(row):
                self._persons[row.sheet] += 1
            elif row.table not in TAKEN or self._is_other_metadata(row):
                self._left[row.sheet] += 1
            else:
                yield from self._put(row.table, row)
        yield from self._left_out()

    def _is_personal(self, row: PackageRow) -> bool:
        return row.table in PRIVATE_TABLES or (row.table == "phone" and bool(row.values.get("contact_id")))

    def _is_other_metadata(self, row: PackageRow) -> bool:
        return row.table == "metadata" and row.values.get("field_name") not in TAKEN_METADATA

    def _put(self, table: str, row: PackageRow) -> Iterator[RawRow | Issue]:
        values = {
            name: text
            for name, text in row.values.items()
            if (table, name) not in PRIVATE_COLUMNS and f"{table}.{name}" not in self._private
        }
        unstorable = list(unstorable_cells(values, row.number, row.sheet))
        yield from unstorable
        if unstorable:
            values = {storable(name): storable(text) for name, text in values.items()}
        for name, text in values.items():
            if text and not is_taken(table, name):
                self._columns.setdefault((row.sheet, name), table)
        kept, issues = self._personal.taken_out(RawRow(row.number, values, row.sheet))
        yield from issues
        values = kept.values
        id = values.get("id", "").strip()
        known = self._shelf.find(table, id) if id else None
        if table not in NAMED and (not id or (known and not row.nested and known.values != values)):
            id = NAMELESS + (_content_hash(values) if row.nested else f"{row.number} of {row.sheet}")
            known = self._shelf.find(table, id)
        if id and known is None:
            self._shelf.put(table, id, row.number, row.sheet, values)
        elif known is not None and row.nested:
            self._shelf.complete(known, values)
        else:
            yield RawRow(row.number, values, row.sheet)
            message = "The row has no id; ask the publisher for it."
            if known is not None:
                message = f"Row {known.number} has this id already; give each row of {row.sheet} its own."
            code = "DUPLICATE_KEY" if known else "MISSING_KEY"
            yield Issue(code, message, Severity.ERROR, row.number, row.sheet, "id", id or None)

    def _left_out(self) -> Iterator[Issue]:
        for sheet, count in self._persons.items():
            message = f"{count} rows of {sheet} are of people: they are neither read nor kept."
            yield Issue("PERSONS_NOT_TAKEN", message, Severity.INFO, sheet=sheet)
        for sheet, count in self._left.items():
            message = f"{count} rows of {sheet} were not taken: the hub has no place for them."
            yield Issue("TABLE_NOT_TAKEN", message, Severity.INFO, sheet=sheet)
        for (sheet, column), table in self._columns.items():
            if f"{table}.{column}" not in self._ignored:
                message = (
                    f"The column {column} was not taken; give a reason under `ignore` of region.yml, as "
                    f"{table}.{column}, to leave it without a word."
                )
                yield Issue("COLUMN_NOT_TAKEN", message, Severity.INFO, sheet=sheet, column=column)


def _content_hash(values: dict[str, str]) -> str:
    """What tells a row without id from others: nested JSON says one again wherever it is mentioned."""
    return sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()
