"""A small hub with known rows, on which every answer of the schema can be said exactly."""

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from tests.schema.world.records import insert_crowd, insert_offices, insert_providers
from tests.schema.world.sources import insert_sources
from tests.schema.world.terms import insert_terms
from tests.schema.world.territories import insert_territories


def build(url: str) -> None:
    """Fill an empty, migrated database."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        for insert_part in (
            insert_sources,
            insert_territories,
            insert_terms,
            insert_providers,
            insert_offices,
            insert_crowd,
        ):
            insert_part(connection)
    engine.dispose()
    with connect(url) as connection:
        recount(connection)
