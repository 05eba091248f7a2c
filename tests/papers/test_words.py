"""The words of papers: one word for one thing, and no more than is known."""

import re
from datetime import date
from typing import Any

import pytest

from hub.domain.vocabulary import Lang
from hub.papers.questions.norm_gap import norm_gap_paper
from hub.papers.wording import worded, words
from hub.planning import basis, wording
from hub.planning.composition import sentences
from tests.papers.test_statements import BASIS, TOWN, estimate

#: How texts called a provider beside the word for it, which is надавач, поставщик or қызмет көрсетуші.
INSTITUTION = re.compile("заклад|учрежден|мекеме", re.IGNORECASE)
#: Where institutions are meant: care day and night, and services whose clients are institutions.
OF_INSTITUTIONS = {
    "balance.scale", "balance.title", "column.in_institutions", "column.outside_institutions",
    "reason.SECOND_TIER",
}  # fmt: skip


@pytest.mark.parametrize("lang", Lang)
def test_papers_have_one_word_for_providers(lang: Lang) -> None:
    assert {key for key, text in words(lang).items() if INSTITUTION.search(text)} <= OF_INSTITUTIONS


def texts(held: Any) -> set[str]:
    """All texts in constants of a module."""
    if isinstance(held, str):
        return {held}
    if isinstance(held, dict):
        held = tuple(held.values())
    return {text for each in held for text in texts(each)} if isinstance(held, tuple | list) else set()


def test_sentences_of_answers_have_one_word_for_providers() -> None:
    found = {text for module in (basis, wording, sentences) for text in texts(list(vars(module).values()))}
    assert sum("надавач" in text.lower() for text in found) > 10
    assert {text for text in found if INSTITUTION.search(text)} == set(
        wording.LEFT_OUT["SECOND_TIER"].values()
    ) - {wording.LEFT_OUT["SECOND_TIER"][Lang.EN]}


FROM, TO = "2020-01-01", "2026-07-16"


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (FROM, None, "Діє з 01.01.2020; кінець не вказано."),
        (FROM, TO, "Діє з 01.01.2020; з 16.07.2026 не діє."),
        (None, TO, "З 16.07.2026 не діє; початок не вказано."),
        (None, None, "Початок і кінець дії не вказано."),
    ],
)
def test_a_norm_tells_of_its_dates_what_is_known(since: str | None, until: str | None, told: str) -> None:
    norm = {
        "subject": "послуги",
        "document": "Закон",
        "article": "16",
        "status": "NORM",
        "validFrom": since,
        "validTo": until and date.fromisoformat(until),
        "formula": "PRESENCE",
        "numerator": 18,
        "unit": "services",
        "denominator": 1,
        "citation": "Закон",
        "note": None,
        "url": None,
    }
    row = {name: estimate(18, "services") for name in ("need", "supply", "gap")} | {"territory": TOWN}
    paper = norm_gap_paper({"normGap": {"norm": norm, "basis": BASIS, "total": row, "rows": [row]}})
    first = worded(paper.statements[0], Lang.UK)
    assert first == f"Закон, стаття: 16. Статус: норматив. {told}"
    for lang in Lang:
        days = re.findall(r"\d\d\.\d\d\.\d{4}|\d{4}-\d\d-\d\d", worded(paper.statements[0], lang))
        assert len(days) == (since is not None) + (until is not None)
