"""Names of providers and their legal forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.vocabulary import Country, Sector
from importers.cleaning.legal_forms import split_legal_form
from importers.cleaning.names import ProviderName, clean_name
from importers.cleaning.result import Cleaned

UA, RU, KZ = Country.UA, Country.RU, Country.KZ


@pytest.mark.parametrize(
    ("name", "country", "code", "rest"),
    [
        ("Комунальна установа «Центр»", UA, "municipal-institution", "«Центр»"),
        ("КУ «Центр»", UA, "municipal-institution", "«Центр»"),
        ("КУ «Центр»", RU, "budget-institution", "«Центр»"),
        ("КНП «Лікарня»", UA, "municipal-enterprise", "«Лікарня»"),
        ("ГО «Справа Кольпінга в Україні»", UA, "ngo", "«Справа Кольпінга в Україні»"),
        ("Громадське об'єднання «Мрія»", UA, "ngo", "«Мрія»"),
        ("ТОВ Ромашка", UA, "company", "Ромашка"),
        ("«Ромашка», ТОВ", UA, "company", "«Ромашка»"),
        ("БУ «Комплексный центр «Сударушка»", RU, "budget-institution", "«Комплексный центр «Сударушка»"),
        ("Казенное учреждение Омской области", RU, "budget-institution", "Омской области"),
        ("АНО «Надежда есть»", RU, "ngo", "«Надежда есть»"),
        ("КГУ «Центр»", KZ, "municipal-institution", "«Центр»"),
        ("«Орталық» КММ", KZ, "municipal-institution", "«Орталық»"),
        ("«Орталық» коммуналдық мемлекеттік мекемесі", KZ, "municipal-institution", "«Орталық»"),
        ("Фізична особа – підприємець", UA, None, "Фізична особа – підприємець"),
        ("Гора", UA, None, "Гора"),
        ("го туди", UA, None, "го туди"),
        ("Спілка громадська організація", UA, None, "Спілка громадська організація"),
    ],
)
def test_legal_form(name: str, country: Country, code: str | None, rest: str) -> None:
    form, bare = split_legal_form(name, country)
    assert (form.code if form else None, bare) == (code, rest)


def test_a_form_tells_the_sector_only_where_it_decides_it() -> None:
    assert split_legal_form("ГО «Мрія»", UA)[0].sector is Sector.NONPROFIT  # type: ignore[union-attr]
    assert split_legal_form("БУ «Родник»", RU)[0].sector is None  # type: ignore[union-attr]


def full(text: str, country: Country = UA) -> str:
    cleaned = clean_name(text, country)
    assert cleaned.value is not None
    return cleaned.value.full


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'Відділ "Центр надання адміністративних послуг" ради',
            "Відділ «Центр надання адміністративних послуг» ради",
        ),
        (
            'Відділ "Центр надання послуг"Пустомитівської ради',
            "Відділ «Центр надання послуг» Пустомитівської ради",
        ),
        ('КП"Юність"', "КП «Юність»"),
        ("Центр “Гармонія”", "Центр «Гармонія»"),
        ("Центр „Гармонія“ ".replace("“", "”"), "Центр «Гармонія»"),
        ("Центр <<Гармонія>>", "Центр «Гармонія»"),
        ("Центр ''Гармонія''", "Центр «Гармонія»"),
        ('БУ "Комплексный центр "Сударушка""', "БУ «Комплексный центр «Сударушка»»"),
        ("БУ «Комплексный центр «Сударушка»", "БУ «Комплексный центр «Сударушка»»"),
        ("Центр  сім'ї « Родина »;", "Центр сім’ї «Родина»"),
        ("Cоціальний центр", "Соціальний центр"),
    ],
)
def test_quotes_and_letters(text: str, name: str) -> None:
    assert full(text) == name


def test_parts_of_a_name() -> None:
    cleaned = clean_name(
        "Бюджетное учреждение «Комплексный центр «Сударушка» Омской области (БУ «КЦ «Сударушка»)", RU
    )
    assert cleaned.value is not None
    assert cleaned.value.proper == "Сударушка"
    assert cleaned.value.legal_form is not None
    assert cleaned.value.legal_form.code == "budget-institution"


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        (
            "Вінницький міський центр соціальних служб (ВМЦСС)",
            "Вінницький міський центр соціальних служб",
            "ВМЦСС",
        ),
        ("Центр надання послуг (скорочено – Центр)", "Центр надання послуг", "Центр"),
        ("Центр (для дітей)", "Центр (для дітей)", None),
        ("Центр «Гармонія»", "Центр «Гармонія»", "Гармонія"),
        ("Центр", "Центр", None),
        ("Відділ «Центр надання послуг у громаді»", "Відділ «Центр надання послуг у громаді»", None),
    ],
)
def test_short_name(text: str, name: str, short: str | None) -> None:
    cleaned = clean_name(text, UA)
    assert cleaned.value is not None
    assert (cleaned.value.full, cleaned.value.short) == (name, short)


def test_capitals_are_lowered_and_told() -> None:
    cleaned = clean_name('КОМУНАЛЬНА УСТАНОВА "ЦЕНТР НАДАННЯ СОЦІАЛЬНИХ ПОСЛУГ" ВІННИЦЬКОЇ МІСЬКОЇ РАДИ', UA)
    assert cleaned.value is not None
    assert (
        cleaned.value.full == "Комунальна установа «Центр надання соціальних послуг» Вінницької міської ради"
    )
    assert [trouble.code for trouble in cleaned.troubles] == ["NAME_ALL_CAPS"]
    assert full("ЦНСП") == "ЦНСП"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "ШКОЛА І-ІІІ СТУПЕНІВ І ЛІЦЕЙ МІСТА ІЗМАЇЛ ОДЕСЬКОЇ ОБЛАСТІ",
            "Школа І-ІІІ ступенів і ліцей міста Ізмаїл Одеської області",
        ),
        ("ЗАКЛАД САФ'ЯНІВСЬКОЇ СІЛЬСЬКОЇ РАДИ", "Заклад Саф’янівської сільської ради"),
        ("ЛІЦЕЙ СТАНИЧНО-ЛУГАНСЬКОЇ ГРОМАДИ", "Ліцей Станично-Луганської громади"),
        ("ЛІЦЕЙ ІМЕНІ МИКОЛИ БУХОВИЧА С.ЙОСИПІВКА", "Ліцей імені Миколи Буховича с.Йосипівка"),
        ("ШКОЛА ІМЕНІ І.О.ТАНКОПІЯ", "Школа імені І.О.Танкопія"),
    ],
)
def test_capitals_stay_where_proper_names_begin(text: str, name: str) -> None:
    assert full(text) == name


def test_a_sole_trader_is_flagged_as_a_person() -> None:
    cleaned = clean_name("ФОП Іваненко Іван", UA)
    assert [(trouble.code, trouble.personal) for trouble in cleaned.troubles] == [("NAME_OF_PERSON", True)]
    assert cleaned.value is not None
    assert cleaned.value.legal_form is not None
    assert cleaned.value.legal_form.sector is Sector.NATURAL_PERSON


def test_an_empty_cell_has_no_name() -> None:
    assert clean_name(" - ", UA) == Cleaned(None)


@given(st.text(alphabet="абвАБВ «»\"'()-’ІЙ", min_size=1, max_size=30))
def test_cleaning_a_clean_name_changes_nothing_but_brackets(text: str) -> None:
    once: Cleaned[ProviderName | None] = clean_name(text, UA)
    if once.value and "(" not in text:
        again = clean_name(once.value.full, UA)
        assert again.value is None or again.value.full == once.value.full


@given(st.text(max_size=60), st.sampled_from(Country))
def test_any_text_is_cleaned_without_raising(text: str, country: Country) -> None:
    clean_name(text, country)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("КЗ &quot;Дім&quot; &#8211; філія", UA, "КЗ «Дім» – філія"),
        ("Притулок&nbsp;для<br/>літніх", UA, "Притулок для літніх"),
        ('<span style="x">Центр</span> «Світ»', UA, "Центр «Світ»"),
        ('КНП "ЛІКАРНЯ ПМСД" ЧМР', UA, "КНП «Лікарня ПМСД» ЧМР"),
        ('ГО "КАРІТАС УКРАЇНИ"', UA, "ГО «Карітас України»"),
        ('АНО ЦСОН "ВЕТЕРАН"', RU, "АНО ЦСОН «Ветеран»"),
        ("ЦЕНТР ДОПОМОГИ ВПО", UA, "Центр допомоги ВПО"),
        ("Заклад <18 років", UA, None),
    ],
)
def test_what_pages_and_capitals_leave_of_a_name(text: str, country: Country, name: str | None) -> None:
    if name is not None:
        assert full(text, country) == name
    else:
        assert "18 років" in full(text, country)
