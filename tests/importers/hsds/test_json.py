"""JSON of version 3: nested objects, pages of lists, and tables by file name."""

import json
import tracemalloc
from pathlib import Path

import pytest

from importers.hsds.package import open_package
from importers.readers.errors import RecordTooLong
from tests.importers.hsds.conftest import MakeRegion, Reads

EXAMPLES = "hsds/examples-3.0"


@pytest.mark.parametrize(
    ("name", "services", "locations", "programmes"),
    [
        ("organization_full", 1, 1, 1),
        ("service_full", 1, 1, 1),
        ("service_at_location_full", 1, 1, 1),
        ("organization_list", 0, 0, 0),
        ("service_list", 1, 0, 0),
        ("tabular", 1, 1, 1),
    ],
)
def test_the_shapes_of_the_specification(
    shared_data: Path,
    hsds_region: MakeRegion,
    read,
    name: str,
    services: int,
    locations: int,
    programmes: int,
) -> None:
    found = read(hsds_region(), shared_data / EXAMPLES / f"{name}.json")
    (provider,) = found.providers
    assert provider.name == "Example Organization Inc."
    assert (len(provider.services), len(provider.locations)) == (services, locations)
    assert len(found.programmes) == programmes


def test_a_location_alone_is_nobodys(shared_data: Path, hsds_region: MakeRegion, read: Reads) -> None:
    found = read(hsds_region(), shared_data / EXAMPLES / "location.json")
    assert found.providers == []
    assert found.said("ROW_NOT_USED")[0] == ("location", 1, None, "3a19ff88-4620-4d17-9830-ac1d859eb5d5")


def test_repeated_objects_are_one_row_and_parents_are_named(
    hsds_region: MakeRegion, read: Reads, tmp_path: Path
) -> None:
    hall = {
        "id": "l1",
        "location_type": "physical",
        "name": "Hall",
        "latitude": 49.1234,
        "longitude": 28.2345,
    }
    meals = {
        "id": "s1",
        "name": "Meals",
        "status": "temporarily closed",
        "service_at_locations": [{"id": "a1", "location": hall}],
        "capacities": [
            {
                "id": "c1",
                "unit": {"id": "u1", "name": "Place"},
                "available": 4,
                "maximum": 10,
                "updated": "2024-02-01T10:00:00Z",
            }
        ],
        "schedules": [
            {"id": "t1", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}
        ],
    }
    red = {"id": "o1", "name": "Red House", "description": "Helps", "locations": [hall], "services": [meals]}
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"total_items": 1, "contents": [red]}))
    found = read(hsds_region(), path)
    (provider,) = found.providers
    (location,) = provider.locations
    (service,) = provider.services
    assert (location.key, location.point and location.point.lat) == ("l1", 49.1234)
    assert location.opening_hours == "Mo 09:00-17:00"
    assert (service.locations, service.status.value) == (("l1",), "suspended")
    assert [(c.available, c.total, str(c.as_of), c.unit) for c in service.capacities] == [
        (4, 10, "2024-02-01", "place")
    ]
    assert found.codes() == {"TERRITORIES_UNKNOWN": 1, "UNKNOWN_CATEGORY": 1}
    assert {row.sheet for row in found.raw} == {
        "organization", "service", "service_at_location", "location", "service_capacity", "schedule", "unit",
    }  # fmt: skip


def _peak_of_tables(path: Path, count: int) -> int:
    rows = [
        {"id": f"o{number}", "name": "Red House", "description": "Helps " * 20} for number in range(count)
    ]
    path.write_text(
        json.dumps({"organization.csv": rows, "note": {"item": {"id": "x"}}, "service.csv": rows})
    )
    tracemalloc.start()
    try:
        with open_package(path) as package:
            assert sum(1 for _ in package.read()) == 2 * count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_tables_in_one_object_take_no_more_memory_when_they_are_longer(tmp_path: Path) -> None:
    path = tmp_path / "tables.json"
    _peak_of_tables(path, 400)  # The first reading also loads modules and caches.
    assert _peak_of_tables(path, 4_000) < _peak_of_tables(path, 400) * 1.5


def test_one_object_is_bounded_as_a_record_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "organization.json"
    services = [{"id": f"s{number}", "name": "Meals"} for number in range(5_000)]
    path.write_text(json.dumps({"id": "o1", "name": "Red House", "services": services}))
    with open_package(path) as package:
        assert sum(1 for _ in package.read()) == 5_001
    monkeypatch.setenv("MEREZHA_FILE_RECORD_CHARACTERS", "100000")
    with open_package(path) as package, pytest.raises(RecordTooLong):
        list(package.read())


def test_a_description_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "datapackage.json").write_text('{"resources": []' + " " * 5_000 + "}")
    (tmp_path / "organization.csv").write_text("id,name\no1,Red House\n")
    monkeypatch.setenv("MEREZHA_FILE_RECORD_CHARACTERS", "1000")
    with pytest.raises(RecordTooLong), open_package(tmp_path):
        pass
