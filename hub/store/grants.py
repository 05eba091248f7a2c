"""Grants: what each login may do, given anew after every migration and in a database that was restored."""

from collections.abc import Iterable
from typing import Final

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.logins import Login
from hub.store.tables import HISTORY, INGEST, JOBS, PUBLISHED
from hub.store.tables.base import PAST

READER, WORKER, WRITER = Login.READER.value, Login.WORKER.value, Login.WRITER.value

#: What a worker of jobs writes: how far jobs are, results, and the times of travel that a job fetched, with
#: the source that they name. It asks for no job.
WORKED_ON: Final = {
    f"{PUBLISHED}.job": ("UPDATE", "DELETE"),
    f"{PUBLISHED}.planning_result": ("INSERT",),
    f"{PUBLISHED}.source": ("INSERT", "UPDATE"),
    f"{PUBLISHED}.travel_matrix": ("INSERT", "DELETE"),
    f"{PUBLISHED}.travel_place": ("INSERT",),
    f"{PUBLISHED}.travel": ("INSERT",),
    f"{PUBLISHED}.edition": ("INSERT", "UPDATE"),
    f"{JOBS}.procrastinate_jobs": ("UPDATE", "DELETE"),
    f"{JOBS}.procrastinate_workers": ("INSERT", "UPDATE", "DELETE"),
    f"{JOBS}.procrastinate_events": ("INSERT",),
    f"{JOBS}.procrastinate_periodic_defers": ("UPDATE",),
}
#: What it reads of the schema of imports: whether tables and judgements are those of its program.
WORKER_CHECKS: Final = (f"{INGEST}.alembic_version", f"{INGEST}.judgement")

#: Statistics belong to owners only, and imports need fresh ones: a function of the owner's makes them.
FUNCTIONS = (
    f"""
    CREATE OR REPLACE FUNCTION {INGEST}.analyze_table(name regclass) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
    BEGIN
        IF (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = name)
           NOT IN ('{PUBLISHED}', '{HISTORY}', '{INGEST}') THEN
            RAISE insufficient_privilege USING MESSAGE = name || ' is no table of the hub';
        END IF;
        EXECUTE 'ANALYZE ' || name;
    END $$
    """,
    f"REVOKE ALL ON FUNCTION {INGEST}.analyze_table(regclass) FROM PUBLIC",
)

