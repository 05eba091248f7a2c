"""`merezha source quality` and `merezha lookups suggest` on the demo's data."""

import json
from pathlib import Path

from importers.lookups import load_lookups
from importers.mapping import mapped_columns
from importers.region import find_region
from tests.cli.conftest import Merezha


def test_a_line_for_each_source_and_its_tables_for_one(merezha: Merezha, demo_copy_url: str) -> None:
    every = merezha("source", "quality", MEREZHA_DATABASE_URL=demo_copy_url)
    lines = every.stdout.splitlines()
    assert (every.returncode, lines[0].split()[:3]) == (0, ["source", "run", "providers"])
    assert [line.split()[0] for line in lines[1:]] == ["kz_59", "ru_oms", "ua_05", "ua_09", "ua_14", "ua_71"]
    one = merezha("source", "quality", "ru_oms", MEREZHA_DATABASE_URL=demo_copy_url)
    rows = [line.split() for line in one.stdout.splitlines()]
    assert ["kind", "provider", "45", "45", "100.0", "%"] in rows
    assert ["no", "category", "3", "1.2", "%"] in rows
    assert ["UNKNOWN_CATEGORY", "warning", "1"] in rows


def test_a_second_run_is_compared_with_the_first(merezha: Merezha, demo_copy_url: str) -> None:
    merezha("import", "ru_oms", MEREZHA_DATABASE_URL=demo_copy_url)
    done = merezha("source", "quality", "ru_oms", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    (found,) = json.loads(done.stdout)
    assert (found["status"], found["services"], found["functions"]) == ("unchanged", 243, 137)
    assert found["before"]["fills"] == found["fills"]
    assert found["before"]["run_id"] < found["run_id"]
    shown = merezha("source", "quality", "ru_oms", MEREZHA_DATABASE_URL=demo_copy_url).stdout
    kind = ["kind", "provider", "45", "45", "100.0", "%", "100.0", "%", "="]
    assert kind in [line.split() for line in shown.splitlines()]


def test_a_source_without_an_import_is_told(merezha: Merezha) -> None:
    for command in (("source", "quality", "ua_05"), ("lookups", "suggest", "ua_05")):
        done = merezha(*command)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("NOT_IMPORTED: No file of ua_05 has been imported yet; ")


def test_suggestions_come_from_the_last_import_and_are_lookups(
    merezha: Merezha, demo_copy_url: str, tmp_path: Path
) -> None:
    merezha("import", "ru_oms", MEREZHA_DATABASE_URL=demo_copy_url)
    done = merezha("lookups", "suggest", "ru_oms", MEREZHA_DATABASE_URL=demo_copy_url)
    assert done.returncode == 0
    assert done.stderr.startswith("3 words, 0 of them with a proposal.")
    assert '  # "парикмахерские":' in done.stdout.splitlines()
    (tmp_path / "lookups.yml").write_text(done.stdout, "utf-8")
    lookups = load_lookups(tmp_path)
    assert (lookups.category, lookups.kind_of_service) == ({}, {})


def test_suggestions_for_a_file_need_no_database(merezha: Merezha, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    row = {
        **dict.fromkeys(mapped_columns(find_region("kz_59")), ""),
        "organization_ru": "Центр",
        "organization_type": "служба социальной адаптации",
        "department_ru": "отделение ухода на дому",
        "ownership": "гос.",
        "service_kinds": "культурные",
        "form": "на дому",
    }
    file.write_text(json.dumps({"departments": [row]}), "utf-8")
    done = merezha(
        *("lookups", "suggest", "kz_59", "--file", str(file), "--json"),
        MEREZHA_DATABASE_URL="postgresql://nowhere/",
    )
    assert done.returncode == 0, done.stderr
    found = {one["words"]: (one["table"], one["rows"], one["proposals"]) for one in json.loads(done.stdout)}
    assert found["служба социальной адаптации"][:2] == ("kind", [1])
    assert found["служба социальной адаптации"][2][0]["code"] == "social-adaptation-centre"
    assert found["культурные"][0] == "kind_of_service"
    assert found["культурные"][2][0] == {
        "code": "social-cultural",
        "score": 88,
        "label": "социально-культурные",
        "lang": "ru",
        "whole": True,
    }
