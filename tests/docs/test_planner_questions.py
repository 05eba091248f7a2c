"""docs/planner-questions.md: every query is answered as the page shows, and equals its recount in SQL.

Questions 3 and 8 need public files beside the project; without them they are skipped.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from importers.codifiers.files import load_file
from tests.conftest import made_once
from tests.schema.hub import Hub, Reply

PAGE = Path(__file__).parents[2].joinpath("docs/planner-questions.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\d+)\. [^\n]*\n(.*?)(?=^## )", PAGE, re.M | re.S))
#: What the questions need beside the demo: kind → file.
FILES = {
    "population": "population/ua_population_per_hromada_2022-01-01.csv",
    "koatuu": "codifiers/ua_katottg_to_koatuu_mapping.csv",
    "history": "codifiers/ua_hromada_composition_history.csv",
}
WITH_FILES = {"3", "8"}
PILOT = "Пілот мобільного догляду вдома та паліативного догляду"

Rows = list[tuple[Any, ...]]


def blocks(section: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", SECTIONS[section], re.S)


def nodes(connection: Any) -> list[Any]:
    return [edge["node"] for edge in connection["edges"]]


def missing(data: Any) -> Rows:
    return [(term["code"],) for term in data["territory"]["basicServices"]["missing"]]


def nearest(data: Any) -> Rows:
    (edge,) = data["nearestProviders"]["edges"]
    return [(edge["node"]["name"], round(edge["distanceMetres"]))]


def offers(data: Any) -> Rows:
    ((row),) = data["coverage"]
    return [
        (
            cell["category"]["code"],
            cell["providers"],
            cell["services"],
            cell["total"]["value"],
            cell["total"]["stated"],
        )
        for cell in row["cells"]
    ]


def home_care(data: Any) -> Rows:
    return sorted(
        (row["territory"]["code"], cell["served"]["value"], round(cell["servedPer10k"]["value"], 4))
        for row in data["coverage"]
        for cell in row["cells"]
        if cell["served"]["stated"]
    )


def sectors(data: Any) -> Rows:
    """Of each sector all, those that are real and those made up; the last two by the control totals."""
    totals = {
        total["declared"]: (total["foundReal"], total["foundSynthetic"])
        for total in data["source"]["controlTotals"]
    }
    (by_sector,) = (facet for facet in data["providers"]["facets"] if facet["notPlacedBelow"] is None)
    return sorted((each["code"], each["count"], *totals[each["count"]]) for each in by_sector["buckets"])


def single(data: Any) -> Rows:
    (by_district,) = (facet for facet in data["providers"]["facets"] if facet["notPlacedBelow"] is not None)
    return sorted((each["code"], 1) for each in by_district["buckets"] if each["count"] == 1)


def who_serves(data: Any) -> Rows:
    found = nodes(data["providers"])
    return [(data["providers"]["totalCount"], sum(not each["isSynthetic"] for each in found))]


def suppliers(data: Any) -> Rows:
    (totals,) = (each["controlTotals"] for each in nodes(data["sources"]) if each["code"] == "ru_oms")
    (one,) = (each for each in totals if each["label"] == "Поставщиков социальной адаптации")
    return [(one["found"], one["foundReal"], one["foundSynthetic"])]


def pilot(data: Any) -> Rows:
    (programme,) = (each for each in nodes(data["programmes"]) if each["name"] == PILOT)
    codes = {each["code"] for each in nodes(programme["territories"])}
    return sorted(
        (row["territory"]["code"], cell["providers"], cell["services"])
        for row in (*data["donetsk"], *data["luhansk"])
        for cell in row["cells"]
        if row["territory"]["code"] in codes
    )


def name_of_one(data: Any) -> Rows:
    (node,) = nodes(data["providers"])
    (claim,) = (each for each in node["provenance"] if each["field"] == "name")
    return [(claim["record"]["file"], claim["record"]["row"], claim["claimedAt"], claim["value"])]


#: Question → what its answer says, in the shape of the rows of each SQL, in the page's order.
TOLD: dict[str, tuple[Callable[[Any], Rows], ...]] = {
    "1": (missing, nearest), "2": (offers,), "3": (home_care,), "4": (sectors, single), "5": (who_serves,),
    "12": (suppliers,), "13": (pilot,), "14": (name_of_one,),
}  # fmt: skip


@pytest.fixture
def url_of(cluster: PrivateCluster, demo_template: str, demo_url: str) -> Callable[[str], str]:
    """The database that a question is asked of: the demo, with the public files where it needs them."""

    def url(question: str) -> str:
        if question not in WITH_FILES:
            return demo_url
        folder = Path(__file__).parents[3] / "shared" / "data"
        if not folder.is_dir():
            pytest.skip("The folder ../shared/data is missing, so real files cannot be read.")

        def load(database: str) -> None:
            for kind, file in FILES.items():
                load_file(database, kind, folder / file)

        return cluster.url_of(made_once(cluster, f"{demo_template}_questions", demo_template, load))

    return url


@pytest.fixture
def ask(url_of: Callable[[str], str]) -> Iterator[Callable[[str], Reply]]:
    """The answer to a question's query, by both roads."""
    hubs: list[Hub] = []

    def reply(question: str) -> Reply:
        (query,) = blocks(question, "graphql")
        hubs.append(Hub(url_of(question)))
        return hubs[-1].reply(query)

    yield reply
    for hub in hubs:
        hub.close()


