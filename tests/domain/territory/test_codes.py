"""Codes: structure, cleaning and the schemes a text may mean."""

import pytest

from hub.domain.territory.codes import clean_code, differing, parse_katottg, possible_codes
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme


@pytest.mark.parametrize(
    ("code", "level", "pcode"),
    [
        ("UA71000000000010357", TerritoryLevel.REGION, "UA71"),
        ("UA71060000000030325", TerritoryLevel.DISTRICT, "UA7106"),
        ("UA71060210000032972", TerritoryLevel.HROMADA, "UA7106021"),
        ("UA71060210010010251", TerritoryLevel.SETTLEMENT, None),
        ("UA71080490010144486", TerritoryLevel.CITY_DISTRICT, None),
        ("UA80000000000126643", TerritoryLevel.CITY_DISTRICT, None),
        ("UA80000000000093317", TerritoryLevel.REGION, "UA80"),
    ],
)
def test_katottg_tells_level_and_pcode(code: str, level: TerritoryLevel, pcode: str | None) -> None:
    parts = parse_katottg(code)
    assert parts is not None
    assert (parts.level, parts.pcode) == (level, pcode)


def test_katottg_parts() -> None:
    parts = parse_katottg("UA71080490010144486")
    assert parts is not None
    assert (parts.oblast, parts.raion, parts.hromada) == ("71", "08", "049")
    assert (parts.settlement, parts.district, parts.tail) == ("001", "01", "44486")


@pytest.mark.parametrize("text", ["UA7106021001001025", "ZZ71060210010010251", "", "71060210010010251"])
def test_katottg_refuses_what_is_malformed(text: str) -> None:
    assert parse_katottg(text) is None


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (" ua71 060210010010251\u00a0", "UA71060210010010251"),
        ("UА71О60210010010251", "UA71060210010010251"),  # Cyrillic А and О
        ("591010000.0", "591010000"),
        ("ru-oms", "RU-OMS"),
    ],
)
def test_clean_code(raw: str, clean: str) -> None:
    assert clean_code(raw) == clean


@pytest.mark.parametrize(
    ("raw", "country", "expected"),
    [
        ("UA71060210010010251", None, [(TerritoryScheme.KATOTTG, "UA71060210010010251")]),
        ("7110800000", None, [(TerritoryScheme.KOATUU, "7110800000")]),
        ("510100000", Country.UA, [(TerritoryScheme.KOATUU, "0510100000")]),
        ("591010000", Country.KZ, [(TerritoryScheme.KATO, "591010000")]),
        (
            "591010000",
            None,
            [(TerritoryScheme.KATO, "591010000"), (TerritoryScheme.KOATUU, "0591010000")],
        ),
        ("52701000", None, [(TerritoryScheme.OKTMO, "52701000"), (TerritoryScheme.OKATO, "52701000")]),
        ("UA-09", None, [(TerritoryScheme.ISO_3166_2, "UA-09")]),
        ("UA7106021", None, [(TerritoryScheme.PCODE, "UA7106021")]),
        ("UA71", None, [(TerritoryScheme.PCODE, "UA71")]),
        ("KZ", None, [(TerritoryScheme.ISO_3166_1, "KZ")]),
        ("ru-oms.Sargatskiy", None, [(TerritoryScheme.PROVISIONAL, "RU-OMS.sargatskiy")]),
        ("Умань", None, []),
    ],
)
def test_possible_codes(
    raw: str, country: Country | None, expected: list[tuple[TerritoryScheme, str]]
) -> None:
    assert possible_codes(raw, country) == expected


@pytest.mark.parametrize(
    ("one", "other", "count"), [("1234", "1234", 0), ("1234", "1243", 1), ("1234", "4231", 2)]
)
def test_differing_counts_a_swapped_pair_once(one: str, other: str, count: int) -> None:
    assert differing(one, other) == count
