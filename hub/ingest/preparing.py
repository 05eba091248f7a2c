"""From mapped items to the lines that are copied into the stage: what a worker can do on its own."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import (
    AccessPointRecord,
    HarmonisedRecord,
    Issue,
    PersonHash,
    ProviderRecord,
    RawRow,
)
from hub.ingest.admission import Admission
from hub.ingest.feed import Item
from hub.ingest.guard import FillCounter
from hub.ingest.identities import Identities
from hub.ingest.owners import Owners
from hub.ingest.rows import Row, RowMaker, rows_of, statement_row
from hub.store.connection import DatabaseConnection
from hub.store.copying import raw_lines, text_lines
from hub.store.rows import SHAPES
from hub.store.statements import known_statements

_STATEMENT_ID = SHAPES["statement"].staged.index("id")
_STATEMENT_HASH = SHAPES["statement"].staged.index("row_hash")


@dataclass(slots=True)
class Prepared:
    """A batch as lines of COPY, with what is counted of it. `seen` are the statements that it holds."""

    raw: bytes = b""
    seen: bytes = b""
    staged: dict[str, bytes] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    fills: FillCounter = field(default_factory=FillCounter)
    placements: Counter[str] = field(default_factory=Counter)
    person_hashes: list[tuple[str, PersonHash]] = field(default_factory=list)
    #: The statements of rows that have issues, by sheet and number.
    owners: dict[tuple[str | None, int | None], str] = field(default_factory=dict)
    #: Statements that are to be hidden for what a rejected row says, with the row's number.
    hidden_by_rejected: dict[str, int] = field(default_factory=dict)
    #: Statements of rejected rows, with the row's number.
    kept: dict[str, int] = field(default_factory=dict)
    read: int = 0
    accepted: int = 0
    providers: int = 0
    services: int = 0
    access_points: int = 0


class Preparer:
    """Admits items and makes their rows.

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
        identities: Identities | None = None,
    ) -> None:
        self._identities = identities or Identities(rows.source)
        self._connection = connection
        self._rows = rows
        self._admission = admission
        self._skip_known = skip_known
        rows.territories = admission.territories

    def prepare(self, items: Sequence[Item]) -> Prepared:
        """The batch, ready to be copied."""
        batch = Prepared()
        self._admission.issues = batch.issues
        raw: list[RawRow] = []
        owners = Owners(self._identities)
        statements: dict[str, tuple[Row, HarmonisedRecord]] = {}
        for item in items:
            if isinstance(item, RawRow):
                batch.read += 1
                batch.accepted += item.taken
                raw.append(item)
            elif isinstance(item, Issue):
                batch.issues.append(item)
            else:
                told = len(batch.issues)
                checked = self._admission.admit(item)
                if checked is None:
                    owners.refuse(item, batch.issues[told:])
                else:
                    self._count(batch, checked)
                    _, row = statement_row(self._rows, checked)
                    owners.note(item, checked, row[_STATEMENT_ID], batch.issues[told:])
                    statements[row[_STATEMENT_ID]] = row, checked
                    if isinstance(checked, ProviderRecord):
                        batch.person_hashes += [(row[_STATEMENT_ID], one) for one in checked.person_hashes]
        judged = list(owners.judged(raw))
        batch.raw = raw_lines(self._rows.run_id, judged)
        batch.hidden_by_rejected = dict(owners.hidden_by_rejected(judged, statements))
        batch.kept = dict(owners.kept(batch.issues, raw))
        batch.issues, batch.owners = owners.told(batch.issues, raw)
        batch.seen = text_lines((identity,) for identity in statements)
        if self._skip_known:
            self._leave_out_known(statements)
        batch.staged = self._lines(statements)
        return batch

    def _count(self, batch: Prepared, record: HarmonisedRecord) -> None:
        batch.fills.add(record)
        if isinstance(record, ProgrammeRecord):
            return
        batch.accepted += len(record.rows)
        if isinstance(record, ProviderRecord):
            batch.providers += 1
            batch.services += len(record.services)
            places = record.locations
        else:
            assert isinstance(record, AccessPointRecord)
            batch.access_points += 1
            places = (record.location,)
        batch.placements.update(self._admission.level_of(place.territory) for place in places)

    def _leave_out_known(self, statements: dict[str, tuple[Row, HarmonisedRecord]]) -> None:
        for identity, known in known_statements(self._connection, list(statements)).items():
            same = known.row_hash == statements[identity][0][_STATEMENT_HASH]
            if same and known.missing_since is None:
                del statements[identity]

    def _lines(self, statements: dict[str, tuple[Row, HarmonisedRecord]]) -> dict[str, bytes]:
        staged: defaultdict[str, list[Row]] = defaultdict(list)
        for row, record in statements.values():
            staged["statement"].append(row)
            for table, values in rows_of(record, self._rows):
                staged[table].append(values)
        return {table: text_lines(rows) for table, rows in staged.items()}
