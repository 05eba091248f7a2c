"""The decision order of a service's category, and that nothing is guessed where several fit."""

import pytest

from hub.domain.vocabulary import Country, DeliveryForm, MatchRelation
from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.choosing import Context

UKRAINE = Categories(Country.UA, Lookups())
RUSSIA = Categories(Country.RU, Lookups())


def test_an_exact_label_of_the_classifier_decides_in_any_spelling() -> None:
    (found,) = UKRAINE.decide("ДОГЛЯД  вдома")
    assert (found.category, found.via, found.by) == (
        "care.home",
        MatchRelation.EXACT,
        "crosswalk ua-classifier-429",
    )
    assert (found.system, found.code, found.forms) == (
        "ua-classifier-429",
        "015.1",
        (DeliveryForm.HOME,),
    )


def test_a_code_of_the_classifier_decides_before_its_label() -> None:
    (found,) = UKRAINE.decide("Щось інше", "015.1")
    assert found.category == "care.home"


def test_an_alias_decides_when_the_crosswalk_does_not_know_the_words() -> None:
    (found,) = UKRAINE.decide("соцсупровід")
    assert (found.category, found.via, found.by) == ("support.family", MatchRelation.CLOSE, "alias")


def test_the_regions_lookups_go_before_the_crosswalk_and_may_name_a_bundle() -> None:
    lookups = Lookups.model_validate(
        {
            "category": {
                "Догляд вдома": "care.palliative",
                "Мобільна служба": [
                    {"category": "care.home", "forms": ["mobile-team"]},
                    {"category": "care.palliative"},
                ],
                "Видача довідок": None,
            }
        }
    )
    categories = Categories(Country.UA, lookups)
    assert [one.category for one in categories.decide("догляд вдома")] == ["care.palliative"]
    bundle = categories.decide("мобільна служба")
    assert [one.category for one in bundle] == ["care.home", "care.palliative"]
    assert bundle[0].forms == (DeliveryForm.MOBILE_TEAM,)
    nothing = categories.decide("видача довідок")
    assert [(one.category, one.candidates) for one in nothing] == [(None, ())]


def test_unknown_words_give_nothing_at_all() -> None:
    assert UKRAINE.decide("йога") == []


@pytest.mark.parametrize(
    ("context", "category"),
    [
        (Context(target_groups=("homeless",)), "crisis.shelter-homeless"),
        (Context(target_groups=("trafficking",)), "crisis.shelter-violence"),
        (Context(target_groups=("idp",)), "crisis.shelter-displaced"),
        (Context(words="Притулок для постраждалих від домашнього насильства"), "crisis.shelter-violence"),
        (Context(words="Притулок для дітей"), "crisis.shelter-children"),
    ],
)
def test_target_groups_or_words_choose_the_kind_of_shelter(context: Context, category: str) -> None:
    (found,) = UKRAINE.decide("Надання притулку", None, context)
    assert (found.category, found.via) == (category, MatchRelation.NARROW)


def test_a_shelter_for_nobody_in_particular_stays_without_category() -> None:
    (found,) = UKRAINE.decide("Надання притулку")
    assert found.category is None
    assert found.candidates == (
        "crisis.shelter-children",
        "crisis.shelter-displaced",
        "crisis.shelter-homeless",
        "crisis.shelter-violence",
    )


def test_groups_that_choose_two_kinds_of_shelter_choose_none() -> None:
    (found,) = UKRAINE.decide("Надання притулку", None, Context(target_groups=("homeless", "violence")))
    assert found.category is None
    assert found.candidates == ("crisis.shelter-homeless", "crisis.shelter-violence")


@pytest.mark.parametrize(
    ("form", "category"),
    [
        (DeliveryForm.HOME, "care.home"),
        (DeliveryForm.SEMI_RESIDENTIAL, "care.day"),
        (DeliveryForm.RESIDENTIAL, "care.residential"),
    ],
)
def test_the_form_chooses_the_kind_of_care(form: DeliveryForm, category: str) -> None:
    (found,) = UKRAINE.decide("Догляд", None, Context(forms=(form,)))
    assert found.category == category


def test_a_close_concept_wins_over_narrower_ones_that_nothing_supports() -> None:
    (found,) = UKRAINE.decide("Натуральна допомога")
    assert (found.category, found.via) == ("crisis.in-kind", MatchRelation.CLOSE)
    (repairs,) = UKRAINE.decide("Натуральна допомога", None, Context(words="ремонт одягу"))
    assert repairs.category == "aux.household"


def test_other_states_words_are_not_looked_up() -> None:
    assert UKRAINE.decide("Инватакси") == []
    (found,) = Categories(Country.KZ, Lookups()).decide("Инватакси")
    assert found.category == "aux.transport"


def test_a_bundle_of_the_crosswalk_is_each_of_its_parts() -> None:
    found = UKRAINE.decide("Комплексний розвиток та догляд дітей з інвалідністю")
    assert [(one.category, one.via) for one in found] == [
        ("care.day", MatchRelation.NARROW),
        ("rehab.social", MatchRelation.NARROW),
    ]
    brigade = UKRAINE.decide("мобільна соціальна служба з догляду вдома та паліативного догляду")
    assert [(one.category, one.forms) for one in brigade] == [
        ("care.home", (DeliveryForm.MOBILE_TEAM,)),
        ("care.palliative", (DeliveryForm.MOBILE_TEAM,)),
    ]


@pytest.mark.parametrize(
    ("forms", "category"),
    [
        ((DeliveryForm.HOME,), "care.home"),
        ((DeliveryForm.SEMI_RESIDENTIAL,), "care.day"),
        ((DeliveryForm.RESIDENTIAL,), "care.residential"),
        ((), "aux.household"),
        ((DeliveryForm.HOME, DeliveryForm.RESIDENTIAL), "aux.household"),
    ],
)
def test_the_form_decides_of_which_care_feeding_is_a_part(
    forms: tuple[DeliveryForm, ...], category: str
) -> None:
    (found,) = RUSSIA.decide("Помощь в приеме пищи (кормление)", None, Context(forms=forms))
    assert (found.category, found.via) == (category, MatchRelation.BROAD)


@pytest.mark.parametrize(
    ("label", "forms", "category", "by"),
    [
        ("1. Социально-бытовые услуги", (), "aux.household", "crosswalk ru-442-kind"),
        ("социально-бытовые", (DeliveryForm.HOME,), "care.home", "crosswalk ru-442-kind-form"),
        ("6. Социально-правовые услуги", (), "access.legal", "crosswalk ru-442-kind"),
        (
            "4. Услуга в целях повышения коммуникативного потенциала получателей социальных услуг",
            (),
            "rehab.communication",
            "crosswalk ru-442-kind",
        ),
    ],
)
def test_a_kind_of_442_fz_decides_as_a_heading_too(
    label: str, forms: tuple[DeliveryForm, ...], category: str, by: str
) -> None:
    (found,) = RUSSIA.decide(label, None, Context(forms=forms))
    assert (found.category, found.by) == (category, by)
