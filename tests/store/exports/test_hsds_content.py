"""What an export says: filters, capacities, statuses, confidential places, and the way back in."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from hub.domain.filters import Categories, ProviderFilter, Within
from hub.domain.records import LocationRecord, ProviderRecord, ServiceRecord
from hub.domain.vocabulary import RecordStatus
from hub.store.connection import connect, scalar
from hub.store.exports.hsds import ExportReport, HsdsFormat, export_hsds
from hub.store.exports.hsds.schedules import schedules
from hub.store.exports.hsds.services import STATUSES
from hub.store.exports.target import ExportTargetTaken
from importers.check import bundled_gazetteer
from importers.hsds import HsdsMapper, open_package
from importers.lookups import Lookups
from importers.region import Region

Organization = dict[str, Any]


@pytest.fixture(scope="session")
def organizations(as_json: Path) -> list[Organization]:
    """The demo's organizations as JSON."""
    found: list[Organization] = json.loads(as_json.read_text("utf-8"))["contents"]
    return found


def _read_back(path: Path, **described: str) -> list[ProviderRecord]:
    region = Region.model_validate(
        {"code": "ua_back", "title": "Back", "publisher": "P", "licence": "L", "lang": "uk", "format": "hsds"}
        | described
    )
    with open_package(path) as package:
        items = list(HsdsMapper(region, Lookups(), bundled_gazetteer()).items(package))
    return [item for item in items if isinstance(item, ProviderRecord)]


def _parts(records: list[ProviderRecord]) -> tuple[int, int, int]:
    return (
        len(records),
        sum(len(record.services) for record in records),
        sum(len(record.locations) for record in records),
    )


@pytest.mark.parametrize("format", HsdsFormat)
def test_our_own_importer_reads_back_what_was_written(
    exported: dict[HsdsFormat, ExportReport], format: HsdsFormat
) -> None:
    report = exported[format]
    path = Path(report.out)
    records = _read_back(path if format is HsdsFormat.TABULAR else path / "organizations.json")
    counted = tuple(report.counts[table] for table in ("organization", "service", "location"))
    assert _parts(records) == counted
    assert all(record.synthetic in {True, False} for record in records)


def test_records_of_one_state_come_back_as_they_are_in_the_hub(demo_url: str, tmp_path: Path) -> None:
    export_hsds(demo_url, ProviderFilter(sources=("ua_05",)), tmp_path / "ua.zip", HsdsFormat.TABULAR)
    records = _read_back(tmp_path / "ua.zip", country="UA", jurisdiction="UA")
    columns = "p.name, p.kind, p.sector, p.status, p.synthetic"
    with connect(demo_url) as connection:
        source = "FROM hub.provider p JOIN hub.source s ON s.id = p.source_id WHERE s.code = 'ua_05'"
        providers = connection.execute(f"SELECT {columns} {source} ORDER BY p.id".encode()).fetchall()
        services = connection.execute(
            "SELECT v.name, v.category, v.forms, v.target_groups, v.minimum_age, v.is_function "
            "FROM hub.service v JOIN hub.source s ON s.id = v.source_id WHERE s.code = 'ua_05'"
        ).fetchall()
        places = connection.execute(
            "SELECT t.code, l.territory_how, l.territory_distance_m, l.confidential FROM hub.location l "
            "JOIN hub.source s ON s.id = l.source_id "
            "LEFT JOIN hub.territory t ON t.id = l.territory_id WHERE s.code = 'ua_05'"
        ).fetchall()
    assert [(r.name, r.kind, r.sector.value, r.status.value, r.synthetic) for r in records] == providers
    read = [service for record in records for service in record.services]
    assert sorted(map(_of_service, read), key=str) == sorted(
        ((*row[:2], sorted(row[2]), sorted(row[3]), *row[4:]) for row in services), key=str
    )
    located = [location for record in records for location in record.locations]
    assert sorted(map(_of_location, located), key=str) == sorted(places, key=str)


def _of_service(service: ServiceRecord) -> tuple[Any, ...]:
    forms, groups = sorted(form.value for form in service.forms), sorted(service.target_groups)
    return (service.name, service.category, forms, groups, service.minimum_age, service.is_function)


