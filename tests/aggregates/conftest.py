"""The small tree of the import tests, with terms that lie below others."""

import pytest

from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from tests.ingest.conftest import hub_url, importing
from tests.ingest.stewarding.conftest import also, joined

__all__ = ["also", "hub_url", "importing", "joined"]

_ABOVE = {"care.home": "care", "rehab.social": "rehab", "crisis.shelter-violence": "crisis"}
#: A settlement in another hromada of the same region.
FAR = "UA050301"

_SECOND_HROMADA = f"""
    INSERT INTO hub.territory (id, country, scheme, code, level, parent_id, name, lang, source_id)
    VALUES (6, 'UA', 'katottg', 'UA0503', 'hromada', 2, 'UA0503', 'uk', 1),
           (7, 'UA', 'katottg', '{FAR}', 'settlement', 6, '{FAR}', 'uk', 1);
    INSERT INTO hub.territory_closure (territory_id, ancestor_id, depth)
    VALUES (6, 6, 0), (6, 2, 1), (6, 1, 2), (7, 7, 0), (7, 6, 1), (7, 2, 2), (7, 1, 3);
    SELECT setval(pg_get_serial_sequence('hub.territory', 'id'), 7);
"""


@pytest.fixture
def tree_url(hub_url: str) -> str:
    """The hub that `importing` writes to, with a second hromada, and a category above each category."""
    with connect(hub_url) as connection:
        connection.execute(_SECOND_HROMADA.encode())
        for parent in _ABOVE.values():
            connection.execute("INSERT INTO hub.term VALUES ('category', %s, NULL, 1)", (parent,))
        connection.execute("INSERT INTO hub.term_closure SELECT taxonomy, code, code FROM hub.term")
        for code, parent in _ABOVE.items():
            connection.execute("INSERT INTO hub.term_closure VALUES ('category', %s, %s)", (code, parent))
            connection.execute("UPDATE hub.term SET parent = %s WHERE code = %s", (parent, code))
        recount(connection)
    return hub_url
