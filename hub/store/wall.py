"""The wall around readers: what the login of a server must not be able to do, whatever it is told."""

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.errors import MerezhaError
from hub.store.connection import connect
from hub.store.tables import HISTORY, INGEST, JOBS, PUBLISHED
from hub.store.tables.base import PAST

_OURS = f"('{PUBLISHED}', '{HISTORY}', '{PAST}', '{INGEST}', '{JOBS}')"

# A role that may become another has its rights, inherited or not.
_ROLES = "WITH may AS (SELECT oid, rolname FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')) "
_BREACHES = (
    """
    SELECT format('it is, or may become, the superuser %s', rolname) FROM pg_roles
    WHERE rolsuper AND oid IN (SELECT oid FROM may)
    """,
    """
    SELECT format('it may make roles or databases, or replicate, as %s', rolname) FROM pg_roles
    WHERE (rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls) AND oid IN (SELECT oid FROM may)
    """,
    "SELECT format('it is a member of %s', rolname) FROM may WHERE starts_with(rolname, 'pg_')",
    f"""
    SELECT format('it may read %s.%s', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('{INGEST}', '{JOBS}') AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND EXISTS (
        SELECT FROM may WHERE has_schema_privilege(may.oid, n.oid, 'USAGE')
        AND has_any_column_privilege(may.oid, c.oid, 'SELECT'))
    """,
    f"""
    SELECT format('it may change %s.%s', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN {_OURS}
    AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND EXISTS (
        SELECT FROM may WHERE has_table_privilege(may.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR has_any_column_privilege(may.oid, c.oid, 'INSERT, UPDATE'))
    """,
    f"""
    SELECT format('it owns %s.%s', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN {_OURS} AND c.relowner IN (SELECT oid FROM may)
    """,
    f"""
    SELECT format('it may make tables in the schema %s', nspname) FROM pg_namespace
    WHERE nspname IN {_OURS}
    AND EXISTS (SELECT FROM may WHERE has_schema_privilege(may.oid, pg_namespace.oid, 'CREATE'))
    """,
    """
    SELECT format('it may make schemas in the database %s', current_database())
    WHERE EXISTS (SELECT FROM may WHERE has_database_privilege(may.oid, current_database(), 'CREATE'))
    """,
    """
    SELECT format('it may call %s, which runs with the rights of its owner', p.oid::regprocedure)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') AND EXISTS (
        SELECT FROM may WHERE has_schema_privilege(may.oid, n.oid, 'USAGE')
        AND has_function_privilege(may.oid, p.oid, 'EXECUTE'))
    """,
    """
    SELECT format('it may call %s, which reaches the files of the server', p.oid::regprocedure)
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
    AND p.proname ~ '^(pg_read_|pg_ls_|pg_stat_file|lo_import|lo_export|pg_file_|pg_reload|pg_rotate)'
    AND p.proname !~ '_old$'
    AND EXISTS (SELECT FROM may WHERE has_function_privilege(may.oid, p.oid, 'EXECUTE'))
    """,
)
_TOLD = 5


class ReaderNotConfined(MerezhaError):
    """The login {login} must not answer questions: {breaches}. Give it no rights but those that
    `merezha db migrate` gives merezha_reader, or set MEREZHA_READ_URL to a login that has no others."""

    code = "READER_NOT_CONFINED"


def breaches(connection: Connection[TupleRow]) -> list[str]:
    """Everything that the connection's login could do and a reader must not, as ends of a sentence."""
    return [row[0] for query in _BREACHES for row in connection.execute((_ROLES + query).encode())]


def require_wall(url: str) -> None:
    """Raise ReaderNotConfined if the login of the URL sees more than readers may, or DatabaseUnreachable."""
    with connect(url) as connection:
        found = breaches(connection)
        row = connection.execute("SELECT session_user").fetchone()
    if found:
        more = f", and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        login = row[0] if row else ""
        raise ReaderNotConfined(login=login, breaches="; ".join(found[:_TOLD]) + more)
