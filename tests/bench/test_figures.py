"""The benchmark's table and its section in the documentation."""

import json
import subprocess
import sys

import pytest

from bench.figures import DOCUMENT, Series, markdown, replace_section, table
from bench.import_speed import OWN_REGIONS, ROOT
from bench.maker import COLUMNS, write_csv
from importers.lookups import load_lookups
from importers.region import find_region


def test_medians_and_ratios():
    floor = Series("f", "copy", 1_000, 5, seconds=[0.5, 0.1, 0.3], cpu=[0.2, 0.2, 0.3], peaks=[10, 12])
    whole = Series("f", "import", 1_000, 5, seconds=[3.0, 6.0, 9.0], cpu=[8.0], peaks=[80])
    assert table([floor, whole]) == [
        ("f", "1,000", "COPY, the floor", "0.30 (0.10–0.50)", "3,333", "1.0", "0.2", "12"),
        ("f", "1,000", "import, file to release", "6.00 (3.00–9.00)", "167", "20.0", "8.0", "80"),
    ]


def test_a_section_is_replaced_and_nothing_else():
    document = "# Speed\n<!-- a -->\nold\n<!-- /a -->\nend\n"
    assert replace_section(document, "a", "new\n") == "# Speed\n<!-- a -->\nnew\n<!-- /a -->\nend\n"
    with pytest.raises(ValueError, match="no section b"):
        replace_section(document, "b", "new")


def test_the_documentation_has_the_section_that_the_benchmark_writes():
    text = markdown([("x",) * 8])
    assert text in replace_section(DOCUMENT.read_text(), "import_speed", text)


def test_the_benchmark_region_maps_every_column_that_the_maker_makes():
    region = find_region("ua_bench", OWN_REGIONS)
    assert {*region.columns, *region.ignore} == set(COLUMNS) - {"Послуги"}
    assert region.folder == OWN_REGIONS / "ua_bench"
    assert load_lookups(region.folder).kind["ЦНСП"] == "comprehensive-centre"


def test_a_task_prints_what_it_measured(tmp_path):
    made = tmp_path / "made.csv"
    write_csv(made, 50)
    arguments = ["read", "unused", "ua_bench", str(OWN_REGIONS), str(made)]
    command = [sys.executable, "-m", "bench.task", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(done.stdout)
    assert measured["rows"] == 50
    assert measured["seconds"] > 0
    assert 10 < measured["peak_mb"] < 1_000
