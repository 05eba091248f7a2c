"""The database's revision: asked for, compared with the program's, brought up to date."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from psycopg import Connection as PsycopgConnection
from psycopg.rows import TupleRow
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from alembic import command
from hub.errors import MerezhaError
from hub.store.connection import connect
from hub.store.grants import are_lacking, grant
from hub.store.locks import take_lock
from hub.store.losses import Loss, losses_of
from hub.store.tables import INGEST

_ROOT = Path(__file__).resolve().parents[2]
#: One migration at a time: two processes that start at once would both create the tables.
_LOCK = 0x6D696772


class NotMigrated(MerezhaError):
    """The database is at revision {found} but this program needs {needed}; run `merezha db migrate`."""

    code = "NOT_MIGRATED"


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revision a database is at (None: no tables yet) and the one this program needs.

    `losses` are what the way from one to the other takes from this database, where that was counted.
    """

    found: str | None
    needed: str | None
    losses: tuple[Loss, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the database is as this program needs it."""
        return self.found == self.needed


def revisions(url: str) -> Revisions:
    """Return the database's revision and the newest one; raise DatabaseUnreachable without a database."""
    with _engine_connection(url) as connection:
        return _revisions(connection)


def migrate(url: str, *, dry_run: bool = False) -> Revisions:
    """Bring the database to the newest revision; return what it was at before, and what the way cost.

    With `dry_run` only say so. Raises DatabaseUnreachable, and HubBusy while another process migrates it.
    """
    with _engine_connection(url) as connection:
        take_lock(_driver(connection), _LOCK, for_session=True)
        before = _revisions(connection)
        connection.commit()
        if before.found is not None and not before.current:
            before = replace(before, losses=losses_of(connection, _steps(before.found)))
            connection.rollback()
        if dry_run:
            return before
        if not before.current:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        else:
            _grant_again(_driver(connection))
    return before


def require_migrated(url: str) -> None:
    """Raise NotMigrated unless the database is at the newest revision."""
    state = revisions(url)
    if not state.current:
        raise NotMigrated(found=state.found or "none", needed=state.needed)


def _grant_again(connection: PsycopgConnection[TupleRow]) -> None:
    """A database that was restored has its tables, and none of what logins may do with them."""
    if are_lacking(connection):
        grant(connection)
    connection.commit()


def _driver(connection: Connection) -> PsycopgConnection[TupleRow]:
    driver: PsycopgConnection[TupleRow] | None = connection.connection.driver_connection
    assert driver is not None
    return driver


def _steps(found: str) -> list[Script]:
    """The migrations from a revision to the newest, in the order in which they are applied."""
    scripts = ScriptDirectory.from_config(_config())
    return [*scripts.iterate_revisions("head", found)][::-1]


def _revisions(connection: Connection) -> Revisions:
    context = MigrationContext.configure(connection, opts={"version_table_schema": INGEST})
    return Revisions(context.get_current_revision(), _newest_revision())


@cache
def _newest_revision() -> str:
    """The revision that this program needs. Its files do not change while it runs."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None
    return newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_ROOT / "alembic"))
    return config


def _engine_connection(url: str) -> Connection:
    """A connection that is closed for good, and its lock with it, when it goes out of use."""
    return create_engine("postgresql+psycopg://", creator=lambda: connect(url), poolclass=NullPool).connect()
