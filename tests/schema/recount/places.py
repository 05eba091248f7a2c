"""What codes of territories and terms mean in one hub, found out by plain SQL."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

#: What lies below what, itself included: units by their ids; terms apart.
_BELOW = """
    CREATE TEMP TABLE recount_below AS
    WITH RECURSIVE tree(above, below) AS (
        SELECT id, id FROM hub.territory
        UNION
        SELECT tree.above, t.id FROM tree JOIN hub.territory t ON t.parent_id = tree.below)
    SELECT 'unit' AS kind, above, below FROM tree;
    CREATE INDEX ON recount_below (above);
    CREATE INDEX ON recount_below (below);
    ANALYZE recount_below;
"""
#: What each service reaches: its areas, or without any the homes of its places; a second-tier one nothing.
#: `whole` tells that all of the unit is served, so that what lies below it is too.
_REACHED = """
    CREATE TEMP TABLE recount_reached (service uuid, unit int, whole boolean);
    INSERT INTO recount_reached
        SELECT service_id, territory_id, true FROM hub.service_area WHERE territory_id IS NOT NULL;
    INSERT INTO recount_reached
        SELECT a.service_id, t.id, false FROM hub.service_area a, hub.territory t
        WHERE a.polygon IS NOT NULL AND t.valid_to IS NULL AND (
            (st_intersects(a.polygon, t.boundary) AND NOT st_touches(a.polygon, t.boundary))
            OR (st_intersects(a.polygon, t.point) AND NOT EXISTS (
                SELECT FROM hub.territory c WHERE c.parent_id = t.id AND c.valid_to IS NULL)));
    INSERT INTO recount_reached
        SELECT g.service_id, coalesce(h.id, t.id), CASE
            WHEN h.id IS NOT NULL OR t.level IN ('settlement', 'city-district') THEN true
            WHEN t.level = 'district' THEN NOT EXISTS (
                SELECT FROM recount_below b JOIN hub.territory u ON u.id = b.below
                WHERE b.above = t.id AND u.level = 'hromada')
            ELSE false END
        FROM hub.service_at_location g
        JOIN hub.location l ON l.id = g.location_id
        JOIN hub.territory t ON t.id = l.territory_id
        LEFT JOIN LATERAL (
            SELECT u.id FROM recount_below b JOIN hub.territory u ON u.id = b.above
            WHERE b.below = t.id AND u.level = 'hromada') h ON true
        WHERE NOT EXISTS (SELECT FROM hub.service_area a WHERE a.service_id = g.service_id)
        AND (l.kind = 'actual' OR NOT EXISTS (
            SELECT FROM hub.location o WHERE o.provider_id = l.provider_id AND o.kind = 'actual'));
    DELETE FROM recount_reached r USING hub.service s WHERE s.id = r.service AND s.second_tier IS NOT NULL;
    CREATE INDEX ON recount_reached (service);
    ANALYZE recount_reached;
