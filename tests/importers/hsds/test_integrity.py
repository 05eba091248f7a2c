"""What is wrong with a package is told row by row: sheet, row, column, value, and how to mend it."""

from pathlib import Path

import pytest

from hub.domain.vocabulary import RecordStatus, Severity
from importers.readers.errors import EmptyFile, MalformedFile
from tests.importers.hsds.conftest import ABROAD, MakeRegion, Reads, WritePackage

ORGANIZATIONS = "id,name,description,email,website\no1,Red House,Helps,red@example.org,example.org\n"
SERVICES = "id,organization_id,name,status\ns1,o1,Warm meals,active\n"


def test_references_to_missing_rows(hsds_region: MakeRegion, read: Reads, package: WritePackage) -> None:
    tables = {
        "organizations": "id,name,parent_organization_id\no1,Red House,o9\n",
        "services": "id,organization_id,name,status\ns1,o1,Meals,active\ns2,o7,Beds,active\n",
        "locations": "id,organization_id,name,latitude,longitude\nl1,o1,Hall,49.1,28.2\nl2,,Lost,49.1,28.2\n",
        "services_at_location": "id,service_id,location_id\na1,s1,l1\na2,s1,l8\na3,s6,l1\n",
        "phones": "id,location_id,service_id,number\np1,l5,,+380432555555\np2,l5,s1,+380432555556\n",
    }
    found = read(hsds_region(), package(tables))
    assert found.said("DANGLING_REFERENCE") == [
        ("organizations", 2, "parent_organization_id", "o9"),
        ("services", 3, "organization_id", "o7"),
        ("services_at_location", 4, "service_id", "s6"),
        ("services_at_location", 3, "location_id", "l8"),
        ("phones", 2, "location_id", "l5"),
        ("phones", 3, "location_id", "l5"),
    ]
    severities = [issue.severity for issue in found.issues if issue.code == "DANGLING_REFERENCE"]
    assert severities == [Severity.WARNING, *[Severity.ERROR] * 4, Severity.WARNING]
    assert found.said("ROW_NOT_USED") == [("locations", 3, None, "l2")]
    (provider,) = found.providers
    assert (provider.parent_key, provider.phones) == (None, ("+380432555556",))
    assert [service.locations for service in provider.services] == [("l1",)]
    assert len(found.raw) == 10


