"""A hub in which two registers speak of some of the same providers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.records import IdentifierRecord, ProviderRecord
from hub.domain.stewards import Signature
from hub.ingest import FileDescription, RunOptions, RunReport, run_import
from hub.store.connection import connect

from ..builders import SOURCE, items, provider
from ..conftest import hub_url, importing

__all__ = ["hub_url", "importing"]

OTHER = replace(SOURCE, code="test_national", title="A national register")
NUMBERS = {"1": "00032129", "2": "00032106", "3": "03330021", "4": "14360570", "5": "20077720"}
SIGNED = Signature("Олена Коваль", "телефоном уточнено")

#: Ids of the records of both registers.
ONE, TWO = (record_id(SOURCE.code, "provider", key) for key in ("1", "2"))
A_ONE, A_TWO = (record_id(OTHER.code, "provider", key) for key in ("A-1", "A-2"))


def numbered(number: str, **changes: Any) -> ProviderRecord:
    """A provider with a national number of its own."""
    identifiers = (IdentifierRecord("UA-EDRPOU", NUMBERS[number], valid=True),)
    return replace(provider(number, identifiers=identifiers), **changes)


@pytest.fixture
def also(hub_url: str) -> Callable[..., RunReport]:
    """Imports records as a file of the other register."""

    def run(*records: Any, options: RunOptions | None = None) -> RunReport:
        file = FileDescription("other.csv", f"{hash(repr(records)):x}", "mapping")
        return run_import(hub_url, OTHER, file, items(records), options or RunOptions())

    return run


@pytest.fixture
def joined(importing: Any, also: Any) -> None:
    """Provider 1 is named by both registers and was joined by the rule; 2 and A-2 stand alone."""
    importing(numbered("1"), numbered("2"))
    assert also(numbered("1", key="A-1", name="Територіальний центр 1"), numbered("3", key="A-2")).joined == 1


def rows(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the database holds."""
    with connect(url) as connection:
        return connection.execute(query.encode(), values or None).fetchall()


def keys(url: str) -> list[str]:
    """Keys of the published providers."""
    return [row[0] for row in rows(url, "SELECT key FROM hub.provider ORDER BY key")]
