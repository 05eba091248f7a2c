"""Resolution in Omsk region and North Kazakhstan, on the units that come with the project."""

import pytest

from hub.domain.territory import Gazetteer, PlaceQuery, ResolutionStatus
from importers.codifiers.handwritten import read_handwritten


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer(read_handwritten())


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (PlaceQuery(settlement="г. Омск", within="RU-OMS"), "52701000001"),
        (PlaceQuery(code="52701000", within="RU-OMS"), "52701000"),
        (PlaceQuery(district="Омский район", within="RU-OMS"), "RU-OMS.omskiy"),
        (PlaceQuery(district="Омский муниципальный район Омской области"), "RU-OMS.omskiy"),
        (PlaceQuery(district="Азовский район", within="RU-OMS"), "RU-OMS.azovskiy"),
        (
            PlaceQuery(text="Омская область, р.п. Нововаршавка, ул. Красный Путь, 57"),
            "RU-OMS.novovarshavskiy.novovarshavka",
        ),
        (PlaceQuery(settlement="г. Петропавловск", region="СКО"), "591010000"),
        (PlaceQuery(settlement="Петропавл қаласы", region="СҚО"), "591010000"),
        (PlaceQuery(code="KZ-SEV"), "590000000"),
        (PlaceQuery(text="СКО, Айыртауский район, с. Саумалколь, ул. Абая, 1"), "593230100"),
        (PlaceQuery(text="Солтүстік Қазақстан облысы, Есіл ауданы, Явленка ауылы"), "594230100"),
        (PlaceQuery(district="район Г.Мусрепова", within="KZ-59"), "596600000"),
        (PlaceQuery(district="район им. Габита Мусрепова", within="KZ-59"), "596600000"),
    ],
)
def test_resolved(places: Gazetteer, query: PlaceQuery, code: str) -> None:
    answer = places.resolve(query)
    assert answer.unit is not None
    assert (answer.status, answer.unit.code) == (ResolutionStatus.RESOLVED, code)


def test_a_district_of_another_region_is_not_found(places: Gazetteer) -> None:
    answer = places.resolve(PlaceQuery(district="Саргатский район", within="KZ-59"))
    assert (answer.status, answer.unit) == (ResolutionStatus.NOT_FOUND, None)
    assert answer.note.endswith("No district is called «Саргатский район» here.")
