"""The two real registers, mapped from the public files beside the project."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from hub.domain.records import AccessPointRecord, Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer
from hub.domain.text import fold
from hub.domain.vocabulary import TerritoryLevel
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.mapping import Item, Mapper
from importers.readers import open_rows
from importers.region import find_region

_CNAP = "providers/ua_cnap_register_admin_service_centres.xlsx"
_SCHOOLS = "providers/ua_schools_register_edebo_koatuu.xlsx"
_NAMES_ITS_HROMADA = re.compile(r"([\w’'-]+)(?: міська| селищна| сільська)? територіальна громада")


@cache
def _mapped(code: str, file: Path, gazetteer: Gazetteer) -> Sequence[Item]:
    region = find_region(code)
    with open_rows(file, region.format) as source:
        return list(Mapper(region, load_lookups(region.folder), gazetteer).items(source))


@pytest.fixture
def centres(shared_data: Path) -> Sequence[Item]:
    return _mapped("ua_cnap", shared_data / _CNAP, bundled_gazetteer())


def _access_points(items: Sequence[Item]) -> list[AccessPointRecord]:
    return [item for item in items if isinstance(item, AccessPointRecord)]


def _ancestor(code: str | None, level: TerritoryLevel) -> str | None:
    unit = bundled_gazetteer().by_code(code) if code else None
    found = bundled_gazetteer().ancestor(unit, level) if unit else None
    return found.code if found else None


def test_every_row_of_the_centres_is_read_and_kept(centres: Sequence[Item]) -> None:
    assert sum(isinstance(item, RawRow) for item in centres) == 3432
    assert len(_access_points(centres)) == 3432
    assert not [item for item in centres if isinstance(item, Issue) and item.severity == "error"]


def test_2890_of_2891_centres_that_name_a_hromada_are_placed_in_exactly_one(centres: Sequence[Item]) -> None:
    named = [one for one in _access_points(centres) if _NAMES_ITS_HROMADA.search(one.location.address or "")]
    assert len(named) == 2891
    placed = [one for one in named if _ancestor(one.location.territory, TerritoryLevel.HROMADA)]
    assert len(placed) == 2890
    ambiguous = [item for item in centres if isinstance(item, Issue) and item.code == "AMBIGUOUS_TERRITORY"]
    assert [issue.row for issue in ambiguous] == [1684]
    assert "UA32060130010033581" in ambiguous[0].message
    assert "UA32140090010093169" in ambiguous[0].message


def test_each_placed_centre_lies_in_the_hromada_that_its_address_names(centres: Sequence[Item]) -> None:
    others = []
    for one in _access_points(centres):
        named = _NAMES_ITS_HROMADA.search(one.location.address or "")
        code = _ancestor(one.location.territory, TerritoryLevel.HROMADA)
        hromada = bundled_gazetteer().by_code(code) if code else None
        if named and hromada and fold(named[1]) != fold(hromada.name):
            former = {fold(name.name) for name in hromada.other_names}
            if fold(named[1]) not in former:
                others.append((named[1], hromada.name))
    assert Counter(others) == {}


def test_no_centre_lands_in_another_oblast_than_its_address_says(centres: Sequence[Item]) -> None:
    checked, wrong = 0, []
    for one in _access_points(centres):
        said = re.search(r"([\w’'-]+) область$", one.location.address or "")
        code = _ancestor(one.location.territory, TerritoryLevel.REGION)
        if said and code:
            checked += 1
            region = bundled_gazetteer().by_code(code)
            if region is None or fold(region.name) != fold(said[1]):
                wrong.append((one.location.address, code))
    assert wrong == []
    assert checked == 3397


def test_what_the_centres_complain_of_is_counted(centres: Sequence[Item]) -> None:
    codes = Counter(item.code for item in centres if isinstance(item, Issue))
    territory = {code: number for code, number in codes.items() if "TERRITORY" in code}
    assert territory == {
        "TERRITORY_BY_TITLE": 426,
        "TERRITORY_COARSE": 81,
        "TERRITORY_MENDED": 63,
        "UNKNOWN_TERRITORY": 6,
        "AMBIGUOUS_TERRITORY": 1,
    }
    assert codes["HOURS_UNCLEAR"] == 13
    assert codes["UNMAPPED_COLUMN"] == 0


def test_a_centre_has_hours_phones_accessibility_area_and_staff(centres: Sequence[Item]) -> None:
    first = next(one for one in _access_points(centres) if one.key == "1")
    assert first.location.territory == "UA05020030010063857"
    assert first.location.opening_hours == (
        "Mo-Tu 08:00-17:00; We 08:00-19:00; Th 08:00-17:00; Fr 08:00-16:00; Sa 08:00-14:00"
    )
    assert first.phones == ("+380432655050",)
    assert first.location.accessibility == ("adapted-service", "ramp-and-handrails", "adapted-toilet")
    assert first.attributes["floor_area_m2"] == 1200
    assert first.attributes["staff"] == 51


def test_the_212_boarding_schools_are_placed_by_names_where_no_old_codes_are_loaded(
    shared_data: Path,
) -> None:
    items = _mapped("ua_schools", shared_data / _SCHOOLS, bundled_gazetteer())
    assert sum(isinstance(item, RawRow) for item in items) == 16434
    schools = [item for item in items if isinstance(item, ProviderRecord)]
    assert len(schools) == 212
    assert sum(school.locations[0].territory is not None for school in schools) == 207
    codes = Counter(item.code for item in items if isinstance(item, Issue))
    assert (codes["AMBIGUOUS_TERRITORY"], codes["UNKNOWN_TERRITORY"]) == (5, 0)


def test_no_name_of_a_head_is_kept_even_as_a_raw_row(shared_data: Path) -> None:
    items = _mapped("ua_schools", shared_data / _SCHOOLS, bundled_gazetteer())
    assert not [item for item in items if isinstance(item, RawRow) and "Керівник" in item.values]
