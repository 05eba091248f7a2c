"""Referral exports of several tables, or of several levels in one, become providers by region.yml alone."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from hub.domain.records import Issue, ProviderRecord
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.readers.errors import ColumnMissing, MemberNotFound
from importers.reading import open_items
from importers.region import Region, load_region

HEAD = """
code: ua_referral
title: Referral directory
publisher: Red House
licence: CC BY 4.0
lang: en
country: UA
jurisdiction: UA-05
row: service
services: {shape: row}
"""
TABLES = (
    HEAD
    + """
format:
  table: services.csv
  join:
    - {name: site, table: sites.csv, by: [Site], to: ID}
    - {name: organisation, table: organisations.csv, by: [site.Organisation], to: ID}
key: [ID]
group_by: [organisation.ID]
columns:
  Name: service.name
  site.Address: location.address
  organisation.Name: name
  organisation.Phone: phones
ignore: {ID: Key, Site: Key, site.ID: Key, site.Organisation: Key, organisation.ID: Key}
"""
)
FILES = {
    "organisations.csv": "ID,Name,Phone\no1,Red House,0432 55-55-55\no2,Blue House,\no3,Idle House,\n",
    "sites.csv": "ID,Organisation,Address\n"
    'p1,o1,"36 Soborna St, Vinnytsia, Vinnytsia oblast"\np2,o2,\np3,o1,\n',
    "services.csv": "ID,Site,Name\ns1,p1,Care\ns2,p1,Meals\ns3,p2,Chess\ns4,p9,Beds\n",
}
LEVELS = (
    HEAD
    + """
format:
  rows_of: {Level: [Site]}
  join:
    - {name: program, rows_of: {Level: [Program]}, by: [Parent], to: ID, optional: true}
    - {name: agency, rows_of: {Level: [Agency]}, by: [program.Parent, Parent], to: ID}
key: [ID]
group_by: [agency.ID]
columns:
  Name: location.name
  Address: location.address
  program.Name: service.name
  agency.Name: name
ignore:
  {ID: Key, Parent: Key, Level: Key, program.ID: Key, program.Parent: Key, program.Level: Key,
   program.Address: Not of a program, agency.ID: Key, agency.Parent: Key, agency.Level: Key,
   agency.Address: Its seat}
"""
)
TABLE = """ID,Parent,Level,Name,Address
1,,Agency,Red House,
2,1,Program,Care,
3,2,Site,Hall,"36 Soborna St, Vinnytsia, Vinnytsia oblast"
4,2,Site,Barn,
5,1,Site,Office,"5 Kyivska St, Vinnytsia, Vinnytsia oblast"
6,,Team,Blue team,
"""


def _region(folder: Path, yaml: str) -> Region:
    home = folder / "ua_referral"
    home.mkdir()
    (home / "region.yml").write_text(yaml, "utf-8")
    (home / "lookups.yml").write_text("{}", "utf-8")
    return load_region(home)


def _read(region: Region, path: Path) -> tuple[list[ProviderRecord], list[Issue]]:
    with open_items(region, load_lookups(region.folder), bundled_gazetteer(), path) as reading:
        items = list(reading.items)
    providers = [item for item in items if isinstance(item, ProviderRecord)]
    return providers, [item for item in items if isinstance(item, Issue)]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def _zip(tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    return path


def _workbook(tmp_path: Path) -> Path:
    book = Workbook()
    for file in _folder(tmp_path).iterdir():
        sheet = book.create_sheet(file.name)
        for line in file.read_text("utf-8").splitlines():
            sheet.append([cell.strip('"') or None for cell in line.split(",", 2)])
    book.remove(book.worksheets[0])
    path = tmp_path / "export.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("write", [_folder, _zip, _workbook])
def test_a_table_of_organisations_one_of_sites_and_one_of_services(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    (red, blue), issues = _read(_region(tmp_path, TABLES), write(tmp_path))
    assert (red.name, red.phones) == ("Red House", ("+380432555555",))
    assert [service.name for service in red.services] == ["Care", "Meals"]
    assert {place.territory for place in red.locations} == {"UA05020030010063857"}
    assert (blue.name, [service.name for service in blue.services]) == ("Blue House", ["Chess"])
    told = [(i.row, i.column, i.value) for i in issues if i.code == "JOIN_NOT_FOUND"]
    assert told == [(5, "Site", "p9")]
    assert [issue.message for issue in issues if issue.code == "JOIN_NOT_NAMED"] == [
        "1 rows of site are named by no row that was read: p3.",
        "1 rows of organisation are named by no row that was read: o3.",
    ]


def test_a_table_whose_rows_are_agencies_programs_and_sites(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(TABLE, "utf-8")
    (red,), issues = _read(_region(tmp_path, LEVELS), path)
    assert red.name == "Red House"
    assert {service.name for service in red.services} >= {"Care"}
    assert [place.name for place in red.locations] == ["Hall", "Barn", "Office"]
    assert not [issue for issue in issues if issue.code.startswith("JOIN")]
    (left,) = (issue for issue in issues if issue.code == "LEVEL_NOT_READ")
    assert (left.value, left.message.split()[0]) == ("Team", "1")


@pytest.mark.parametrize(
    ("yaml", "error"),
    [
        (TABLES.replace("by: [Site]", "by: [Place]"), ColumnMissing),
        (TABLES.replace("sites.csv", "places.csv"), MemberNotFound),
    ],
)
def test_what_the_tables_do_not_hold_is_told(tmp_path: Path, yaml: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _read(_region(tmp_path, yaml), _folder(tmp_path))


def test_ids_that_are_missing_or_stand_twice_are_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "sites.csv").write_text("ID,Organisation,Address\np1,o1,\np1,o2,\n,o1,\np2,o2,\n", "utf-8")
    _, issues = _read(_region(tmp_path, TABLES), folder)
    codes = [issue.code for issue in issues if issue.code.startswith("JOIN_")]
    assert codes[:2] == ["JOIN_ID_TWICE", "JOIN_WITHOUT_ID"]
