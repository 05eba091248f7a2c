"""Booleans, numbers, dates, web and e-mail addresses."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.cleaning.booleans import clean_boolean
from importers.cleaning.bounds import AGE, COUNTS, WHOLE, Between
from importers.cleaning.dates import clean_closing_day, clean_date, clean_past_day
from importers.cleaning.numbers import clean_integer, clean_number
from importers.cleaning.result import Cleaned
from importers.cleaning.urls_emails import clean_emails, clean_url


def codes(cleaned: Cleaned[object]) -> list[str]:
    return [trouble.code for trouble in cleaned.troubles]


@pytest.mark.parametrize("text", ["так", "Так ", "ДА", "иә", "+", "✓", "True", "1", "є"])
def test_yes(text: str) -> None:
    assert clean_boolean(text) == Cleaned(True)


@pytest.mark.parametrize("text", ["ні", "Нет", "жоқ", "-", "—", "False", "0", "відсутня", "нi"])
def test_no(text: str) -> None:
    assert clean_boolean(text) == Cleaned(False)


def test_neither_yes_nor_no() -> None:
    assert clean_boolean(" ") == Cleaned(None)
    assert codes(clean_boolean("частково")) == ["BOOLEAN_UNKNOWN"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("12", "12"),
        ("12.50", "12.50"),
        ("45 осіб", "45"),
        ("1200 кв.м", "1200"),
        ("−3", "-3"),
        ("0,125", "0.125"),
        ("1 000 грн", "1000"),
    ],
)
def test_number(text: str, value: str) -> None:
    assert clean_number(text) == Cleaned(Decimal(value))


@pytest.mark.parametrize("text", ["", "-", "немає", "нет данных", "жоқ", "н/д"])
def test_no_number_is_no_trouble(text: str) -> None:
    assert clean_number(text) == Cleaned(None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10-15", "NUMBER_RANGE"),
        ("від 10 до 15", "NUMBER_RANGE"),
        ("1,234", "NUMBER_AMBIGUOUS"),
        ("1.02E+12", "NUMBER_SCIENTIFIC"),
        ("близько 10", "NUMBER_UNCLEAR"),
        ("12 тис.", "NUMBER_UNCLEAR"),
        ("1 2345", "NUMBER_UNCLEAR"),
    ],
)
def test_number_refused(text: str, code: str) -> None:
    assert (clean_number(text).value, codes(clean_number(text))) == (None, [code])


def test_integer() -> None:
    assert clean_integer("12.0") == Cleaned(12)
    assert codes(clean_integer("12,5")) == ["NUMBER_NOT_WHOLE"]
    assert codes(clean_integer("-4")) == ["NUMBER_TOO_SMALL"]
    assert clean_integer("-4", bounds=Between(-10, 10)) == Cleaned(-4)


@pytest.mark.parametrize(
    ("text", "bounds", "code"),
    [
        ("2147483647", WHOLE, None),
        ("2147483648", WHOLE, "NUMBER_TOO_LARGE"),
        ("9" * 5000, WHOLE, "NUMBER_TOO_LARGE"),
        ("20000", COUNTS["total"], None),
        ("20 001 місць", COUNTS["total"], "NUMBER_TOO_LARGE"),
        ("432551234", COUNTS["served"], "NUMBER_TOO_LARGE"),
        ("121", AGE, "NUMBER_TOO_LARGE"),
        ("-1", COUNTS["waiting"], "NUMBER_TOO_SMALL"),
    ],
)
def test_a_number_that_cannot_be_true_is_refused(text: str, bounds: Between, code: str | None) -> None:
    read = clean_integer(text, bounds=bounds)
    assert (read.value is None, codes(read)) == (code is not None, [code] if code else [])
    assert all(len(trouble.message) < 200 for trouble in read.troubles)


def test_a_number_without_a_bound_of_its_own_keeps_all_its_digits() -> None:
    assert clean_number("1" + "0" * 15) == Cleaned(10**15)
    assert codes(clean_number("1" + "0" * 15 + ",5")) == ["NUMBER_TOO_LARGE"]
    assert codes(clean_number("-1" + "0" * 16)) == ["NUMBER_TOO_SMALL"]


@pytest.mark.parametrize(
    "text",
    [
        "15.07.2020", "15.7.2020", "15.07.2020 р.", "15-07-2020", "15/07/2020", "2020-07-15",
        "2020-07-15 00:00:00", "2020-07-15T12:30:00Z", "15 липня 2020 р.", "15 липня 2020 року",
        "15 июля 2020 г.",
        "2020 жылғы 15 шілде", "15.07.2020 09:00", "«15» липня 2020 року",
    ],
)  # fmt: skip
def test_date(text: str) -> None:
    assert clean_date(text) == Cleaned(date(2020, 7, 15))


def test_spreadsheet_day_number_is_told() -> None:
    assert clean_date("44027").value == date(2020, 7, 15)
    assert codes(clean_date("44027.5")) == ["DATE_FROM_SERIAL"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15.07.20", "DATE_TWO_DIGIT_YEAR"),
        ("07/08/2020", "DATE_AMBIGUOUS"),
        ("31.02.2020", "DATE_IMPOSSIBLE"),
        ("2020", "DATE_INCOMPLETE"),
        ("липень 2020", "DATE_INCOMPLETE"),
        ("07.2020", "DATE_INCOMPLETE"),
        ("з 2020 року", "DATE_INCOMPLETE"),
        ("минулого року", "DATE_UNCLEAR"),
        ("15 ліпня 2020", "DATE_UNCLEAR"),
        ("01.01.1900", "DATE_OUT_OF_RANGE"),
        ("0020-07-15", "DATE_OUT_OF_RANGE"),
    ],
)
def test_date_refused(text: str, code: str) -> None:
    assert (clean_date(text).value, codes(clean_date(text))) == (None, [code])


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("01.06.2024", date(2024, 6, 1), None),
        ("01.06.2025", date(2025, 6, 1), None),
        ("03.06.2025", None, "DATE_OUT_OF_RANGE"),
        ("31.12.9999", None, "DATE_OUT_OF_RANGE"),
        ("15.07.2200", None, "DATE_OUT_OF_RANGE"),
        ("59999", None, "DATE_OUT_OF_RANGE"),
        ("45444", date(2024, 6, 1), "DATE_FROM_SERIAL"),
    ],
)
def test_what_has_happened_lies_no_year_ahead(text: str, value: date | None, code: str | None) -> None:
    read = clean_past_day(text, day=date(2024, 6, 1))
    assert (read.value, codes(read)) == (value, [code] if code else [])


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("01.01.2020", date(2020, 1, 1), None),
        ("31.12.2030", date(2030, 12, 31), None),
        ("31.12.2099", None, "DATE_NO_END"),
        ("9999-12-31", None, "DATE_NO_END"),
        ("01.01.3000", None, "DATE_NO_END"),
        ("31.02.2030", None, "DATE_IMPOSSIBLE"),
        ("01.01.1900", None, "DATE_OUT_OF_RANGE"),
    ],
)
def test_a_closing_day_far_off_says_that_there_is_none(
    text: str, value: date | None, code: str | None
) -> None:
    read = clean_closing_day(text, day=date(2024, 6, 1))
    assert (read.value, codes(read)) == (value, [code] if code else [])


def test_date_after_the_latest_is_refused_and_zeros_are_nothing() -> None:
    assert codes(clean_date("16.07.2020", latest=date(2020, 7, 15))) == ["DATE_OUT_OF_RANGE"]
    assert clean_date("00.00.0000") == Cleaned(None)


@given(st.dates(min_value=date(1901, 1, 1)))
def test_every_date_is_read_back_from_every_spelling(day: date) -> None:
    for spelling in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
    ):
        if len(str(day.year)) == 4:
            assert clean_date(spelling) == Cleaned(day)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://radyvylivrada.gov.ua/", "https://radyvylivrada.gov.ua/"),
        ("www.cnap.dolyna.if.ua", "http://www.cnap.dolyna.if.ua"),
        ("https: //voskresenska.rada.today", "https://voskresenska.rada.today"),
        ("http//Example.gov.UA/Шлях", "http://example.gov.ua/Шлях"),
        ("-", None),
    ],
)
def test_url(text: str, url: str | None) -> None:
    assert clean_url(text) == Cleaned(url)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jovte-sr@i.ua", "URL_IS_EMAIL"),
        ("javascript:alert(1)", "URL_UNCLEAR"),
        ("ftp://files.gov.ua", "URL_UNCLEAR"),
        ("https://user:secret@rada.gov.ua", "URL_UNCLEAR"),
        ("у розробці", "URL_UNCLEAR"),
        ("http://[", "URL_UNCLEAR"),
    ],
)
def test_url_refused(text: str, code: str) -> None:
    assert (clean_url(text).value, codes(clean_url(text))) == (None, [code])


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("school@email.ua; email: email@mail.example", ("school@email.ua", "email@mail.example")),
        ("Cnap@ukr.net", ("cnap@ukr.net",)),
        ("a@b.ua; c@d.gov.ua, a@b.ua", ("a@b.ua", "c@d.gov.ua")),
        ("e-mail: сnap @ ukr.net", ("cnap@ukr.net",)),  # the first с is Cyrillic
        ("cnap[at]ukr.net", ("cnap@ukr.net",)),
        ("-", ()),
    ],
)
def test_emails(text: str, emails: tuple[str, ...]) -> None:
    assert clean_emails(text) == Cleaned(emails)


def test_emails_keep_the_good_and_report_the_bad() -> None:
    cleaned = clean_emails("a@b.ua, пошта@b, c..d@e.ua")
    assert cleaned.value == ("a@b.ua",)
    assert codes(cleaned) == ["EMAIL_UNCLEAR", "EMAIL_UNCLEAR"]


@given(st.text(max_size=40))
def test_any_text_is_cleaned_without_raising(text: str) -> None:
    for clean in (clean_boolean, clean_number, clean_integer, clean_date, clean_url, clean_emails):
        clean(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://one.example.org, https://two.example.org/x", "https://one.example.org"),
        ("one.example.org; two.example.org", "http://one.example.org"),
        ("немає, www.one.example.org\nwww.two.example.org", "http://www.one.example.org"),
        ("https://one.example.org/a,b;c", "https://one.example.org/a,b;c"),
    ],
)
def test_of_several_sites_the_first_is_kept(text: str, url: str) -> None:
    cleaned = clean_url(text)
    assert cleaned.value == url
    assert [trouble.code for trouble in cleaned.troubles] == (
        ["URL_SEVERAL"] if "\n" in text or " " in text else []
    )
