"""region.yml and lookups.yml are strict: each error names file, line and key."""

from pathlib import Path

import pytest

from importers.errors import InvalidRegion, InvalidYaml, RegionNotFound
from importers.lookups import load_lookups
from importers.region import find_region, load_region

_GOOD = """\
code: ua_99
title: Зразок
publisher: Зразок
licence: CC0-1.0
lang: uk
country: UA
jurisdiction: UA
row: provider
key: [Назва]
columns:
  Назва: name
  1: {to: attribute, name: first}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ua_99"
    made.mkdir()
    return made


def _write(folder: Path, text: str) -> None:
    (folder / "region.yml").write_text(text, "utf-8")


def _error(folder: Path, text: str) -> InvalidRegion:
    _write(folder, text)
    with pytest.raises(InvalidRegion) as caught:
        load_region(folder)
    return caught.value


def test_a_good_file_is_read_and_a_number_may_name_a_column(folder: Path) -> None:
    _write(folder, _GOOD)
    region = load_region(folder)
    assert [target.to for target in region.columns["Назва"]] == ["name"]
    assert region.columns["1"][0].name == "first"


@pytest.mark.parametrize(
    ("addition", "line", "key", "problem"),
    [
        ("colour: red\n", 13, "colour", "there is no such key"),
        ("sample: maybe\n", 13, "sample", "Input should be a valid boolean, unable to interpret input"),
        ("ignore:\n  Назва: reason\n", 1, "the document", "the column 'Назва' is both mapped and ignored"),
        ("format:\n  sheets: A\n", 14, "format.sheets", "there is no such key"),
        ("services:\n  shape: cell\n", 13, "services.column", "this key is missing"),
        (
            "assertions:\n  fill:\n    kind: 1.5\n",
            15,
            "assertions.fill.kind",
            "Input should be less than or equal to 1",
        ),
    ],
)
def test_an_error_names_line_and_key(folder: Path, addition: str, line: int, key: str, problem: str) -> None:
    error = _error(folder, _GOOD + addition)
    assert (error.details["line"], error.details["key"]) == (line, key)
    assert error.details["problem"] == problem
    assert str(folder / "region.yml") in str(error)


def test_a_column_mapped_to_no_hub_field_is_found_by_its_line(folder: Path) -> None:
    error = _error(folder, _GOOD.replace("Назва: name", "Назва: nаme"))
    assert (error.details["line"], error.details["key"]) == (11, "columns.Назва.to")


def test_an_identifier_needs_its_scheme(folder: Path) -> None:
    error = _error(folder, _GOOD + "  Код: identifier\n")
    assert (error.details["line"], error.details["problem"]) == (13, "identifier needs scheme")


def test_the_code_is_the_name_of_the_folder(folder: Path) -> None:
    assert _error(folder, _GOOD.replace("ua_99", "ua_98")).details["key"] == "code"


def test_what_is_no_yaml_is_said_with_its_line(folder: Path) -> None:
    _write(folder, _GOOD + "ignore: [\n")
    with pytest.raises(InvalidYaml) as caught:
        load_region(folder)
    assert caught.value.details["line"] == 14


def test_a_lookup_of_an_unknown_status_is_an_error_with_its_line(folder: Path) -> None:
    (folder / "lookups.yml").write_text("kind:\n  # nothing yet\nstatus:\n  діє: activ\n", "utf-8")
    with pytest.raises(InvalidRegion) as caught:
        load_lookups(folder)
    assert (caught.value.details["line"], caught.value.details["key"]) == (4, "status.діє")


def test_a_region_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(RegionNotFound) as caught:
        find_region("ua_98", tmp_path)
    assert str(caught.value).startswith("There is no region 'ua_98'; there are none.")
