"""What a run found wrong, each issue beside the row it was found in, for the publisher to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from hub.store.overview import RunLine, run_line


@dataclass(frozen=True, slots=True)
class Task:
    """An issue and its row as the file held it, by column; no values where the row is not kept."""

    issue: Issue
    values: dict[str, str]
    #: Whether a steward erased the row.
    erased: bool = False


@dataclass(frozen=True, slots=True)
class ExpiredRows:
    """Rows of a file that are not kept any more, and the day on which the last of them went."""

    number: int
    day: date


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How often a run met a trouble."""

    code: str
    severity: str
    number: int


@dataclass(frozen=True, slots=True)
class TaskList:
    """A run with its source, how often each trouble was met, and the columns of its file.

    `issue_run` is the run that read the file: another one with the same file and mapping when this one
    only found that nothing had changed. `raw_run` is the one whose rows are kept, None when none are;
    `expired` are those that were kept until their time was over.
    """

    run: RunLine
    title: str
    publisher: str | None
    lang: str | None
    issue_run: int
    raw_run: int | None
    counts: tuple[IssueCount, ...]
    columns: tuple[str, ...]
    expired: ExpiredRows | None = None


@dataclass(frozen=True, slots=True)
class _TaskRow:
    """A row of the statement below, column by column."""

    severity: str
    code: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    values: dict[str, str] | None
    erased: bool


_SOURCE = "SELECT title, publisher, lang FROM hub.source WHERE code = %s"
#: A repeated import keeps no issues of its own.
_ISSUE_RUN = """
    SELECT coalesce(max(other.id), max(own.id)) FROM hub.run own
    LEFT JOIN hub.run other ON own.status = 'unchanged' AND other.source_id = own.source_id
         AND other.inputs_hash = own.inputs_hash AND other.id <= own.id
         AND EXISTS (SELECT FROM ingest.issue i WHERE i.run_id = other.id)
    WHERE own.id = %s
"""
#: Rows are kept by the runs that published; the file's own hash tells whose rows are the same.
_RAW_RUN = """
    SELECT max(other.id) FROM hub.run own
    JOIN hub.run other USING (source_id, file_hash)
    WHERE own.id = %s AND EXISTS (SELECT FROM ingest.raw_record r WHERE r.run_id = other.id)
"""
#: Of the run whose rows are shown; where none are, of all that published the file.
_EXPIRED = """
    SELECT sum(e.rows)::int AS number, max(e.expired_at AT TIME ZONE 'UTC')::date AS day
    FROM ingest.raw_expiry e JOIN hub.run other ON other.id = e.run_id
    JOIN hub.run own USING (source_id, file_hash)
    WHERE own.id = %(issue_run)s AND (%(raw_run)s::int IS NULL OR other.id = %(raw_run)s)
    HAVING count(*) > 0
"""
_COUNTS = """
    SELECT code, severity, count(*)::int AS number FROM ingest.issue WHERE run_id = %s
    GROUP BY code, severity
    ORDER BY array_position(ARRAY['error', 'warning', 'info'], severity), number DESC, code
"""
_COLUMNS = """
    SELECT DISTINCT jsonb_object_keys(first.values) FROM (
        SELECT DISTINCT ON (sheet) "values" FROM ingest.raw_record WHERE run_id = %s AND erasure_id IS NULL
        ORDER BY sheet, "row"
    ) AS first ORDER BY 1
"""
#: The row of a hidden record holds its address and telephones, so a task about it stands without its row.
#: What was open when the file was read may be hidden now, and the other way round: both keep the row back.
_TASKS = """
    SELECT i.severity, i.code, i.sheet, i."row", i."column", i.value, i.message, r."values",
           r.erasure_id IS NOT NULL AS erased
    FROM ingest.issue i
    LEFT JOIN ingest.raw_record r
         ON r.run_id = %(raw_run)s AND r.sheet = coalesce(i.sheet, %(only_sheet)s, '') AND r."row" = i."row"
         AND r.secret IS FALSE AND NOT EXISTS (
             SELECT FROM hub.statement s
             WHERE s.id = r.statement_id AND coalesce(s.content -> 'hidden', '[]') <> '[]'
         )
    WHERE i.run_id = %(issue_run)s
    ORDER BY array_position(ARRAY['error', 'warning', 'info'], i.severity), i.sheet, i."row" NULLS FIRST, i.id
"""
#: Checks on whole records name rows but no sheet: where all rows are of one sheet, it is that one.
_ONLY_SHEET = """
    SELECT min(sheet) FROM ingest.raw_record WHERE run_id = %s HAVING min(sheet) = max(sheet)
"""


def task_list(connection: Connection[TupleRow], run: int | None = None) -> TaskList:
    """The tasks of a run, or of the newest; raises UnknownRun or NoRunYet."""
    line = run_line(connection, run)
    title, publisher, lang = _first(connection, _SOURCE, line.source)
    (issue_run,) = _first(connection, _ISSUE_RUN, line.id)
    (raw_run,) = _first(connection, _RAW_RUN, issue_run)
    counts = connection.cursor(row_factory=class_row(IssueCount)).execute(_COUNTS, (issue_run,)).fetchall()
    columns = tuple(str(row[0]) for row in connection.execute(_COLUMNS, (raw_run,)))
    cursor = connection.cursor(row_factory=class_row(ExpiredRows))
    expired = cursor.execute(_EXPIRED, {"issue_run": issue_run, "raw_run": raw_run}).fetchone()
    return TaskList(line, title, publisher, lang, issue_run, raw_run, tuple(counts), columns, expired)


def tasks(connection: Connection[TupleRow], of: TaskList) -> Iterator[Task]:
    """The tasks one by one: errors first, then in the order of the file; memory holds a few hundred."""
    only = connection.execute(_ONLY_SHEET, (of.raw_run,)).fetchone()
    asked = {"issue_run": of.issue_run, "raw_run": of.raw_run, "only_sheet": only[0] if only else None}
    with connection.cursor(name="tasks", row_factory=class_row(_TaskRow)) as cursor:
        for row in cursor.execute(_TASKS, asked):
            severity = Severity(row.severity)
            issue = Issue(row.code, row.message, severity, row.row, row.sheet, row.column, row.value)
            yield Task(issue, row.values or {}, row.erased)


def _first(connection: Connection[TupleRow], statement: str, value: object) -> TupleRow:
    found = connection.execute(statement.encode(), (value,)).fetchone()
    assert found is not None
    return found
