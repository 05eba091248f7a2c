"""`merezha plan siting`: the plan of `siting`, for people and programs, and its papers."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from hub.cli.app import app

OBLAST = "UA71000000000010357"


def merezha(url: str, *arguments: str) -> tuple[int, str]:
    """How a command ends, and what it prints."""
    done = CliRunner().invoke(app, ["plan", "siting", *arguments], env={"MEREZHA_DATABASE_URL": url})
    return done.exit_code, str(done.exception) if done.exception else done.output


def test_a_plan_is_told_to_people_and_programs_and_written(demo_url: str, tmp_path: Path) -> None:
    paper = tmp_path / "plan.xlsx"
    code, told = merezha(demo_url, OBLAST, "--new", "2", "--lang", "en", "--json", "--out", str(paper))
    assert code == 0, told
    plan = json.loads(told)
    assert [site["rank"] for site in plan["sites"]] == [1, 2]
    assert plan["before"]["covered"]["value"] <= plan["after"]["covered"]["value"]
    cells = {
        cell.value
        for sheet in load_workbook(paper)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert {site["code"] for site in plan["sites"]} <= cells
    code, shown = merezha(demo_url, "UA-71", "--new", "2", "--lang", "en")
    assert code == 0, shown
    assert plan["proof"]["sentence"] in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--new", "0"), "`new` is above 0"),
        ((), "it needs `new`"),
        (("--new", "1", "--out", "plan.txt"), "plan.txt is no paper"),
        (("--new", "1", "--metres", "0"), "The reach is not usable"),
        (("--new", "1", "--metres", "nan"), "The reach is not usable"),
        (("--new", "1", "--metres", "1e308"), "The reach is not usable"),
        (("--new", "1", "--minutes", "30", "--metres", "1"), "The reach is not usable"),
        (("--new", "1", "--strict"), "The reach is not usable"),
        (("--new", "1", "--minutes", "30", "--strict"), "none has an origin there"),
        (("--goal", "fewest-for-share", "--share", "nan"), "A share of nan is not usable"),
        (("--goal", "fewest-for-share", "--share", "inf"), "A share of inf is not usable"),
        (("--goal", "fewest-for-share", "--share", "1.5"), "A share of 1.5 is not usable"),
        (("--goal", "fewest-for-share", "--new", "2", "--share", "0.5"), "leave `new` out"),
        (("--new", "501"), "at most 500"),
        (("--new", "2", "--candidate", OBLAST), "only 1 places are left"),
        (("--new", "1", "--candidate", OBLAST, "--exclude", "UA-71"), "in `candidates` and in `exclude`"),
        (("--new", "1", "--exclude", "UA"), "No place is left"),
        (("--new", "1", "--places", "0"), "The capacity is not usable"),
        (("--new", "1", "--existing-places", "5"), "needs --places"),
        (("--new", "1", "--places", "nan"), "The capacity is not usable"),
    ],
)
def test_bad_questions_say_why(demo_url: str, arguments: tuple[str, ...], sentence: str) -> None:
    code, told = merezha(demo_url, OBLAST, *arguments)
    assert (code, sentence in told) == (1, True), told