"""
#: Ranks at which a point tells who serves it.
_FINE = "('hromada', 'settlement', 'city-district')"
_METRES = 50_000


class Refused(Exception):
    """The filter names what the hub must refuse: nothing, or several things."""


class Query:
    """The values of one statement, by the names that stand for them in its text."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def of(self, value: Any) -> str:
        """The text that stands for a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"


class Places:
    """Answers about territories, terms and sources of one hub."""

    def __init__(self, connection: Connection[TupleRow]) -> None:
        self._connection = connection
        # A statement that fails must not fail those after it, and each opens and ends by itself.
        connection.autocommit = True
        connection.execute(_BELOW.encode())
        connection.execute(_REACHED.encode())
        self._parents: dict[str, dict[str, str | None]] = {}
        for taxonomy, code, parent in self._rows("SELECT taxonomy, code, parent FROM hub.term"):
            self._parents.setdefault(taxonomy, {})[code] = parent
        self._schemes = {row[0] for row in self._rows("SELECT DISTINCT scheme FROM hub.territory_code")}
        self._schemes |= {row[0] for row in self._rows("SELECT DISTINCT scheme FROM hub.territory")}

    def count(self, text: str, query: Query) -> set[str]:
        """The ids that a statement finds, as text."""
        return {str(row[0]) for row in self._connection.execute(text.encode(), query.values)}

    def _rows(self, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(text.encode(), values or None).fetchall()

    def terms_above(self, taxonomy: str, codes: Sequence[str]) -> list[str]:
        """The terms and all above them; Refused for an unknown one."""
        parents, found = self._parents.get(taxonomy, {}), []
        for code in codes:
            if code not in parents:
                raise Refused(code)
            above: str | None = code
            while above is not None:
                found.append(above)
                above = parents[above]
        return found

    def terms_below(self, taxonomy: str, codes: Sequence[str]) -> list[str]:
        """The terms and all below them; Refused for an unknown one."""
        self.terms_above(taxonomy, codes)
        return [
            code
            for code in self._parents.get(taxonomy, {})
            if set(self.terms_above(taxonomy, [code])) & set(codes)
        ]

    def categories(self, codes: Sequence[str]) -> list[str]:
        """Categories and all below them; national codes mean those that they are matched to.

        Refused for a code that means nothing, or several things.
        """
        known = self._parents["category"]
        meant = [one for code in codes for one in ([code] if code in known else self._matched(code))]
        return self.terms_below("category", meant)

    def _matched(self, code: str) -> list[str]:
        """The exact and close matches of a national code, or all of them where it has none."""
        found = self._rows(
            "SELECT c.system, c.relation, c.term FROM hub.crosswalk c "
            "JOIN hub.taxonomy t ON t.code = c.system WHERE c.taxonomy = 'category' "
            "AND %(code)s IN (c.code, c.system || ':' || c.code)",
            {"code": code},  # type: ignore[arg-type]
        )
        if len({system for system, _, _ in found}) != 1:
            raise Refused(code)
        good = [term for _, relation, term in found if relation in {"exact", "close"}]
        return good or [term for _, _, term in found]

    def sources(self, codes: Sequence[str]) -> list[int]:
        """The ids of sources; Refused for an unknown one."""
        found = self._rows("SELECT id FROM hub.source WHERE code = ANY (%s)", [list(codes)])
        if len(found) < len(set(codes)):
            raise Refused(str(codes))
        return [row[0] for row in found]

    def units(self, code: str) -> set[int]:
        """The units that a code means: those in being before abolished ones, then by codes of their own."""
        scheme, colon, bare = code.strip().partition(":")
        if not colon or scheme.lower() not in self._schemes:
            scheme, bare = "", code
        found = self._rows(
            "SELECT id, scheme, valid_to IS NOT NULL, 0 FROM hub.territory WHERE code = %(code)s "
            "UNION SELECT t.id, c.scheme, t.valid_to IS NOT NULL, 1 FROM hub.territory_code c "
            "JOIN hub.territory t ON t.id = c.territory_id WHERE c.code = %(code)s",
            {"code": bare.strip()},  # type: ignore[arg-type]
        )
        fitting = [row for row in found if scheme.lower() in {"", row[1]}]
        best = min((row[2:] for row in fitting), default=None)
        return {row[0] for row in fitting if row[2:] == best}

    def unit(self, code: str) -> int:
        """The one unit that a code means; Refused where there is none, or several."""
        found = self.units(code)
        if len(found) != 1:
            raise Refused(code)
        return found.pop()

    def units_around(self, point: Any) -> list[int]:
        """The units that a point lies in: by fine boundaries, else those of the nearest place."""
        spot = "st_setsrid(st_makepoint(%(lon)s, %(lat)s), 4326)"
        fine = self._rows(
            f"SELECT id FROM hub.territory WHERE valid_to IS NULL AND level IN {_FINE} "
            f"AND st_covers(boundary, {spot})",
            point,
        ) or self._rows(
            f"SELECT id FROM hub.territory t WHERE valid_to IS NULL AND point IS NOT NULL "
            f"AND (level IN {_FINE} OR (level = 'district' AND NOT EXISTS "
            "(SELECT FROM hub.territory c WHERE c.parent_id = t.id))) "
            f"AND st_distance(point::geography, {spot}::geography) <= {_METRES} "
            f"ORDER BY st_distance(point::geography, {spot}::geography, false), id LIMIT 1",
            point,
        )
        ids = [row[0] for row in fine]
        above = "SELECT DISTINCT above FROM pg_temp.recount_below WHERE below = ANY (%s)"
        return [row[0] for row in self._rows(above, [ids])]

    def units_nearby(self, around: Sequence[int]) -> list[int]:
        """The units whose services without areas reach a point: its hromada with all below it.

        Where the tree has no hromada there, the district or city that it lies in, and what is smaller.
        """
        hromadas = "SELECT id FROM hub.territory WHERE id = ANY (%s) AND level = 'hromada'"
        ids = [row[0] for row in self._rows(hromadas, [list(around)])]
        if ids:
            below = "SELECT DISTINCT below FROM pg_temp.recount_below WHERE above = ANY (%s)"
            return [row[0] for row in self._rows(below, [ids])]
        small = "('district', 'settlement', 'city-district')"
        found = f"SELECT id FROM hub.territory WHERE id = ANY (%s) AND level IN {small}"
        return [row[0] for row in self._rows(found, [list(around)])]
