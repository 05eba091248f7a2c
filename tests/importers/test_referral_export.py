"""A referral system's flat export becomes providers by a region.yml and a lookups.yml alone."""

from collections import Counter
from pathlib import Path

import pytest

from hub.domain.records import Issue, ProviderRecord
from hub.domain.vocabulary import DeliveryForm, RunStatus, Sector
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.reading import open_items
from importers.region import Region, load_region
from importers.runner import run_region

REGION = """
code: ua_referral
title: Referral directory
publisher: Red House
licence: CC BY 4.0
lang: en
country: UA
jurisdiction: UA-05
row: service
key: [Service ID, Location ID]
group_by: [Organisation ID]
columns:
  Organisation: name
  EDRPOU: {to: identifier, scheme: UA-EDRPOU}
  Owner: sector
  Phone: phones
  Website: url
  Location: location.name
  Address: location.address
  City: location.settlement
  Oblast: location.region
  Latitude: location.lat
  Longitude: location.lon
  Open: location.opening_hours
  Service: service.name
  Service type: service.category
  Where: service.forms
  For whom: {to: service.target_groups, separator: ","}
  Ages: service.ages
  Beds: capacity.total
  Free beds: capacity.available
  Updated: capacity.as_of
ignore:
  Organisation ID: Key of the provider
  Service ID: Key of the row
  Location ID: Key of the row
  Contact person: {reason: A name, private: true}
services: {shape: row}
"""
LOOKUPS = """
category:
  Home care: care.home
  Night shelter: crisis.shelter-homeless
sector:
  Non-profit: nonprofit
  Municipal: municipal
"""
EXPORT = """
Organisation ID;Organisation;EDRPOU;Owner;Phone;Website;Location ID;Location;Address;City;Oblast\
;Latitude;Longitude;Open;Service ID;Service;Service type;Where;For whom;Ages;Beds;Free beds;Updated\
;Contact person
o1;Red House;00032129;Non-profit;(0432) 55-55-55;redhouse.example;l1;Main office\
;36 Soborna St, Vinnytsia;Vinnytsia;Vinnytsia oblast;49.2328;28.4681;Mon-Fri 9:00-17:00;s1;Care at home\
;Home care;At home;Older people, Persons with disabilities;from 60;;;;Ann Persona
o1;Red House;00032129;Non-profit;(0432) 55-55-55;redhouse.example;l2;Shelter\
;5 Kyivska Street, Vinnytsia;Vinnytsia;Vinnytsia oblast;49.2401;28.4902;24/7;s2;Beds for the night\
;Night shelter;;;;20;4;2024-02-01;Bob Persona
o2;Blue House;;Municipal;+380 432 55 55 56;;l3;Hall;1 Main St, Nowhere;Nowhere;Vinnytsia oblast\
;;;;s3;Chess club;Chess;;;18+;;;;
"""


@pytest.fixture
def region(tmp_path: Path) -> Region:
    """The region's folder, two files and nothing else."""
    folder = tmp_path / "ua_referral"
    folder.mkdir()
    (folder / "region.yml").write_text(REGION, "utf-8")
    (folder / "lookups.yml").write_text(LOOKUPS, "utf-8")
    return load_region(folder)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The export."""
    path = tmp_path / "export.csv"
    path.write_text(EXPORT.lstrip(), "utf-8")
    return path


def test_rows_of_services_become_providers_with_places(region: Region, file: Path) -> None:
    with open_items(region, load_lookups(region.folder), bundled_gazetteer(), file) as reading:
        items = list(reading.items)
    red, blue = (item for item in items if isinstance(item, ProviderRecord))
    assert (red.name, red.sector, red.phones, red.url) == (
        "Red House",
        Sector.NONPROFIT,
        ("+380432555555",),
        "http://redhouse.example",
    )
    office, shelter = red.locations
    assert (office.territory, office.street, office.house) == ("UA05020030010063857", "Soborna St", "36")
    assert (shelter.street, shelter.house) == ("Kyivska Street", "5")
    assert (office.opening_hours, shelter.opening_hours) == ("Mo-Fr 09:00-17:00", "24/7")
    care, beds = red.services
    assert (care.category, care.forms, care.target_groups, care.minimum_age) == (
        "care.home",
        (DeliveryForm.HOME,),
        ("older", "pwd"),
        60,
    )
    assert (beds.category, beds.locations) == ("crisis.shelter-homeless", (shelter.key,))
    assert [(c.total, c.available, str(c.as_of)) for c in beds.capacities] == [(20, 4, "2024-02-01")]
    assert (blue.sector, blue.services[0].minimum_age, blue.services[0].category) == (
        Sector.MUNICIPAL,
        18,
        None,
    )
    told = Counter(item.code for item in items if isinstance(item, Issue))
    assert told == {"TERRITORY_COARSE": 1, "UNKNOWN_CATEGORY": 1}


def test_the_export_is_published(region: Region, file: Path, demo_copy_url: str) -> None:
    report = run_region(region, file, demo_copy_url)
    assert report.status is RunStatus.PUBLISHED
    assert (report.read, report.accepted, report.rejected) == (3, 3, 0)
    assert (report.providers, report.services) == (2, 3)
