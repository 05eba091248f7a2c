"""Owners of rows: the statement that a row of a file went into, and whether the row may be shown."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from hub.domain.confidentiality import OF_HIDING, is_confidential, protect, with_reasons, withheld
from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import HarmonisedRecord, Issue, RawRow
from hub.domain.statements import record_type
from hub.domain.vocabulary import Severity
from hub.ingest.identities import Identities

#: A row by its sheet and number; checks on whole records name no sheet.
Place = tuple[str | None, int | None]


class Owners:
    """The owners of the rows of one batch, each of which lies in it with its record."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._statements: dict[tuple[str, str], str] = {}
        self._secret: dict[tuple[str, str], bool] = {}
        #: Records that are hidden though nothing in their rows says so: what was wrong was told openly.
        self._decided: set[tuple[str, str]] = set()
        self._by_number: dict[int, str] = {}

    def note(
        self, item: HarmonisedRecord, checked: HarmonisedRecord, statement: str, issues: Sequence[Issue]
    ) -> None:
        """A record, as it came and as it was admitted, its statement and what its check complained of."""
        self._note(item, statement, checked, issues)
        if not isinstance(item, ProgrammeRecord) and not is_confidential(item) and self._secret[_name(item)]:
            self._decided.add(_name(item))

    def refuse(self, item: HarmonisedRecord, issues: Sequence[Issue]) -> None:
        """A record that its check refused."""
        statement = self._identities.of(*_name(item))
        checked = item if isinstance(item, ProgrammeRecord) else protect(with_reasons(item))
        self._note(item, statement, checked, issues)

    def judged(self, rows: Iterable[RawRow]) -> Iterator[tuple[RawRow, str | None, bool | None]]:
        """Each row with its statement, and whether it is secret: what either of its readers says."""
        for row in rows:
            secret = row.secret
            if row.record is not None and not secret:
                secret = self._secret.get(row.record, secret)
            yield row, self._statement(row), secret

    def hidden_by_rejected(
        self, rows: Iterable[tuple[RawRow, str | None, bool | None]], admitted: Collection[str]
    ) -> Iterator[tuple[str, int]]:
        """Statements of which a rejected row tells what must be hidden, with the row; `rows` are judged."""
        for row, statement, secret in rows:
            if secret and statement and row.record:
                hidden_itself = statement in admitted and self._secret.get(row.record, False)
                if not hidden_itself:
                    yield statement, row.number

    def kept(self, issues: Iterable[Issue], rows: Iterable[RawRow]) -> Iterator[tuple[str, int]]:
        """The statements of rejected rows, with the row: they may keep what the hub holds of them."""
        rejected = {(issue.sheet, issue.row) for issue in issues if issue.severity is Severity.ERROR}
        for row in rows:
            statement = self._statement(row)
            # Checks of whole records name no sheet.
            if statement and not rejected.isdisjoint({(row.sheet, row.number), (None, row.number)}):
                yield statement, row.number

    def told(self, issues: Iterable[Issue], rows: Iterable[RawRow]) -> tuple[list[Issue], dict[Place, str]]:
        """The issues as they may be told, and the statements of their rows."""
        by_place = {(row.sheet, row.number): row for row in rows if row.record}
        found: list[Issue] = []
        owners: dict[Place, str] = {}
        for issue in issues:
            place = (issue.sheet, issue.row)
            row = by_place.get((issue.sheet, issue.row or 0))
            statement = self._statement(row) if row else self._by_number.get(issue.row or 0)
            if statement:
                owners[place] = statement
            open_told = row is not None and row.record in self._decided and issue.code not in OF_HIDING
            found.append(withheld(issue) if open_told else issue)
        return found, owners

    def _note(
        self, item: HarmonisedRecord, statement: str, checked: HarmonisedRecord, issues: Sequence[Issue]
    ) -> None:
        name = _name(item)
        self._statements[name] = statement
        self._secret[name] = not isinstance(checked, ProgrammeRecord) and is_confidential(checked)
        self._by_number.update((issue.row, statement) for issue in issues if issue.row is not None)

    def _statement(self, row: RawRow) -> str | None:
        if row.record is None:
            return None
        return self._statements.get(row.record) or self._identities.of(*row.record)


def _name(record: HarmonisedRecord) -> tuple[str, str]:
    return record_type(record), record.key
