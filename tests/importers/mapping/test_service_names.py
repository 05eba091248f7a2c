"""Wordings of services: in other cases, wrapped, with for whom; and several in one cell."""

import pytest

from hub.domain.vocabulary import Country, MatchRelation
from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.reference.tables import rows_of
from tests.importers.mapping.builders import map_rows

CATEGORIES = Categories(Country.UA, Lookups())
CELL = {"shape": "cell", "column": "Послуги"}


def category(label: str) -> str | None:
    decisions = CATEGORIES.decide(label)
    return decisions[0].category if len(decisions) == 1 else None


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Соціальна послуга «Догляд вдома»", "care.home"),
        ("послуга денного догляду", "care.day"),
        ("надання соціальної послуги консультування", "access.counselling"),
        ("015.1 Догляд вдома", "care.home"),
        ("соц. адаптація", "support.adaptation"),
        ("Транспортні послуги", "aux.transport"),
        ("Соціальна реабілітація осіб з інтелектуальними та/або психічними порушеннями", "rehab.social"),
        (
            "Фізичний супровід осіб з інвалідністю, які мають порушення опорно-рухового апарату "
            "та пересуваються на кріслах колісних",
            "aux.escort",
        ),
    ],
)
def test_another_wording_of_a_known_name_is_that_name(label: str, code: str) -> None:
    assert category(label) == code


def test_every_official_wording_of_the_ukrainian_classifier_is_known() -> None:
    assert [row["name_uk"] for row in rows_of("ua_classifier") if not CATEGORIES.decide(row["name_uk"])] == []


def test_words_for_whom_make_a_known_name_narrower() -> None:
    (decision,) = CATEGORIES.decide("Консультування внутрішньо переміщених осіб")
    assert (decision.category, decision.via) == ("access.counselling", MatchRelation.BROAD)
    # What is left out of an official name tells for whom it is: it must not be added.
    (decision,) = CATEGORIES.decide("Соціальна інтеграція та реінтеграція осіб похилого віку")
    assert (decision.category, decision.target_groups) == ("support.reintegration", ())


@pytest.mark.parametrize(
    "label",
    ["Консультування осіб, які постраждали від насильства", "Притулок для жінок", "йога", "догляд за садом"],
)
def test_words_of_refuges_and_strange_ones_are_no_wording(label: str) -> None:
    assert category(label) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("догляд вдома, йога та консультування", ["догляд вдома", "йога", "консультування"]),
        ("Консультування сімей та догляд вдома", ["Консультування сімей", "догляд вдома"]),
        ("Консультування осіб з інвалідністю та членів їхніх сімей", None),
        ("Медична, соціальна та психологічна реабілітація", None),
        ("Догляд та виховання дітей у сімейних умовах", None),
        ("Допомога пенсіонерам, дітям, прання", ["Допомога пенсіонерам, дітям", "прання"]),
        ("Підтримка дітей, які втратили дім", None),
        ("• денний догляд • йога", ["денний догляд", "йога"]),
        ("1. Денний догляд 2. Йога", ["Денний догляд", "Йога"]),
        ("Денний догляд (дітей, дорослих), йога", ["Денний догляд (дітей, дорослих)", "йога"]),
        ("Не надає", []),
        ("соціальні послуги тимчасово не надаються", []),
        ("—", []),
        ("догляд вдома; відсутні", ["догляд вдома"]),
    ],
)
def test_several_services_in_a_cell(cell: str, names: list[str] | None) -> None:
    mapped = map_rows([{"Назва": "А", "Послуги": cell}], services=CELL)
    assert [one.name for one in mapped.providers[0].services] == ([cell] if names is None else names)


def test_each_unknown_service_of_a_cell_is_told_alone_and_the_known_are_kept() -> None:
    mapped = map_rows([{"Назва": "А", "Послуги": "йога, догляд вдома, арт-терапія"}], services=CELL)
    assert [one.category for one in mapped.providers[0].services] == [None, "care.home", None]
    assert [issue.value for issue in mapped.issues] == ["йога", "арт-терапія"]


def test_a_row_that_gives_no_service_makes_none() -> None:
    mapped = map_rows(
        [{"Назва": "А", "Послуга": "Не надає"}, {"Назва": "Б", "Послуга": "Догляд вдома"}],
        columns={"Послуга": "service.name"},
        row="service",
        group_by=["Назва"],
        services={"shape": "row"},
    )
    assert [len(provider.services) for provider in mapped.providers] == [0, 1]
