"""Files of people: told apart by their columns, matched to units, every row that is left out named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from hub.domain.vocabulary import Country
from hub.store.connection import connect
from hub.store.inputs.sources import InputSource
from hub.store.planning.once import ask_once
from hub.store.planning.people import read_people_points
from importers.planning.errors import NothingToLoad, RepeatedRow, UnusableColumns, UnusableRow
from importers.planning.people import load_people
from tests.importers.planning.world import build_hub

VINNYTSIA, CITY, VORONOVYTSIA = "UA05020030000031457", "UA05020030010063857", "UA05020050010034567"
SOURCE = InputSource("count", "Count", "1")
UKRAINE = 1


def written(folder: Path, text: str) -> Path:
    """A file of people."""
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """What the hub holds."""
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_people_of_places_are_a_source_beside_others(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    text = f"territory,people,as_of\n{CITY},369739,2022-01-01\nUA999,5,\n{VORONOVYTSIA},,\n"
    report = load_people(database_url, written(tmp_path, text), SOURCE)
    assert (report.read, report.matched, report.people, report.people_left_out) == (3, 1, 369_739, 5)
    assert dict(report.left_out) == {"unknown code": 1, "no number": 1}
    assert report.notes == ["Row 3: no one unit has the code «UA999».", "Row 4 states no people."]
    held = "SELECT value, as_of FROM hub.territory_population p JOIN hub.source s ON s.id = p.source_id"
    assert rows(database_url, f"{held} WHERE s.code = 'count'") == [(369_739, date(2022, 1, 1))]
    again = load_people(database_url, written(tmp_path, text), SOURCE, dry_run=True)
    assert again.written == {"populations": 1}


def test_a_unit_that_two_rows_name_has_no_number(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    text = f"territory,people\n{CITY},10\n{CITY},20\n{VORONOVYTSIA},30\n"
    report = load_people(database_url, written(tmp_path, text), SOURCE)
    assert (report.read, report.matched, report.people, report.people_left_out) == (3, 1, 30, 30)
    assert dict(report.left_out) == {"several rows name the unit": 2}


def test_areas_stand_at_their_territories(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    report = load_people(database_url, written(tmp_path, f"territory,area_km2\n{VINNYTSIA},256.6\n"), SOURCE)
    assert (report.kind, report.written) == ("areas", {"areas": 1})
    assert rows(database_url, "SELECT id FROM hub.territory WHERE area_km2 = 256.6") == [(4,)]


def test_ages_replace_those_that_the_source_gave(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    code = "UA05000000000010236"
    text = "territory,age_from,age_to,people\n" + f"{code},0,17,274076\n{code},60,,372811\n"
    load_people(database_url, written(tmp_path, text), SOURCE, as_of=date(2022, 1, 1))
    load_people(database_url, written(tmp_path, text.replace("372811", "5")), SOURCE, as_of=date(2022, 1, 1))
    held = "SELECT age_from, age_to, value FROM hub.territory_age ORDER BY 1"
    assert rows(database_url, held) == [(0, 17, 274_076), (60, 999, 5)]


def test_points_belong_to_the_state_of_most_and_those_abroad_are_named(
    database_url: str, tmp_path: Path
) -> None:
    build_hub(database_url)
    text = "lat,lon,voters,oblast\n49.23,28.46,1694,05\n49.1,28.7,2095,05\n-35,28,9,05\n,28,7,05\n"
    text += "50.9,34.5,6,59\n"
    report = load_people(database_url, written(tmp_path, text), SOURCE, as_of=date(2019, 7, 21))
    assert (report.read, report.matched, report.people, report.people_left_out) == (5, 2, 3789, 22)
    assert dict(report.left_out) == {"abroad": 2, "no coordinates": 1}
    assert report.notes[-1] == "Columns that were not used: oblast."
    found = ask_once(database_url, lambda session: read_people_points(session, Country.UA, UKRAINE))
    assert found is not None
    assert (found.file.counts, found.file.points, found.file.left_out) == ("voters", 2, 3)
    # Vinnytsia has a boundary, the other lies nearest to Voronovytsia.
    assert found.territory_id.tolist() == [4, 7]


def test_a_newer_file_of_points_takes_the_place_of_the_older(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    load_people(database_url, written(tmp_path, "lat,lon,people\n49.23,28.46,10\n49.1,28.7,20\n"), SOURCE)
    other = InputSource("census", "Census", "2")
    load_people(database_url, written(tmp_path, "lat,lon,people\n48.75,30.22,5\n"), other)
    assert rows(database_url, "SELECT people, points FROM hub.people_file") == [(5.0, 1)]
    assert rows(database_url, "SELECT people, territory_id FROM hub.people_point") == [(5.0, 11)]


def test_the_book_of_ukrstat_gives_people_of_cities_and_towns(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "12-47"
    for row in (
        ("5. Чисельність наявного населення в розрізі регіонів, районів, міст,", None),
        (None, "(на 1 січня 2022 / as of January 1, 2022)"),
        ("Україна", 41167335),
        ("Автономна Республіка Крим", "…"),
        ("Вінницька область", 1509515),
        ("Вінницький район", 647966),
        ("Міське населення", 463205),
        ("м. Вінниця", 369739),
        ("смт Вороновиця", 6246),
        ("смт Ніде", 11),
        ("Сільське населення", 184761),
        (None, None),
        ("м. Севастополь (міськрада)", "…"),
    ):
        sheet.append(row)
    path = tmp_path / "places.xlsx"
    book.save(path)
    report = load_people(database_url, path, SOURCE)
    assert (report.read, report.matched, report.people, report.people_left_out) == (4, 2, 375_985, 11)
    assert dict(report.left_out) == {"no one unit": 1, "no number": 1}
    held = "SELECT territory_id, value, as_of FROM hub.territory_population p WHERE value IN (369739, 6246)"
    day = date(2022, 1, 1)
    assert sorted(rows(database_url, held)) == [(5, 369_739, day), (7, 6246, day)]


def test_the_book_of_ages_is_read_from_its_table_and_not_from_its_contents(
    database_url: str, tmp_path: Path
) -> None:
    build_hub(database_url)
    book = Workbook()
    contents, table = book.active, book.create_sheet("9-18")
    assert contents is not None
    title = "3. Чисельність постійного населення \nза окремими віковими групами та статтю"
    contents.append(("Табл.", "Зміст", "Стор. / Page"))
    contents.append((title, 9))
    for row in (
        (title,),
        ("(на 1 січня 2022)",),
        ("", "Усього", "0–17 років", "60 років і старше"),
        ("Усе населення / Total population",),
        ("Україна", 40997698, 7348531, 10000000),
        ("Вінницька", 1502430, 274076, 372811),
        ("Чоловіки / Males",),
        ("Вінницька", 696893, 1, 2),
    ):
        table.append(row)
    path = tmp_path / "ages.xlsx"
    book.save(path)
    report = load_people(database_url, path, SOURCE)
    assert (report.read, report.matched, report.people) == (2, 2, 274_076 + 372_811)
    held = "SELECT age_from, age_to, value, as_of FROM hub.territory_age ORDER BY 1"
    day = date(2022, 1, 1)
    assert rows(database_url, held) == [(0, 17, 274_076, day), (60, 999, 372_811, day)]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a,b\n1,2\n", UnusableColumns),
        ("territory,people,colour\nUA1,2,red\n", UnusableColumns),
        ("lat,lon,people,voters\n49,28,1,1\n", UnusableColumns),
        ("lat,lon\n49,28\n", UnusableColumns),
        ("lat,lon,people\n95,28,1\n", UnusableRow),
        ("lat,lon,people\n49,28,-1\n", UnusableRow),
        ("lat,lon,people\n28,49,1\n", NothingToLoad),
        ("territory,people\nUA999,1\n", NothingToLoad),
        ("territory,people\n" + CITY + ",1.5\n", UnusableRow),
        ("territory,people\n" + CITY + ',"369,739"\n', UnusableRow),
        ("territory,people\n" + CITY + ',"12,000"\n', UnusableRow),
        ("territory,people\n" + CITY + ",12.000\n", UnusableRow),
        ("territory,people\n" + CITY + ",1_2\n", UnusableRow),
        ('lat,lon,people\n49.23,28.46,"1,694"\n', UnusableRow),
        ("territory,age_from,age_to,people\n" + f"{CITY},0,17,5\n{CITY},0,17,9\n", RepeatedRow),
        ("territory,age_from,age_to,people\n" + f"{CITY},60,,5\n{CITY},60,,5\n", RepeatedRow),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    database_url: str, tmp_path: Path, text: str, error: type[Exception]
) -> None:
    build_hub(database_url)
    with pytest.raises(error):
        load_people(database_url, written(tmp_path, text), SOURCE)


def test_the_real_book_is_matched_but_for_few_towns(prepared_url: str, shared_data: Path) -> None:
    path = shared_data / "population" / "ua_ukrstat_population_by_place_2022.xlsx"
    report = load_people(prepared_url, path, SOURCE, dry_run=True)
    assert report.read >= 1265
    assert report.matched >= 1199
    assert report.people / (report.people + report.people_left_out) > 0.95
