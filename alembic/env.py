"""Runs migrations over the connection that hub.store hands over, or the one MEREZHA_DATABASE_URL names."""

import os
from typing import Any

from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, text

from alembic import context
from hub.store.aggregates.upkeep import recount
from hub.store.edition import triggers
from hub.store.grants import FUNCTIONS, grant
from hub.store.past import create_views, drop_views
from hub.store.tables import HISTORY, INGEST, PUBLISHED, metadata
from hub.store.territory_lines import rebuild_lines

SCHEMAS = {PUBLISHED, HISTORY, INGEST}


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Compare our schemas only: PostGIS and extensions keep their own tables in `public`."""
    return name in SCHEMAS if kind == "schema" else True


def run(connection: Any) -> None:
    """Bring the connection's database to the wanted revision, all in one transaction.

    The views of former states go before the tables under them change and are made anew at the newest
    revision, so that no migration has to know of them. So are the triggers that count editions, and the
    lines of territories and the aggregates are what the program of that revision makes of the other rows.
    """
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {INGEST}"))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_schemas=True,
        include_name=include_name,
        include_object=alembic_helpers.include_object,
        render_item=alembic_helpers.render_item,
        version_table_schema=INGEST,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        connection.exec_driver_sql(drop_views())
        context.run_migrations()
        if context.get_context().get_current_revision() == context.script.get_current_head():
            for statement in FUNCTIONS:
                connection.exec_driver_sql(statement)
            rebuild_lines(connection.connection.driver_connection)
            recount(connection.connection.driver_connection)
            for statement in (*create_views(), *triggers()):
                connection.exec_driver_sql(statement)
            grant(connection.connection.driver_connection)


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with create_engine(os.environ["MEREZHA_DATABASE_URL"]).connect() as opened:
        run(opened)
        opened.commit()
