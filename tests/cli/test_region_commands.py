"""`merezha region list`, `check` and `new`."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from importers.region import REGIONS
from tests.cli.conftest import Merezha
from tests.commands import CommandServer


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the program whose regions a test may spoil."""
    for name in ("hub", "importers"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REGIONS.parents[1] / name, tmp_path / "checkout" / name, ignore=ignored)
    return tmp_path / "checkout"


def test_list_names_the_shipped_regions(merezha: Merezha) -> None:
    found = json.loads(merezha("region", "list", "--json").stdout)
    assert {region["code"]: region["sample"] for region in found} == {
        **dict.fromkeys(["kz_59", "ru_oms", "ua_05", "ua_09", "ua_14", "ua_71"], True),
        **dict.fromkeys(["ua_cnap", "ua_schools"], False),
    }


def test_check_compares_a_region_with_its_golden_files(merezha: Merezha) -> None:
    done = merezha("region", "check", "kz_59", "--json")
    report = json.loads(done.stdout)[0]
    assert (done.returncode, report["region"], report["ok"]) == (0, "kz_59", True)
    assert (report["problems"], report["diff"]) == ([], [])


def test_new_refuses_a_code_that_is_taken(merezha: Merezha) -> None:
    done = merezha("region", "new", "ua_05", "--from", str(REGIONS / "ua_71" / "sample.csv"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"REGION_EXISTS: The folder {REGIONS / 'ua_05'} exists already; choose another code or remove it.\n"
    )


def test_new_refuses_a_file_that_is_not_there(merezha: Merezha) -> None:
    done = merezha("region", "new", "ua_99", "--from", "no-such-file.csv")
    assert done.returncode == 2
    assert "no-such-file.csv" in done.stderr


def test_check_shows_each_record_and_each_different_issue_of_a_new_region(checkout: Path) -> None:
    made = checkout / "importers/regions/ua_71"
    for name in ("expected.jsonl", "issues.jsonl"):
        (made / name).unlink()
    with closing(CommandServer(checkout)) as server:
        done = server.run(("region", "check", "ua_71"), checkout, {"COLUMNS": "200"})
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[1].split() == ["ua_71", "new", "45", "45", "8"]
    assert "`merezha region check ua_71 --update` keeps them." in lines[2]
    assert "and 25 more records; expected.jsonl will hold them all whole." in lines
    (told,) = [line for line in lines if line.startswith("OUTSIDE_JURISDICTION")]
    assert "«Вінниця» lies outside the source's jurisdiction «Черкаська»." in " ".join(told.split())
