"""Codes: structure, cleaning and the schemes a text may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.territory.codes import clean_code, differing, parse_katottg, possible_codes, read_code
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
    ("raw", "text"),
    [
        ("ua05020030000031457", "UA05020030000031457"),
        ("UА05020030000031457", "UA05020030000031457"),  # Cyrillic А
        ("УА05020030000031457", "UA05020030000031457"),  # Cyrillic letters that sound so
        ("'UA05020030000031457", "UA05020030000031457"),
        ("«UA05 0200 3000 0031457»", "UA05020030000031457"),
        ("UA05-02-003-000-00-31457", "UA05020030000031457"),
        ("UA05020030000031457\u200b", "UA05020030000031457"),
        ("\u00a0UAО5О2ОО3ООООО31457", "UA05020030000031457"),
        ("ＵＡ０５", "UA05"),
        ("КАТОТТГ: ua05020030000031457", "katottg:UA05020030000031457"),
        ("коатуу 711О8ООООО", "koatuu:7110800000"),
        ("KOATUU:7110800000.0", "koatuu:7110800000"),
        ("iso 3166-2: ua-05", "iso-3166-2:UA-05"),
        ("ua-05", "UA-05"),
        ("UA – 05", "UA-05"),
        ("UA\u221205", "UA-05"),
        ("UA_O5", "UA-05"),
        ("кз-59", "KZ-59"),
        ("ru-ОMS", "RU-OMS"),
        ("52 701 000", "52701000"),
        ("52-701-000", "52701000"),
        ("уа", "UA"),
        ("ru-oms.Sargatskiy", "RU-OMS.sargatskiy"),
        (" Умань ", "Умань"),
        ("Зоря", "Зоря"),
        ("nobody", "nobody"),
        ("KATO", "KATO"),
        ("", ""),
    ],
)
def test_codes_as_people_type_them(raw: str, text: str) -> None:
    assert read_code(raw).text == text


def test_cyrillic_letters_of_a_region_may_stand_for_looks_or_sounds() -> None:
    iso = TerritoryScheme.ISO_3166_2
    assert possible_codes("RU-ОМС") == [(iso, "RU-OMC"), (iso, "RU-OMS")]
    # Chechnya by its looks, North Ossetia by its sounds.
    assert possible_codes("ru-се") == [(iso, "RU-CE"), (iso, "RU-SE")]


@pytest.mark.parametrize(
    "raw", ["067-123", "№ 5", "3", "ОЗОЛІЗ", "Тарасівка", "UA-", "RU-", "UA05x", "Kato 7", "."]
)
def test_other_texts_are_no_codes(raw: str) -> None:
    assert possible_codes(raw) == []


@given(st.text(alphabet="UAУАRUкз05-–.: О'\u00a0katoиso312", max_size=25))
def test_a_code_that_was_read_reads_the_same(raw: str) -> None:
    read = read_code(raw)
    assert read_code(read.text) == read
    assert possible_codes(read.text) == possible_codes(raw)


@pytest.mark.parametrize(
    ("one", "other", "count"), [("1234", "1234", 0), ("1234", "1243", 1), ("1234", "4231", 2)]
)
def test_differing_counts_a_swapped_pair_once(one: str, other: str, count: int) -> None:
    assert differing(one, other) == count