def is_part(shown: Any, answer: Any) -> bool:
    """Whether an answer holds what is shown: of lists some entries in their order, of objects some fields."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            name in answer and is_part(value, answer[name]) for name, value in shown.items()
        )
    if isinstance(shown, list):
        left = iter(answer)
        return (shown == [] and answer == []) or (
            shown != [] and all(any(is_part(one, other) for other in left) for one in shown)
        )
    return bool(shown == answer)


def recount(url: str, statement: str) -> Rows:
    with connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


def as_shown(rows: Rows) -> str:
    return "\n".join(" | ".join("" if value is None else str(value) for value in row) for row in rows)


def test_every_question_is_answered_or_named_as_open() -> None:
    listed = re.findall(r"^\| \[?(\d+)[\]|( ]", PAGE.split("\n## ")[0], re.M)
    open_ones = re.findall(r"^\| (\d+) \|", PAGE.split("## Not answered yet")[1], re.M)
    assert listed == [str(number) for number in range(1, 16)]
    assert sorted(map(int, [*SECTIONS, *open_ones])) == list(range(1, 16))
    assert SECTIONS.keys() == TOLD.keys() | {"8"}


@pytest.mark.parametrize("question", SECTIONS)
def test_the_answer_is_as_shown(question: str, ask: Callable[[str], Reply]) -> None:
    (shown,) = blocks(question, "json")
    assert is_part(json.loads(shown), ask(question).data)


@pytest.mark.parametrize("question", TOLD)
def test_the_answer_equals_its_recount(
    question: str, ask: Callable[[str], Reply], url_of: Callable[[str], str]
) -> None:
    reply = ask(question)
    assert reply.errors == []
    statements, shown = blocks(question, "sql"), blocks(question, "text")
    assert len(statements) == len(shown) == len(TOLD[question])
    for told, statement, rows in zip(TOLD[question], statements, shown, strict=True):
        counted = recount(url_of(question), statement)
        assert told(reply.data) == counted
        assert as_shown(counted) == rows


def test_former_days_are_told_as_their_tables_have_them(
    ask: Callable[[str], Reply], url_of: Callable[[str], str]
) -> None:
    (statement,), (shown,) = blocks("8", "sql"), blocks("8", "text")
    ((formed, first_file),) = recount(url_of("8"), statement)
    assert as_shown([(formed, first_file)]) == shown
    messages = [error["message"] for error in ask("8").errors]
    assert all(message in SECTIONS["8"].replace("\n", " ") for message in messages)
    assert f"it exists since {formed}." in messages[0]
    assert f"its first file stands for {first_file}." in messages[1]
