"""`merezha plan …`: each question for people and programs as GraphQL answers it, and its papers."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from hub.cli.app import app
from hub.domain.vocabulary import Lang
from hub.papers.wording import words
from hub.planning.scenario import canonical, encode
from schema.node import encode_id
from schema.papers.documents import document_of
from tests.schema.hub import Hub

OBLAST = "UA71000000000010357"
UMAN = "UA71060210000032972"
PLANS = [encode(canonical({"within": OBLAST, "goal": "MOST_COVERED", "new": new})) for new in (1, 2)]
ROWS = {"within": OBLAST, "level": "HROMADA"}
#: A command line → the field of Query and the variables that ask the same.
ASKED: dict[tuple[str, ...], tuple[str, dict[str, Any]]] = {
    ("composition", UMAN, "--sector", "municipal", "--first", "2"): (
        "composition",
        {
            "territory": UMAN,
            "reachMetres": 0,
            "objective": "FEWEST_MEMBERS",
            "first": 2,
            "filter": {"sectors": ["MUNICIPAL"]},
        },
    ),
    ("missing", OBLAST, "--level", "hromada", "--service", "ua-basic.09"): (
        "missingServices",
        {**ROWS, "services": ["ua-basic.09"], "orderBy": "MOST_MISSING", "first": 100},
    ),
    ("norm-gap", "UA-01", OBLAST, "--level", "hromada", "--release", "1"): (
        "normGap",
        {**ROWS, "norm": encode_id("Norm", "UA-01"), "asOf": 1},
    ),
    ("coverage", OBLAST, "--level", "hromada", "--metres", "9000", "--real"): (
        "coverageWithin",
        {**ROWS, "reach": {"metres": 9000}, "filter": {"isSynthetic": False}},
    ),
    ("accessibility", OBLAST, "--level", "hromada", "--band", "9000:1", "--band", "20000:0.5"): (
        "accessibility",
        {
            **ROWS,
            "method": "E2SFCA",
            "bands": [{"metres": 9000, "weight": 1}, {"metres": 20000, "weight": 0.5}],
        },
    ),
    ("siting", OBLAST, "--new", "2", "--filter", '{"sectors": ["STATE"]}'): (
        "siting",
        {
            "input": {
                "within": OBLAST,
                "goal": "MOST_COVERED",
                "new": 2,
                "keep": {"sectors": ["STATE"]},
            }
        },
    ),
    ("scenario", PLANS[1]): ("scenario", {"id": PLANS[1]}),
    ("diff", *PLANS): ("scenarioDiff", {"left": PLANS[0], "right": PLANS[1]}),
    ("peers", UMAN, "--similar-by", "settlements", "--first", "3"): (
        "peers",
        {"territory": UMAN, "similarBy": ["SETTLEMENTS"], "first": 3, "reachable": True},
    ),
    ("mobile", OBLAST, "--level", "hromada", "--visits-per-day", "8"): (
        "mobileCoverage",
        {**ROWS, "team": {"visitsPerDay": 8}},
    ),
    ("market", OBLAST, "--by", "kind", "--by", "sector"): (
        "market",
        {"within": OBLAST, "by": ["KIND", "SECTOR"]},
    ),
    ("balance", OBLAST, "--level", "hromada", "--measure", "providers"): (
        "careBalance",
        {**ROWS, "measure": "PROVIDERS"},
    ),
}


def merezha(url: str, *arguments: str) -> tuple[int, str, str]:
    """How a command ends, what it prints to standard output, and why it failed."""
    environment = {"MEREZHA_DATABASE_URL": url, "COLUMNS": "400"}
    done = CliRunner().invoke(app, ["plan", *arguments], env=environment)
    return done.exit_code, done.stdout, f"{done.exception}\n{done.stderr}"


@pytest.fixture(scope="module")
def asked_hub(demo_url: str) -> Any:
    """The schema over the demo."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def without_seconds(held: Any) -> Any:
    """An answer without how long it took."""
    if isinstance(held, dict):
        return {key: without_seconds(value) for key, value in held.items() if key != "seconds"}
    return [without_seconds(each) for each in held] if isinstance(held, list) else held