def _of_location(location: LocationRecord) -> tuple[str | None, str | None, int | None, bool]:
    how = location.territory_how or ("stated" if location.territory else None)
    return (location.territory, how, location.territory_distance_m, location.confidential)


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        (ProviderFilter(sources=("ru_oms",)), "s.code = 'ru_oms'"),
        (
            ProviderFilter(within=Within(territory="UA-05")),
            "s.code = 'ua_05' AND EXISTS (SELECT FROM hub.location l WHERE l.provider_id = p.id "
            "AND l.territory_id IS NOT NULL)",
        ),
        (
            ProviderFilter(categories=Categories(any_of=("care.home",)), sources=("ua_09",)),
            "s.code = 'ua_09' AND EXISTS (SELECT FROM hub.service v WHERE v.provider_id = p.id "
            "AND v.category = 'care.home')",
        ),
    ],
)
def test_a_filter_means_what_it_means_everywhere(
    demo_url: str, tmp_path: Path, wanted: ProviderFilter, condition: str
) -> None:
    report = export_hsds(demo_url, wanted, tmp_path / "some", HsdsFormat.JSON)
    with connect(demo_url) as connection:
        query = (
            f"SELECT count(*) FROM hub.provider p JOIN hub.source s ON s.id = p.source_id WHERE {condition}"
        )
        assert report.counts["organization"] == scalar(connection, query) > 0


def test_capacities_have_what_the_schema_requires_and_other_numbers_are_facts(
    organizations: list[Organization],
) -> None:
    services = [service for each in organizations for service in each.get("services", [])]
    capacities = [one for service in services for one in service.get("capacities", [])]
    assert {one["unit"]["name"] for one in capacities} == {"place"}
    assert all(one["updated"].endswith("T00:00:00Z") and one["unit_id"] for one in capacities)
    facts = {
        link["taxonomy_term"]["code"]
        for service in services
        for link in service.get("attributes", [])
        if link["taxonomy_term"]["taxonomy"] == "merezha:fact"
    }
    assert {"fact:capacity.served.client", "fact:capacity.total.place", "fact:function"} <= facts


def test_a_confidential_place_says_its_community_and_nothing_more(organizations: list[Organization]) -> None:
    def is_hidden(location: Organization) -> bool:
        return any(link["taxonomy_term"]["code"] == "fact:confidential" for link in location["attributes"])

    hidden = [
        (each, place)
        for each in organizations
        for place in each.get("locations", [])
        if "attributes" in place and is_hidden(place)
    ]
    assert len(hidden) >= 6
    for organization, place in hidden:
        assert place.keys() == {"id", "organization_id", "location_type", "attributes"}
        codes = {link["taxonomy_term"]["code"] for link in place["attributes"]}
        assert codes == {"fact:territory", "fact:confidential"}
        assert organization.keys() & {"phones", "email", "website"} == set()


def test_who_says_so_stands_beside_each_organization(organizations: list[Organization]) -> None:
    for each in organizations:
        said = {row["field_name"]: row["replacement_value"] for row in each["metadata"]}
        assert said.keys() >= {"source", "licence", "is_sample", "synthetic", "release"}
        assert said["is_sample"] == "true"


def test_every_status_of_the_hub_has_a_word_of_hsds() -> None:
    assert STATUSES.keys() == set(RecordStatus)
    assert set(STATUSES.values()) == {"active", "inactive", "defunct", "temporarily closed"}


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        ("Mo-We 08:00-12:00,13:00-17:00; Sa off", [("MO,TU,WE", "08:00:00"), ("MO,TU,WE", "13:00:00")]),
        ("Mo,Fr 09:00-10:00", [("MO,FR", "09:00:00")]),
        ("24/7", [(None, None)]),
        ("Mo 20:00-24:00", [(None, None)]),
    ],
)
def test_hours_become_schedules_or_stay_words(hours: str, spans: list[tuple[str | None, str | None]]) -> None:
    made = schedules("owner", hours)
    assert [(one.get("byday"), one.get("opens_at")) for one in made] == spans
    assert all(one.get("description", hours) == hours for one in made)


def test_a_target_of_somebody_else_is_left_alone(demo_url: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep me")
    with pytest.raises(ExportTargetTaken):
        export_hsds(demo_url, ProviderFilter(), mine, HsdsFormat.TABULAR)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (mine / "letter.txt").read_text() == "keep me"


def test_an_export_replaces_the_one_before_and_a_failure_leaves_it(
    demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    export_hsds(demo_url, ProviderFilter(sources=("ua_05",)), out, HsdsFormat.TABULAR)
    before = (out / "organizations.csv").read_bytes()
    monkeypatch.setattr("hub.store.exports.hsds.run.TabularWriter.finish", _fail)
    with pytest.raises(RuntimeError):
        export_hsds(demo_url, ProviderFilter(sources=("ru_oms",)), out, HsdsFormat.TABULAR)
    assert (out / "organizations.csv").read_bytes() == before
    monkeypatch.undo()
    report = export_hsds(demo_url, ProviderFilter(sources=("ru_oms",)), out, HsdsFormat.TABULAR)
    with (out / "organizations.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == report.counts["organization"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def _fail(*_: object) -> None:
    raise RuntimeError("the disk is full")
