"""Statements that may speak of the same providers as a staged batch, and what was decided about them."""

from collections.abc import Sequence
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import TupleRow


class Stated(NamedTuple):
    """What one source says of a provider: statement id (32 hexadecimal digits), source code, content."""

    id: str
    source: str
    content: str


_OTHERS = """
    SELECT EXISTS (SELECT FROM hub.statement WHERE record_type = 'provider' AND source_id <> %(source)s)
"""

_FRESH = """
    SELECT replace(s.id::text, '-', ''), o.code, s.content::text
    FROM stage_statement s JOIN hub.source o ON o.id = s.source_id
    WHERE s.record_type = 'provider' AND NOT EXISTS (
        SELECT FROM hub.statement p JOIN hub.withdrawal w ON w.record_id = p.record_id
        WHERE p.id = s.id AND w.restored_at IS NULL)
    ORDER BY s.id
"""

#: Providers are compared within a hromada, or a district where no hromada is known, and wherever an
#: identifier is the same. A place that is known to lie in a region and no more meets its like only.
_NEAR = """
    WITH stood AS (SELECT DISTINCT territory_id AS id FROM stage_location WHERE territory_id IS NOT NULL),
    around AS (
        SELECT s.id, a.id AS area, a.level,
               bool_or(a.level = 'hromada') OVER (PARTITION BY s.id) AS in_hromada,
               bool_or(a.level = 'district') OVER (PARTITION BY s.id) AS in_district
        FROM stood s JOIN hub.territory_closure c ON c.territory_id = s.id
        JOIN hub.territory a ON a.id = c.ancestor_id
    ),
    places AS (
        SELECT c.territory_id AS id FROM hub.territory_closure c WHERE c.ancestor_id IN (
            SELECT area FROM around
            WHERE level = CASE WHEN in_hromada THEN 'hromada' WHEN in_district THEN 'district' END
        )
        UNION SELECT id FROM around WHERE NOT in_hromada AND NOT in_district
    ),
    records AS (
        SELECT l.provider_id AS id FROM hub.location l JOIN places p ON p.id = l.territory_id
        UNION
        SELECT i.provider_id FROM hub.provider_identifier i
        JOIN stage_provider_identifier n ON n.scheme = i.scheme AND n.value = i.value
        UNION
        SELECT o.record_id FROM ingest.person_hash h JOIN hub.statement o ON o.id = h.statement_id
        WHERE h.hash = ANY(SELECT decode(hex, 'hex') FROM unnest(%(hashes)s::text[]) hex)
    )
    SELECT replace(s.id::text, '-', ''), o.code, s.content::text
    FROM hub.statement s JOIN records r ON r.id = s.record_id JOIN hub.source o ON o.id = s.source_id
    WHERE s.source_id <> %(source)s AND s.record_type = 'provider' ORDER BY s.id
"""


def near_statements(
    connection: Connection[TupleRow], source_id: int, hashes: Sequence[str]
) -> tuple[list[Stated], list[Stated]]:
    """(staged statements about providers, statements of other sources that they may agree with).

    `hashes` are those of natural persons' numbers in the batch. Both are empty when no other source speaks
    of providers anywhere near: asking costs next to nothing.
    """
    wanted = {"source": source_id, "hashes": list(hashes)}
    row = connection.execute(_OTHERS, wanted).fetchone()
    if row is None or not row[0]:
        return [], []
    known = [Stated(*row) for row in connection.execute(_NEAR, wanted)]
    return ([Stated(*row) for row in connection.execute(_FRESH)], known) if known else ([], [])
