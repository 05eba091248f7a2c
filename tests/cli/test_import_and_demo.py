"""`merezha import` and `demo` on the demo's data."""

import json
from pathlib import Path

import pytest

from hub.demo import load_demo, sample_regions
from importers.region import find_region
from importers.runner import run_region
from importers.sample import sample_of
from tests.cli.conftest import Merezha


def test_the_demo_imports_every_sample_region_once(demo_copy_url: str) -> None:
    reports = load_demo(demo_copy_url)
    assert [report.source for report in reports] == ["kz_59", "ru_oms", "ua_05", "ua_09", "ua_14", "ua_71"]
    assert [report.status.value for report in reports] == ["unchanged"] * 6
    assert {report.release for report in reports} == {7}


def test_the_demo_leaves_a_file_that_an_operator_imported(demo_copy_url: str, tmp_path: Path) -> None:
    region = find_region("ua_71")
    lines = sample_of(region).read_bytes().splitlines(keepends=True)
    own = tmp_path / "register.csv"
    own.write_bytes(b"".join(lines[:-2]))
    assert run_region(region, own, demo_copy_url).release == 8
    report = load_demo(demo_copy_url)[-1]
    assert (report.source, report.file, report.status.value) == ("ua_71", "register.csv", "unchanged")
    assert (report.read, report.providers, report.release) == (43, 43, 8)


def test_the_demo_without_serving_shows_what_came_in(merezha: Merezha, demo_copy_url: str) -> None:
    done = merezha("demo", "--no-serve", MEREZHA_DATABASE_URL=demo_copy_url)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    shown = {
        words[0]: words[1] for words in lines if words and words[0] in {r.code for r in sample_regions()}
    }
    assert shown == dict.fromkeys(["kz_59", "ru_oms", "ua_05", "ua_09", "ua_14", "ua_71"], "unchanged")
    assert "Traceback" not in done.stderr
    # The log of a first start is no terminal, and must not be silent for minutes.
    lines_told = [line.split("  ") for line in done.stderr.splitlines() if ":" in line.split("  ")[0]]
    told = list(dict.fromkeys(parts[1].split(":")[0] for parts in lines_told))
    assert told == ["database", "taxonomies and crosswalks", "territories", *shown, "done"]


def test_importing_the_same_sample_again_changes_nothing(merezha: Merezha, demo_copy_url: str) -> None:
    done = merezha("import", "ru_oms", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    report = json.loads(done.stdout)
    assert (done.returncode, report["status"], report["release"]) == (0, "unchanged", 7)
    assert (report["added"], report["changed"], report["vanished"]) == (0, 0, 0)
    assert report["read"] == report["accepted"] + report["rejected"] + report["skipped"]


def test_a_dry_run_publishes_nothing(merezha: Merezha, demo_copy_url: str) -> None:
    done = merezha("import", "kz_59", "--dry-run", "--force", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    report = json.loads(done.stdout)
    assert (done.returncode, report["status"], report["release"]) == (0, "dry-run", 7)
    assert report["changes"] == []
    listed = merezha("run", "list", "--source", "kz_59", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    assert [run["status"] for run in json.loads(listed.stdout)] == ["dry-run", "published"]


def test_a_file_that_loses_most_rows_stops_with_exit_code_1(
    merezha: Merezha, demo_copy_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    region = next(region for region in sample_regions() if region.code == "ua_71")
    lines = (region.folder / "sample.csv").read_bytes().splitlines(keepends=True)
    short = tmp_path_factory.mktemp("short") / "short.csv"
    short.write_bytes(b"".join(lines[:8]))
    trial = merezha("import", "ua_71", "--file", str(short), "--dry-run", MEREZHA_DATABASE_URL=demo_copy_url)
    assert trial.returncode == 1
    tried = trial.stderr.splitlines()[-1]
    assert tried.startswith("IMPORT_WOULD_STOP: The file of ua_71 would be stopped, because ")
    stopped = merezha("import", "ua_71", "--file", str(short), MEREZHA_DATABASE_URL=demo_copy_url)
    assert stopped.returncode == 1
    last = stopped.stderr.splitlines()[-1]
    assert last.startswith("IMPORT_STOPPED: Nothing of ua_71 was published: ")
    waivers = ("--waive", "fill-drop", "--waive", "rows", "--waive", "vanished")
    assert last.endswith(f'publish past these bounds with {" ".join(waivers)} --reason "…".')
    waived = merezha(
        *("import", "ua_71", "--file", str(short), *waivers, "--reason", "Closed.", "--json"),
        MEREZHA_DATABASE_URL=demo_copy_url,
    )
    assert waived.returncode == 0
    report = json.loads(waived.stdout)
    assert (report["status"], report["release"]) == ("published", 8)
    shown = merezha("run", "show", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    assert json.loads(shown.stdout)["run"]["waiver"] == "fill-drop, rows, vanished: Closed."


def test_an_unknown_region_is_named_with_the_known_ones(merezha: Merezha) -> None:
    done = merezha("import", "xx_00")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "REGION_NOT_FOUND: There is no region 'xx_00'; there are kz_59, ru_oms, ua_05"
    )


def test_territories_answer_to_old_codes(merezha: Merezha, demo_url: str) -> None:
    done = merezha("territory", "show", "UA71060210000032972", "--json", MEREZHA_DATABASE_URL=demo_url)
    found = json.loads(done.stdout)
    assert (found["name"], found["level"], found["scheme"]) == ("Уманська", "hromada", "katottg")


def test_sources_show_their_licence(merezha: Merezha, demo_url: str) -> None:
    found = json.loads(merezha("source", "list", "--json", MEREZHA_DATABASE_URL=demo_url).stdout)
    by_code = {source["code"]: source for source in found}
    assert by_code["geonames"]["licence"] == "CC BY 4.0"
    assert by_code["ua_05"]["is_sample"] is True
    assert by_code["ua_05"]["last_run"] is not None


def test_a_dry_run_names_what_would_change_to_a_person(
    merezha: Merezha, demo_copy_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    region = find_region("ua_71")
    lines = sample_of(region).read_bytes().splitlines(keepends=True)
    edited = tmp_path_factory.mktemp("edited") / "next.csv"
    edited.write_bytes(b"".join(lines[:-3]))
    done = merezha(
        *("import", "ua_71", "--file", str(edited), "--dry-run", "--named", "1"),
        MEREZHA_DATABASE_URL=demo_copy_url,
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout.splitlines()
    assert "vanished: 2" in shown
    assert shown[shown.index("vanished: 2") + 1].split() == ["row", "key", "name", "fields"]
    assert shown[shown.index("vanished: 2") + 3].startswith("… and 1 more; ")
    assert shown[-1] == "The file would be published."


def test_a_waiver_names_bounds_and_says_why(merezha: Merezha) -> None:
    for arguments in (("--waive", "vanished"), ("--reason", "Closed.")):
        done = merezha("import", "ua_71", *arguments)
        assert done.returncode == 2
        assert "name the bounds with --waive and say why with --reason" in done.stderr