@pytest.mark.parametrize("arguments", ASKED, ids=lambda arguments: arguments[0])
def test_a_question_is_answered_as_graphql_does_and_written(
    demo_url: str, asked_hub: Hub, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    field, variables = ASKED[arguments]
    paper = tmp_path / "plan.xlsx"
    code, told, why = merezha(demo_url, *arguments, "--lang", "en", "--json", "--out", str(paper))
    assert code == 0, why
    answer = json.loads(told)
    assert list(answer) == [field]
    same = asked_hub.reply(document_of(field), variables, languages="en")
    assert same.errors == []
    assert without_seconds(answer[field]) == without_seconds(json.loads(json.dumps(same.data[field])))
    book = load_workbook(paper)
    assert book.worksheets[0].title == words(Lang.EN)["basis"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("command", [("market", OBLAST), ("composition", UMAN)], ids=lambda each: each[0])
def test_people_read_tables_in_their_language(demo_url: str, command: tuple[str, ...]) -> None:
    code, shown, why = merezha(demo_url, *command, "--lang", "kk")
    assert code == 0, why
    assert words(Lang.KK)["column.services" if command[0] == "market" else "column.why"] in shown
    assert "SHA-256" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("siting", OBLAST, "--new", "0"), 1, "`new` is above 0"),
        (("siting", OBLAST), 1, "it needs `new`"),
        (("siting", OBLAST, "--new", "1", "--out", "plan.txt"), 1, "plan.txt is no paper"),
        (("siting", OBLAST, "--new", "1", "--metres", "0"), 1, "The reach is not usable"),
        (("siting", OBLAST, "--new", "1", "--seats", "--candidate", "UA"), 2, "not both"),
        (("market", "UA-99"), 1, "UA-99"),
        (("market", "UA", "--release", "99"), 1, "no release 99"),
        (("market", "UA", "--release", "1", "--as-of", "2020-01-01"), 2, "not both"),
        (("market", "UA", "--as-of", "today"), 1, "is no moment"),
        (("market", "UA", "--filter", "[1]"), 1, "it is no object"),
        (("market", "UA", "--filter", "{"), 1, "--filter is no filter"),
        (("market", "UA", "--filter", '{"kinds": ["a"]}', "--kind", "b"), 1, "says kinds"),
        (("market", "UA", "--filter", '{"nobody": 1}'), 1, "of another kind"),
        (("coverage", OBLAST, "--level", "hromada"), 2, "--metres or --minutes"),
        (
            ("coverage", OBLAST, "--level", "hromada", "--metres", "5000", "--group", "all"),
            1,
            "cannot count these people",
        ),
        (("accessibility", OBLAST, "--level", "hromada", "--band", "near"), 1, "near is no band"),
        (("balance", UMAN, "--level", "region"), 1, "REGION"),
        (("norm-gap", "nothing", OBLAST, "--level", "hromada"), 1, "id"),
        (("scenario", "abc"), 1, "scenario is not usable"),
        (("peers", UMAN, "--first", "0"), 1, "0"),
        (("siting", OBLAST, "--new", "1", "--minutes", "30", "--strict"), 1, "none has an origin there"),
        (("siting", OBLAST, "--goal", "fewest-for-share", "--share", "nan"), 2, "is no number"),
        (("siting", OBLAST, "--goal", "fewest-for-share", "--share", "inf"), 2, "is no number"),
        (
            ("siting", OBLAST, "--goal", "fewest-for-share", "--share", "1.5"),
            1,
            "A share of 1.5 is not usable",
        ),
        (
            ("siting", OBLAST, "--goal", "fewest-for-share", "--new", "2", "--share", "0.5"),
            1,
            "leave `new` out",
        ),
        (("siting", OBLAST, "--new", "501"), 1, "at most 500"),
        (("siting", OBLAST, "--new", "2", "--candidate", OBLAST), 1, "only 1 places are left"),
        (
            ("siting", OBLAST, "--new", "1", "--candidate", OBLAST, "--exclude", "UA-71"),
            1,
            "in `candidates` and in `exclude`",
        ),
        (("siting", OBLAST, "--new", "1", "--exclude", "UA"), 1, "No place is left"),
        (("siting", OBLAST, "--new", "1", "--places", "0"), 1, "The capacity is not usable"),
        (("siting", OBLAST, "--new", "1", "--existing-places", "5"), 2, "needs --places"),
        (("siting", OBLAST, "--new", "1", "--places", "nan"), 2, "is no number"),
        (("siting", OBLAST, "--new", "1", "--metres", "nan"), 2, "is no number"),
        (("siting", OBLAST, "--new", "1", "--metres", "1e308"), 1, "The reach is not usable"),
        (("siting", OBLAST, "--new", "1", "--strict"), 1, "The reach is not usable"),
    ],
)
def test_bad_questions_say_why(demo_url: str, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    ended, told, why = merezha(demo_url, *arguments)
    assert (ended, sentence in why) == (code, True), why
    assert told == ""