def test_ids_that_are_missing_or_stand_twice(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    tables = {
        "organizations": "id,name\no1,Red House\no1,Blue House\n,Green House\no2,\n",
        "services": SERVICES,
    }
    found = read(hsds_region(), package(tables))
    assert found.said("DUPLICATE_KEY") == [("organizations", 3, "id", "o1")]
    assert found.said("MISSING_KEY") == [("organizations", 4, "id", None)]
    assert found.said("MISSING_NAME") == [("organizations", 5, "name", None)]
    assert [provider.name for provider in found.providers] == ["Red House"]
    duplicate = next(issue for issue in found.issues if issue.code == "DUPLICATE_KEY")
    assert duplicate.message == "Row 2 has this id already; give each row of organizations its own."


def test_values_that_are_no_dates_numbers_or_words_of_the_specification(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    tables = {
        "organizations": "id,name,email,website\no1,Red House,red at example,not a site\n",
        "services": "id,organization_id,name,status,minimum_age\ns1,o1,Meals,open,twelve\n",
        "locations": "id,organization_id,name,latitude,longitude\nl1,o1,Hall,100,101\nl2,o1,Barn,,\n",
        "service_capacity": "id,service_id,unit_id,available,maximum,updated\nc1,s1,u1,4,10,31.02.2024\n",
        "units": "id,name\nu1,Bed\n",
        "cost_options": "id,service_id,amount,currency\nx1,s1,ten,UAH\nx2,s1,76.65,uah\n",
        "schedules": "id,location_id,freq,byday,opens_at,closes_at,valid_from\n"
        "t1,l1,WEEKLY,\"MO,TU\",09:00:00,17:00:00,\nt2,l2,WEEKLY,MO,09:00,17:00,2024-01-01\n",
    }  # fmt: skip
    found = read(hsds_region(), package(tables))
    assert found.said("DATE_IMPOSSIBLE") == [("service_capacity", 2, "updated", "31.02.2024")]
    assert found.said("COORDINATES_UNCLEAR") == [("locations", 2, "latitude", "100")]
    assert found.said("LOCATION_WITHOUT_POINT") == [("locations", 3, "latitude", None)]
    assert found.said("COST_UNCLEAR") == [("cost_options", 2, "amount", "ten")]
    assert found.said("NO_OPENING_HOURS") == [("schedules", 3, None, None)]
    assert ("services", 2, "status", "open") in found.said("UNKNOWN_VALUE")
    assert {"URL_UNCLEAR", "EMAIL_UNCLEAR", "NUMBER_UNCLEAR"} <= found.codes().keys()
    (service,) = found.providers[0].services
    (capacity,) = service.capacities
    assert (capacity.as_of, capacity.available, capacity.total, capacity.unit) == (None, 4, 10, "bed")
    assert [(cost.amount, cost.currency) for cost in service.costs] == [("76.65", "UAH")]
    assert (service.status, service.minimum_age) == (RecordStatus.UNKNOWN, None)
    assert [place.opening_hours for place in found.providers[0].locations] == ["Mo-Tu 09:00-17:00", None]


def test_every_table_and_column_that_is_not_taken_is_told_once(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    tables = {
        "organizations": "id,name,logo,tax_status\no1,Red House,logo.png,\no2,Blue House,logo.png,\n",
        "services": "id,organization_id,name,status,alert\ns1,o1,Meals,active,Closed in July\n",
        "required_documents": "id,service_id,document\nd1,s1,Passport\n",
        "parking": "id,places\nk1,5\n",
    }
    region = hsds_region()
    found = read(region, package(tables))
    assert found.said("TABLE_NOT_TAKEN") == [
        ("parking", None, None, None),
        ("required_documents", None, None, None),
    ]
    assert found.said("COLUMN_NOT_TAKEN") == [
        ("organizations", None, "logo", None),
        ("services", None, "alert", None),
    ]


def test_a_reason_in_the_region_silences_a_column_and_private_ones_are_not_kept(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    ignored = """
ignore:
  organization.logo: a picture
  organization.director: {reason: a person's name, private: true}
"""
    tables = {"organizations": "id,name,logo,director\no1,Red House,logo.png,Ann Persona\n"}
    found = read(hsds_region(ABROAD + ignored), package(tables))
    assert found.said("COLUMN_NOT_TAKEN") == []
    assert found.raw[0].values == {"id": "o1", "name": "Red House", "logo": "logo.png"}


def test_contacts_and_their_phones_are_neither_read_nor_kept(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    tables = {
        "organizations": ORGANIZATIONS,
        "contacts": "id,organization_id,name,email\nc1,o1,Ann Persona,ann@example.org\n",
        "phones": "id,organization_id,contact_id,number,type\n"
        "p1,o1,c1,+380432555555,voice\np2,o1,,+380432555556,voice\np3,o1,,+380671234567,cell\n",
        "addresses": "id,location_id,attention,address_1\nx1,l1,Ann Persona,Main St\n",
        "locations": "id,organization_id,name,latitude,longitude\nl1,o1,Hall,49.1,28.2\n",
    }
    found = read(hsds_region(), package(tables))
    assert found.said("PERSONS_NOT_TAKEN") == [("contacts", None, None, None), ("phones", None, None, None)]
    assert found.providers[0].phones == ("+380432555556",)
    kept = " ".join(text for row in found.raw for text in row.values.values())
    for secret in ("Ann Persona", "ann@example.org", "+380432555555", "+380671234567"):
        assert secret not in kept


def test_what_is_no_package_is_refused(hsds_region: MakeRegion, read: Reads, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    region = hsds_region()
    with pytest.raises(EmptyFile):
        read(region, empty)
    (empty / "datapackage.json").write_text('{"resources": "none"}')
    with pytest.raises(MalformedFile):
        read(region, empty)
    about = tmp_path / "about.json"
    about.write_text('{"version": "3.0", "profile": "https://example.org"}')
    with pytest.raises(MalformedFile) as caught:
        read(region, about)
    assert caught.value.details["reason"].startswith("it holds no organization, service, location")


def test_a_resource_outside_the_package_is_not_read(
    hsds_region: MakeRegion, read: Reads, tmp_path: Path
) -> None:
    (tmp_path / "organizations.csv").write_text("id,name\no1,Secret House\n")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "datapackage.json").write_text(
        '{"resources": [{"name": "organization", "path": "../organizations.csv"}]}'
    )
    found = read(hsds_region(), folder)
    assert found.providers == []
    assert found.said("RESOURCE_MISSING") == [("organization", None, None, "../organizations.csv")]
