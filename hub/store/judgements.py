"""Judgements: by which rules of hiding the statements of each source were judged last.

A source counts as judged while the program's rules, what its region hides and what its region opens are those
of the last judgement, and nobody with other rules has published anything of it since.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from hub.domain.confidentiality import rules_fingerprint
from hub.domain.records import Issue
from hub.domain.vocabulary import RunStatus, SourceKind

#: Statements that are read at once: the transaction does not rest for longer than they take.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Bench:
    """A source before its judge: what its region hides, and the keys that it opens (None: not known)."""

    source_id: int
    hides: dict[str, list[str]]
    opened: list[str] | None
    rules: str | None

    @property
    def present(self) -> str:
        """What `rules` says of a source that is judged by the rules of today."""
        told = orjson.dumps([self.hides, self.opened], option=orjson.OPT_SORT_KEYS)
        return f"{rules_fingerprint()} {sha256(told).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Published:
    """A published statement as it is judged.

    `columns` are those of its claims, field → column; `rows` are the cells of the last file that named it, as
    long as they are kept, column → text. `former` are its contents before this one, and `said` the cells of
    all kept rows, each another (column, text), where there are several rows and they differ.
    """

    id: str
    source_id: int
    record_type: str
    content: str
    columns: dict[str, str]
    rows: list[dict[str, str]]
    former: list[str]
    said: list[tuple[str, str]]


_BENCHES = """
    SELECT s.id AS source_id, s.hides, j.opened, j.rules
    FROM hub.source s LEFT JOIN ingest.judgement j ON j.source_id = s.id
    WHERE s.kind = %s AND (%s OR EXISTS (SELECT FROM hub.statement t WHERE t.source_id = s.id)) ORDER BY s.id
"""
_PUBLISHED = """
    SELECT replace(s.id::text, '-', '') AS id, s.source_id, s.record_type, s.content::text AS content,
           coalesce((SELECT jsonb_object_agg(c.key, c.value ->> 'column') FROM jsonb_each(s.claims) c
                     WHERE c.value ? 'column'), '{}') AS columns,
           coalesce((SELECT jsonb_agg(w."values" ORDER BY w.sheet, w."row") FROM ingest.raw_record w
                     WHERE w.statement_id = s.id AND w."values" <> '{}' AND w.run_id = (
                         SELECT max(n.run_id) FROM ingest.raw_record n WHERE n.statement_id = s.id)),
                    '[]') AS rows,
           ARRAY(SELECT DISTINCT h.content::text FROM history.statement h
                 WHERE h.id = s.id AND h.content <> '{}' AND h.content <> s.content) AS former,
           coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_array(c.key, c.value))
                     FROM (SELECT w."values", count(*) OVER () AS files FROM (
                               SELECT DISTINCT n."values" FROM ingest.raw_record n
                               WHERE n.statement_id = s.id AND n."values" <> '{}') w) d,
                          jsonb_each_text(d."values") c
                     WHERE d.files > 1), '[]') AS said
    FROM hub.statement s
    WHERE s.source_id = ANY(%s) AND s.record_type <> 'programme' AND s.id > %s ORDER BY s.id LIMIT %s
"""
_BEFORE_ALL = "00000000000000000000000000000000"
_OPENED = """
    INSERT INTO ingest.judgement (source_id, opened) VALUES (%s, %s)
    ON CONFLICT (source_id) DO UPDATE SET opened = excluded.opened
    WHERE ingest.judgement.opened IS DISTINCT FROM excluded.opened
"""
_MARK = """
    INSERT INTO ingest.judgement (source_id, rules) VALUES (%s, %s)
    ON CONFLICT (source_id) DO UPDATE SET rules = excluded.rules, judged_at = now()
"""
_UNMARK = """
    UPDATE ingest.judgement SET rules = NULL
    WHERE NOT starts_with(rules, %s) AND source_id IN (SELECT source_id FROM stage_statement)
"""
_TELL = """
    INSERT INTO ingest.issue (run_id, severity, code, sheet, "row", "column", value, message, statement_id)
    SELECT coalesce(newest.id, s.run_id), %(severity)s, %(code)s, told.sheet, told."row", %(column)s,
           %(value)s, %(message)s, s.id
    FROM hub.statement s
    CROSS JOIN LATERAL (
        SELECT max(r.id) AS id FROM hub.run r WHERE r.source_id = s.source_id AND r.status = ANY(%(ended)s)
    ) newest
    LEFT JOIN LATERAL (
        SELECT nullif(w.sheet, '') AS sheet, w."row" FROM ingest.raw_record w
        WHERE w.run_id = newest.id AND w.statement_id = s.id ORDER BY w."row" LIMIT 1
    ) told ON true
    WHERE s.id = %(statement)s
"""
_ENDED = [RunStatus.PUBLISHED.value, RunStatus.UNCHANGED.value]


def unjudged(connection: Connection[TupleRow], *, empty: bool = False) -> list[Bench]:
    """Sources that other rules than those of today judged last; with `empty` those of no record too."""
    with connection.cursor(row_factory=class_row(Bench)) as cursor:
        benches = cursor.execute(_BENCHES.encode(), (SourceKind.REGISTER.value, empty)).fetchall()
    return [one for one in benches if one.rules != one.present]


def published_of(connection: Connection[TupleRow], sources: Sequence[int]) -> Iterator[list[Published]]:
    """What the sources have published and what is judged, missing and withdrawn ones too, in portions."""
    last = _BEFORE_ALL
    with connection.cursor(row_factory=class_row(Published)) as cursor:
        while portion := cursor.execute(_PUBLISHED, (list(sources), last, _CHUNK)).fetchall():
            yield portion
            last = portion[-1].id


def note_opened(connection: Connection[TupleRow], source_id: int, keys: Collection[str]) -> None:
    """Keep which records of a source its region opens now."""
    connection.execute(_OPENED, (source_id, Jsonb(sorted(keys))))


def mark(connection: Connection[TupleRow], benches: Iterable[Bench]) -> None:
    """The sources are judged by the rules of today."""
    for one in benches:
        connection.execute(_MARK, (one.source_id, one.present))


def mark_empty(connection: Connection[TupleRow], source_id: int) -> None:
    """A source that has published nothing counts as judged; the caller holds the lock of its imports.

    So its first import waits for no other publish before it begins.
    """
    if all(one.source_id != source_id for one in unjudged(connection)):
        mark(connection, (one for one in unjudged(connection, empty=True) if one.source_id == source_id))


def unmark_others(connection: Connection[TupleRow]) -> None:
    """Let staged sources that other rules judged be judged again: this program publishes by its own."""
    connection.execute(_UNMARK, (rules_fingerprint(),))


def tell(connection: Connection[TupleRow], statement: str, issue: Issue) -> None:
    """Keep an issue of a published statement with the newest run of its source, and its row there."""
    values: dict[str, Any] = {
        "statement": statement, "severity": issue.severity.value, "code": issue.code,
        "column": issue.column, "value": issue.value, "message": issue.message, "ended": _ENDED,
    }  # fmt: skip
    connection.execute(_TELL, values)
