"""Keep origins"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_TABLES = ("hub.statement", "history.statement")
_CLAIMS = "field: {value; raw, column and rule where they are known and apply}"
_CLAIMS_BEFORE = "field: {value, raw where the source's own words differ and may be shown}"
_FIRST = "of the file that first held it"

# Former versions of a statement tell which file first said a field so.
_VERSIONS = """
    CREATE TEMP TABLE version ON COMMIT DROP AS
    SELECT id, release_from, run_id, "row", claims FROM hub.statement
    UNION ALL SELECT id, release_from, run_id, "row", claims FROM history.statement;
    CREATE INDEX ON version (id, release_from);
"""
_SINCE = """
    UPDATE {table} s SET since = (
        SELECT jsonb_object_agg(o.key, jsonb_build_object(
            'on', o.value, 'run', coalesce(v.run_id, s.run_id),
            'row', CASE WHEN v.run_id IS NULL THEN s."row" ELSE v."row" END))
        FROM jsonb_each(s.since) o
        LEFT JOIN LATERAL (
            SELECT v.run_id, v."row" FROM version v JOIN hub.release r ON r.number = v.release_from
            WHERE v.id = s.id AND v.release_from <= s.release_from AND r.as_of = (o.value #>> '{{}}')::date
              AND v.claims -> o.key = s.claims -> o.key
            ORDER BY v.release_from LIMIT 1
        ) v ON true
    )
    WHERE since <> '{{}}'
"""
_BASE = """
    UPDATE {table} s SET run_id = f.run_id, "row" = f."row"
    FROM (SELECT DISTINCT ON (id) id, run_id, "row" FROM version ORDER BY id, release_from) f
    WHERE f.id = s.id AND (f.run_id, f."row") IS DISTINCT FROM (s.run_id, s."row")
"""
_BACK = """
    UPDATE {table} s SET since = (SELECT jsonb_object_agg(key, value -> 'on') FROM jsonb_each(s.since))
    WHERE since <> '{{}}'
"""


def upgrade() -> None:
    op.execute(_VERSIONS)
    for table in _TABLES:
        op.execute(_SINCE.format(table=table))
        op.execute(_BASE.format(table=table))
    op.alter_column("statement", "claims", comment=_CLAIMS, existing_comment=_CLAIMS_BEFORE, schema="hub")
    for column in ("run_id", "row"):
        op.alter_column("statement", column, comment=_FIRST, schema="hub")


def downgrade() -> None:
    for table in _TABLES:
        op.execute(_BACK.format(table=table))
    op.alter_column("statement", "claims", comment=_CLAIMS_BEFORE, existing_comment=_CLAIMS, schema="hub")
    for column in ("run_id", "row"):
        op.alter_column("statement", column, comment=None, existing_comment=_FIRST, schema="hub")
