"""How good a source's data is: measured when a run ends, kept for each run, read for reports."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow, dict_row
from psycopg.types.json import Jsonb

from hub.domain.quality import Fill, IssueCount, Quality, QualityRecord, ServiceMapping
from hub.domain.results import ControlTotal
from hub.domain.vocabulary import RunStatus, Severity
from hub.store.overview import NotImported, control_totals
from hub.store.quality_counts import counts_between_sources, counts_of_records

#: What a run that changed nothing takes over from the one before.
_OF_RECORDS = (
    *("providers", "access_points", "services", "functions", "locations", "newest_capacity"),
    *("fills", "mappings", "precisions", "levels"),
)
_NAMES = [each.name for each in fields(Quality)]
_NEWEST = """
    SELECT q.*, r.inputs_hash, r.status, s.code, s.title FROM hub.source s CROSS JOIN LATERAL (
        SELECT * FROM hub.run_quality q WHERE q.source_id = s.id ORDER BY q.run_id DESC LIMIT 2
    ) q JOIN hub.run r ON r.id = q.run_id
    WHERE (%(id)s::int IS NULL OR s.id = %(id)s) AND (%(code)s::text IS NULL OR s.code = %(code)s)
    ORDER BY s.code, q.run_id DESC
"""
_RUN = "SELECT source_id, status, inputs_hash FROM hub.run WHERE id = %s"
_ISSUES = """
    SELECT code, severity, count(*) FROM ingest.issue WHERE run_id = %s GROUP BY 1, 2
    ORDER BY array_position(ARRAY['error', 'warning', 'info'], severity), 3 DESC, 1
"""


def record_quality(connection: Connection[TupleRow], run_id: int, file_day: date) -> None:
    """Measure the source of a run that has published, or found nothing to publish; the caller commits.

    `file_day` is the day that the run's file stands for. A run that changed nothing takes over what the
    run before it counted in the records; one that met the same file again wrote no issues of its own.
    """
    run = connection.execute(_RUN, (run_id,)).fetchone()
    assert run is not None
    source_id, status, inputs = run
    before = _newest(connection, source_id=source_id)
    same = before[0] if before and status == RunStatus.UNCHANGED else None
    values: dict[str, Any] = {"run_id": run_id, "source_id": source_id, "file_day": file_day}
    values |= {name: same[name] for name in _OF_RECORDS} if same else counts_of_records(connection, source_id)
    values |= counts_between_sources(connection, source_id)
    met_again = same is not None and same["inputs_hash"] == inputs
    issues = connection.execute(_ISSUES, (run_id,)).fetchall()
    values["issues"] = same["issues"] if same and met_again and not issues else issues
    _insert(connection, values)


@dataclass(frozen=True, slots=True)
class SourceMeasured:
    """A source's newest quality, the run that measured it, and the quality of the run before."""

    source: str
    title: str
    status: str
    quality: Quality
    before: Quality | None
    control_totals: list[ControlTotal]


def qualities(connection: Connection[TupleRow], code: str | None = None) -> list[SourceMeasured]:
    """The newest quality of each source that has one, or of the one asked for; raises NotImported."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _newest(connection, code=code):
        found.setdefault(row["code"], []).append(row)
    if code is not None and not found:
        raise NotImported(source=code)
    return [_source_measured(control_totals(connection, source), *rows) for source, rows in found.items()]


def _source_measured(
    totals: list[ControlTotal], row: dict[str, Any], before: dict[str, Any] | None = None
) -> SourceMeasured:
    former = quality_of(before) if before else None
    return SourceMeasured(row["code"], row["title"], row["status"], quality_of(row), former, totals)


def quality_of(row: dict[str, Any]) -> Quality:
    """The quality that a row of `run_quality` holds."""
    values = {name: row[name] for name in _NAMES}
    values["fills"] = tuple(
        Fill(QualityRecord(record), field, filled, of) for record, field, filled, of in row["fills"]
    )
    values["mappings"] = {ServiceMapping(name): count for name, count in row["mappings"].items()}
    values["issues"] = tuple(
        IssueCount(code, Severity(severity), count) for code, severity, count in row["issues"]
    )
    return Quality(**values)


def _newest(
    connection: Connection[TupleRow], *, source_id: int | None = None, code: str | None = None
) -> list[dict[str, Any]]:
    """At most two rows of each source, or of one by id or code, the newest first."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_NEWEST, {"id": source_id, "code": code}).fetchall()


def _insert(connection: Connection[TupleRow], values: dict[str, Any]) -> None:
    names: Iterable[str] = sorted(values)
    connection.execute(
        sql.SQL("INSERT INTO hub.run_quality ({}) VALUES ({})").format(
            sql.SQL(", ").join(map(sql.Identifier, names)), sql.SQL(", ").join(map(sql.Placeholder, names))
        ),
        {name: Jsonb(value) if isinstance(value, dict | list) else value for name, value in values.items()},
    )
