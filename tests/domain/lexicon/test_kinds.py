"""Kinds of providers by the phrases in labels and names; labels.csv holds official and clerks' wordings."""

import csv
from pathlib import Path

import pytest

from hub.domain.lexicon import kind_in, phrase_rows
from hub.domain.vocabulary import Country
from importers.mapping.words import LANGUAGES
from importers.reference.tables import codes_of, rows_of

UA, RU, KZ = (LANGUAGES[country] for country in (Country.UA, Country.RU, Country.KZ))


def read_labels() -> list[dict[str, str]]:
    with Path(__file__).with_name("labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_labels_of_three_states_say_their_kinds_and_others_say_none() -> None:
    """More than three hundred labels: institutions, organisations, persons, and words that name no kind."""
    told = {
        (row["country"], row["label"]): kind_in(row["label"], LANGUAGES[Country(row["country"])]) or ""
        for row in read_labels()
    }
    assert told == {(row["country"], row["label"]): row["kind"] for row in read_labels()}


def test_the_phrases_say_what_the_national_nomenclatures_say() -> None:
    rows = rows_of("institutions")
    told = {row["name"]: kind_in(row["name"], LANGUAGES[Country(row["country"])]) or "" for row in rows}
    assert told == {row["name"]: row["kind"] for row in rows}
    assert {row["code"] for row in rows} == {""}  # nobody has verified a code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Відділення денного перебування територіального центру", "day-centre"),
        ("Центр «Турбота» управління соціального захисту населення", None),
        ("Комунальна установа «Промінь» департаменту соціальної політики", None),
        ("Психологічна служба школи № 5", None),
        ("Благодійний фонд «Центр соціальної адаптації»", "ngo"),
        ("ФОП Зразок, приватний геріатричний пансіонат", "sole-trader"),
        ("ТОВ «Зразок» (оренда у лікарні)", "business"),
        ("Віддалене місце (ТОВ «Зразок»)", None),
    ],
)
def test_the_head_of_a_name_decides_and_not_its_owner_or_parts(name: str, kind: str | None) -> None:
    assert kind_in(name, UA) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Навчально-реабілітаційний центр", "other-institution"),
        ("Будинок-інтернат психоневрологічного типу", "residential-mental"),
        ("Центр соціально-психологічної реабілітації дітей з інвалідністю", "rehab-centre"),
        ("Денний центр допомоги особам, які постраждали від домашнього насильства", "crisis-centre"),
        ("Прихисток для евакуйованих", None),
        ("Територіальний центр комплектування та соціальної підтримки", None),
    ],
)
def test_the_longest_phrase_from_the_head_decides(name: str, kind: str | None) -> None:
    assert kind_in(name, UA) == kind


def test_short_abbreviations_count_in_capitals_and_in_their_language_only() -> None:
    assert kind_in("ГО «Зразок»", UA) == "ngo"
    assert kind_in("го зразок", UA) is None
    assert kind_in("Администрация Омского ГО", RU) is None
    assert kind_in("ОО «Үлгі»", KZ) == "ngo"
    assert kind_in("цнсп Зразкової громади", UA) == "comprehensive-centre"


def test_every_kind_of_the_lexicon_is_one_of_the_taxonomy() -> None:
    assert {row.kind for row in phrase_rows()} - {"", "-"} <= codes_of("kinds")


def test_a_text_of_signs_and_a_very_long_one_say_nothing() -> None:
    assert kind_in("«…» — № ", UA) is None
    assert kind_in("центр " * 5_000, UA) is None
