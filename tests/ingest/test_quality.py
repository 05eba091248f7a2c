"""What a run measures of its source, what it takes over from the run before, and when nothing is measured."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.quality import IssueCount, QualityRecord, ServiceMapping
from hub.domain.records import AccessPointRecord, IdentifierRecord, Issue, LocationRecord, Point
from hub.domain.stewards import Signature
from hub.domain.vocabulary import Lang, MatchRelation, Severity
from hub.ingest import FileDescription, RunOptions, RunReport, run_import
from hub.ingest.report import Assertions
from hub.store.connection import connect
from hub.store.overview import NotImported
from hub.store.quality import SourceMeasured, qualities
from tests.correcting import correct
from tests.schema.hub import Hub

from .builders import CITY, SOURCE, items, provider, service

Importing = Callable[..., RunReport]
ON_DAY = RunOptions(as_of=date(2024, 3, 1))
UNKNOWN = Issue("UNKNOWN_VALUE", "«санаторій» is no known kind.", Severity.WARNING, row=3, column="Тип")


def measured(url: str) -> SourceMeasured:
    with connect(url) as connection:
        (found,) = qualities(connection, SOURCE.code)
    return found


def poor(key: str) -> Any:
    """A provider of whom little is known, with a service that nothing maps and a function."""
    return provider(
        key,
        kind=None,
        identifiers=(),
        locations=(),
        services=(
            service(key="йога", name="Йога", category=None, matched_via=None, capacities=()),
            service(key="a", matched_via=MatchRelation.BROAD, is_function=True, capacities=()),
        ),
    )


def test_a_run_measures_records_places_and_issues(hub_url: str, importing: Importing) -> None:
    office = AccessPointRecord(
        "9", "ЦНАП", Lang.UK, LocationRecord("main", CITY, point=Point(49.2, 28.4)), rows=(9,)
    )
    importing(provider("1"), poor("2"), office, options=ON_DAY, extra=[UNKNOWN, UNKNOWN])
    found = measured(hub_url)
    now = found.quality
    assert (found.source, found.status, found.before) == (SOURCE.code, "published", None)
    assert (now.providers, now.access_points, now.services, now.functions) == (2, 1, 3, 1)
    assert now.mappings == {ServiceMapping.EXACT: 1, ServiceMapping.BROAD: 1, ServiceMapping.UNMAPPED: 1}
    assert (now.file_day, now.newest_capacity) == (date(2024, 3, 1), date(2024, 1, 1))
    assert (now.locations, now.precisions) == (2, {"settlement": 1, "exact": 1})
    assert now.levels == {"settlement": 2}
    assert now.issues == (IssueCount("UNKNOWN_VALUE", Severity.WARNING, 2),)
    assert (now.duplicates_pending, now.duplicates_joined, now.conflicts) == (0, 0, 0)
    fills = {(one.record, one.field): (one.filled, one.of) for one in now.fills}
    of_provider = {field: fills[QualityRecord.PROVIDER, field] for _, field in fills if _ == "provider"}
    assert of_provider == {
        **dict.fromkeys(("short_name", "sector", "legal_form", "founded", "phones", "emails", "url"), (0, 2)),
        **dict.fromkeys(("point", "opening_hours"), (0, 2)),
        **dict.fromkeys(("kind", "identifiers", "territory", "address", "capacity"), (1, 2)),
        "services": (2, 2),
    }
    assert fills[QualityRecord.ACCESS_POINT, "point"] == (1, 1)
    assert fills[QualityRecord.ACCESS_POINT, "operator"] == (0, 1)
    assert fills[QualityRecord.SERVICE, "forms"] == (3, 3)
    assert fills[QualityRecord.SERVICE, "capacity"] == (1, 3)


def test_the_next_run_is_measured_beside_the_one_before(hub_url: str, importing: Importing) -> None:
    importing(provider("1"), poor("2"))
    importing(provider("1"), provider("2", identifiers=()))
    found = measured(hub_url)
    assert found.before is not None
    assert (found.before.services, found.quality.services) == (3, 2)
    assert found.before.mappings[ServiceMapping.UNMAPPED] == 1
    assert ServiceMapping.UNMAPPED not in found.quality.mappings


def test_what_vanished_is_not_measured(hub_url: str, importing: Importing) -> None:
    importing(provider("1"), provider("2", identifiers=()))
    importing(provider("1"))
    now = measured(hub_url).quality
    assert (now.providers, now.services, now.locations) == (1, 1, 1)


def test_the_same_file_again_is_measured_with_the_issues_of_the_run_that_read_it(
    hub_url: str, importing: Importing
) -> None:
    first = importing(provider("1"), extra=[UNKNOWN], options=ON_DAY)
    again = importing(provider("1"), extra=[UNKNOWN], options=replace(ON_DAY, as_of=date(2024, 4, 1)))
    found = measured(hub_url)
    assert again.status == found.status == "unchanged"
    assert found.before is not None
    assert (found.before.run_id, found.quality.run_id) == (first.run, again.run)
    assert found.quality.file_day == date(2024, 4, 1)
    unlike = {"run_id": 0, "measured_at": found.before.measured_at, "file_day": None}
    assert replace(found.quality, **unlike) == replace(found.before, **unlike)


def test_other_issues_of_unchanged_records_are_measured(hub_url: str, importing: Importing) -> None:
    importing(provider("1"), extra=[UNKNOWN])
    again = importing(provider("1"))
    found = measured(hub_url)
    assert again.status == "unchanged"
    assert found.quality.issues == ()


@pytest.mark.parametrize("options", [RunOptions(dry_run=True), RunOptions(assertions=Assertions(min_rows=9))])
def test_a_run_that_takes_nothing_measures_nothing(
    hub_url: str, importing: Importing, options: RunOptions
) -> None:
    importing(provider("1"), options=options)
    with connect(hub_url) as connection, pytest.raises(NotImported, match="No file of test_05"):
        qualities(connection, SOURCE.code)


def test_pairs_and_conflicts_count_for_each_source_that_they_concern(
    hub_url: str, importing: Importing
) -> None:
    mine, other = (record_id(code, "provider", "1") for code in (SOURCE.code, "other_05"))
    elsewhere = replace(SOURCE, code="other_05")
    identifiers = (IdentifierRecord("UA-EDRPOU", "00022473", valid=True),)
    theirs = provider("1", "Заклад", identifiers=identifiers, phones=("+380432000000",))
    importing(provider("1"), provider("2", identifiers=()))
    run_import(hub_url, elsewhere, FileDescription("b.csv", "b", "mapping"), items([theirs]))
    third = record_id(SOURCE.code, "provider", "2")
    with connect(hub_url) as connection:
        connection.execute(
            "INSERT INTO hub.decision (left_id, right_id, verdict, author, reason) "
            "VALUES (%s, %s, 'same', 'A steward', 'one seal')",
            sorted((mine, other)),
        )
        connection.execute(
            "INSERT INTO ingest.candidate (left_id, right_id, score, reason) VALUES (%s, %s, 0.7, 'names') "
            "ON CONFLICT DO NOTHING",
            sorted((third, other)),
        )
    importing(provider("1", url="https://example.org"), provider("2", identifiers=()))
    now = measured(hub_url).quality
    # The names and the identifiers differ; the address and the service are the same.
    assert (now.duplicates_pending, now.duplicates_joined, now.conflicts) == (1, 1, 2)
    assert listed_conflicts(hub_url) == 2
    correct(hub_url, mine, "legal_form", "КУ", Signature("A steward", "as its statute says"))
    correct(hub_url, mine, "short_name", "Центр", Signature("A steward", "as its sign says"))
    importing(provider("1", url="https://example.net", legal_form="КНП"), provider("2", identifiers=()))
    # Nobody claims a short name, so that only the legal form differs from the correction.
    assert (measured(hub_url).quality.conflicts, listed_conflicts(hub_url)) == (3, 3)


def listed_conflicts(url: str) -> int:
    """As many conflicts as the schema lists for the source."""
    hub = Hub(url)
    edges = hub.data("{ sources(first: 50) { edges { node { code conflicts { totalCount } } } } }")["sources"]
    hub.close()
    found = {edge["node"]["code"]: edge["node"]["conflicts"]["totalCount"] for edge in edges["edges"]}
    return int(found[SOURCE.code])
