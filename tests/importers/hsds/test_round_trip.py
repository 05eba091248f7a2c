"""A package comes in whole, goes out by the specification, and comes in again equal."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import RunStatus
from hub.store.connection import connect
from hub.store.exports.hsds import HsdsFormat, export_hsds
from importers.runner import run_region
from tests.importers.hsds.conftest import ABROAD, MakeRegion, Reads
from tests.importers.hsds.made_package import Size, write_package

SIZE = Size()
#: What is published of a source, but for ids, keys and releases.
_PUBLISHED = {
    "provider": "v.name, v.kind, v.sector, v.status, v.phones, v.emails, v.url, v.attributes, v.synthetic",
    "location": "v.kind, v.name, v.address, v.street, v.house, v.postal_code, v.city, v.region, "
    "v.state_province, v.country, st_astext(v.point), v.precision, v.opening_hours, v.accessibility, "
    "v.phones, v.languages, v.schedules, v.attributes",
    "service": "v.name, v.category, v.status, v.description, v.url, v.application_process, v.eligibility, "
    "v.phones, v.languages, v.terms, v.national_label, v.matched_by, v.target_groups, "
    "(SELECT jsonb_agg(one - 'location' ORDER BY place) "
    "FROM jsonb_array_elements(v.schedules) WITH ORDINALITY AS s (one, place))",
}


def _published(url: str, source: str) -> dict[str, list[tuple[Any, ...]]]:
    with connect(url) as connection:
        return {
            table: sorted(
                connection.execute(
                    f"SELECT {columns} FROM hub.{table} v JOIN hub.source s ON s.id = v.source_id "
                    f"WHERE s.code = '{source}'".encode()
                ).fetchall(),
                key=str,
            )
            for table, columns in _PUBLISHED.items()
        }


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_all_tables_are_read_from_below_data_in_any_letter_case(
    hsds_region: MakeRegion, read: Reads, tmp_path: Path
) -> None:
    found = read(hsds_region(), write_package(tmp_path / "made", SIZE))
    assert len(found.providers) == SIZE.organizations
    services = [service for provider in found.providers for service in provider.services]
    assert len(services) == SIZE.services
    assert sum(len(service.schedules) for service in services) == SIZE.scheduled * 5
    assert sum(bool(service.eligibility) for service in services) == SIZE.eligibility
    assert sum(len(service.terms) for service in services) == SIZE.links
    assert {service.languages for service in services} == {("English", "Spanish")}
    first = next(service for service in services if service.key == "20000")
    assert (first.url, first.application_process) == (
        "https://example.org/20000",
        "Call or walk in; ask for desk 0",
    )
    assert first.phones == ("+13052001000",)
    (term, *_) = first.terms
    assert (term.taxonomy, term.code, term.name) == ("Example 211 - AIRS", "BX-0", "Things of kind 0")
    monday = first.schedules[0]
    assert (monday.freq, monday.byday, monday.opens_at, monday.closes_at, monday.description) == (
        "WEEKLY",
        "MO",
        "09:00",
        "17:30",
        "9:00am-5:30pm, Mon-Fri",
    )
    place = next(place for provider in found.providers for place in provider.locations)
    assert (place.city, place.state_province, place.country) == ("Exampleton", "FL", "US")
    assert place.opening_hours == "Mo-Fr 09:00-17:30"
    assert {issue.code for issue in found.issues} >= {"DANGLING_REFERENCE", "ROW_NOT_USED"}
    assert found.said("MISSING_KEY") == found.said("DUPLICATE_KEY") == []


@pytest.mark.parametrize("format", HsdsFormat)
def test_it_comes_in_goes_out_valid_and_comes_in_again_equal(
    hsds_region: MakeRegion,
    demo_copy_url: str,
    shared_data: Path,
    tmp_path: Path,
    format: HsdsFormat,
) -> None:
    first = hsds_region()
    report = run_region(first, write_package(tmp_path / "made", SIZE), demo_copy_url)
    assert report.status is RunStatus.PUBLISHED
    assert (report.providers, report.services) == (SIZE.organizations, SIZE.services)
    out = export_hsds(demo_copy_url, ProviderFilter(sources=("us_sample",)), tmp_path / "out", format)
    assert Counter(out.counts) >= Counter(
        service=SIZE.services,
        schedule=SIZE.scheduled * 5,
        language=SIZE.services * 2,
        taxonomy_term=2,
    )
    if format is HsdsFormat.JSON:
        path = Path(out.out) / "organizations.json"
        _check(shared_data, json.loads(path.read_bytes())["contents"])
    else:
        path = Path(out.out)
        _check_tables(path)
    again = hsds_region(ABROAD.replace("us_sample", "us_again"), code="us_again")
    assert run_region(again, path, demo_copy_url).status is RunStatus.PUBLISHED
    before, after = (_published(demo_copy_url, source) for source in ("us_sample", "us_again"))
    for table, rows in before.items():
        assert len(rows) == len(after[table])
        pairs = zip(chain.from_iterable(rows), chain.from_iterable(after[table]), strict=True)
        assert [pair for pair in pairs if pair[0] != pair[1]] == []


def _check(shared_data: Path, organizations: Sequence[Any]) -> None:
    schema = json.loads((shared_data / "hsds/schema-3.1/compiled/organization.json").read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for each in organizations for error in validator.iter_errors(each)] == []


def _check_tables(folder: Path) -> None:
    for row in _rows(folder, "addresses"):
        assert row["address_1"].endswith(" Main Street")
        assert (row["city"], row["state_province"], row["country"]) == ("Exampleton", "FL", "US")
    services = _rows(folder, "services")
    assert sum(bool(row["eligibility_description"]) for row in services) == SIZE.eligibility
    assert all(row["url"] and row["application_process"] for row in services)
    links = [row for row in _rows(folder, "attributes") if row["link_entity"] == "service"]
    terms = {row["id"]: row for row in _rows(folder, "taxonomy_terms")}
    foreign = [row for row in links if terms[row["taxonomy_term_id"]]["taxonomy"] == "Example 211 - AIRS"]
    assert len(foreign) == SIZE.links
    phones = _rows(folder, "phones")
    assert sum(bool(row["service_id"]) for row in phones) == SIZE.services
    assert sum(bool(row["location_id"]) for row in phones) == SIZE.services
