"""The schema `at`: views over published and former rows that show the hub as it was at a moment.

Every read of the hub works on them unchanged, with `at` in the place of `hub`. The moment stands in two
settings of the connection: `merezha.visible`, the releases that count, as an int4multirange, and
`merezha.day`, on which territories and measurements are looked at; `merezha.measured` is that day where
measurements count that a later release brought, else empty.
"""

from sqlalchemy import Table

from hub.store.beginnings import shown_since
from hub.store.tables import PUBLISHED, VERSIONED, metadata
from hub.store.tables.base import PAST

# A subquery is evaluated once for a statement, a bare call of current_setting() once for a row.
_VISIBLE = "(SELECT current_setting('merezha.visible')::int4multirange)"
# The function of the operator @>, of which the planner would take one row in two hundred to fit.
_COUNTS = "multirange_contains_elem"
_DAY = "(SELECT current_setting('merezha.day')::date)"
_MEASURED = "(SELECT nullif(current_setting('merezha.measured'), '')::date)"

#: Published rows since a release that counts; former ones until a release that does not. A record whose
#: sources were published out of the order of their days has one state only: the newest that counts. What
#: became secret is no longer in history (`hub.store.secrecy`); what was withdrawn is left out here.
#: The union itself has no conditions, or the planner could not read it in the order of an index.
_VERSIONED = """
    SELECT {columns}
    FROM (SELECT {columns}, NULL::integer AS release_to FROM hub.{name} r
          UNION ALL SELECT {columns}, release_to FROM history.{name} r) r
    WHERE {counts}({visible}, r.release_from) AND (
        r.release_to IS NULL OR (
            NOT {counts}({visible}, r.release_to)
            AND NOT EXISTS (SELECT FROM hub.{name} n
                            WHERE n.id = r.id AND {counts}({visible}, n.release_from))
            AND NOT EXISTS (SELECT FROM history.{name} n WHERE n.id = r.id
                            AND n.release_from > r.release_from AND {counts}({visible}, n.release_from))
            AND {root} NOT IN (SELECT record_id FROM hub.tombstone WHERE merged_into IS NULL)))
"""

#: By day the newest measurements count even where only a later release brought them.
_MEASUREMENT = """
    SELECT v.* FROM ({versioned}) v WHERE v.as_of IS NULL OR v.as_of <= {day}
    UNION ALL
    SELECT {columns} FROM hub.{name} r
    WHERE r.as_of <= {measured} AND NOT {counts}({visible}, r.release_from)
      AND NOT EXISTS (SELECT FROM history.{name} n
                      WHERE n.id = r.id AND {counts}({visible}, n.release_from))
"""

_CLOSURE = """
    SELECT territory_id, ancestor_id, depth, valid_from FROM hub.territory_closure
    WHERE valid_from IS NULL OR valid_from <= {day}
    UNION ALL
    SELECT territory_id, ancestor_id, depth, valid_from FROM history.territory_closure
    WHERE (valid_from IS NULL OR valid_from <= {day}) AND {day} < valid_to
"""

_COUNCIL = """
    SELECT territory_id, code, joined_on, CASE WHEN left_on <= {day} THEN left_on END AS left_on, main,
           place_id, source_id
    FROM hub.territory_council WHERE joined_on <= {day}
"""

_FORMER_NAME = """
    SELECT f.name FROM hub.territory_name f
    WHERE f.territory_id = {unit} AND f.lang = {lang} AND f.kind = 'former'
      AND (f.valid_from IS NULL OR f.valid_from <= {day}) AND {day} < f.valid_to
    ORDER BY f.valid_to, f.id LIMIT 1
"""

