"""Resolution over the whole codifier: one territory, or candidates, never a guess."""

from datetime import date

import pytest

from hub.domain.territory import Gazetteer, How, PlaceQuery, ResolutionStatus, UnknownTerritory
from hub.domain.vocabulary import Country, TerritoryLevel

UMAN, UMAN_HROMADA = "UA71060210010010251", "UA71060210000032972"
VINNYTSIA, VINNYTSIA_OBLAST = "UA05020030010063857", "UA05000000000010236"
MYKHAILIVKA = "UA23040170000022547"


def resolved(gazetteer: Gazetteer, **parts: str) -> tuple[str | None, How | None]:
    answer = gazetteer.resolve(PlaceQuery(**parts))  # type: ignore[arg-type]
    return (answer.unit.code if answer.resolved and answer.unit else None), answer.how


@pytest.mark.parametrize("code", [UMAN_HROMADA, "UA7106021", "uа71060210000032972"])
def test_codes_of_several_schemes(gazetteer: Gazetteer, code: str) -> None:
    assert resolved(gazetteer, code=code) == (UMAN_HROMADA, How.CODE)


@pytest.mark.parametrize(
    ("iso", "code"),
    [
        ("UA-09", "UA44000000000018893"),
        ("UA-77", "UA73000000000044923"),
        ("UA-30", "UA80000000000093317"),
        ("UA-43", "UA01000000000013043"),
        ("UA-40", "UA85000000000065278"),
    ],
)
def test_iso_codes_that_differ_from_katottg(gazetteer: Gazetteer, iso: str, code: str) -> None:
    unit = gazetteer.by_code(iso)
    assert unit is not None
    assert unit.code == code


def test_a_slip_in_the_hierarchy_is_mended_by_the_tail(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(code="UA05020050010063857"))  # 003 typed as 005
    assert answer.unit is not None
    assert (answer.unit.code, answer.how) == (VINNYTSIA, How.CODE_TAIL)
    assert answer.note == (
        "The code «UA05020050010063857» was mended to UA05020030010063857 by its last five digits."
    )


def test_a_slip_in_the_tail_is_not_mended(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(code="UA05020030010063858"))
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert VINNYTSIA in [unit.code for unit in answer.candidates]


def test_a_code_against_the_stated_region_is_ambiguous(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(code=UMAN, region="Вінницька область"))
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert [unit.code for unit in answer.candidates] == [UMAN]


def test_an_unknown_code_with_names_is_resolved_by_names_and_said_so(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(
        PlaceQuery(code="9999999999", settlement="м. Умань", region="Черкаська область")
    )
    assert answer.unit is not None
    assert answer.unit.code == UMAN
    assert answer.note == "No territory has the code «9999999999»."


@pytest.mark.parametrize(
    ("parts", "code", "how"),
    [
        ({"settlement": "Умань", "region": "Черкаська"}, UMAN, How.NAME),
        ({"settlement": "м. Вінниці", "region": "Вінницької області"}, VINNYTSIA, How.NAME_FORM),
        ({"hromada": "Уманська ТГ", "region": "Черкаська обл."}, UMAN_HROMADA, How.NAME),
        ({"hromada": "Умань", "region": "Черкаська обл."}, UMAN_HROMADA, How.NAME_FORM),
        ({"region": "ВІННИЦЬКА"}, VINNYTSIA_OBLAST, How.NAME),
        ({"region": "АР Крим"}, "UA01000000000013043", How.NAME),
        ({"settlement": "м. Київ"}, "UA80000000000093317", How.NAME),
        ({"district": "Уманський р-н", "region": "Черкаська"}, "UA71060000000030325", How.NAME),
        ({"district": "Дніпровський район", "settlement": "м. Київ"}, "UA80000000000479391", How.NAME),
        ({"district": "Шевченківський район", "settlement": "м. Харків"}, "UA63120270010948820", How.NAME),
    ],
)
def test_names(gazetteer: Gazetteer, parts: dict[str, str], code: str, how: How) -> None:
    assert resolved(gazetteer, **parts) == (code, how)


@pytest.mark.parametrize(
    ("former", "region", "code"),
    [
        ("Сєвєродонецький район", "Луганська", "UA44120000000092852"),
        ("м. Сєвєродонецьк", "Луганська", "UA44120110010072887"),
        ("м. Красноград", "Харківська", "UA63060050010042407"),
        ("м. Первомайський", "Харківська", "UA63100090010068250"),
        ("м. Новомосковськ", "Дніпропетровська", "UA12100070010038698"),
        ("м. Червоноград", "Львівська", "UA46120130010071117"),
        ("м. Ватутіне", "Черкаська", "UA71020030010075692"),
    ],
)
def test_places_renamed_on_19_september_2024(
    gazetteer: Gazetteer, former: str, region: str, code: str
) -> None:
    part = {"district" if former.endswith("район") else "settlement": former}
    assert resolved(gazetteer, region=region, **part) == (code, How.FORMER_NAME)


def test_a_former_name_ends_with_its_date(gazetteer: Gazetteer) -> None:
    query = PlaceQuery(settlement="м. Красноград", region="Харківська", on_date=date(2024, 9, 18))
    assert gazetteer.resolve(query).resolved
    later = PlaceQuery(settlement="м. Красноград", region="Харківська", on_date=date(2024, 9, 19))
    assert gazetteer.resolve(later).status is ResolutionStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("hromada", "region", "count"),
    [
        ("Лиманська", None, 3),
        ("Троїцька", None, 2),
        ("Черкаська", None, 3),
        ("Покровська", "Дніпропетровська", 3),
    ],
)
def test_homonyms_are_ambiguous_with_all_candidates(
    gazetteer: Gazetteer, hromada: str, region: str | None, count: int
) -> None:
    answer = gazetteer.resolve(PlaceQuery(hromada=f"{hromada} громада", region=region))
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert len(answer.candidates) == count
    assert answer.unit is None


