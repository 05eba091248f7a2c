"""Which unit lay below which, and when: the tree of today and the lines that it no longer has.

Ukraine's are told by three facts: the old code (КОАТУУ) of a settlement names the raion it lay in until
the raions of today were formed; the history of hromadas says when its council joined which hromada; and
units have days on which they were formed. What none of them tells is filled with the nearest unit of
today's line that was there already, so that a line is true on any day, though it may lack a step.
"""

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from hub.store.aggregates.upkeep import recounting
from hub.store.beginnings import shown_since
from hub.store.publish import lock

#: Every pair of today, as the parents say.
_TODAY = """
    CREATE TEMP TABLE line_today ON COMMIT DROP AS
    WITH RECURSIVE line (territory_id, ancestor_id, depth) AS (
        SELECT id, id, 0 FROM hub.territory
        UNION ALL
        SELECT line.territory_id, t.parent_id, line.depth + 1
        FROM line JOIN hub.territory t ON t.id = line.ancestor_id WHERE t.parent_id IS NOT NULL
    ) SELECT * FROM line;
    CREATE INDEX ON line_today (territory_id);
    ANALYZE line_today;
"""

#: Settlements with their old raion (empty for a city that belonged to none) and their council. `told` is
#: whether the council is known to be in today's hromada; of a council that is not, it is only known
#: that it had joined by `complete`, when the hromada took its last council in.
_OLD_PLACES = """
    -- Unless the planner knows of codes that this load brought, it looks through all for each settlement.
    SELECT ingest.analyze_table('hub.territory_code'), ingest.analyze_table('hub.territory_council');
    CREATE TEMP TABLE old_place ON COMMIT DROP AS
    WITH place AS (
        SELECT t.id, h.id AS hromada_id, h.parent_id AS raion_id, o.code,
               CASE WHEN EXISTS (SELECT FROM hub.territory_council k WHERE k.code = left(o.code, 8) || '00')
                    THEN left(o.code, 8) || '00' ELSE left(o.code, 5) || '00000' END AS council
        FROM hub.territory t
        JOIN hub.territory h ON h.id = t.parent_id AND h.level = 'hromada'
        LEFT JOIN hub.territory_code o ON o.territory_id = t.id AND o.scheme = 'koatuu'
        WHERE t.level = 'settlement' AND t.valid_to IS NULL
    ), stay AS (
        SELECT territory_id, max(joined_on) AS complete FROM hub.territory_council
        WHERE left_on IS NULL GROUP BY territory_id
    )
    SELECT p.id, p.hromada_id, p.raion_id, p.council, r.id AS old_raion_id, n.valid_from AS reform,
           EXISTS (SELECT FROM hub.territory_council k
                   WHERE k.code = p.council AND k.territory_id = p.hromada_id
                     AND k.left_on IS NULL) AS told,
           s.complete
    FROM place p
    JOIN hub.territory n ON n.id = p.raion_id AND n.valid_from IS NOT NULL
    LEFT JOIN stay s ON s.territory_id = p.hromada_id
    LEFT JOIN hub.territory r ON r.scheme = 'koatuu' AND r.code = left(p.code, 5) || '00000';
    ANALYZE old_place;
"""

#: `child` lay right below `parent` during `span`.
_EDGES = """
    CREATE TEMP TABLE edge (child int, parent int, span daterange) ON COMMIT DROP;
    -- A settlement in the hromada of today since its council joined, and in others of its council before.
    INSERT INTO edge
    SELECT p.id, k.territory_id, daterange(k.joined_on, k.left_on)
    FROM old_place p JOIN hub.territory_council k ON k.code = p.council AND k.territory_id = p.hromada_id
    WHERE p.told
    UNION ALL
    SELECT id, hromada_id, daterange(complete, NULL) FROM old_place WHERE NOT told AND complete IS NOT NULL;
    CREATE INDEX ON edge (child);
    INSERT INTO edge
    SELECT p.id, k.territory_id, unnest(
        datemultirange(daterange(k.joined_on, k.left_on))
        - (SELECT range_agg(e.span) FROM edge e WHERE e.child = p.id))
    FROM old_place p JOIN hub.territory_council k ON k.code = p.council AND k.territory_id <> p.hromada_id
    WHERE p.told;
    -- Before and between: in the old raion, and from the reform on in the new one.
    INSERT INTO edge
    SELECT free.id, part.parent, span
    FROM (
        SELECT p.id, p.old_raion_id, p.raion_id, p.reform,
               CASE WHEN p.complete IS NOT NULL THEN '{(,)}'
                    ELSE datemultirange(daterange(NULL, p.reform)) END
               - coalesce((SELECT range_agg(e.span) FROM edge e WHERE e.child = p.id), '{}') AS days
        FROM old_place p
    ) free
    CROSS JOIN LATERAL (
        VALUES (old_raion_id, daterange(NULL, reform)), (raion_id, daterange(reform, NULL))
    ) part (parent, era)
    CROSS JOIN LATERAL unnest(days * datemultirange(era)) AS span
    WHERE part.parent IS NOT NULL;
    -- A hromada in the old raion of its main council.
    INSERT INTO edge
    SELECT DISTINCT ON (h.id) h.id, r.id, daterange(NULL, n.valid_from)
    FROM hub.territory_council k
    JOIN hub.territory h ON h.id = k.territory_id
    JOIN hub.territory n ON n.id = h.parent_id AND n.valid_from IS NOT NULL
    JOIN hub.territory r ON r.scheme = 'koatuu' AND r.code = left(k.code, 5) || '00000'
    WHERE k.main ORDER BY h.id, k.joined_on;
    ANALYZE edge;
"""

