"""Compare a staged batch with what is published. `delta` lists every difference, all in SQL.

A row of `delta` is a table, a row's id, the record (root) it belongs to, and whether the row is added,
changed, gone, or of a record that vanished from its source.
"""

from dataclasses import dataclass

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Table

from hub.store.stage import published, staged
from hub.store.tables import VERSIONED, statement

#: Tables whose rows are records of their own, with the name of their type.
ROOTS: dict[str, str] = {"provider": "provider", "access_point": "access-point", "programme": "programme"}

_CREATE_DELTA = """
    CREATE TEMP TABLE delta (
        table_name text NOT NULL, id uuid NOT NULL, root uuid NOT NULL, operation text NOT NULL,
        PRIMARY KEY (table_name, id)
    ) ON COMMIT DROP
"""

#: Only records that were staged, or that another answers for from now on, are compared.
_STAGED_ROOTS = """
    CREATE TEMP TABLE staged_root ON COMMIT DROP AS
    SELECT record_id AS id FROM stage_statement UNION SELECT id FROM retired;
    CREATE UNIQUE INDEX ON staged_root (id);
    ANALYZE staged_root;
"""

_COMPARE = """
    INSERT INTO delta
    SELECT {name}, coalesce(s.id, c.id), coalesce(s.root, c.root),
           CASE WHEN c.id IS NULL THEN 'added' WHEN s.id IS NULL THEN 'gone' ELSE 'changed' END
    FROM (SELECT id, {root} AS root, {content} FROM {staged}) s
    FULL JOIN ({current}) c ON c.id = s.id
    WHERE ({of_stage}) IS DISTINCT FROM ({of_current})
"""
_CURRENT = "SELECT p.id, r.id AS root, {content} FROM staged_root r JOIN {published} p ON p.{column} = r.id"

#: What makes a row another row; of a statement also what became of it in the hub.
_CONTENT = {statement.name: ("row_hash", "record_id", "lost", "missing_since")}

#: Measurements of a date stay when a newer file holds newer ones: of places unless their service is gone, of
#: posts while their title is counted. So none stays under a title that was changed to keep a place secret.
_FORGET_KEPT = """
    DELETE FROM delta d USING {published} k
    WHERE d.table_name = {name} AND d.operation = 'gone' AND k.id = d.id AND {stays}
"""
_STAYS = {
    "capacity": "EXISTS (SELECT FROM stage_service s WHERE s.id = k.service_id)",
    "staff": "EXISTS (SELECT FROM stage_staff s WHERE s.provider_id = k.provider_id "
    "AND s.service_id IS NOT DISTINCT FROM k.service_id AND s.title = k.title)",
}

_FIND_VANISHED = """
    INSERT INTO vanished (id, root, record_type)
    SELECT p.id, p.record_id, p.record_type FROM hub.statement p
    WHERE p.source_id = %s AND p.missing_since IS NULL AND NOT EXISTS (SELECT FROM seen s WHERE s.id = p.id)
"""

#: Statements lie in the order of their rows in the file that first held them.
_VANISHED_END = """
    WITH kept AS (SELECT max(p."row") AS last FROM seen s JOIN hub.statement p ON p.id = s.id
                  WHERE p.source_id = %(source)s AND p.missing_since IS NULL)
    SELECT count(*), min(p."row") > (SELECT last FROM kept)
    FROM vanished v JOIN hub.statement p ON p.id = v.id
"""

_COUNT = """
    WITH touched AS (
        SELECT DISTINCT root FROM delta WHERE table_name <> 'statement' AND operation <> 'vanished'
    )
    SELECT count(*) FILTER (WHERE p.id IS NULL),
           count(*) FILTER (WHERE p.id IS NOT NULL AND coalesce(t.root, u.root) IS NOT NULL),
           count(*),
           (SELECT count(*) FROM vanished),
           (SELECT count(*) FROM hub.statement c WHERE c.source_id = %s AND c.missing_since IS NULL),
           (SELECT count(*) FROM delta WHERE table_name = 'statement')
    FROM seen s
    LEFT JOIN hub.statement p ON p.id = s.id
    LEFT JOIN stage_statement n ON n.id = s.id
    LEFT JOIN touched t ON t.root = coalesce(n.record_id, p.record_id)
    LEFT JOIN touched u ON u.root = p.record_id AND u.root <> n.record_id
"""


