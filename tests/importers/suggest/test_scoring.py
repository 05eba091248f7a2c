"""Which codes words are taken for, with what score, and what they are never taken for."""

import pytest

from hub.domain.vocabulary import Country, Lang
from importers.mapping.words import LANGUAGES
from importers.suggest.labels import labels_of
from importers.suggest.scoring import Proposal, Ranker

OF_STATE = {Country.UA: Lang.UK, Country.RU: Lang.RU, Country.KZ: Lang.RU}


def best(table: str, country: Country, words: str, floor: int = 50) -> list[Proposal]:
    ranker = Ranker(labels_of(table, country), OF_STATE[country], LANGUAGES[country])
    return ranker.best(words, 3, floor)


@pytest.mark.parametrize(
    ("table", "country", "words", "code"),
    [
        ("kind", Country.UA, "КЗ «Територіальний центр соц. обслуговування»", "territorial-centre"),
        ("kind", Country.UA, "будинок-інтернат для людей похилого віку", "residential-elderly"),
        ("sector", Country.UA, "комун.", "municipal"),
        ("sector", Country.UA, "релігійна організація", "religious"),
        ("status", Country.UA, "ліквідований", "closed"),
        ("category", Country.UA, "послуга соц. адаптації", "support.adaptation"),
        ("category", Country.UA, "Соціальний супровід прийомних сімей", "support.foster"),
        ("category", Country.UA, "денний центр", "care.day"),
        ("category", Country.RU, "продуктовый набор", "crisis.in-kind"),
        ("category", Country.KZ, "ымдау тілі маманы", "aux.sign-language"),
        ("forms", Country.UA, "виїзна бригада", "mobile-team"),
        ("target_groups", Country.UA, "діти з інвалідністю до 18", "child-pwd"),
        ("target_groups", Country.UA, "внутрішньо переміщені", "idp"),
        ("kind_of_service", Country.RU, "соц-быт", "SB"),
        ("kind_of_service", Country.KZ, "культурные", "social-cultural"),
    ],
)
def test_words_are_taken_for_the_code_that_a_person_would_choose(
    table: str, country: Country, words: str, code: str
) -> None:
    assert best(table, country, words)[0].code == code


@pytest.mark.parametrize(
    ("table", "country", "words"),
    [
        ("category", Country.UA, "йога"),
        ("category", Country.KZ, "иппотерапия"),
        ("category", Country.RU, "по графику"),
        ("kind", Country.KZ, "санаторий"),
        ("target_groups", Country.UA, "літні люди"),
        ("category", Country.UA, "«…»"),
    ],
)
def test_words_that_no_label_is_like_get_no_proposal(table: str, country: Country, words: str) -> None:
    assert best(table, country, words) == []


def test_a_negation_is_never_like_its_opposite() -> None:
    assert [one.code for one in best("status", Country.UA, "не працює")] == ["suspended"]


def test_a_label_of_the_sources_own_language_goes_before_the_same_in_another() -> None:
    (own,) = best("target_groups", Country.RU, "Безработные", floor=95)
    assert (own.code, own.lang, own.score) == ("unemployed", Lang.RU, 100)
    (far,) = best("target_groups", Country.RU, "Безробітні", floor=80)
    assert (far.code, far.lang, far.score) == ("unemployed", Lang.UK, 90)


def test_no_more_than_three_codes_are_proposed_and_each_once() -> None:
    found = best("category", Country.UA, "догляд", floor=0)
    assert len({one.code for one in found}) == len(found) == 3


def test_a_word_that_nobody_can_mean_is_no_answer() -> None:
    assert "unknown" not in {label.code for label in labels_of("sector", Country.UA)}
    assert "access" not in {label.code for label in labels_of("category", Country.UA)}
