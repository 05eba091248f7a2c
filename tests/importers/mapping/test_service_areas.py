"""Service areas: the territories that a cell of codes and names stands for."""

from functools import cache

import pytest

from hub.domain.records import RawRow
from hub.domain.vocabulary import Severity
from importers.check import bundled_gazetteer
from importers.lookups import Lookups
from importers.mapping.cells import Layout, RowView
from importers.mapping.places import Places
from importers.region import Region

SOLEDAR, SOLEDAR_TOWN = "UA14020090000073988", "UA14020090010053316"


@cache
def region():
    return Region.model_validate(
        {
            "code": "ua_14",
            "title": "Зразок",
            "publisher": "Зразок",
            "licence": "CC0-1.0",
            "lang": "uk",
            "country": "UA",
            "jurisdiction": "UA14000000000091971",
            "row": "provider",
            "key": ["Назва"],
            "columns": {"Назва": "name", "Територія": "service.areas"},
            "constants": {"location.region": "Донецька область"},
        }
    )


def read(cell):
    view = RowView(Layout(region()), RawRow(2, {"Назва": "Служба", "Територія": cell}))
    found = Places(region(), Lookups(), bundled_gazetteer()).areas(view)
    return [area.territory for area in found], view.issues


def areas_of(cell):
    codes, issues = read(cell)
    return codes, [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Соледарська", [SOLEDAR]),
        ("Соледарська міська громада", [SOLEDAR]),
        ("м. Соледар", [SOLEDAR_TOWN]),
        (SOLEDAR, [SOLEDAR]),
        ("Велика Новосілка", ["UA14040010010027148"]),
        # A hromada and a district are called so: services are assigned to hromadas.
        ("Покровська", ["UA14160210000011148"]),
        ("Соледарська;Вугледарська\nДружківська; ", [SOLEDAR, "UA14040050000064688", "UA14120030000057882"]),
        ("Соледарська; Соледарська", [SOLEDAR]),
    ],
)
def test_a_name_or_code_is_one_area(cell, codes):
    assert areas_of(cell) == (codes, [])


def test_a_name_that_only_resembles_a_place_is_no_area():
    """The oblast has a village «Іванівське», but no hromada «Іванівська»; nor is the whole oblast meant."""
    assert areas_of("Іванівська") == ([], ["UNKNOWN_TERRITORY"])


def test_an_area_outside_the_jurisdiction_is_left_out_and_its_row_kept():
    codes, (issue,) = read("м. Ізюм; Соледарська")
    assert (codes, issue.code, issue.severity) == ([SOLEDAR], "OUTSIDE_JURISDICTION", Severity.WARNING)
    assert issue.message == "«Ізюм» lies outside the source's jurisdiction «Донецька». It was left out."
