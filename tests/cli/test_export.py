"""`merezha export hsds` on the command line."""

import json
import zipfile
from pathlib import Path

from tests.cli.conftest import Merezha


def test_an_export_reports_its_counts(merezha: Merezha, demo_url: str, tmp_path: Path) -> None:
    found = merezha(
        "export", "hsds", "--out", "ua.zip", "--source", "ua_05", "--json", MEREZHA_DATABASE_URL=demo_url
    )
    assert (found.returncode, found.stderr) == (0, "")
    report = json.loads(found.stdout)
    assert (report["format"], report["out"]) == ("tabular", "ua.zip")
    with zipfile.ZipFile(tmp_path / "ua.zip") as archive:
        names = archive.namelist()
        rows = archive.read("organizations.csv").decode().count("\r\n") - 1
    assert "datapackage.json" in names
    assert report["counts"]["organization"] == rows > 0


def test_json_and_filters(merezha: Merezha, demo_url: str, tmp_path: Path) -> None:
    found = merezha(
        "export", "hsds", "--out", "oms", "--format", "json", "--territory", "RU-OMS", "--category", "care",
        MEREZHA_DATABASE_URL=demo_url,
    )  # fmt: skip
    assert found.returncode == 0
    page = json.loads((tmp_path / "oms" / "organizations.json").read_text("utf-8"))
    assert page["total_items"] == len(page["contents"]) > 0
    assert [source["code"] for source in page["sources"]] == ["ru_oms"]
    assert "organization" in found.stdout


def test_unknown_codes_and_taken_targets_are_errors(merezha: Merezha, demo_url: str, tmp_path: Path) -> None:
    unknown = merezha("export", "hsds", "--out", "x", "--territory", "XX-99", MEREZHA_DATABASE_URL=demo_url)
    assert (unknown.returncode, unknown.stderr.split(":")[0]) == (1, "UNKNOWN_TERRITORY")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("keep me")
    taken = merezha("export", "hsds", "--out", "x", MEREZHA_DATABASE_URL=demo_url)
    assert (taken.returncode, taken.stderr.split(":")[0]) == (1, "EXPORT_TARGET_TAKEN")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]
