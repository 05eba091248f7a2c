"""Encodings told by their bytes, and text that was misread once."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.cleaning.encodings import damage, detect_encoding, repair_mojibake
from importers.cleaning.result import Cleaned

UKRAINIAN = "Комунальна установа «Центр надання соціальних послуг» Ґанок, її єдність; м. Вінниця\n"
RUSSIAN = "Бюджетное учреждение «Комплексный центр «Сударушка», объём 12; ул. Съездовская, ещё\n"
KAZAKH = "Әлеуметтік қызмет көрсету орталығы, Петропавл қаласы; үйде күтім көрсету, ұйым, ғимарат, һ, өңір\n"
SHOUTED = "КОМУНАЛЬНА УСТАНОВА «ЦЕНТР НАДАННЯ СОЦІАЛЬНИХ ПОСЛУГ»;ВІННИЦЯ;\nцентр;\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(text, "utf-8") for text in (UKRAINIAN, RUSSIAN, KAZAKH, SHOUTED, "name;code\n")],
        *[(text, "utf-8-sig") for text in (UKRAINIAN, "name;code\n")],
        *[(text, "utf-16") for text in (UKRAINIAN, KAZAKH, "name;code\n")],
        *[(text, "utf-16-le") for text in (UKRAINIAN, RUSSIAN, "name;code\n")],
        *[(text, "utf-16-be") for text in (UKRAINIAN, KAZAKH)],
        *[(text, "windows-1251") for text in (UKRAINIAN, RUSSIAN, SHOUTED)],
        (RUSSIAN.replace("«", '"').replace("»", '"'), "cp866"),
        (UKRAINIAN.replace("«", '"').replace("»", '"'), "cp1125"),
        (RUSSIAN.replace("«", '"').replace("»", '"'), "koi8-u"),
        (KAZAKH, "kz1048"),
    ],
)
def test_encoding_is_told(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert detect_encoding(data) == Cleaned(encoding)


def test_a_beginning_may_end_inside_a_character() -> None:
    data = UKRAINIAN.encode()[:19]
    assert detect_encoding(data, complete=False) == Cleaned("utf-8")
    assert detect_encoding(data).value != "utf-8"


@pytest.mark.parametrize("data", [bytes(range(128, 256)), b"\xff\xfa\xf1\x98\x81", b"\x98\xa6" * 30])
def test_unclear_bytes_are_refused(data: bytes) -> None:
    found = detect_encoding(data)
    assert (found.value, [trouble.code for trouble in found.troubles]) == (None, ["ENCODING_UNCLEAR"])


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("РЎРѕС†С–Р°Р»СЊРЅР° РїРѕСЃР»СѓРіР°", "Соціальна послуга"),
        ("Ð¡Ð¾Ñ†Ñ–Ð°Ð»ÑŒÐ½Ð°", "Соціальна"),
        ("Ð¡Ð¾Ñ\u0086Ñ\u0096Ð°Ð»Ñ\u008cÐ½Ð°", "Соціальна"),
        ("Р\u0098РІР°РЅ", "Иван"),
    ],
)
def test_mojibake_is_repaired(broken: str, right: str) -> None:
    assert repair_mojibake(broken) == right
    assert [trouble.code for trouble in damage(broken)] == ["ENCODING_MOJIBAKE"]


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN, KAZAKH, "РС", "café", "", "Чому? Тому"])
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_mojibake(text) == text
    assert damage(text) == ()


@pytest.mark.parametrize("text", ["Со?іальна", "К?рсету", "Соці\ufffdльна"])
def test_lost_letters_are_seen(text: str) -> None:
    assert [trouble.code for trouble in damage(text)] == ["ENCODING_LETTERS_LOST"]


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёАБВІЇ ", min_size=1).filter(str.strip))
def test_cyrillic_misread_once_is_always_restored(text: str) -> None:
    misread = text.encode("utf-8").decode("latin-1")
    assert repair_mojibake(misread) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_without_raising(data: bytes) -> None:
    encoding = detect_encoding(data).value
    assert encoding is None or codecs.lookup(encoding)
