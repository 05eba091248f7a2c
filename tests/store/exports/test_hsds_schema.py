"""Every record of the demo's export is valid by the schemas of HSDS 3.1."""

import csv
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hub.store.connection import connect, scalar
from hub.store.exports.hsds import ExportReport, HsdsFormat
from hub.store.exports.hsds.tables import table_shapes

SCHEMAS = "hsds/schema-3.1"
Exports = dict[HsdsFormat, ExportReport]


def _validator(path: Path) -> Draft202012Validator:
    schema = json.loads(path.read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _table(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / table_shapes()[table].file
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_nested_organization_is_valid(exported: Exports, as_json: Path, shared_data: Path) -> None:
    validator = _validator(shared_data / SCHEMAS / "compiled/organization.json")
    organizations = json.loads(as_json.read_text("utf-8"))["contents"]
    errors = [error.message for each in organizations for error in validator.iter_errors(each)]
    assert errors == []
    assert len(organizations) == exported[HsdsFormat.JSON].counts["organization"] > 200


def test_each_nested_service_is_valid(exported: Exports, as_json: Path, shared_data: Path) -> None:
    validator = _validator(shared_data / SCHEMAS / "compiled/service.json")
    organizations = json.loads(as_json.read_text("utf-8"))["contents"]
    services = [service for each in organizations for service in each.get("services", [])]
    errors = [error.message for each in services for error in validator.iter_errors(each)]
    assert errors == []
    assert len(services) == exported[HsdsFormat.JSON].counts["service"] > 700


@pytest.mark.parametrize("table", sorted(table_shapes()))
def test_each_row_of_a_table_is_valid(tabular: Path, shared_data: Path, table: str) -> None:
    schema = json.loads((shared_data / SCHEMAS / f"{table}.json").read_text("utf-8"))
    plain = {name: one for name, one in schema["properties"].items() if "$ref" not in str(one)}
    required = {*schema.get("required", []), *schema.get("tabular_required", [])} & plain.keys()
    fields = {field.name: field for field in table_shapes()[table].fields}
    assert list(fields) == list(plain)
    validator = Draft202012Validator(
        {"type": "object", "properties": plain, "required": sorted(required)},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    errors = []
    for row in _table(tabular, table):
        empty = [name for name, text in row.items() if not text and fields[name].required]
        errors += [f"{name} is empty in {row['id']}" for name in empty]
        typed = {
            name: float(text) if fields[name].type == "number" else text
            for name, text in row.items()
            if text or name in required
        }
        errors += [error.message for error in validator.iter_errors(typed)]
    assert errors == []


def test_every_published_record_is_in_both_shapes(exported: Exports, demo_url: str) -> None:
    nested, flat = exported[HsdsFormat.JSON], exported[HsdsFormat.TABULAR]
    assert {name: flat.counts[name] for name in nested.counts} == nested.counts
    counted = {
        "organization": "hub.provider",
        "location": "hub.location WHERE provider_id IS NOT NULL",
        "service": "hub.service",
        "service_at_location": "hub.service_at_location",
        "service_area": "hub.service_area",
        "service_capacity": "hub.capacity WHERE available IS NOT NULL AND as_of IS NOT NULL",
    }
    with connect(demo_url) as connection:
        published = {name: scalar(connection, f"SELECT count(*) FROM {of}") for name, of in counted.items()}
        release = scalar(connection, "SELECT max(number) FROM hub.release")
    assert {name: flat.counts[name] for name in counted} == published
    assert nested.release == flat.release == release


def test_every_reference_leads_to_a_row_and_every_id_is_unique(tabular: Path) -> None:
    tables = {table: _table(tabular, table) for table in table_shapes()}
    ids = {table: [row["id"] for row in rows] for table, rows in tables.items()}
    assert {table: len(found) for table, found in ids.items()} == {
        table: len(set(found)) for table, found in ids.items()
    }
    targets = {
        "organization_id": "organization",
        "service_id": "service",
        "location_id": "location",
        "taxonomy_term_id": "taxonomy_term",
        "taxonomy_id": "taxonomy",
        "unit_id": "unit",
        "parent_organization_id": "organization",
    }
    dangling = [
        (table, column, row[column])
        for table, rows in tables.items()
        for row in rows
        for column, target in targets.items()
        if row.get(column) and row[column] not in set(ids[target])
    ]
    assert dangling == []
    terms = set(ids["taxonomy_term"])
    assert [
        row for row in tables["taxonomy_term"] if row["parent_id"] and row["parent_id"] not in terms
    ] == []


def test_the_package_describes_itself(exported: Exports, tabular: Path) -> None:
    described = json.loads((tabular / "datapackage.json").read_text("utf-8"))
    assert (described["profile"], described["hsds_version"]) == ("tabular-data-package", "3.1")
    assert described["release"] == exported[HsdsFormat.TABULAR].release
    assert described["version"] == str(described["release"])
    files = {path.name for path in tabular.glob("*.csv")}
    assert {resource["path"] for resource in described["resources"]} == files
    organization = described["resources"][0]
    with (tabular / "organizations.csv").open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    assert [field["name"] for field in organization["schema"]["fields"]] == header
    assert [source["code"] for source in described["sources"]] == [
        "kz_59", "ru_oms", "ua_05", "ua_09", "ua_14", "ua_71",
    ]  # fmt: skip
    assert all(source["licence"] and source["is_sample"] for source in described["sources"])
