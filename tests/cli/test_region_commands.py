"""`merezha region list`, `check` and `new`."""

import json

from importers.region import REGIONS
from tests.cli.conftest import Merezha


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