#: Where the owner may make no roles an administrator does; the grants need the owner's rights only.
_ROLES = f"""
    DO $$
    DECLARE login text;
    BEGIN
        FOREACH login IN ARRAY ARRAY['{READER}', '{WORKER}', '{WRITER}'] LOOP
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
                    EXECUTE format('CREATE ROLE %I LOGIN', login);
                ELSIF NOT (SELECT rolcanlogin FROM pg_roles WHERE rolname = login) THEN
                    EXECUTE format('ALTER ROLE %I LOGIN', login);
                END IF;
            EXCEPTION
                WHEN insufficient_privilege THEN
                    RAISE NOTICE 'role % was not made or may not log in: an administrator must do it', login;
                WHEN duplicate_object OR unique_violation THEN
                    RAISE NOTICE 'role % was made by another migration at the same time', login;
            END;
        END LOOP;
    END $$
"""
_READER = f"""
    DO $$
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READER}') THEN RETURN; END IF;
        REVOKE ALL ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} FROM {READER};
        REVOKE ALL ON SCHEMA {INGEST}, {JOBS} FROM {READER};
        GRANT USAGE ON SCHEMA {PUBLISHED}, {HISTORY}, {PAST} TO {READER};
        GRANT SELECT ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {PAST} TO {READER};
    END $$
"""
_WORKER = f"""
    DO $$
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WORKER}') THEN RETURN; END IF;
        REVOKE ALL ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} FROM {WORKER};
        GRANT USAGE ON SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} TO {WORKER};
        GRANT SELECT ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {PAST}, {JOBS} TO {WORKER};
        GRANT SELECT ON {", ".join(WORKER_CHECKS)} TO {WORKER};
        {" ".join(f"GRANT {', '.join(acts)} ON {table} TO {WORKER};" for table, acts in WORKED_ON.items())}
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA {JOBS} TO {WORKER};
    END $$
"""
_WRITER = f"""
    DO $$
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WRITER}') THEN RETURN; END IF;
        EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {WRITER}', current_database());
        GRANT USAGE ON SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} TO {WRITER};
        GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
            ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {JOBS} TO {WRITER};
        GRANT SELECT ON ALL TABLES IN SCHEMA {PAST} TO {WRITER};
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {INGEST}.alembic_version FROM {WRITER};
        GRANT USAGE, SELECT, UPDATE
            ON ALL SEQUENCES IN SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {JOBS} TO {WRITER};
        GRANT EXECUTE ON FUNCTION {INGEST}.analyze_table(regclass) TO {WRITER};
    END $$
"""
_EVERYBODY = f"""
    DO $$
    BEGIN
        EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
        REVOKE ALL ON ALL TABLES IN SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} FROM PUBLIC;
        REVOKE ALL ON SCHEMA {PUBLISHED}, {HISTORY}, {INGEST}, {PAST}, {JOBS} FROM PUBLIC;
        BEGIN
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'what everybody may make in the schema public is its owner''s to say';
        END;
    END $$
"""
#: Everybody may call them, and PostgreSQL 15 lets them write although a transaction is read-only.
_WRITING = "^(lo_(creat|create|from_bytea|put|unlink|truncate|truncate64)|lowrite|pg_logical_emit_message)$"
_OBJECTS = f"""
    DO $$
    DECLARE called regprocedure;
    BEGIN
        FOR called IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '{_WRITING}'
        LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', called);
        END LOOP;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'who may make large objects is an administrator''s to say';
    END $$
"""
STATEMENTS = (_ROLES, _EVERYBODY, _OBJECTS, _READER, _WORKER, _WRITER)


def _texts(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_WORKS = [f"{act} {table}" for table, acts in WORKED_ON.items() for act in acts]
_LACKING = f"""
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
        LATERAL (SELECT n.nspname IN ('{PUBLISHED}', '{HISTORY}', '{PAST}') AS readable,
                        n.nspname || '.' || c.relname AS name,
                        n.nspname <> '{PAST}' AND c.relname <> 'alembic_version' AS writable) may
    WHERE c.relkind IN ('r', 'v', 'm', 'p')
    AND n.nspname IN ('{PUBLISHED}', '{HISTORY}', '{PAST}', '{INGEST}', '{JOBS}') AND (
        NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{READER}' AND rolcanlogin)
        OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WRITER}' AND rolcanlogin)
        OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WORKER}' AND rolcanlogin)
        OR has_table_privilege('{READER}', c.oid, 'SELECT') <> may.readable
        OR has_table_privilege('{READER}', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR has_database_privilege('{READER}', current_database(), 'TEMPORARY')
        OR (has_function_privilege('{READER}', 'lo_creat(integer)', 'EXECUTE')
            AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))
        OR NOT has_table_privilege('{WRITER}', c.oid, 'SELECT')
        OR has_table_privilege('{WRITER}', c.oid, 'DELETE') <> may.writable
        OR has_table_privilege('{WORKER}', c.oid, 'SELECT')
            <> (may.readable OR n.nspname = '{JOBS}' OR may.name IN ({_texts(WORKER_CHECKS)}))
        OR EXISTS (SELECT FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) act
            WHERE has_table_privilege('{WORKER}', c.oid, act)
                <> (act || ' ' || may.name IN ({_texts(_WORKS)})))
    )
"""


def grant(connection: Connection[TupleRow]) -> None:
    """Give each login what it may do, and take what it may not; to be called by the tables' owner."""
    for statement in STATEMENTS:
        connection.execute(statement.encode())


def are_lacking(connection: Connection[TupleRow]) -> bool:
    """Whether a login may do more or less with some table than it should, as after a restore."""
    row = connection.execute(_LACKING.encode()).fetchone()
    return bool(row and row[0])
