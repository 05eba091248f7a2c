"""The small hub of the schema's tests, into which files may be loaded."""

from hub.store.connection import connect
from tests.schema.world import build


def build_hub(url: str) -> None:
    """Fill an empty database; sources that are loaded later get numbers of their own."""
    build(url)
    with connect(url) as connection:
        connection.execute("SELECT setval(pg_get_serial_sequence('hub.source', 'id'), 100)")
