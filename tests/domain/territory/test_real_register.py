"""The national register of administrative service centres: 3,432 addresses as they were published."""

from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hub.domain.territory import Gazetteer, PlaceQuery, Resolution, ResolutionStatus, parse_place
from hub.domain.text import fold
from hub.domain.vocabulary import Country, TerritoryLevel

Placed = list[tuple[str, Resolution]]


@pytest.fixture
def placed(shared_data: Path, gazetteer: Gazetteer) -> Placed:
    path = shared_data / "providers" / "ua_cnap_register_admin_service_centres.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]
    addresses = [str(row[2]) for row in rows]
    return [(text, gazetteer.resolve(PlaceQuery(text=text, country=Country.UA))) for text in addresses]


def test_rows_that_name_a_hromada(placed: Placed, gazetteer: Gazetteer) -> None:
    named = [answer for text, answer in placed if "громад" in text]
    in_one_hromada = [
        answer
        for answer in named
        if answer.resolved and answer.unit and gazetteer.ancestor(answer.unit, TerritoryLevel.HROMADA)
    ]
    assert len(named) == 2891
    assert len(in_one_hromada) == 2890
    ambiguous = [answer for answer in named if answer.status is ResolutionStatus.AMBIGUOUS]
    assert [[unit.code for unit in answer.candidates] for answer in ambiguous] == [
        ["UA32060130010033581", "UA32140090010093169"]
    ]


def test_hromada_and_oblast_alone_leave_twelve_in_doubt(placed: Placed, gazetteer: Gazetteer) -> None:
    outcomes: Counter[ResolutionStatus] = Counter()
    for text, _ in placed:
        place = parse_place(text)
        if "громад" in text:
            query = PlaceQuery(region=place.region, hromada=place.hromada, country=Country.UA)
            outcomes[gazetteer.resolve(query).status] += 1
    assert outcomes == {ResolutionStatus.RESOLVED: 2879, ResolutionStatus.AMBIGUOUS: 12}


def test_rows_without_a_hromada_are_placed_as_far_as_they_say(placed: Placed) -> None:
    outcomes = Counter(
        answer.unit.level.value if answer.unit else answer.status.value
        for text, answer in placed
        if "громад" not in text
    )
    assert outcomes == {"region": 507, "hromada": 12, "settlement": 2, "not-found": 20}


def test_no_row_lands_in_a_wrong_oblast(placed: Placed, gazetteer: Gazetteer) -> None:
    checked = 0
    for text, answer in placed:
        stated = parse_place(text).region
        for unit in filter(None, [answer.unit, *answer.candidates]):
            region = gazetteer.ancestor(unit, TerritoryLevel.REGION)
            assert region is not None
            if stated:
                checked += 1
                assert fold(stated) == fold(
                    next(name.name for name in region.other_names if name.lang == "uk")
                )
    assert checked == 3407
