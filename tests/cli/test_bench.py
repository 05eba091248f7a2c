"""`merezha bench match`."""

import json

from tests.cli.conftest import Merezha


def test_match_tells_precision_recall_blocks_and_time(merezha: Merezha) -> None:
    done = merezha("bench", "match", "--records", "150", "--editions", "no-such-folder", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    pairs, pool, bulk = json.loads(done.stdout)
    assert [one["name"] for one in (pairs, pool, bulk)] == [
        "labelled pairs, held out",
        "the same in one pool",
        "synthetic bulk",
    ]
    assert pairs["join"]["wanted"] == pool["join"]["wanted"] == 272
    assert pairs["join"]["precision"] >= 0.99
    assert pairs["join"]["recall"] >= 0.90
    assert pairs["review"]["recall"] >= pairs["join"]["recall"]
    assert bulk["records"] == 150
    assert bulk["seconds"] > 0


def test_a_person_reads_tables(merezha: Merezha) -> None:
    done = merezha("bench", "match", "--records", "0", "--editions", "no-such-folder")
    assert "Real editions were skipped: their folder is missing." in done.stdout
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [
        "measured",
        "on",
        "threshold",
        "pairs",
        "found",
        "right",
        "wanted",
        "precision",
        "recall",
    ] in lines
    assert ["successor", "17", "0"] in [line[:3] for line in lines]
