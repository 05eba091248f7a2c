"""Type words come off, stems join cases and adjectives, Latin letters follow KMU 2010."""

import pytest

from hub.domain.territory.names import name_key, name_stem, split_type
from hub.domain.territory.transliterate import transliterate_uk
from hub.domain.vocabulary import TerritoryLevel


@pytest.mark.parametrize(
    ("text", "key", "level", "categories"),
    [
        ("смт Нова Ушиця", "нова ушиця", TerritoryLevel.SETTLEMENT, {"X", "T"}),
        ("с-ще Лісове", "лісове", TerritoryLevel.SETTLEMENT, {"X", "T"}),
        ("м.Покров", "покров", TerritoryLevel.SETTLEMENT, {"M", "K"}),
        ("с. Село", "село", TerritoryLevel.SETTLEMENT, {"C"}),
        ("Вінницької обл.", "вінницької", TerritoryLevel.REGION, set()),
        ("АР Крим", "крим", TerritoryLevel.REGION, set()),
        ("р-н Вінницький", "вінницький", TerritoryLevel.DISTRICT, set()),
        ("Кілійська міська територіальна громада", "кілійська", TerritoryLevel.HROMADA, set()),
        ("Уманська міська рада", "уманська", TerritoryLevel.HROMADA, set()),
        ("Долинська ОТГ", "долинська", TerritoryLevel.HROMADA, set()),
        ("Семей Г.А.", "семей", TerritoryLevel.DISTRICT, set()),
        ("Район Магжана Жумабаева", "магжана жумабаева", TerritoryLevel.DISTRICT, set()),
        ("Есіл ауданы", "есіл", TerritoryLevel.DISTRICT, set()),
        ("Солтүстік Қазақстан облысы", "солтүстік қазақстан", TerritoryLevel.REGION, set()),
        ("Володарский с.о.", "володарский", TerritoryLevel.HROMADA, set()),
        ("р.п. Черлак", "черлак", TerritoryLevel.SETTLEMENT, set()),
        ("Петропавл қаласы", "петропавл", TerritoryLevel.SETTLEMENT, set()),
    ],
)
def test_type_words_come_off(text: str, key: str, level: TerritoryLevel, categories: set[str]) -> None:
    typed = split_type(text)
    assert typed.hint is not None
    assert (typed.key, typed.hint.level, set(typed.hint.categories)) == (key, level, categories)


def test_a_bare_type_word_is_a_name() -> None:
    assert split_type("Селище").key == "селище"
    assert split_type("Селище").hint is None


def test_look_alike_letters_and_apostrophes_do_not_matter() -> None:
    assert name_key("Вiйтовецька") == name_key("Війтовецька")
    assert name_key("Кам'янець") == name_key("Кам’янець") == name_key("Камʼянець")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("уманська", "умань"),
        ("вінницька", "вінниця"),
        ("вінниці", "вінниця"),
        ("черкаська", "черкаси"),
        ("одеська", "одеса"),
        ("донецька", "донецьк"),
        ("київської", "київська"),
        ("нової ушиці", "нова ушиця"),
        ("харківська", "харкова"),
        ("миколаєва", "миколаїв"),
        ("омской", "омская"),
    ],
)
def test_stems_join_forms_of_one_name(one: str, other: str) -> None:
    assert name_stem(one) == name_stem(other)


def test_stems_keep_different_names_apart() -> None:
    assert name_stem("іванівка") != name_stem("іванівці")
    assert name_stem("лиман") != name_stem("лиманка")


@pytest.mark.parametrize(
    ("uk", "en"),
    [
        ("Згурівка", "Zghurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжакевич", "Yizhakevych"),
        ("Знам’янка", "Znamianka"),
        ("Щастя", "Shchastia"),
        ("Юр’ївка", "Yurivka"),
        ("Нью-Йорк", "Niu-York"),
        ("Ґудзівка", "Gudzivka"),
        ("Велика Новосілка", "Velyka Novosilka"),
        ("Хмельницький", "Khmelnytskyi"),
    ],
)
def test_transliteration_of_2010(uk: str, en: str) -> None:
    assert transliterate_uk(uk) == en
