"""The one rule for confidential places: what a reader's tables may hold of them, and what history forgets.

A record is coarsened before it is staged (`hub.domain.confidentiality`), and the published table refuses a
confidential place that is finer than its hromada, so that no output has anything to show. What was open once
and is secret now stands in former rows, though: they are forgotten in the publish that makes it secret.
Secrecy goes before history here.
"""

from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.confidentiality import DECISION_FIELD, OF_HIDING, WITHHELD

#: Parts of an address that a source may give in fields of their own.
ADDRESS_PARTS = ("city", "region", "state_province", "country")

#: The condition of the table's check, which every row of `hub.location` meets whoever writes it.
COARSE_WHEN_CONFIDENTIAL = (
    "NOT confidential OR (num_nonnulls(address, street, house, postal_code, "
    f"{', '.join(ADDRESS_PARTS)}, name) = 0 "
    "AND precision NOT IN ('exact', 'street') AND attributes = '{}' AND phones = '{}' AND languages = '{}' "
    "AND schedules = '[]')"
)

# Whoever is hidden now, and the statements that speak of them, under whatever id they stood.
_SECRET = """
    CREATE TEMP TABLE secret ON COMMIT DROP AS
    WITH owner AS (
        SELECT coalesce(provider_id, access_point_id) AS id FROM {location} WHERE confidential
        UNION SELECT record_id FROM {statement} WHERE content ? 'hidden' AND NOT content ? 'opened'
    )
    SELECT id FROM owner
    UNION SELECT s.id FROM hub.statement s JOIN owner o ON o.id = s.record_id
"""
# A record that such a statement spoke of formerly shows the place in the states of those days.
_ONCE_SECRET = """
    CREATE TEMP TABLE once_secret ON COMMIT DROP AS
    SELECT id FROM secret
    UNION SELECT h.record_id FROM history.statement h JOIN secret s ON s.id = h.id
"""
# A decision and a pair that waits for one keep how each field weighed, not what the open source said in it.
_WEIGHTS_ONLY = (
    "UPDATE {} SET evidence = (SELECT jsonb_agg(e - 'left' - 'right') "
    "FROM jsonb_array_elements(evidence) e) WHERE evidence <> '[]' "
    "AND (left_id IN (SELECT id FROM secret) OR right_id IN (SELECT id FROM secret))"
)
# Ids of places are made of the publisher's keys, which may be addresses, so whole rows go.
_FORGET = (
    "DELETE FROM history.service_at_location WHERE provider_id IN (SELECT id FROM once_secret)",
    "DELETE FROM history.location WHERE NOT confidential "
    "AND (provider_id IN (SELECT id FROM once_secret) OR access_point_id IN (SELECT id FROM once_secret))",
    "DELETE FROM history.service_area a WHERE provider_id IN (SELECT id FROM once_secret) "
    "AND (polygon IS NOT NULL OR EXISTS (SELECT FROM hub.territory t WHERE t.id = a.territory_id "
    "AND t.level IN ('settlement', 'city-district')))",
    # A former name may hold the address, so what is called by it is called as it is now.
    "UPDATE history.provider h SET phones = '{}', emails = '{}', url = NULL, attributes = '{}', search = '', "
    "status_evidence = NULL, short_name = NULL, cites = NULL, "
    "key = coalesce((SELECT s.key FROM hub.statement s WHERE s.id = h.id), h.key), "
    "name = coalesce((SELECT p.name FROM hub.provider p WHERE p.id = h.id "
    "OR p.id = (SELECT s.record_id FROM hub.statement s WHERE s.id = h.id) LIMIT 1), '–') "
    "WHERE id IN (SELECT id FROM once_secret)",
    "DELETE FROM history.provider_name WHERE provider_id IN (SELECT id FROM once_secret)",
    "UPDATE history.access_point h SET phones = '{}', emails = '{}', url = NULL, attributes = '{}', "
    "search = '', status_evidence = NULL, operator_name = NULL, cites = NULL, "
    "key = coalesce((SELECT s.key FROM hub.statement s WHERE s.id = h.id), h.key), "
    "name = coalesce((SELECT a.name FROM hub.access_point a WHERE a.id = h.id), '–') "
    "WHERE id IN (SELECT id FROM once_secret)",
    "UPDATE history.service h SET description = NULL, national_label = NULL, url = NULL, "
    "application_process = NULL, eligibility = NULL, phones = '{}', languages = '{}', schedules = '[]', "
    "terms = '[]', shift = NULL, "
    "name = coalesce((SELECT s.name FROM hub.service s WHERE s.id = h.id), category, '–') "
    "WHERE provider_id IN (SELECT id FROM once_secret)",
    # A title may tell of a place too: «Соціальний працівник, вул. …».
    "DELETE FROM history.staff WHERE provider_id IN (SELECT id FROM once_secret)",
    _WEIGHTS_ONLY.format("hub.decision"),
    _WEIGHTS_ONLY.format("ingest.candidate"),
    "DELETE FROM hub.correction WHERE statement_id IN (SELECT id FROM secret) "
    "AND (starts_with(field, 'location.') OR field IN ('phones', 'emails', 'url'))",
    "UPDATE hub.correction c SET value = to_jsonb(CASE c.field WHEN 'name' THEN p.name "
    "ELSE p.short_name END) FROM hub.statement s JOIN hub.provider p ON p.id = s.record_id "
    "WHERE s.id = c.statement_id AND s.id IN (SELECT id FROM secret) AND c.field IN ('name', 'short_name')",
    # Whoever reads a run's issues need not know more of the place than whoever reads the record.
    "UPDATE ingest.issue SET value = NULL, message = %(withheld)s "
    "WHERE statement_id IN (SELECT id FROM secret) AND code <> ALL(%(of_hiding)s)",
    # Rows of its files go by the shorter time of secret ones from now on.
    "UPDATE ingest.raw_record SET secret = true "
    "WHERE secret IS FALSE AND statement_id IN (SELECT id FROM secret)",
    # Names of fields hold keys of places too.
    "UPDATE history.statement h SET content = '{}', claims = '{}', lost = '{}', since = '{}', "
    '"row" = NULL, key = coalesce((SELECT s.key FROM hub.statement s WHERE s.id = h.id), h.key) '
    "WHERE id IN (SELECT id FROM secret)",
)


