"""Two editions of a real register: read where their folder is there, and what unseen oblasts give."""

import csv
from pathlib import Path

import pytest

from bench.match_across import across_oblasts
from bench.match_editions import EDITIONS, Editions, read_editions
from bench.match_weights import compare_editions, estimate, estimating_part, write_weights
from hub.matching.engine import DEFAULT_THRESHOLDS
from hub.matching.weights import WEIGHTS

HEADER = (
    "Код в ЄДЕБО,Повна назва,Форма власності,Код КОАТУУ,Регіон,Населений пункт,Адреса,Телефон,"
    "Електронна пошта,Веб-сайт"
)
CITIES = {
    "Вінницька область": "Вінниця",
    "Черкаська область": "Умань",
}


#: One first letter, so that blocks bring schools of one city together.
PROPER = [
    f"Ве{one}{other}" for one in ("ра", "лі", "ко", "ту", "ні") for other in ("да", "мос", "пик", "фал")
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two oblasts of made-up schools, of other types in the second edition."""
    for edition, kind, side in ((1, "загальноосвітня школа І-ІІІ ступенів", "A"), (2, "гімназія", "B")):
        lines = [HEADER]
        for oblast, city in CITIES.items():
            for number in range(1, 21):
                name, street = f"{kind} «{PROPER[number - 1]}» м. {city}", f"вул. Вигадана {number}"
                mail = f"school{number}.{len(city)}@example.org"
                lines.append(
                    f'{side}{oblast[0]}{number},{name},Комунальна,,{oblast},"{city}, {oblast}",'
                    f'"{street}, буд.{number}",,{mail},'
                )
        (tmp_path / f"schools_edition_{edition}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    pairs = [f"A{oblast[0]}{number},B{oblast[0]}{number}" for oblast in CITIES for number in range(1, 21)]
    (tmp_path / "schools_pairs.csv").write_text("\n".join(["edition_1,edition_2", *pairs]) + "\n", "utf-8")
    return tmp_path


def test_editions_are_read_as_an_import_reads_them_and_parted_by_oblast(folder: Path) -> None:
    editions = read_editions(folder)
    assert editions is not None
    assert (len(editions.first), len(editions.second), len(editions.same)) == (40, 40, 40)
    part = editions.of(["Черкаська область"])
    assert (len(part.first), len(part.second), len(part.same)) == (20, 20, 20)
    assert part.oblasts == ["Черкаська область"]


def test_an_oblast_is_judged_by_weights_of_the_others(folder: Path) -> None:
    editions = read_editions(folder)
    assert editions is not None
    measured = across_oblasts(editions, DEFAULT_THRESHOLDS)
    assert (measured.review.right, measured.review.wanted, measured.blocked) == (40, 40, 1.0)
    assert measured.join.found == measured.join.right


def test_a_missing_folder_is_no_editions(tmp_path: Path) -> None:
    assert read_editions(tmp_path / "none") is None


@pytest.fixture(scope="module")
def real() -> Editions:
    editions = read_editions()
    if editions is None:
        pytest.skip(f"the folder {EDITIONS.name} of two real editions is missing")
    return editions


def test_the_committed_weights_are_those_that_real_editions_give(real: Editions, tmp_path: Path) -> None:
    again = tmp_path / "weights.csv"
    write_weights(estimate(compare_editions(real), estimating_part()), again)
    rows = [list(csv.DictReader(path.read_text("utf-8").splitlines())) for path in (again, WEIGHTS)]
    weights = [{(row["field"], row["level"]): float(row["weight"]) for row in table} for table in rows]
    assert weights[0] == pytest.approx(weights[1], abs=0.002)
