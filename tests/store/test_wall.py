"""The wall around readers: each login against each relation and function, and who may serve."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import errors, sql

from hub.cluster import PrivateCluster
from hub.logins import Login
from hub.settings import JobSettings
from hub.store.connection import connect
from hub.store.jobs.asking import JobRequest, cancel_job, request_job
from hub.store.logins import login_url
from hub.store.migrations import migrate
from hub.store.wall import ReaderNotConfined, breaches, require_wall
from tests.conftest import database_copy

READABLE = {"hub", "history", "at"}
WRITABLE = {"hub", "history", "ingest", "jobs"}
#: What the program of migrations alone may write.
OWNERS = {"ingest.alembic_version"}
#: What a worker reads beside what is published and the queue, and what it changes.
CHECKED = {"ingest.alembic_version", "ingest.judgement"}
WORKED_ON = {
    "insert": {
        *("hub.planning_result", "hub.source", "hub.travel_matrix", "hub.travel_place", "hub.travel"),
        *("hub.edition", "jobs.procrastinate_workers", "jobs.procrastinate_events"),
    },
    "lock": {
        *("hub.job", "hub.source", "hub.edition", "jobs.procrastinate_jobs", "jobs.procrastinate_workers"),
        "jobs.procrastinate_periodic_defers",
    },
    "delete": {
        *("hub.job", "hub.travel_matrix", "jobs.procrastinate_jobs", "jobs.procrastinate_workers"),
    },
}
RELATIONS = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname IN ('hub', 'history', 'at', 'ingest', 'jobs')
    ORDER BY 1, 2
"""


@contextmanager
def logged_in(url: str, login: Login) -> Iterator[psycopg.Connection]:
    """A connection of the login."""
    with connect(login_url(url, login), autocommit=True) as connection:
        yield connection