def test_the_settlement_decides_between_homonymous_hromadas(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(
        PlaceQuery(hromada="Михайлівська", settlement="с. Тимошівка", region="Запорізька область")
    )
    assert answer.unit is not None
    assert gazetteer.ancestor(answer.unit, TerritoryLevel.HROMADA) == gazetteer.by_code(MYKHAILIVKA)


def test_an_abolished_raion_is_left_out_of_account_and_noted(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(
        PlaceQuery(region="Черкаська", district="Монастирищенський район", settlement="с. Сарни")
    )
    assert answer.resolved
    assert "The district «Монастирищенський район» is not in the present tree" in answer.note


def test_an_abolished_raion_does_not_decide_between_homonyms(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(
        PlaceQuery(region="Черкаська", district="Маньківський район", settlement="с. Іванівка")
    )
    assert answer.status is ResolutionStatus.AMBIGUOUS


def test_a_settlement_outside_the_stated_raion_is_a_contradiction(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(
        PlaceQuery(region="Черкаська", district="Черкаський район", settlement="м. Умань")
    )
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert [unit.code for unit in answer.candidates] == [UMAN]


def test_a_settlement_unknown_in_a_certain_hromada_gives_the_hromada(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(region="Черкаська", hromada="Уманська", settlement="с. Вигадане"))
    assert answer.unit is not None
    assert (answer.unit.code, answer.how) == (UMAN_HROMADA, How.PARENT)
    assert answer.note == "The hromada «Уманська» has no settlements called «с. Вигадане»."


def test_what_is_not_there_is_not_found(gazetteer: Gazetteer) -> None:
    for query in (
        PlaceQuery(settlement="с. Вигадане", region="Черкаська"),
        PlaceQuery(region="Вигадана область"),
        PlaceQuery(hromada="Вигадана", region="Черкаська"),
        PlaceQuery(),
    ):
        assert gazetteer.resolve(query).status is ResolutionStatus.NOT_FOUND


def test_outside_the_jurisdiction(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(settlement="м. Умань", region="Черкаська", within="UA-05"))
    assert answer.status is ResolutionStatus.OUTSIDE_JURISDICTION
    assert answer.unit is not None
    assert answer.unit.code == UMAN
    by_code = gazetteer.resolve(PlaceQuery(code=UMAN, within=VINNYTSIA_OBLAST))
    assert by_code.status is ResolutionStatus.OUTSIDE_JURISDICTION


def test_the_jurisdiction_stands_in_for_a_missing_region(gazetteer: Gazetteer) -> None:
    assert resolved(gazetteer, settlement="м. Вінниця", within="UA-05") == (VINNYTSIA, How.NAME)


def test_an_unknown_jurisdiction_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownTerritory, match=r"No territory has the code 'UA-99'\."):
        gazetteer.resolve(PlaceQuery(settlement="Умань", within="UA-99"))


def test_text_fills_missing_parts(gazetteer: Gazetteer) -> None:
    text = "вул. Миру, 57, м. Умань, Уманська територіальна громада, Черкаська область, Україна"
    answer = gazetteer.resolve(PlaceQuery(text=text, country=Country.UA))
    assert answer.unit is not None
    assert answer.unit.code == UMAN


def test_a_region_behind_the_name_of_a_smaller_part(gazetteer: Gazetteer) -> None:
    assert resolved(gazetteer, district="Уманський район Черкаської області") == (
        "UA71060000000030325",
        How.NAME,
    )


def test_an_abolished_raion_alone_leaves_the_region(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery(region="Черкаська", district="Маньківський район"))
    assert answer.unit is not None
    assert (answer.unit.code, answer.how) == ("UA71000000000010357", How.PARENT)
    assert answer.note.startswith("The district «Маньківський район» is not in the present tree")


def test_regions_by_their_names_in_other_languages(gazetteer: Gazetteer) -> None:
    for name in ("Vinnytsia Oblast", "Винницкая область"):
        assert resolved(gazetteer, region=name) == (VINNYTSIA_OBLAST, How.NAME)
    assert resolved(gazetteer, region="Республика Крым") == ("UA01000000000013043", How.NAME)