#: The rest of the days: the nearest unit of today's line that was there already. A settlement of
#: a hromada whose councils are known is not counted to it before its own had joined.
_FILL = """
    CREATE TEMP TABLE taken ON COMMIT DROP AS
    SELECT child, range_agg(span) AS days FROM edge GROUP BY child;
    ANALYZE taken;
    INSERT INTO edge
    SELECT territory_id, ancestor_id, span
    FROM (
        SELECT territory_id, ancestor_id,
               datemultirange(since) * (days - coalesce(range_agg(since) OVER nearer, '{}')) AS left_over
        FROM (
            SELECT l.territory_id, l.ancestor_id, l.depth,
                   CASE WHEN l.depth = 1 AND p.complete IS NOT NULL THEN 'empty'
                        ELSE daterange({since}, NULL) END AS since,
                   '{(,)}'::datemultirange - coalesce(t.days, '{}') AS days
            FROM line_today l
            JOIN hub.territory a ON a.id = l.ancestor_id
            LEFT JOIN old_place p ON p.id = l.territory_id
            LEFT JOIN taken t ON t.child = l.territory_id
            WHERE l.depth > 0
        ) above
        WINDOW nearer AS (PARTITION BY territory_id ORDER BY depth
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ) filled CROSS JOIN LATERAL unnest(left_over) AS span;
    ANALYZE edge;
"""

_LINES = """
    CREATE TEMP TABLE dated_line ON COMMIT DROP AS
    WITH RECURSIVE line (territory_id, ancestor_id, depth, span) AS (
        SELECT id, id, 0, daterange(NULL, NULL) FROM hub.territory
        UNION ALL
        SELECT line.territory_id, e.parent, line.depth + 1, line.span * e.span
        FROM line JOIN edge e ON e.child = line.ancestor_id AND e.span && line.span
    )
    SELECT territory_id, ancestor_id, depth, unnest(range_agg(span)) AS span
    FROM line GROUP BY territory_id, ancestor_id, depth;
    ANALYZE dated_line;
"""

#: Providers that work where a line ends, begins or turns.
_MOVED = """
    SELECT DISTINCT l.provider_id AS id FROM hub.location l JOIN (
        (SELECT territory_id, ancestor_id FROM line_today
         EXCEPT SELECT territory_id, ancestor_id FROM hub.territory_closure)
        UNION ALL
        (SELECT territory_id, ancestor_id FROM hub.territory_closure
         EXCEPT SELECT territory_id, ancestor_id FROM line_today)
    ) other USING (territory_id) WHERE l.provider_id IS NOT NULL
"""

#: EXCEPT reads a table before it is written to; a search in it for each row would meet the new rows too.
_WRITE = """
    DELETE FROM hub.territory_closure c WHERE NOT EXISTS (
        SELECT FROM line_today l WHERE (l.territory_id, l.ancestor_id, l.depth)
                                     = (c.territory_id, c.ancestor_id, c.depth));
    INSERT INTO hub.territory_closure (territory_id, ancestor_id, depth, valid_from)
    SELECT l.territory_id, l.ancestor_id, l.depth, lower(d.span)
    FROM line_today l
    LEFT JOIN dated_line d ON (d.territory_id, d.ancestor_id, d.depth)
                            = (l.territory_id, l.ancestor_id, l.depth) AND upper_inf(d.span)
    EXCEPT SELECT territory_id, ancestor_id, depth, valid_from FROM hub.territory_closure
    ON CONFLICT (territory_id, ancestor_id) DO UPDATE SET valid_from = excluded.valid_from;
    CREATE TEMP TABLE line_before ON COMMIT DROP AS
    SELECT territory_id, ancestor_id, depth, lower(span) AS valid_from, upper(span) AS valid_to
    FROM dated_line WHERE NOT upper_inf(span);
    ANALYZE line_before;
    DELETE FROM history.territory_closure c WHERE NOT EXISTS (
        SELECT FROM line_before l
        WHERE l.territory_id = c.territory_id AND l.ancestor_id = c.ancestor_id AND l.depth = c.depth
          AND l.valid_to = c.valid_to AND l.valid_from IS NOT DISTINCT FROM c.valid_from);
    INSERT INTO history.territory_closure (territory_id, ancestor_id, depth, valid_from, valid_to)
    SELECT territory_id, ancestor_id, depth, valid_from, valid_to FROM line_before
    EXCEPT SELECT territory_id, ancestor_id, depth, valid_from, valid_to FROM history.territory_closure;
    DROP TABLE line_today, old_place, edge, taken, dated_line, line_before;
    SELECT ingest.analyze_table('hub.territory_closure'), ingest.analyze_table('history.territory_closure');
"""


def rebuild_lines(connection: Connection[TupleRow]) -> None:
    """Make both closures say what parents, codes, councils and days say; only what differs is written.

    Waits for a publish to end, and lets none begin before the caller commits: both write the aggregates.
    """
    lock(connection)
    for step in (_TODAY, _OLD_PLACES, _EDGES, _FILL.replace("{since}", shown_since("a")), _LINES):
        connection.execute(step.encode())
    with recounting(connection, sql.SQL(_MOVED)):
        connection.execute(_WRITE.encode())
