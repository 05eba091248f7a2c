"""Cells as long as a workbook lets them be: searched to their end, in time that grows with them."""

import pytest

from hub.domain.persons.contacts import names_somebody, without_private_contacts
from hub.domain.persons.mentions import names_in
from hub.domain.persons.spans import Spans

LONGEST = 32_767


@pytest.mark.parametrize(
    "piece", ["Оксана Коваль 067 123 45 67; ", "Оксана Коваль\n+380671234567\n", "@oksana_koval Оксана, "]
)
def test_every_name_of_a_long_cell_goes_with_its_contact(piece: str) -> None:
    cut = without_private_contacts(piece * (LONGEST // len(piece)), "UA")
    assert cut.found
    assert not any(word in cut.text for word in ("Коваль", "0671234567", "123 45", "oksana"))


@pytest.mark.parametrize("filler", ["«Мрія» ", "м. ", "5 років ", " ", "(", "«", "?"])
def test_a_name_at_the_end_of_a_long_cell_is_told(filler: str) -> None:
    text = filler * ((LONGEST - 40) // len(filler)) + "\nдиректор Коваль Оксана Петрівна"
    assert names_somebody(text)
    assert "Коваль Оксана Петрівна" in text[slice(*list(names_in(text))[-1])]


def test_a_street_far_before_a_name_does_not_hide_it() -> None:
    assert list(names_in("вул. Оксани Коваль")) == []
    assert list(names_in("вул." + " " * 100 + "Оксана Коваль")) == [(104, 117)]


def test_spans_that_touch_a_place_are_told() -> None:
    spans = Spans([(20, 30), (0, 10), (2, 4)])
    assert list(spans) == [(0, 10), (2, 4), (20, 30)]
    assert spans.touching(10, 19) == [(0, 10)]
    assert spans.touching(4, 20) == [(0, 10), (2, 4), (20, 30)]
    assert spans.touching(11, 19) == []
    assert spans.hold(29)
    assert not spans.hold(30)
