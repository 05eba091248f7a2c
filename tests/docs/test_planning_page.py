"""docs/planning.md: its queries are answered as the page shows, its pictures are those of the demo, and its
sentences stand in four languages.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bench.planning_pictures import FOLDER, PICTURES
from hub.domain.vocabulary import Lang, NormStatus, NormUncertainty
from hub.planning import basis, wording
from hub.planning.composition.records import NotCountedReason
from tests.docs.test_planner_questions import is_part
from tests.schema.hub import Hub

PAGE = Path(__file__).parents[2].joinpath("docs/planning.md").read_text("utf-8")
SHOWN = re.findall(r"```graphql\n(.*?)\n```\n\n```json\n(.*?)\n```", PAGE, re.S)
#: Letters that a language does not have: a sentence with one of them stands in the wrong place.
FOREIGN = {
    Lang.UK: "ыэъёәғқңөұүһ",
    Lang.RU: "іїєґәғқңөұүһ",
    Lang.KK: "їєґ",
    Lang.EN: "абвгдежзиклмнопрстуфхцчшщьюя",
}
TABLES: dict[str, Mapping[Any, Mapping[Lang, str]]] = {
    "methods": basis.METHODS, "caveats": basis.CAVEATS, "assumed": wording.ASSUMED,
    "left out": wording.LEFT_OUT, "teams": wording.OF_TEAMS, "counted": wording.COUNTED,
    "statuses": wording.STATUSES,
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def test_every_query_of_the_page_has_its_answer() -> None:
    assert len(SHOWN) == PAGE.count("```graphql") >= 8


@pytest.mark.parametrize("number", range(len(SHOWN)))
def test_an_answer_is_as_shown(demo: Hub, number: int) -> None:
    query, answer = SHOWN[number]
    assert is_part(json.loads(answer), demo.data(query))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_that_of_the_demo(demo: Hub, name: str) -> None:
    query, draw = PICTURES[name]
    assert f"img/{name}" in PAGE
    assert FOLDER.joinpath(name).read_text("utf-8") == draw(demo.data(query))


@pytest.mark.parametrize("table", TABLES)
def test_sentences_stand_in_four_languages_with_the_same_values(table: str) -> None:
    for code, words in TABLES[table].items():
        assert set(words) == set(Lang), code
        assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in words.values()}) == 1, code
        for lang, text in words.items():
            assert not set(text.lower()) & set(FOREIGN[lang]), (code, lang)


@pytest.mark.parametrize("reasons", [NotCountedReason, NormUncertainty])
def test_every_reason_has_its_sentence(reasons: type[StrEnum]) -> None:
    assert {reason.name for reason in reasons} <= set(wording.LEFT_OUT)


def test_values_stand_in_sentences_as_the_language_writes_them() -> None:
    caveat = basis.Caveat("POPULATION_IS_PRE_2022", {"day": date(2022, 1, 1)})
    assert [caveat.sentence(lang).count(day) for lang, day in (
        (Lang.UK, "01.01.2022"), (Lang.RU, "01.01.2022"), (Lang.KK, "01.01.2022"), (Lang.EN, "2022-01-01"),
    )] == [1, 1, 1, 1]  # fmt: skip
    voters = basis.Caveat("PEOPLE_OF_A_FILE", {"counts": wording.Column("voters")})
    assert voters.sentence(Lang.UK) == "Людей узято з файла точок, що рахує виборців."
    force = basis.Caveat("NORM_BINDS_NOBODY", {"status": NormStatus.RECOMMENDATION})
    assert force.sentence(Lang.KK) == "Норматив — ұсыныс, ешкімді міндеттемейді."
    left_out = basis.NotUsed("candidates", "NO_POINT", 1423)
    assert left_out.sentence(Lang.UK) == "Місце невідоме: 1\N{NO-BREAK SPACE}423."
