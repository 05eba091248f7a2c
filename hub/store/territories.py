"""Loading of codifiers: units with codes, names and their place in the tree. Nothing is ever deleted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.territory import TerritoryUnit
from hub.errors import MerezhaError
from hub.store.connection import scalar
from hub.store.territory_lines import rebuild_lines
from hub.store.territory_stage import stage_units


class RepeatedTerritoryCode(MerezhaError):
    """The codifier gives the code {scheme} {code} to {number} units, so none can be told by it."""

    code = "REPEATED_TERRITORY_CODE"


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What a load did: units new to the hub, changed, found equal, and ended because the file lacks them."""

    added: int
    changed: int
    unchanged: int
    ended: int


def load_units(
    connection: Connection[TupleRow],
    units: Iterable[TerritoryUnit],
    source_id: int,
    *,
    whole: bool,
    on_date: date,
) -> UnitCounts:
    """Bring the units of a codifier into the tree, in the caller's transaction.

    A unit is known by (scheme, code). With `whole`, units of the same source that `units` lacks end on
    `on_date`; a changed name is kept as a former one that ended then. Parents must be loaded or among
    the units. Readers see the old tree until the caller commits.
    Raises RepeatedTerritoryCode.
    """
    wanted = list(units)
    _check_codes(wanted)
    stage_units(connection, wanted)
    changed = _keep_former_names(connection, on_date)
    added = _upsert(connection, source_id)
    ended = _end_missing(connection, source_id, on_date) if whole else 0
    _write_codes_and_names(connection)
    rebuild_lines(connection)
    return UnitCounts(added, changed, len(wanted) - added - changed, ended)


def _check_codes(units: list[TerritoryUnit]) -> None:
    held = Counter((unit.scheme.value, unit.code) for unit in units)
    for (scheme, code), number in held.items():
        if number > 1:
            raise RepeatedTerritoryCode(scheme=scheme, code=code, number=number)


def _keep_former_names(connection: Connection[TupleRow], on_date: date) -> int:
    """Names about to be replaced become former ones; gives the number of units that change at all."""
    connection.execute(
        """
        INSERT INTO hub.territory_name (territory_id, lang, name, kind, valid_to)
        SELECT t.id, t.lang, t.name, 'former', %s
        FROM hub.territory t JOIN loading_unit l USING (scheme, code) WHERE t.name <> l.name
        ON CONFLICT DO NOTHING
        """,
        (on_date,),
    )
    connection.execute(
        """
        DELETE FROM hub.territory_name n USING hub.territory t, loading_unit l
        WHERE n.territory_id = t.id AND t.scheme = l.scheme AND t.code = l.code AND t.name <> l.name
          AND (n.kind = 'transliterated' OR n.kind = 'official' AND n.lang = t.lang)
        """
    )
    return int(
        scalar(
            connection,
            """
            SELECT count(*) FROM hub.territory t JOIN loading_unit l USING (scheme, code)
            WHERE (t.level, t.category, t.parent_id, t.name, t.lang, t.valid_to)
                  IS DISTINCT FROM (l.level, l.category, l.parent_id, l.name, l.lang, l.valid_to)
            """,
        )
    )


def _upsert(connection: Connection[TupleRow], source_id: int) -> int:
    """Write the units themselves; gives how many are new. `search` keeps keys that other sources added."""
    before = scalar(connection, "SELECT count(*) FROM hub.territory")
    connection.execute(
        """
        INSERT INTO hub.territory AS t (id, country, scheme, code, level, category, parent_id, name, lang,
                                        valid_from, valid_to, source_id, search)
        SELECT id, country, scheme, code, level, category, parent_id, name, lang, valid_from, valid_to, %s,
               search
        FROM loading_unit
        ON CONFLICT (scheme, code) DO UPDATE SET
            level = excluded.level, category = excluded.category, parent_id = excluded.parent_id,
            name = excluded.name, lang = excluded.lang,
            valid_from = coalesce(excluded.valid_from, t.valid_from),
            valid_to = excluded.valid_to, source_id = excluded.source_id,
            search = CASE WHEN position(excluded.search in t.search) > 0 THEN t.search
                          ELSE t.search || excluded.search END
        WHERE (t.level, t.category, t.parent_id, t.name, t.lang, t.valid_to, t.source_id)
              IS DISTINCT FROM (excluded.level, excluded.category, excluded.parent_id, excluded.name,
                                excluded.lang, excluded.valid_to, excluded.source_id)
           OR position(excluded.search in t.search) = 0
        """,
        (source_id,),
    )
    # The planner must know how big the tree has become, or it joins names and codes row by row.
    connection.execute("SELECT ingest.analyze_table('hub.territory')")
    return int(scalar(connection, "SELECT count(*) FROM hub.territory") - before)


def _end_missing(connection: Connection[TupleRow], source_id: int, on_date: date) -> int:
    """Units that this source issued before and no longer names were abolished."""
    return connection.execute(
        """
        UPDATE hub.territory t SET valid_to = %s
        WHERE t.source_id = %s AND t.valid_to IS NULL AND NOT EXISTS (
            SELECT FROM loading_unit l WHERE l.scheme = t.scheme AND l.code = t.code)
        """,
        (on_date, source_id),
    ).rowcount


def _write_codes_and_names(connection: Connection[TupleRow]) -> None:
    connection.execute(
        """
        INSERT INTO hub.territory_code (scheme, code, territory_id)
        SELECT c.scheme, c.code, l.id FROM loading_code c JOIN loading_unit l USING (place)
        ON CONFLICT DO NOTHING;
        INSERT INTO hub.territory_name (territory_id, lang, name, kind, valid_from, valid_to)
        SELECT l.id, n.lang, n.name, n.kind, n.valid_from, n.valid_to
        FROM loading_name n JOIN loading_unit l USING (place)
        ON CONFLICT DO NOTHING;
        """
    )


def owned_by_others(connection: Connection[TupleRow], source_id: int) -> set[tuple[str, str]]:
    """(scheme, code) of the units that another source issued, or that gave way to such a unit."""
    rows = connection.execute(
        """
        SELECT scheme, code FROM hub.territory t WHERE source_id <> %s OR EXISTS (
            SELECT FROM hub.territory_link l WHERE l.predecessor_id = t.id AND l.kind = 'renamed')
        """,
        (source_id,),
    )
    return {(scheme, code) for scheme, code in rows}


def end_in_favour(connection: Connection[TupleRow], successors: Mapping[str, str], on_date: date) -> int:
    """Units, by their own code, end on a date and point to the unit that stands for them from then on."""
    ended = 0
    for code, successor in successors.items():
        ended += connection.execute(
            """
            WITH ended AS (UPDATE hub.territory SET valid_to = %(day)s WHERE code = %(code)s RETURNING id)
            INSERT INTO hub.territory_link (predecessor_id, successor_id, kind, on_date, source_id)
            SELECT ended.id, t.id, 'renamed', %(day)s, t.source_id FROM ended, hub.territory t
            WHERE t.code = %(successor)s ON CONFLICT DO NOTHING
            """,
            {"code": code, "successor": successor, "day": on_date},
        ).rowcount
    return ended
