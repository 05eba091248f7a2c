"""The small tree of territories that the tests of imports use."""

from tests.ingest.conftest import hub_url

__all__ = ["hub_url"]
