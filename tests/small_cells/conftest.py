"""The small tree of the aggregates' tests, filled by imports."""

from tests.aggregates.conftest import hub_url, importing, tree_url

__all__ = ["hub_url", "importing", "tree_url"]
