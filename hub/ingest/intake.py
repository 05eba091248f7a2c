"""Takes a stream of raw rows, issues and records, and stages what is admitted."""

from collections import defaultdict
from collections.abc import Iterable

from hub.domain.records import HarmonisedRecord, Issue, ProgrammeRecord, ProviderRecord, RawRow
from hub.domain.vocabulary import Severity
from hub.ingest.admission import Admission
from hub.ingest.guard import FillCounter
from hub.ingest.rows import Row, RowMaker, rows_of
from hub.store.connection import DatabaseConnection
from hub.store.runs import copy_raw
from hub.store.stage import copy_rows
from hub.store.tables import VERSIONED

Item = RawRow | Issue | HarmonisedRecord

#: Rows held in memory before they are copied to the database.
CHUNK = 20_000

_TABLES = {table.name: table for table in VERSIONED}


class Intake:
    """Stages one run. Afterwards `issues`, `fills` and the counts say what came in."""

    def __init__(self, connection: DatabaseConnection, rows: RowMaker, admission: Admission) -> None:
        self.issues = admission.issues
        self.fills = FillCounter()
        self.read = self.accepted = 0
        self.providers = self.services = self.access_points = 0
        self._connection = connection
        self._rows = rows
        self._admission = admission
        rows.territories = admission.territories
        self._raw: list[RawRow] = []
        self._staged: defaultdict[str, list[Row]] = defaultdict(list)
        self._held = 0

    @property
    def rejected(self) -> int:
        """Rows that an error kept out."""
        return len({(issue.sheet, issue.row) for issue in self.issues if issue.severity is Severity.ERROR})

    def take(self, items: Iterable[Item]) -> None:
        """Consume the stream; memory holds one chunk, the keys and the issues."""
        for item in items:
            if isinstance(item, RawRow):
                self.read += 1
                self._raw.append(item)
                self._held += 1
            elif isinstance(item, Issue):
                self.issues.append(item)
            else:
                self._take_record(item)
            if self._held >= CHUNK:
                self._flush()
        self._flush()

    def _take_record(self, record: HarmonisedRecord) -> None:
        checked = self._admission.admit(record)
        if checked is None:
            return
        self._count(checked)
        for table, values in rows_of(checked, self._rows):
            self._staged[table].append(values)
            self._held += 1

    def _count(self, record: HarmonisedRecord) -> None:
        self.fills.add(record)
        if isinstance(record, ProgrammeRecord):
            return
        self.accepted += len(record.rows)
        if isinstance(record, ProviderRecord):
            self.providers += 1
            self.services += len(record.services)
        else:
            self.access_points += 1

    def _flush(self) -> None:
        copy_raw(self._connection, self._rows.run_id, self._raw)
        for name, rows in self._staged.items():
            copy_rows(self._connection, _TABLES[name], rows)
        self._raw.clear()
        self._staged.clear()
        self._held = 0
