"""`region new`: a folder that a newcomer can fill in, without a row of the publisher's file."""

from pathlib import Path

import pytest

from importers.check import check
from importers.errors import InvalidCode, RegionExists
from importers.region import load_region
from importers.scaffold import new_region

_FILE = """\
№ з/п;Назва закладу;Код ЄДРПОУ;Тип;Громада;Адреса;Телефон;Керівник;Послуги;Колір
1;Перший зразок;00001117;терцентр;Зразківська;вул. Зразкова, 1;(0432)551234;Зразок З. З.;догляд вдома;синій
2;Другий зразок;00002223;центр;Зразківська;вул. Зразкова, 2;(0432)551235;Зразок Я. Я.;медіація;синій
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(_FILE, "utf-8")
    return path


def test_every_column_is_guessed_or_put_before_the_author(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    region = load_region(folder)
    assert {name: targets[0].to.value for name, targets in region.columns.items()} == {
        "Назва закладу": "name",
        "Код ЄДРПОУ": "identifier",
        "Тип": "kind",
        "Громада": "location.hromada",
        "Адреса": "location.address",
        "Телефон": "phones",
    }
    assert region.columns["Код ЄДРПОУ"][0].scheme == "UA-EDRPOU"
    assert {name: ignored.private for name, ignored in region.ignore.items()} == {
        "№ з/п": False,
        "Керівник": True,
        "Колір": False,
    }
    assert (region.key, region.jurisdiction) == (("Код ЄДРПОУ",), "UA05000000000010236")
    assert region.services is not None
    assert region.services.shape == "cell"


def test_a_check_names_all_that_is_left_to_do(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    problems = check(load_region(folder)).problems
    assert problems[0] == "region.yml, line 3: title: TODO"
    assert any('"Колір": TODO' in problem for problem in problems)
    assert problems[-1].startswith("The sample holds no rows")


def test_no_row_of_the_file_is_copied(file: Path, tmp_path: Path) -> None:
    folder = new_region("ua_05", file, tmp_path / "regions")
    assert (folder / "sample.csv").read_text("utf-8").splitlines() == [
        "№ з/п,Назва закладу,Код ЄДРПОУ,Тип,Громада,Адреса,Телефон,Керівник,Послуги,Колір"
    ]
    assert not any("Зразок З" in path.read_text("utf-8") for path in folder.iterdir())


def test_a_folder_is_never_overwritten_and_a_code_has_its_form(file: Path, tmp_path: Path) -> None:
    new_region("ua_05", file, tmp_path / "regions")
    with pytest.raises(RegionExists):
        new_region("ua_05", file, tmp_path / "regions")
    with pytest.raises(InvalidCode):
        new_region("Vinnytsia", file, tmp_path / "regions")