def may(connection: psycopg.Connection, statement: sql.Composed) -> bool:
    """Whether the login may do this, whatever else is wrong with it."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except errors.InsufficientPrivilege:
        return False
    except psycopg.Error:
        return True
    return True


def relations(url: str) -> list[tuple[str, str]]:
    with connect(url) as connection:
        return connection.execute(RELATIONS).fetchall()


ACTS = {
    "read": "SELECT * FROM {} LIMIT 1",
    "insert": "INSERT INTO {} SELECT * FROM {} WHERE false",
    # Who may not update may not lock rows either.
    "lock": "SELECT FROM {} LIMIT 0 FOR UPDATE",
    "delete": "DELETE FROM {} WHERE false",
    "truncate": "TRUNCATE {} CASCADE",
    "drop": "DROP {kind} {} CASCADE",
}


def expected(login: Login, schema: str, name: str) -> set[str]:
    """What the login may do with a relation."""
    full = f"{schema}.{name}"
    if login is Login.WORKER:
        reads = schema in READABLE | {"jobs"} or full in CHECKED
        return ({"read"} if reads else set()) | {act for act in WORKED_ON if full in WORKED_ON[act]}
    if login is Login.WRITER:
        writes = schema in WRITABLE and full not in OWNERS
        return {"read", *(("insert", "lock", "delete", "truncate") if writes else ())}
    return {"read"} if schema in READABLE else set()


@pytest.mark.parametrize("login", [Login.READER, Login.WORKER, Login.WRITER])
def test_each_login_may_do_with_each_relation_what_it_must_and_no_more(
    database_url: str, login: Login
) -> None:
    found = relations(database_url)
    assert {schema for schema, _ in found} == READABLE | WRITABLE
    wrong = []
    with logged_in(database_url, login) as connection:
        for schema, name in found:
            relation = sql.Identifier(schema, name)
            kind = sql.SQL("VIEW" if schema == "at" else "TABLE")
            acts = expected(login, schema, name)
            for act, text in ACTS.items():
                if schema == "at" and act in ("insert", "lock", "delete", "truncate"):
                    continue
                statement = sql.SQL(text).format(relation, relation, kind=kind)
                if may(connection, statement) is not (act in acts):
                    wrong.append((login.value, act, f"{schema}.{name}"))
    assert wrong == []


def test_the_reader_may_call_no_function_that_a_stranger_may_not(database_url: str) -> None:
    query = (
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE has_schema_privilege(%s, n.oid, 'USAGE') AND has_function_privilege(%s, p.oid, 'EXECUTE') "
        "AND n.nspname = 'pg_catalog'"
    )
    with connect(database_url) as connection:
        connection.execute("CREATE ROLE stranger_of_this_test")
        reader, stranger = (
            set(connection.execute(query, (role, role)).fetchall())
            for role in (Login.READER.value, "stranger_of_this_test")
        )
        connection.rollback()
    assert reader == stranger
    assert reader


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT set_config('role', 'merezha', false)",
        "SET ROLE merezha_writer",
        "SET SESSION AUTHORIZATION merezha",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "COPY hub.source TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/nothing'",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_logical_emit_message(false, 'a', 'b')",
        "CREATE TEMP TABLE mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        "ALTER SYSTEM SET work_mem = '1GB'",
        "SELECT ingest.analyze_table('hub.source')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'merezha'",
        "CREATE ROLE mine",
        "SELECT * FROM ingest.raw_record",
        "SELECT * FROM jobs.procrastinate_jobs",
        "SELECT jobs.procrastinate_register_worker_v1()",
        "INSERT INTO hub.job (kind, hash, release) VALUES ('siting', '', 1)",
        "UPDATE hub.job SET status = 'CANCELLED'",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_no_statement_lets_the_reader_out(database_url: str, statement: str) -> None:
    # The owner is connected, so that there is somebody whose session could be ended.
    # Rights to a database are not copied with it.
    migrate(database_url)
    with (
        connect(database_url),
        logged_in(database_url, Login.READER) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE merezha_writer",
        "CREATE TEMP TABLE mine (a int)",
        "SELECT ingest.analyze_table('hub.source')",
        "SELECT * FROM ingest.raw_record",
        "UPDATE hub.provider SET name = ''",
        "INSERT INTO hub.job (kind, hash, release) VALUES ('travel', '', 1)",
        "SET search_path = jobs; SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('jobs', 'run', 0, NULL, NULL, "
        "'{}', NULL)::procrastinate_job_to_defer_v1])",
        "UPDATE hub.planning_result SET answer = '{}'",
    ],
)
def test_no_statement_lets_the_worker_out(database_url: str, statement: str) -> None:
    # Rights to a database are not copied with it.
    migrate(database_url)
    with (
        logged_in(database_url, Login.WORKER) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_the_writer_makes_statistics_of_our_tables_only(database_url: str) -> None:
    with logged_in(database_url, Login.WRITER) as connection:
        connection.execute("SELECT ingest.analyze_table('hub.source')")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT ingest.analyze_table('pg_catalog.pg_class')")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT set_config('role', 'merezha', false)")


def test_jobs_are_asked_for_and_cancelled_as_the_writer_only(database_url: str) -> None:
    request = JobRequest("siting", {"within": "A"}, "hash", 1, "ministry")
    with logged_in(database_url, Login.WRITER) as connection:
        connection.autocommit = False
        job = request_job(connection, request, JobSettings())
    with connect(login_url(database_url, Login.READER)) as connection:
        assert connection.execute("SELECT status FROM hub.job").fetchall() == [("QUEUED",)]
        shown = str(connection.execute("SELECT * FROM hub.job").fetchall())
        assert "ministry" not in shown
        # What is in a schema that a login may not enter is not there for it.
        with pytest.raises(errors.UndefinedObject):
            request_job(connection, JobRequest("siting", {}, "other", 1), JobSettings())
        connection.rollback()
        with pytest.raises(errors.InsufficientPrivilege):
            cancel_job(connection, job.id)


def test_a_server_reads_as_the_reader_and_as_nobody_who_sees_more(database_url: str) -> None:
    require_wall(login_url(database_url, Login.READER))
    with pytest.raises(ReaderNotConfined, match=r"merezha_writer .*it may read ingest\."):
        require_wall(login_url(database_url, Login.WRITER))
    with pytest.raises(ReaderNotConfined, match="superuser merezha"):
        require_wall(database_url)


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        (
            "GRANT USAGE ON SCHEMA ingest TO {r}; GRANT SELECT (id) ON ingest.issue TO {r}",
            "may read ingest.issue",
        ),
        ("GRANT UPDATE (name) ON hub.provider TO {r}", "may change hub.provider"),
        (
            "GRANT USAGE ON SCHEMA jobs TO {r}; GRANT SELECT ON jobs.procrastinate_jobs TO {r}",
            "may read jobs.procrastinate_jobs",
        ),
        ("GRANT INSERT (id) ON jobs.procrastinate_jobs TO {r}", "may change jobs.procrastinate_jobs"),
        ("GRANT merezha_writer TO {r}; ALTER ROLE {r} NOINHERIT", "may read ingest"),
        ("GRANT pg_read_server_files TO {r}", "member of pg_read_server_files"),
        ("ALTER ROLE {r} CREATEROLE", "may make roles"),
        ("GRANT CREATE ON SCHEMA hub TO {r}", "may make tables in the schema hub"),
        ("ALTER TABLE hub.source OWNER TO {r}", "owns hub.source"),
        ("GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {r}", "reaches the files"),
        (
            "GRANT USAGE ON SCHEMA ingest TO {r}; GRANT EXECUTE ON FUNCTION ingest.analyze_table TO {r}",
            "runs with the rights of its owner",
        ),
    ],
)
def test_whoever_was_given_more_is_found(database_url: str, mistake: str, told: str) -> None:
    with connect(database_url) as connection:
        connection.execute("CREATE ROLE reader_of_this_test IN ROLE merezha_reader")
        connection.execute(mistake.format(r="reader_of_this_test").encode())
        connection.execute("SET SESSION AUTHORIZATION reader_of_this_test")
        found = breaches(connection)
        connection.rollback()
    assert any(told in breach for breach in found), found


def test_a_database_restored_without_grants_gets_them_back(
    cluster: PrivateCluster, database_url: str
) -> None:
    name = database_url.partition("///")[2].partition("?")[0]
    dump = [cluster.binaries.program("pg_dump"), "-h", str(cluster.socket), "-U", "merezha", "-O", "-x", name]
    script = subprocess.run(dump, capture_output=True, check=True).stdout
    with database_copy(cluster, "template0") as url:
        restored = url.partition("///")[2].partition("?")[0]
        subprocess.run(
            [*cluster.psql_command(restored), "-q"], input=script, check=True, stdout=subprocess.DEVNULL
        )
        with logged_in(url, Login.READER) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM hub.source")
        assert migrate(url).current
        require_wall(login_url(url, Login.READER))
        with logged_in(url, Login.READER) as connection:
            connection.execute("SELECT * FROM hub.source")
        with logged_in(url, Login.WORKER) as connection:
            connection.execute("DELETE FROM hub.job")


def test_rights_that_a_worker_lacks_or_has_too_many_are_mended(database_url: str) -> None:
    worker = Login.WORKER.value
    with connect(database_url, autocommit=True) as connection:
        connection.execute(f"REVOKE UPDATE ON hub.job FROM {worker}".encode())
        migrate(database_url)
        connection.execute(f"GRANT UPDATE ON hub.provider TO {worker}".encode())
        connection.execute("GRANT SELECT ON ingest.raw_record TO merezha_worker")
        migrate(database_url)
    with logged_in(database_url, Login.WORKER) as connection:
        connection.execute("UPDATE hub.job SET phase = NULL")
        for statement in ("UPDATE hub.provider SET name = ''", "SELECT FROM ingest.raw_record"):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_an_owner_who_is_no_superuser_makes_the_same_wall(empty_url: str) -> None:
    name = empty_url.partition("///")[2].partition("?")[0]
    with connect(empty_url) as connection:
        connection.execute("CREATE ROLE owner_of_this_test NOSUPERUSER CREATEROLE")
        connection.execute(f"ALTER DATABASE {name} OWNER TO owner_of_this_test".encode())
    try:
        migrate(f"{empty_url}&options=-crole%3Downer_of_this_test")
        require_wall(login_url(empty_url, Login.READER))
        with logged_in(empty_url, Login.WRITER) as connection:
            connection.execute("INSERT INTO hub.run SELECT * FROM hub.run")
    finally:
        with connect(empty_url) as connection:
            connection.execute("REASSIGN OWNED BY owner_of_this_test TO merezha")
            connection.execute("DROP OWNED BY owner_of_this_test CASCADE")
            connection.execute("DROP ROLE owner_of_this_test")
