"""The small tree of the tests of aggregates, with a second hromada and terms that lie below others."""

from tests.aggregates.conftest import tree_url
from tests.ingest.conftest import hub_url, importing

__all__ = ["hub_url", "importing", "tree_url"]
