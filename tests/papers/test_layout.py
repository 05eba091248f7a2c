"""How tables of papers are laid out: nothing runs into its neighbour, nothing empty is printed."""

from dataclasses import replace

import pytest

from hub.domain.vocabulary import Lang
from hub.papers.model import PaperSource
from hub.papers.page import PageTable, page_of, source_line
from hub.papers.pdf import column_widths
from tests.papers.test_statements import coverage, estimate

LONG = "Мурованокуриловецька"


@pytest.mark.parametrize("room", [70, 112, 172])
def test_the_longest_word_of_a_column_fits_into_it(room: int) -> None:
    reason = "лише цей надавач дає в наборі " * 10
    table = PageTable(
        "Території", ("Територія", "Код", "Чому"), (False,) * 3, ((LONG, "UA05020030000031457", reason),)
    )
    name, code, why = column_widths(table, room)
    assert name > len(LONG)
    assert code > len("UA05020030000031457")
    assert why > len("надавач")
    assert name + code + why <= room


def test_words_that_do_not_fit_together_share_the_page_by_their_length() -> None:
    table = PageTable("t", (LONG * 5, LONG * 10), (False, False), ())
    first, second = column_widths(table, 112)
    assert first < second < 2 * first + 1


def test_a_table_without_rows_is_left_out_of_the_page() -> None:
    paper = coverage(0.5, estimate(5_310, "people"))
    full, *others = paper.tables
    shown = page_of(replace(paper, tables=(replace(full, rows=()), *others)), Lang.UK).tables
    assert [table.title for table in page_of(paper, Lang.UK).tables if table.rows] == [
        table.title for table in page_of(paper, Lang.UK).tables
    ]
    assert len(shown) == len(page_of(paper, Lang.UK).tables) - 1


def test_a_source_is_named_once() -> None:
    source = PaperSource("Ukrstat", None, 3, "Ukrstat")
    assert source_line(source, Lang.EN) == "Ukrstat, rows: 3"
    assert source_line(replace(source, attribution="CC BY"), Lang.EN) == "Ukrstat, rows: 3, CC BY"
