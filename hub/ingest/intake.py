"""Takes a stream of raw rows, issues and records, and stages what is admitted and new or changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from hub.domain.records import (
    AccessPointRecord,
    HarmonisedRecord,
    Issue,
    PersonHash,
    ProgrammeRecord,
    ProviderRecord,
    RawRow,
)
from hub.domain.vocabulary import Severity
from hub.ingest.admission import Admission
from hub.ingest.guard import FillCounter
from hub.ingest.rows import Row, RowMaker, TableRow, rows_of, statement_row
from hub.store.connection import DatabaseConnection
from hub.store.rows import SHAPES
from hub.store.runs import copy_raw
from hub.store.stage import copy_rows, note_seen
from hub.store.statements import known_statements
from hub.store.tables import VERSIONED

Item = RawRow | Issue | HarmonisedRecord

#: Rows and records held in memory before they are copied to the database.
CHUNK = 5_000

_TABLES = {table.name: table for table in VERSIONED}
_STATEMENT_ID = SHAPES["statement"].staged.index("id")
_STATEMENT_HASH = SHAPES["statement"].staged.index("row_hash")


class Intake:
    """Stages one run. Afterwards its lists and counts say what came in.

    With `skip_known` a record whose statement is published already, word for word, makes no rows: that
    holds only while the program and the territories are those of the run that published it.
    """

    def __init__(
        self,
        connection: DatabaseConnection,
        rows: RowMaker,
        admission: Admission,
        *,
        skip_known: bool = False,
    ) -> None:
        self.issues = admission.issues
        self.fills = FillCounter()
        self.placements: Counter[str] = Counter()
        self.read = self.accepted = 0
        self.providers = self.services = self.access_points = 0
        self.person_hashes: list[tuple[str, PersonHash]] = []
        self._connection = connection
        self._rows = rows
        self._admission = admission
        self._skip_known = skip_known
        rows.territories = admission.territories
        self._raw: list[RawRow] = []
        self._records: list[tuple[TableRow, HarmonisedRecord]] = []

    @property
    def rejected(self) -> int:
        """Rows that an error kept out."""
        return len({(issue.sheet, issue.row) for issue in self.issues if issue.severity is Severity.ERROR})

    def take(self, items: Iterable[Item]) -> None:
        """Consume the stream; memory holds one chunk, the keys and the issues."""
        for item in items:
            if isinstance(item, RawRow):
                self.read += 1
                self.accepted += item.taken
                self._raw.append(item)
            elif isinstance(item, Issue):
                self.issues.append(item)
            else:
                self._take_record(item)
            if len(self._raw) + len(self._records) >= CHUNK:
                self._flush()
        self._flush()

    def _take_record(self, record: HarmonisedRecord) -> None:
        checked = self._admission.admit(record)
        if checked is not None:
            self._count(checked)
            statement = statement_row(self._rows, checked)
            self._records.append((statement, checked))
            if isinstance(checked, ProviderRecord):
                self.person_hashes += [(statement[1][_STATEMENT_ID], one) for one in checked.person_hashes]

    def _count(self, record: HarmonisedRecord) -> None:
        self.fills.add(record)
        if isinstance(record, ProgrammeRecord):
            return
        self.accepted += len(record.rows)
        if isinstance(record, ProviderRecord):
            self.providers += 1
            self.services += len(record.services)
            places = record.locations
        else:
            assert isinstance(record, AccessPointRecord)
            self.access_points += 1
            places = (record.location,)
        self.placements.update(self._admission.level_of(place.territory) for place in places)

    def _flush(self) -> None:
        copy_raw(self._connection, self._rows.run_id, self._raw)
        statements = {row[_STATEMENT_ID]: (row, record) for (_, row), record in self._records}
        note_seen(self._connection, statements)
        for identity, known in known_statements(self._connection, list(statements)).items():
            same = known.row_hash == statements[identity][0][_STATEMENT_HASH]
            if same and known.missing_since is None and self._skip_known:
                del statements[identity]
        staged: defaultdict[str, list[Row]] = defaultdict(list)
        for row, record in statements.values():
            staged["statement"].append(row)
            for table, values in rows_of(record, self._rows):
                staged[table].append(values)
        for name, rows in staged.items():
            copy_rows(self._connection, _TABLES[name], rows)
        self._raw.clear()
        self._records.clear()
