"""`merezha norms`, `people` and `travel`: what they print, and how they end."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub.cli.app import app
from tests.importers.planning.test_engines import Engines, engine_server

NORM = (
    "id,country,document,formula,numerator,denominator,unit,status,confidence,citation,subject_uk\n"
    "X-1,UA,Наказ 1,units-per-population,1,1000,посади,{status},high,Наказ 1 додаток 2,посади\n"
)
CITY, VORONOVYTSIA = "UA05020030010063857", "UA05020050010084898"


def run(url: str, *arguments: str) -> Result:
    """What a command prints and how it ends."""
    return CliRunner().invoke(
        app, list(arguments), env={"MEREZHA_DATABASE_URL": url, "COLUMNS": "300"}, catch_exceptions=True
    )


def written(folder: Path, name: str, text: str) -> str:
    """The path of a file."""
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_norms_are_loaded_and_listed_with_why_they_are_not_used(prepared_url: str, tmp_path: Path) -> None:
    file = written(tmp_path, "own.csv", NORM.format(status="norm"))
    tried = run(prepared_url, "norms", "load", file, "--dry-run")
    assert tried.stdout == (
        "Nothing was written; it would be: norms of norms:own: 1 added, 0 changed, 0 unchanged, 0 removed.\n"
    )
    loaded = run(prepared_url, "norms", "load", file, "--source", "ministry", "--json")
    assert json.loads(loaded.stdout)["added"] == 1
    listed = json.loads(run(prepared_url, "norms", "list", "--country", "UA", "--json").stdout)
    told = {one["norm"]["id"]: (one["source"], one["not_used"]) for one in listed}
    assert told["X-1"] == ("ministry", "validity-not-known")
    assert told["UA-01"] == ("merezha-norms", None)
    assert "Law of Ukraine 2671-VIII" in run(prepared_url, "norms", "list").stdout


def test_people_are_loaded_with_a_report(prepared_url: str, tmp_path: Path) -> None:
    file = written(tmp_path, "places.csv", f"territory,people\n{CITY},369739\nUA999,5\n")
    done = run(prepared_url, "people", "load", file, "--as-of", "2022-01-01")
    assert done.stdout.splitlines()[0] == "people of places of people:places: 2 rows read, 1 matched."
    assert "unknown code" in done.stdout
    assert "Row 3: no one unit has the code «UA999»." in done.stdout


def test_travel_times_are_loaded_fetched_and_listed(prepared_url: str, tmp_path: Path) -> None:
    file = written(tmp_path, "roads.csv", f"origin,destination,minutes\n{CITY},{VORONOVYTSIA},40\n")
    loaded = json.loads(run(prepared_url, "travel", "load", file, "--json").stdout)
    assert (loaded["matched"], loaded["left_out"]) == (1, {})
    listed = json.loads(run(prepared_url, "travel", "list", "--json").stdout)
    assert [(one["source"], one["profile"], one["engine"]) for one in listed] == [
        ("travel:roads", "car", "file")
    ]
    with engine_server() as url:
        Engines.asked = []
        refused = run(
            prepared_url,
            "travel",
            "fill",
            "--engine",
            "osrm",
            "--url",
            url,
            "--within",
            "UA05000000000010236",
        )
    # A hub without providers has nowhere to go to, so nobody is asked.
    assert type(refused.exception).__name__ == "NoPlacesToTravel"
    assert Engines.asked == []


@pytest.mark.parametrize("command", ["norms", "people", "travel"])
def test_a_file_that_cannot_be_used_ends_with_its_error(
    prepared_url: str, tmp_path: Path, command: str
) -> None:
    file = written(tmp_path, "odd.csv", "a,b\n1,2\n")
    done = run(prepared_url, command, "load", file)
    assert type(done.exception).__name__ == "UnusableColumns"
    assert "odd.csv" in str(done.exception)
