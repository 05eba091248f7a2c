"""Cells that hold several services."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.text import fold
from importers.cleaning.result import Cleaned
from importers.cleaning.splitting import split_services

#: Two of these names hold commas themselves, as names of the Ukrainian Classifier do.
ALIASES = frozenset(
    map(
        fold,
        [
            "Догляд вдома",
            "Денний догляд",
            "Консультування",
            "Соціальний супровід сімей, які перебувають у складних життєвих обставинах",
            "Догляд, виховання та спільне проживання",
        ],
    )
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Догляд вдома; денний догляд", ("Догляд вдома", "денний догляд")),
        ("Догляд вдома\nДенний догляд\n", ("Догляд вдома", "Денний догляд")),
        (
            "1) Догляд вдома 2) Денний догляд, 3) Консультування",
            ("Догляд вдома", "Денний догляд", "Консультування"),
        ),
        ("1. Догляд вдома\n2. Денний догляд", ("Догляд вдома", "Денний догляд")),
        ("- догляд вдома\n• денний догляд", ("догляд вдома", "денний догляд")),
        ("Догляд вдома; догляд вдома;", ("Догляд вдома", "догляд вдома")),
        ("Догляд вдома, Консультування", ("Догляд вдома", "Консультування")),
        (
            "Догляд, виховання та спільне проживання, догляд вдома",
            ("Догляд, виховання та спільне проживання", "догляд вдома"),
        ),
        (
            "Соціальний супровід сімей, які перебувають у складних життєвих обставинах",
            ("Соціальний супровід сімей, які перебувають у складних життєвих обставинах",),
        ),
        ("Щось нове, чого ніхто не знає", ("Щось нове, чого ніхто не знає",)),
        ("Догляд (до 18) вдома", ("Догляд (до 18) вдома",)),
        ("Послуга 24) цілодобова", ("Послуга 24) цілодобова",)),
        ("Догляд вдома та консультування", ("Догляд вдома", "консультування")),
        ("Догляд вдома, перевезення; Консультування", ("Догляд вдома", "перевезення", "Консультування")),
        ("Невідоме, незнане", ("Невідоме", "незнане")),
        ("• Догляд вдома • Денний догляд", ("Догляд вдома", "Денний догляд")),
        ("Послуги не надаються", ()),
        ("Не надає", ()),
        ("", ()),
        ("немає", ()),
    ],
)
def test_split(text: str, names: tuple[str, ...]) -> None:
    assert split_services(text, ALIASES) == Cleaned(names)


def test_words_tied_to_a_known_name_stay_with_it_and_are_told() -> None:
    cleaned = split_services("Консультування, у тому числі виїзне; Денний догляд", ALIASES)
    assert cleaned.value == ("Консультування, у тому числі виїзне", "Денний догляд")
    assert [trouble.code for trouble in cleaned.troubles] == ["SPLIT_UNCLEAR"]


def test_a_name_that_means_several_things_is_not_divided_from_what_та_ties_to_it() -> None:
    cell = "Консультування та навчання дітей"
    assert split_services(cell, ALIASES, lambda _: False).value == (cell,)
    assert split_services(cell, ALIASES).value == ("Консультування", "навчання дітей")


@given(
    st.lists(st.sampled_from(sorted(ALIASES)), min_size=1, unique=True), st.sampled_from(["; ", "\n", ", "])
)
def test_known_names_are_always_found_again(names: list[str], separator: str) -> None:
    assert split_services(separator.join(names), ALIASES) == Cleaned(tuple(names))


@given(st.text(max_size=60))
def test_any_text_is_split_without_raising(text: str) -> None:
    split_services(text, ALIASES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Не надає", ()),
        ("Послуги не надаються.", ()),
        ("услуги не оказываются", ()),
        ("Інформація про послуги відсутня", ()),
        ("0", ()),
        ("Догляд вдома; не надає", ("Догляд вдома",)),
        ("Не надає притулок без направлення", ("Не надає притулок без направлення",)),
    ],
)
def test_words_for_no_service_name_none(text: str, names: tuple[str, ...]) -> None:
    assert split_services(text).value == names
