"""One record, one id: keys as spreadsheets spell them, and records of rows that a file spoils."""

from pathlib import Path

import pytest

from hub.domain.ids import record_id
from hub.domain.vocabulary import RunStatus
from hub.ingest.report import Bound, Waiver
from hub.store.connection import connect
from importers.mapping.keys import Keys
from importers.region import load_region
from importers.runner import run_region

REGION = """
code: xx_91
title: A register
publisher: A publisher
licence: CC0-1.0
lang: uk
phone_country: UA
row: provider
key: [code]
columns:
  code: {to: identifier, scheme: UA-EDRPOU}
  name: name
  phone: phones
assertions: {max_vanished_share: 0.5, max_fill_drop: 1}
"""
CODES = ("00032129", "05408852", "21560766", "14360570")


class Register:
    """A register whose files are imported one after the other."""

    def __init__(self, folder: Path, url: str) -> None:
        self.home = folder / "xx_91"
        self.home.mkdir()
        (self.home / "region.yml").write_text(REGION)
        self.url = url

    def imported(self, *lines: str, **options):
        file = self.home.parent / "file.csv"
        file.write_text("\n".join(("code;name;phone", *lines)), newline="")
        return run_region(load_region(self.home), file, self.url, **options)

    def published(self) -> dict[str, tuple[str, str, str]]:
        with connect(self.url) as connection:
            rows = connection.execute(
                "SELECT key, replace(id::text, '-', ''), name, status FROM hub.provider"
            ).fetchall()
        return {key: (identity, name, status) for key, identity, name, status in rows}


@pytest.fixture
def register(tmp_path: Path, database_url: str) -> Register:
    return Register(tmp_path, database_url)


@pytest.mark.parametrize(
    "spelled", ["32129", "'00032129", '"=""00032129"""', "\u200b00032129", "0003-2129", " 00032129\u00a0"]
)
def test_a_key_is_the_same_in_every_spelling(register: Register, spelled: str) -> None:
    region = load_region(register.home)
    cell = spelled.strip('"').replace('""', '"')
    assert Keys(region).spelled(cell) == "00032129"


def test_a_file_that_a_spreadsheet_spoiled_changes_no_id(register: Register) -> None:
    register.imported(*(f"{code};Центр {code};" for code in CODES))
    before = register.published()
    report = register.imported(
        "32129;Центр 00032129;",
        "'05408852;Центр 05408852;",
        '"=""21560766""";Центр 21560766;',
        "14360570;Центр 14360570;",
    )
    assert (report.added, report.vanished, report.unchanged) == (0, 0, 4)
    assert register.published() == before


def test_a_hub_with_keys_as_they_stood_keeps_its_ids(register: Register, monkeypatch) -> None:
    with monkeypatch.context() as former:
        # As keys were made before: of the text as it stood.
        former.setattr(Keys, "_part", lambda _, __, text: text)
        register.imported("32129;Центр;", *(f"{code};Центр {code};" for code in CODES[1:]))
    old = record_id("xx_91", "provider", "32129")
    assert register.published()["32129"][0] == old
    lines = ["00032129;Центр перший;", *(f"{code};Центр {code};" for code in CODES[1:])]
    report = register.imported(*lines)
    assert (report.added, report.vanished, report.changed, report.unchanged) == (0, 0, 1, 3)
    assert register.published()["00032129"] == (old, "Центр перший", "active")
    again = register.imported(*lines, force=True)
    assert (again.status, again.added, again.vanished) == (RunStatus.UNCHANGED, 0, 0)
    kept = register.imported("32129;;", *lines[1:])
    assert (kept.kept, kept.vanished) == (1, 0)


def test_a_rejected_row_leaves_its_record_as_it_was_and_says_so(register: Register) -> None:
    register.imported(*(f"{code};Центр {code};" for code in CODES))
    before = register.published()
    report = register.imported("00032129;;", *(f"{code};Центр {code};" for code in CODES[1:]))
    assert (report.rejected, report.kept, report.vanished, report.unchanged) == (1, 1, 0, 4)
    told = [(issue.code, issue.row) for issue in report.issues if issue.code != "UNKNOWN_TERRITORY"]
    assert told == [("MISSING_NAME", 2), ("RECORD_KEPT", 2)]
    assert register.published() == before


def test_a_row_that_is_gone_is_missing_and_too_many_refused_rows_stop_a_run(register: Register) -> None:
    register.imported(*(f"{code};Центр {code};" for code in CODES))
    report = register.imported(*(f"{code};;" for code in CODES[:2]), f"{CODES[2]};Центр;")
    assert (report.status, report.kept, report.vanished) == (RunStatus.STOPPED, 2, 1)
    assert any("or in 2 rejected rows of it" in failure.sentence for failure in report.failures)
    report = register.imported(*(f"{code};Центр {code};" for code in CODES[:3]))
    assert report.vanished == 1
    assert register.published()["14360570"][2] == "missing"


def test_an_export_that_was_numbered_anew_is_stopped_and_told(register: Register) -> None:
    text = REGION.replace("key: [code]", "key: [phone]").replace(
        "phone: phones", "phone: {to: attribute, name: number}"
    )
    (register.home / "region.yml").write_text(
        text.replace("max_vanished_share: 0.5", "max_vanished_share: 1")
    )
    register.imported(*(f"{code};Центр {code};{number}" for number, code in enumerate(CODES)))
    lines = [f"{code};Центр {code};{number}" for number, code in enumerate(CODES, start=10)]
    report = register.imported(*lines)
    assert (report.status, report.added, report.vanished, report.renumbered) == (RunStatus.STOPPED, 4, 4, 4)
    (failure,) = report.failures
    assert failure.bound is Bound.RENUMBERED
    waived = register.imported(
        *lines, waiver=Waiver(frozenset({Bound.RENUMBERED}), "Numbered anew for good.")
    )
    assert waived.status is RunStatus.PUBLISHED
