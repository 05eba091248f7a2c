"""docs/planner-questions.md: every query is answered as the page shows, and equals its recount in SQL.

Questions 3, 8, 9 and 13 need public files beside the project; without them they are skipped.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from hub.store.inputs.sources import InputSource
from importers.codifiers.files import load_file
from importers.planning.people import load_people
from tests.conftest import made_once
from tests.schema.hub import Hub, Reply

PAGE = Path(__file__).parents[2].joinpath("docs/planner-questions.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\d+)\. [^\n]*\n(.*?)(?=^## )", PAGE, re.M | re.S))
#: What the questions need beside the demo: kind → file, and files of people.
FILES = {
    "koatuu": "codifiers/ua_katottg_to_koatuu_mapping.csv",
    "history": "codifiers/ua_hromada_composition_history.csv",
}
PEOPLE = (
    "population/ua_population_per_hromada_2022-01-01.csv",
    "population/ua_ukrstat_resident_population_by_sex_age_oblast_2022.xlsx",
)
WITH_FILES = {"3", "8", "9", "13"}

Rows = list[tuple[Any, ...]]


def blocks(section: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", SECTIONS[section], re.S)


def nodes(connection: Any) -> list[Any]:
    return [edge["node"] for edge in connection["edges"]]


def missing(data: Any) -> Rows:
    (node,) = nodes(data["missingServices"])
    return [(each["service"]["code"],) for each in node["missing"]]


def nearest(data: Any) -> Rows:
    (node,) = nodes(data["missingServices"])
    (found,) = (each["nearest"] for each in node["missing"] if each["service"]["code"] == "ua-basic.05")
    return [(found[0]["provider"]["name"], round(found[0]["distance"]["value"]))]


def doubled(data: Any) -> Rows:
    (chosen,) = data["composition"]["sets"]
    rows = []
    for each in chosen["duplicated"]:
        (places,) = (one for one in each["capacity"] if one["figure"] == "TOTAL")
        rows.append((each["service"]["code"], len(each["by"]), places["value"], places["stated"]))
    return rows


def home_care(data: Any) -> Rows:
    older = {row["territory"]["code"]: row["servedPer10k"]["value"] for row in data["older"]["rows"]}
    return sorted(
        (code, row["served"]["value"], round(row["servedPer10k"]["value"], 4), round(older[code], 4))
        for row in data["all"]["rows"]
        for code in [row["territory"]["code"]]
        if row["served"]["stated"]
    )


def sectors(data: Any) -> Rows:
    return sorted(
        (*(value["term"]["code"] for value in cell["values"]), cell["providers"])
        for cell in data["market"]["total"]["cells"]
    )


def single(data: Any) -> Rows:
    return sorted((each["code"], 1) for each in data["market"]["singleProvider"])


def sites(data: Any) -> Rows:
    return sorted((row["territory"]["code"], row["sites"]) for row in data["coverageWithin"]["rows"])


def without_point(data: Any) -> Rows:
    (left_out,) = (each for each in data["siting"]["basis"]["notUsed"] if each["what"] == "candidates")
    return [(left_out["count"],)]


def older_people(data: Any) -> Rows:
    told = sum(data[name] is not None for name in ("petropavlovsk", "omsk"))
    return [(told, round(data["vinnytsia"]["total"]["servedPer10k"]["value"], 4))]


def alike(data: Any) -> Rows:
    return sorted((node["code"],) for node in nodes(data["peers"]))


def short(data: Any) -> Rows:
    total = data["normGap"]["total"]
    return [tuple(int(total[name]["value"]) for name in ("need", "supply", "gap"))]


def who_serves(data: Any) -> Rows:
    found = nodes(data["providers"])
    return [(data["providers"]["totalCount"], sum(not each["isSynthetic"] for each in found))]


def suppliers(data: Any) -> Rows:
    (totals,) = (each["controlTotals"] for each in nodes(data["sources"]) if each["code"] == "ru_oms")
    (one,) = (each for each in totals if each["label"] == "Поставщиков социальной адаптации")
    return [(one["found"], one["foundReal"], one["foundSynthetic"])]


def pilot(data: Any) -> Rows:
    return sorted(
        (row["territory"]["code"], row["teams"], row["onPaper"]["value"]) for row in data["stated"]["rows"]
    )


def name_of_one(data: Any) -> Rows:
    (node,) = nodes(data["providers"])
    (claim,) = (each for each in node["provenance"] if each["field"] == "name")
    return [(claim["record"]["file"], claim["record"]["row"], claim["claimedAt"], claim["value"])]


#: Question → what its answer says, in the shape of the rows of each SQL, in the page's order.
TOLD: dict[str, tuple[Callable[[Any], Rows], ...]] = {
    "1": (missing, nearest), "2": (doubled,), "3": (home_care,), "4": (sectors, single), "5": (who_serves,),
    "6": (sites,), "7": (without_point,), "9": (older_people,), "10": (alike,), "11": (short,),
    "12": (suppliers,), "13": (pilot,), "14": (name_of_one,),
}  # fmt: skip
#: What an answer says that it cannot tell: question → path and code of each error.
UNTOLD = {"9": [("petropavlovsk", "NO_POPULATION"), ("omsk", "NO_POPULATION")]}


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
            for file in PEOPLE:
                load_people(database, folder / file, InputSource(Path(file).stem, Path(file).stem, "1"))

        return cluster.url_of(made_once(cluster, f"{demo_template}_questions_of_people", demo_template, load))

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
    told_not = [(error["path"][0], error["extensions"]["code"]) for error in reply.errors]
    assert told_not == UNTOLD.get(question, [])
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
