"""Runs migrations over the connection that hub.store hands over, or the one MEREZHA_DATABASE_URL names."""

import os
from typing import Any

from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, text

from alembic import context
from hub.store.tables import HISTORY, INGEST, PUBLISHED, metadata

SCHEMAS = {PUBLISHED, HISTORY, INGEST}


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Compare our schemas only: PostGIS and extensions keep their own tables in `public`."""
    return name in SCHEMAS if kind == "schema" else True


def run(connection: Any) -> None:
    """Bring the connection's database to the wanted revision, all in one transaction."""
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
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with create_engine(os.environ["MEREZHA_DATABASE_URL"]).connect() as opened:
        run(opened)
        opened.commit()