def forget_places(connection: Connection[TupleRow], *, published: bool = False) -> None:
    """Take out of history what tells the places that staged records keep secret; call after a publish.

    With `published` what all published records keep secret, as far as an older program left it there.
    """
    schema = "hub." if published else "stage_"
    connection.execute("DROP TABLE IF EXISTS secret, once_secret")
    connection.execute(_SECRET.format(location=f"{schema}location", statement=f"{schema}statement").encode())
    row = connection.execute("SELECT EXISTS (SELECT FROM secret)").fetchone()
    if row and row[0]:
        connection.execute(_ONCE_SECRET)
        for statement in _FORGET:
            connection.execute(statement.encode(), {"withheld": WITHHELD, "of_hiding": list(OF_HIDING)})


_NOT_OPENED = """
    SELECT replace(id::text, '-', '') FROM (
        SELECT id, content FROM stage_statement
        UNION ALL SELECT id, content FROM hub.statement WHERE id NOT IN (SELECT id FROM stage_statement)
    ) s
    WHERE id = ANY(%s::uuid[]) AND NOT content ? 'opened' AND NOT EXISTS (
        SELECT FROM hub.correction c
        WHERE c.statement_id = s.id AND c.field = %s AND c.value = 'false' AND c.withdrawn_at IS NULL
    )
"""


def not_opened(connection: Connection[TupleRow], statements: list[str]) -> set[str]:
    """Those of the statements, staged or published, that nobody has opened."""
    if not statements:
        return set()
    return {one for (one,) in connection.execute(_NOT_OPENED, [statements, DECISION_FIELD]).fetchall()}


@dataclass(frozen=True, slots=True)
class StagedSecret:
    """A published statement of which the stage has one that hides something; `row` is of the staged file."""

    id: str
    record_type: str
    published: str
    staged: str
    row: int | None


_STAGED_SECRETS = """
    SELECT replace(s.id::text, '-', '') AS id, s.record_type, p.content::text AS published,
           s.content::text AS staged, CASE WHEN s.id IN (SELECT id FROM seen) THEN s."row" END AS "row"
    FROM stage_statement s JOIN hub.statement p ON p.id = s.id
    WHERE s.content ? 'hidden' AND s.content IS DISTINCT FROM p.content
    ORDER BY 5, s.id
"""


def staged_secrets(connection: Connection[TupleRow]) -> list[StagedSecret]:
    """Published statements whose staged ones hide something and differ from them."""
    with connection.cursor(row_factory=class_row(StagedSecret)) as cursor:
        return cursor.execute(_STAGED_SECRETS).fetchall()


@dataclass(frozen=True, slots=True)
class Reimported(StagedSecret):
    """A staged statement of which the published one hides something; `same_row`: as in the file before."""

    same_row: bool


#: What region.yml opens by its key is open; what a steward opens keeps its reasons for the day it is not.
_REIMPORTED = """
    SELECT replace(s.id::text, '-', '') AS id, s.record_type, p.content::text AS published,
           s.content::text AS staged,
           coalesce((SELECT jsonb_agg(w."values" ORDER BY w.sheet, w."row") FROM ingest.raw_record w
                     WHERE w.statement_id = s.id AND w.run_id = %(run)s) =
                    (SELECT jsonb_agg(w."values" ORDER BY w.sheet, w."row") FROM ingest.raw_record w
                     WHERE w.statement_id = s.id AND w.run_id = (
                         SELECT max(n.run_id) FROM ingest.raw_record n
                         WHERE n.statement_id = s.id AND n.run_id < %(run)s)), false) AS same_row,
           s."row"
    FROM stage_statement s JOIN hub.statement p ON p.id = s.id
    LEFT JOIN ingest.judgement j ON j.source_id = s.source_id
    WHERE s.record_type <> 'programme' AND p.content ? 'hidden' AND NOT coalesce(j.opened ? s.key, false)
    ORDER BY s.id
"""


def reimported(connection: Connection[TupleRow], run_id: int) -> list[Reimported]:
    """What the run stages of published statements that hide something, or would if nobody opened them."""
    with connection.cursor(row_factory=class_row(Reimported)) as cursor:
        return cursor.execute(_REIMPORTED, {"run": run_id}).fetchall()