@dataclass(frozen=True, slots=True)
class DeltaCounts:
    """Records by what happened to them; `current` is how many the source had, missing ones aside.

    `said` counts statements that changed, be it in claims that others or stewards overrule.
    """

    added: int
    changed: int
    unchanged: int
    vanished: int
    current: int
    said: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not (self.added or self.changed or self.vanished or self.said)


def find_vanished(connection: Connection[TupleRow], source_id: int) -> None:
    """Fill `vanished` once the whole file was seen."""
    connection.execute("CREATE INDEX ON seen (id)")
    connection.execute("ANALYZE seen")
    connection.execute(_FIND_VANISHED, (source_id,))


def vanished_end(connection: Connection[TupleRow], source_id: int) -> int:
    """How many records vanished, if all of them stood behind all that the file still holds; else 0."""
    row = connection.execute(_VANISHED_END, {"source": source_id}).fetchone()
    assert row is not None
    return int(row[0]) if row[1] else 0


def compare(connection: Connection[TupleRow]) -> None:
    """Fill `delta` for what was staged."""
    connection.execute(_CREATE_DELTA)
    connection.execute(_STAGED_ROOTS)
    for table in VERSIONED:
        _compare_table(connection, table)
    for name, record_type in ROOTS.items():
        connection.execute(
            "INSERT INTO delta SELECT %s, root, root, 'vanished' FROM vanished "
            "WHERE record_type = %s AND NOT settled",
            (name, record_type),
        )
    connection.execute(
        "INSERT INTO delta SELECT 'statement', id, root, 'vanished' FROM vanished WHERE NOT settled"
    )
    connection.execute("ANALYZE delta")


def _compare_table(connection: Connection[TupleRow], table: Table) -> None:
    columns = _CONTENT.get(table.name, ("row_hash",))

    def listed(alias: str | None) -> sql.Composed:
        parts = (sql.Identifier(alias, name) if alias else sql.Identifier(name) for name in columns)
        return sql.SQL(", ").join(parts)

    names = {"name": sql.Literal(table.name), "published": published(table)}
    current = sql.SQL(" UNION ALL ").join(
        sql.SQL(_CURRENT).format(content=listed("p"), column=sql.Identifier(column), **names)
        for column in table.info.get("roots", (table.info["root"],))
    )
    connection.execute(
        sql.SQL(_COMPARE).format(
            root=sql.SQL(table.info["root"]),
            content=listed(None),
            of_stage=sql.SQL("ROW({})").format(listed("s")),
            of_current=sql.SQL("ROW({})").format(listed("c")),
            current=current,
            staged=staged(table),
            **names,
        )
    )
    if table.info.get("keep"):
        stays = sql.SQL(_STAYS[table.name])
        connection.execute(sql.SQL(_FORGET_KEPT).format(stays=stays, **names))


#: Records that vanish while one of their very name and numbers is added under another key.
_RENUMBERED = """
    SELECT count(*) FROM vanished v JOIN hub.statement p ON p.id = v.id
    WHERE (p.content ->> 'name', p.content -> 'identifiers') IN (
        SELECT s.content ->> 'name', s.content -> 'identifiers' FROM stage_statement s
        WHERE s.record_type = p.record_type AND NOT EXISTS (SELECT FROM hub.statement q WHERE q.id = s.id)
    )
"""


def count_renumbered(connection: Connection[TupleRow]) -> int:
    """How many records of the file are those that vanished, but for their keys."""
    row = connection.execute(_RENUMBERED).fetchone()
    assert row is not None
    return int(row[0])


def count(connection: Connection[TupleRow], source_id: int) -> DeltaCounts:
    """How many records of the source the file adds, changes, leaves as they are and no longer names."""
    row = connection.execute(_COUNT, (source_id,)).fetchone()
    assert row is not None
    added, changed, seen, vanished, current, said = row
    return DeltaCounts(added, changed, seen - added - changed, vanished, current, said)
