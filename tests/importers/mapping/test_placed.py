"""Where rows are placed: by words, by the point among the places of one name, by the council in a title."""

import pytest

from hub.domain.records import Issue, LocationRecord, PointTells, RawRow
from importers.check import bundled_gazetteer
from importers.lookups import Lookups
from importers.mapping.cells import Layout, RowView
from importers.mapping.facets import Facets
from importers.mapping.locations import Locations
from importers.mapping.places import Outside, Places
from importers.region import Region
from importers.runner import unknown_inside

_COLUMNS = {
    "name": "name",
    "region": "location.region",
    "settlement": "location.settlement",
    "address": "location.address",
    "lat": "location.lat",
    "lon": "location.lon",
}


def region_of(country: str, home: str) -> Region:
    lang = "uk" if country == "UA" else "ru"
    source = {"code": "xx_99", "title": "Зразок", "publisher": "Зразок", "licence": "CC0-1.0", "lang": lang}
    kind = {"country": country, "jurisdiction": home, "row": "provider", "key": ["name"]}
    return Region.model_validate({**source, **kind, "columns": _COLUMNS})


def placed(home: str = "UA", **cells: str) -> tuple[LocationRecord, list[Issue]]:
    region, lookups = region_of(home[:2], home), Lookups.model_validate({})
    places = Places(region, lookups, bundled_gazetteer())
    locations = Locations(region, bundled_gazetteer(), places, Facets(region.country, lookups))
    view = RowView(Layout(region), RawRow(2, {**dict.fromkeys(_COLUMNS, ""), **cells}))
    return locations.actual(view, "main"), view.issues


HOMONYMS = {"region": "Вінницька", "settlement": "с. Кордишівка"}


def test_the_point_chooses_among_the_places_that_words_allow() -> None:
    location, issues = placed(**HOMONYMS, lat="49.12903", lon="28.68681")
    assert (location.territory, location.territory_how) == ("UA05020050090033487", "candidate")
    assert [issue.code for issue in issues] == ["TERRITORY_CHOSEN"]


def test_a_point_that_fits_no_candidate_is_asked_about() -> None:
    location, issues = placed(**HOMONYMS, lat="48.5", lon="38.0")
    assert (location.territory, location.point_tells) == (None, PointTells.NOTHING)
    assert "AMBIGUOUS_TERRITORY" in [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (
            {
                "region": "Вінницька обл., Гайсинський р-н, Бершадська МТГ",
                "address": "м. Бершадь, вул. Миру, 7",
            },
            "UA05040010010024726",
        ),
        (
            {"region": "Вінницька обл.\nВінницький р-н", "settlement": "м. Вінниця, вул. Соборна, 1"},
            "UA05020030010063857",
        ),
        (
            {"region": "Вінницька обл., Невідомий р-н", "settlement": "с. Вигадане-Ніде"},
            "UA05000000000010236",
        ),
    ],
)
def test_a_cell_that_lists_several_places_is_read_as_an_address(cells: dict[str, str], code: str) -> None:
    location, _ = placed(**cells)
    assert location.territory == code


@pytest.mark.parametrize(
    ("cells", "tells"),
    [
        ({"region": "Київська"}, PointTells.PLACE),
        ({"region": "Київська", "settlement": "с. Невідоме-Вигадане"}, PointTells.POLYGON),
    ],
)
def test_what_the_point_may_tell_beside_a_region(cells: dict[str, str], tells: PointTells) -> None:
    location, _ = placed(**cells, lat="50.4574362", lon="30.1694217")
    assert (location.territory, location.point_tells) == ("UA32000000000030281", tells)


@pytest.mark.parametrize(
    ("title", "hromada"),
    [
        ("Центр соціальних служб Нікопольської міської ради", "Нікопольська"),
        ("Терцентр у м. Марганець", "Марганецька"),
        ("Центр Нікопольської сільської ради", None),  # the hromada's seat is a city
        ("Відділ у м. Марганець Нікопольської міської ради", None),  # two hromadas
        ("Центр Вінницької міської ради", None),  # of another oblast
        ("Центр Дніпропетровської обласної ради", None),
    ],
)
def test_the_council_in_a_title_gives_its_hromada(title: str, hromada: str | None) -> None:
    location, issues = placed(name=title, address="вул. Київська, 4, Дніпропетровська область")
    unit = bundled_gazetteer().by_code(location.territory or "")
    assert unit is not None
    assert unit.name == (hromada or "Дніпропетровська")
    assert location.territory_how == ("title" if hromada else None)
    assert [issue.code for issue in issues] == ["TERRITORY_BY_TITLE" if hromada else "TERRITORY_COARSE"]


def test_words_decide_before_a_title_does() -> None:
    location, _ = placed(
        name="Центр Якушинецької сільської ради", region="Вінницька", settlement="м. Вінниця"
    )
    assert (location.territory, location.territory_how) == ("UA05020030010063857", None)


def test_a_region_without_its_codifier_takes_every_row() -> None:
    location, issues = placed("RU-AMU", address="г. Благовещенск, ул. Новая, 1")
    assert location.territory == "10000000"
    assert [issue.code for issue in issues] == ["TERRITORY_COARSE"]
    told = list(unknown_inside(region_of("RU", "RU-AMU"), bundled_gazetteer()))
    assert [issue.code for issue in told] == ["CODIFIER_NOT_LOADED"]
    assert "«Амурская область»" in told[0].message
    assert "merezha territory load oktmo" in told[0].message


def test_a_row_of_another_russian_region_is_outside() -> None:
    with pytest.raises(Outside):
        placed("RU-AMU", region="Томская область")


def test_all_regions_of_iso_3166_2_are_known_by_name() -> None:
    units = [bundled_gazetteer().by_code(f"RU-{code}") for code in ("MOW", "SPE", "AD", "KHM", "OMS")]
    names = [unit.name for unit in units if unit]
    khm = "Ханты-Мансийский автономный округ – Югра"
    assert names == ["Москва", "Санкт-Петербург", "Республика Адыгея", khm, "Омская область"]
