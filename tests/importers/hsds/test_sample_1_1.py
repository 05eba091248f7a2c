"""The sample package of version 1.1: fictional data of a country that the hub has no codifier of."""

import shutil
from pathlib import Path

from hub.domain.vocabulary import RunStatus
from hub.store.connection import connect, scalar
from importers.runner import run_region
from tests.importers.hsds.conftest import MakeRegion, Reads

SAMPLE = "hsds/sample-1.1"


def test_every_row_is_read_or_its_trouble_is_told(
    shared_data: Path, hsds_region: MakeRegion, read: Reads
) -> None:
    found = read(hsds_region(), shared_data / SAMPLE)
    services = [service for provider in found.providers for service in provider.services]
    locations = [location for provider in found.providers for location in provider.locations]
    assert (len(found.providers), len(services), len(locations), len(found.programmes)) == (10, 13, 10, 1)
    assert found.codes() == {
        "TERRITORIES_UNKNOWN": 1,
        "PERSONS_NOT_TAKEN": 1,
        "TABLE_NOT_TAKEN": 6,
        "COLUMN_NOT_TAKEN": 11,
        "IDENTIFIER_SCHEME_UNKNOWN": 10,
        "UNKNOWN_CATEGORY": 11,
        "LOCATION_WITHOUT_POINT": 9,
        "AREA_NOT_TAKEN": 1,
        "PHONE_INVALID": 4,
        "PHONE_OF_PERSON": 1,
    }
    assert found.said("LOCATION_WITHOUT_POINT")[0] == ("location", 2, "latitude", None)


def test_a_provider_has_what_its_tables_say(shared_data: Path, hsds_region: MakeRegion, read: Reads) -> None:
    found = read(hsds_region(), shared_data / SAMPLE)
    first = found.providers[0]
    place, service = first.locations[0], first.services[0]
    assert (first.name, first.emails) == (
        "Sanctuary Example City",
        ("sanctuary@example.com", "neverhomeless@example.com"),
    )
    assert (place.territory, place.address, place.postal_code) == (
        None,
        "Address 1, Address 2, New York City, Mid-Atlantic, NY",
        "10001",
    )
    assert (place.opening_hours, place.accessibility) == ("Mo-We 09:00-17:00", ("disabled_parking",))
    assert (service.name, service.locations) == ("Never Homeless Helpline", (place.key,))
    kitchen = next(s for p in found.providers for s in p.services if s.name == "The City's Kitchen")
    assert (kitchen.category, kitchen.matched_by) == ("crisis.in-kind", "lookups.yml")


def test_people_are_not_kept(shared_data: Path, hsds_region: MakeRegion, read: Reads) -> None:
    found = read(hsds_region(), shared_data / SAMPLE)
    kept = " ".join(text for row in found.raw for text in row.values.values())
    told = " ".join(f"{issue.value} {issue.message}" for issue in found.issues)
    for secret in ("Contact 1", "contact1@example.com", "(773) 2351 2461", "574374770"):
        assert secret not in kept
        assert secret not in told


def test_a_zip_of_the_folder_says_the_same(
    shared_data: Path, hsds_region: MakeRegion, read: Reads, tmp_path: Path
) -> None:
    archive = shutil.make_archive(str(tmp_path / "sample"), "zip", shared_data / SAMPLE)
    region = hsds_region()
    assert read(region, Path(archive)) == read(region, shared_data / SAMPLE)


def test_the_sample_is_published_without_territories(
    shared_data: Path, hsds_region: MakeRegion, demo_copy_url: str
) -> None:
    region = hsds_region()
    report = run_region(region, shared_data / SAMPLE, demo_copy_url)
    assert report.status is RunStatus.PUBLISHED
    assert (report.providers, report.services) == (10, 13)
    counts = (report.read, report.accepted, report.rejected, report.skipped, report.added)
    assert counts == (63, 62, 0, 1, 11)
    with connect(demo_copy_url) as connection:
        placed = (
            "SELECT count(*) FROM hub.location l JOIN hub.source s ON s.id = l.source_id "
            "WHERE s.code = 'us_sample'"
        )
        assert scalar(connection, placed) == 10
        assert scalar(connection, f"{placed} AND l.territory_id IS NOT NULL") == 0
        assert scalar(connection, "SELECT jurisdiction_id FROM hub.source WHERE code = 'us_sample'") is None
    again = run_region(region, shared_data / SAMPLE, demo_copy_url)
    assert (again.status, again.release) == (RunStatus.UNCHANGED, report.release)