#: A unit that grew after the day has the boundary and area of today, which are not shown as those of the day.
#: The parent is a query of its own: most statements do not ask for it, and a join would read the whole tree
#: for each.
_TERRITORY = """
    SELECT t.id, t.country, t.scheme, t.code, t.level, t.category,
           (SELECT c.ancestor_id FROM at.territory_closure c
            WHERE c.territory_id = t.id AND c.depth = 1) AS parent_id,
           coalesce(({former}), t.name) AS name, t.lang, t.valid_from,
           CASE WHEN t.valid_to <= {day} THEN t.valid_to END AS valid_to,
           t.point, t.point_precision, t.point_source_id,
           CASE WHEN NOT EXISTS (SELECT FROM hub.territory_council k
                                 WHERE k.territory_id = t.id AND (k.joined_on > {day} OR k.left_on > {day}))
                THEN t.boundary END AS boundary, t.boundary_source_id,
           CASE WHEN NOT EXISTS (SELECT FROM hub.territory_council k
                                 WHERE k.territory_id = t.id AND (k.joined_on > {day} OR k.left_on > {day}))
                THEN t.area_km2 END AS area_km2, t.area_source_id, t.source_id, t.search
    FROM hub.territory t
    WHERE coalesce({since} <= {day}, true)
"""

#: A former name of the day replaces every name of today, since translations of it are not known.
_NAME = """
    SELECT n.id, n.territory_id, n.lang, n.name,
           CASE WHEN n.kind = 'former' AND n.valid_to > {day} THEN 'official' ELSE n.kind END AS kind,
           n.valid_from, CASE WHEN n.valid_to <= {day} THEN n.valid_to END AS valid_to
    FROM hub.territory_name n
    WHERE (n.valid_from IS NULL OR n.valid_from <= {day})
      AND CASE WHEN n.kind = 'former' THEN n.valid_to IS NULL OR n.valid_to <= {day} OR n.name = ({former})
               ELSE NOT EXISTS (SELECT FROM hub.territory_name f
                                WHERE f.territory_id = n.territory_id AND f.kind = 'former'
                                  AND (f.valid_from IS NULL OR f.valid_from <= {day})
                                  AND {day} < f.valid_to) END
"""


def create_views() -> list[str]:
    """The statements that make the schema anew, in an order in which views may refer to one another."""
    tables = [table for table in metadata.sorted_tables if _looks_back(table)]
    # The view of territories looks at the one of the closure.
    tables.sort(key=lambda table: table.name == "territory")
    views = [f"CREATE VIEW {PAST}.{table.name} AS {_view(table)}" for table in tables]
    return [f"CREATE SCHEMA {PAST}", *views]


def drop_views() -> str:
    """The statement that takes the schema away, so that migrations may change the tables under it."""
    return f"DROP SCHEMA IF EXISTS {PAST} CASCADE"


def _looks_back(table: Table) -> bool:
    """Whether a published table has a past, or at least none that would contradict it."""
    return table.schema == PUBLISHED and not table.info.get("of_today")


def _view(table: Table) -> str:
    own = _OWN.get(table.name)
    if own is not None:
        return own
    if table in VERSIONED:
        return _versioned(table)
    return f"SELECT * FROM {PUBLISHED}.{table.name}"


def _versioned(table: Table) -> str:
    return _VERSIONED.format(
        name=table.name,
        columns=", ".join(f'r."{column.name}"' for column in table.columns),
        counts=_COUNTS,
        visible=_VISIBLE,
        root=table.info["root"],
    )


def _measurement(name: str) -> str:
    table = metadata.tables[f"{PUBLISHED}.{name}"]
    return _MEASUREMENT.format(
        name=name,
        versioned=_versioned(table),
        columns=", ".join(f'r."{column.name}"' for column in table.columns),
        day=_DAY,
        measured=_MEASURED,
        counts=_COUNTS,
        visible=_VISIBLE,
    )


_OWN: dict[str, str] = {
    **{name: _measurement(name) for name in ("capacity", "staff")},
    "change": f"SELECT * FROM hub.change WHERE {_COUNTS}({_VISIBLE}, release)",
    "territory": _TERRITORY.format(
        day=_DAY,
        former=_FORMER_NAME.format(unit="t.id", lang="t.lang", day=_DAY),
        since=shown_since("t"),
    ),
    "territory_closure": _CLOSURE.format(day=_DAY),
    "territory_council": _COUNCIL.format(day=_DAY),
    "territory_name": _NAME.format(
        day=_DAY, former=_FORMER_NAME.format(unit="n.territory_id", lang="n.lang", day=_DAY)
    ),
    **{
        name: f"SELECT * FROM hub.{name} WHERE as_of IS NULL OR as_of <= {_DAY}"
        for name in ("territory_population", "territory_age", "people_file")
    },
}
