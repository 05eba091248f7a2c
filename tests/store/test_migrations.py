"""The migrations make exactly the tables that the program knows, and can be taken back."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from alembic import command
from hub.store import migrations
from hub.store.connection import connect
from hub.store.locks import HubBusy, take_lock
from hub.store.migrations import migrate, revisions
from hub.store.tables import HISTORY, INGEST, PUBLISHED, metadata


def test_migrations_make_the_tables_that_the_program_knows(database_url: str) -> None:
    schemas = {PUBLISHED, HISTORY, INGEST}
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: name in schemas if kind == "schema" else True,
                "version_table_schema": INGEST,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_queue_has_the_tables_that_procrastinate_needs() -> None:
    ours = Path(__file__).parents[2] / "alembic" / "sql" / "procrastinate_3_10.sql"
    # Where they differ a migration is due, with what procrastinate's own migrations say.
    assert ours.read_text() == SchemaManager.get_schema()


def test_a_migration_that_hangs_is_not_waited_for(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_WRITE_LOCK_SECONDS", "0.2")
    with connect(database_url) as hanging:
        take_lock(hanging, migrations._LOCK)
        with pytest.raises(HubBusy) as caught:
            migrate(database_url)
        assert caught.value.details["seconds"] == 0.2
        assert f"session {hanging.info.backend_pid}, " in caught.value.details["holder"]


def test_a_downgrade_leaves_no_table_and_an_upgrade_brings_them_back(database_url: str) -> None:
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parents[2] / "alembic"))
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = connection.execute(
            text("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('hub', 'history')")
        ).all()
        connection.commit()
    assert left == []
    assert revisions(database_url).found is None
    migrate(database_url)
    assert revisions(database_url).current
