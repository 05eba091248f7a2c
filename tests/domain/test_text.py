"""Tidying, mending and the keys by which spellings of one name meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.text import (
    fold,
    mend_script,
    normalise_apostrophe,
    search_key,
    search_terms,
    tidy,
)

WORDS = st.text(
    alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъәғқңөұүһ'’- ABCabcdefghijklmnopqrstuvwxyzü7", max_size=30
)
ANY = st.text(max_size=30)


def found(query: str, name: str) -> bool:
    key = search_key(name)
    return all(term in key for term in search_terms(query))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Вінниця ", "Вінниця"),
        ("вул.\u00a0Соборна,\u2009 59", "вул. Соборна, 59"),
        ("реабілі\u00adтація\u200b\ufeff", "реабілітація"),
        ("й", "й"),
        ("a\x00b\tc\nd", "ab c d"),
        ("", ""),
    ],
)
def test_tidy_cleans_space_and_invisible_characters(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("сім'я", "сім’я"),
        ("сімʼя", "сім’я"),
        ("сім`я", "сім’я"),
        ("сім''я", "сім’я"),
        ('об"єкт', "об’єкт"),
        ("Кам*янка", "Кам’янка"),
        ("'Родник'", "'Родник'"),
        ('КП"Юність"', 'КП"Юність"'),
    ],
)
def test_apostrophe_inside_a_word_becomes_u2019(raw: str, clean: str) -> None:
    assert normalise_apostrophe(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("В\u0069йтовецька", "Війтовецька"),
        ("UА05020030000031457", "UA05020030000031457"),  # the А is Cyrillic
        ("Xарків", "Харків"),
        ("Cоціальна pобота", "Соціальна робота"),
        ("Lymаn", "Lyman"),  # the а is Cyrillic
        ("USBкабель", "USBкабель"),
        ("ІТ-center", "ІТ-center"),
        ("əлеуметтік", "əлеуметтік".replace("ə", "ә")),
    ],
)
def test_mixed_words_are_mended_whole_or_not_at_all(raw: str, clean: str) -> None:
    assert mend_script(raw) == clean


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Комунальна  установа «Сім'я»", "комунальна установа сімя"),
        ("Берёзовка-2", "березовка 2"),
        ("За\u0301мок № 5", "замок 5"),
        ("Луганськ'", "луганськ"),
        ("__", ""),
    ],
)
def test_fold(raw: str, key: str) -> None:
    assert fold(raw) == key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Лиман", "Lyman", "Liman"),
        ("Сударушка", "Sudarushka"),
        ("Вінниця", "Vinnytsia", "Vinnytsya", "Винница", "Vinnitsa"),
        ("Київ", "Kyiv", "Киев", "Kiev", "Kyjiv"),
        ("Харків", "Kharkiv", "Харьков", "Kharkov", "Khar’kov"),
        ("Львів", "Lviv", "Львов", "Lvov", "L'viv"),
        ("Петропавл", "Petropavl"),
        ("Қостанай", "Qostanay", "Костанай", "Kostanay", "Kostanai"),
        ("Қызылорда", "Qyzylorda", "Кызылорда", "Kyzylorda"),
        ("Жаңаөзен", "Jañaözen", "Zhanaozen"),
        ("Ақтөбе", "Aqtöbe", "Aqtobe", "Aktobe", "Актобе"),
        ("Луганськ", "Luhansk", "Lugansk", "Луганск", "Luhans'k"),
        ("Ужгород", "Uzhhorod", "Uzhgorod"),
        ("Карітас", "Caritas", "Каритас"),
        ("Іванівка", "Ивановка", "Ivanivka", "Ivanovka"),
        ("Євпаторія", "Yevpatoriia", "Евпатория", "Evpatoria"),
        ("Щорс", "Shchors", "Schors"),
        ("сім’я", "simia", "семья"),
        ("Соціальний", "Социальный", "Sotsialnyi"),
    ],
)
def test_spellings_share_one_search_key(spellings: tuple[str, ...]) -> None:
    assert {search_key(spelling) for spelling in spellings} == {search_key(spellings[0])}


@pytest.mark.parametrize(
    ("text", "key"), [("е" * 100_000, " i"), ("é" * 100_000, " i"), ("і" * 9 + "а", " a")]
)
def test_a_word_of_one_vowel_has_a_short_key(text: str, key: str) -> None:
    # Each letter of the run was once a place to begin at: a hundred thousand took minutes.
    assert search_key(text) == key


def test_search_key_is_a_skeleton_with_a_space_before_every_word() -> None:
    assert search_key("КУ «Вінницький центр-2»") == " ku vinitski tsintr 2"
    assert search_key("—") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лиман", "Лимон"),
        ("Родник", "Рудник"),
        ("Уманська", "Іванівська"),
        ("Троїцьке", "Троянда"),
        ("Нова", "Нива"),
        ("2", "22"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Запоріжжя", "Запорожье"), ("Миколаїв", "Николаев"), ("Jambyl", "Жамбыл"), ("Қарағанды", "Караганда")],
)
def test_known_limits_of_the_search_key(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Лиманська", "Лиман"),
        ("Лиман", "Лиманська"),
        ("Lyman", "Лиманський старостинський округ"),
        ("Вінниця", "Вінницька"),
        ("Вінницької", "Вінниця"),
        ("Черкаська", "Черкаси"),
        ("Черкаси", "Черкаська"),
        ("Одеська", "Одеса"),
        ("Донецька", "Донецьк"),
        ("Запорізька", "Запоріжжя"),
        ("Омская", "Омск"),
        ("Сумська", "Суми"),
        ("м. Умань", "Уманська"),
        ("Sudarushka", "БУ «Комплексный центр «Сударушка»"),
        ("центр сударушки", "Комплексный центр «Сударушка»"),
        ("Ровно", "Рівненська"),
        ("Харькова", "Харківська"),
    ],
)
def test_terms_find(query: str, name: str) -> None:
    assert found(query, name)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Київ", "Ковель"),
        ("Київ", "Харківська"),
        ("Суми", "Сумська"),
        ("Лиман", "Умань"),
        ("центр Родник", "центр Сударушка"),
    ],
)
def test_terms_do_not_find(query: str, name: str) -> None:
    assert not found(query, name)


def test_terms_are_distinct_and_in_the_order_of_the_query() -> None:
    assert search_terms("м. Лиман, Лиманська громада 5") == [" liman", " hromad", " 5"]
    assert search_terms("ю") == [" u"]
    assert search_terms(" ,. ") == []


@pytest.mark.parametrize("clean", [tidy, normalise_apostrophe, mend_script, fold, search_key])
@pytest.mark.parametrize("alphabet", [WORDS, ANY], ids=["letters", "any"])
def test_cleaning_is_idempotent(clean, alphabet) -> None:  # type: ignore[no-untyped-def]
    @given(alphabet)
    def check(text: str) -> None:
        assert clean(clean(text)) == clean(text)

    check()


@given(WORDS | ANY)
def test_a_name_is_found_by_itself_and_in_any_case(name: str) -> None:
    assert found(name, name)
    assert found(name, f"центр {name} слово")


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' 5", max_size=30))
def test_keys_ignore_apostrophes_and_case(name: str) -> None:
    assert search_key(name.upper()) == search_key(name)
    assert search_key(name.replace("'", "’")) == search_key(name)
