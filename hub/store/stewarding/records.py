"""Records and the statements that speak of them, as stewards' acts need them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.vocabulary import Country, Lang


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in short; ids are 32 hexadecimal digits, `lost` names its fields that are not published."""

    id: str
    record_id: str
    record_type: str
    source_id: int
    source: str
    content: str
    claims: dict[str, Any]
    lost: dict[str, Any]


_SAID = """
    SELECT replace(s.id::text, '-', '') AS id, replace(s.record_id::text, '-', '') AS record_id,
           s.record_type, s.source_id, o.code AS source, s.content::text AS content, s.claims, s.lost
    FROM hub.statement s JOIN hub.source o ON o.id = s.source_id
    WHERE s.record_id IN (SELECT record_id FROM hub.statement WHERE id = ANY(%s::uuid[]))
    ORDER BY s.id <> s.record_id, s.lost <> '{}', s.claimed_on DESC, s.id
"""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What of a source decides how its values are read; `jurisdiction` is the code of its territory."""

    lang: Lang
    jurisdiction_id: int | None
    country: Country | None
    jurisdiction: str | None


def source_facts(connection: Connection[TupleRow], source_id: int) -> SourceFacts:
    """The language and jurisdiction of a source."""
    row = connection.execute(
        "SELECT s.lang, s.jurisdiction_id, t.country, t.code FROM hub.source s "
        "LEFT JOIN hub.territory t ON t.id = s.jurisdiction_id WHERE s.id = %s",
        (source_id,),
    ).fetchone()
    assert row is not None
    lang, jurisdiction_id, country, code = row
    return SourceFacts(Lang(lang or Lang.EN), jurisdiction_id, country and Country(country), code)


def said_of(connection: Connection[TupleRow], ids: Collection[str]) -> list[Said]:
    """Every statement that speaks of a record that any of these statements speaks of, survivors first."""
    cursor = connection.cursor(row_factory=class_row(Said))
    return cursor.execute(_SAID, (list(ids),)).fetchall()


def differences_left(connection: Connection[TupleRow]) -> bool:
    """Whether `delta` holds anything to publish."""
    row = connection.execute("SELECT EXISTS (SELECT FROM delta)").fetchone()
    return row is not None and bool(row[0])


def changes_of(connection: Connection[TupleRow], release: int) -> tuple[tuple[str, str, str], ...]:
    """(kind, record type, record id) of everything that a release did."""
    query = (
        "SELECT kind, record_type, replace(record_id::text, '-', '') FROM hub.change WHERE release = %s "
        "ORDER BY kind, record_type, record_id"
    )
    return tuple((row[0], row[1], row[2]) for row in connection.execute(query, (release,)))
