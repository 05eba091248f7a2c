"""Two overlapping registers of one region: joined, their conflicts shown, a wrong join undone for good."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.vocabulary import RunStatus
from hub.ingest import RunReport
from importers.region import load_region
from importers.runner import run_region
from tests.cli.conftest import Merezha

REGION = """
code: {code}
title: {title}
publisher: Test
licence: CC0-1.0
lang: uk
country: UA
jurisdiction: UA05000000000010236
row: provider
key: [Номер]
columns:
  Назва: name
  ЄДРПОУ: {{to: identifier, scheme: UA-EDRPOU}}
  Громада: location.hromada
  Населений пункт: location.settlement
  Адреса: location.address
  Телефон: phones
  Походження: synthetic
ignore:
  Номер: Key of the row
authority: {{contacts: {contacts}}}
"""
HEAD = "Номер;Назва;ЄДРПОУ;Громада;Населений пункт;Адреса;Телефон;Походження\n"
PLACE = "Козятинська;Козятин"
#: Made up throughout: the numbers have valid check digits and belong to nobody here.
OBLAST = [
    f'1;Комунальна установа "Центр надання соціальних послуг Затишок";14360570;{PLACE};вул. Лесі Українки, 4;'
    "(04342) 2-11-11;synthetic",
    f'2;Громадська організація "Світанок над Росткою";20077720;{PLACE};вул. Незалежності, 10;'
    "(04342) 2-22-22;synthetic",
    f'3;Благодійний фонд "Криниця милосердя";;{PLACE};вул. Грушевського, 7;(04342) 2-33-33;synthetic',
]
NATIONAL = [
    f'Н-1;КУ "ЦНСП Затишок";14360570;{PLACE};вул. Лесі Українки, буд. 4;(04342) 2-99-99;synthetic',
    f'Н-2;ГО "Світанок над Росткою";20077720;{PLACE};вул. Незалежності, 10;(04342) 2-77-77;synthetic',
    f'Н-3;Спілка ветеранів "Побратими Козятинщини";;{PLACE};вул. Васьковського, 21;(04342) 2-44-44;synthetic',
]


class Desk:
    """A clerk's desk: files are imported, commands are typed."""

    def __init__(self, folder: Path, url: str, merezha: Merezha) -> None:
        self._folder, self._url, self._merezha = folder, url, merezha
        for code, title, contacts in (("ua_oblast", "Oblast", 60), ("ua_national", "National", 40)):
            (folder / code).mkdir()
            text = REGION.format(code=code, title=title, contacts=contacts)
            (folder / code / "region.yml").write_text(text, "utf-8")

    def import_file(self, code: str, rows: list[str]) -> RunReport:
        file = self._folder / code / "file.csv"
        file.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
        return run_region(load_region(self._folder / code), file, self._url, force=True)

    def type(self, *arguments: str) -> CompletedProcess[str]:
        return self._merezha(*arguments, MEREZHA_DATABASE_URL=self._url)

    def ask(self, *arguments: str) -> Any:
        done = self.type(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def desk(tmp_path: Path, demo_copy_url: str, merezha: Merezha) -> Desk:
    """A hub with the real codifiers and two registers of Vinnytsia oblast."""
    return Desk(tmp_path, demo_copy_url, merezha)


def statements(desk: Desk, identity: str) -> dict[str, Any]:
    """Field → (value, published, source) of a record."""
    found: dict[str, Any] = {}
    for line in desk.ask("record", "show", identity)["said"]:
        found.setdefault(line["field"], []).append((line["value"], line["published"], line["source"]))
    return found


def test_a_wrong_join_is_undone_and_stays_undone_when_both_files_come_again(desk: Desk) -> None:
    first = desk.import_file("ua_oblast", OBLAST)
    second = desk.import_file("ua_national", NATIONAL)
    assert (first.status, first.added, second.joined) == (RunStatus.PUBLISHED, 3, 2)
    made = desk.ask("match", "decisions", "--source", "ua_national")
    assert {(one["verdict"], one["author"]) for one in made} == {("same", "rule")}
    assert {frozenset((one["left_key"], one["right_key"])) for one in made} == {
        frozenset({"1", "Н-1"}),
        frozenset({"2", "Н-2"}),
    }

    wrong = next(one for one in made if "2" in (one["left_key"], one["right_key"]))
    ours, theirs = sorted(("left", "right"), key=lambda side: wrong[f"{side}_source"] != "ua_oblast")
    survivor, other = wrong[f"{ours}_id"], wrong[f"{theirs}_id"]
    shown = statements(desk, other)
    assert shown["phones"] == [
        ("+380434222222", True, "ua_oblast"),
        ("+380434227777", False, "ua_national"),
    ]
    assert {value for value, _, _ in shown["name"]} == {
        "Громадська організація «Світанок над Росткою»",
        "ГО «Світанок над Росткою»",
    }

    reason = "Друга організація вписала чужий код; з'ясовано листом"
    undone = desk.ask("match", "undo", str(wrong["id"]), "--reason", reason, "--author", "Олена Коваль")
    assert sorted(kind for kind, _, _ in undone["changes"]) == ["added", "changed"]
    assert {identity for _, _, identity in undone["changes"]} == {survivor, other}
    phones = [("+380434227777", True, "ua_national")]
    assert statements(desk, other)["phones"] == phones

    again = desk.import_file("ua_oblast", [*OBLAST[:2], OBLAST[2].replace("2-33-33", "2-33-34")])
    national = desk.import_file("ua_national", [line.replace("2-44-44", "2-44-45") for line in NATIONAL])
    assert (again.joined, national.joined) == (0, 0)
    assert desk.import_file("ua_national", [NATIONAL[0], NATIONAL[1].replace("10;", "12;")]).joined == 0
    assert statements(desk, other)["phones"] == phones
    assert statements(desk, survivor)["phones"] == [("+380434222222", True, "ua_oblast")]
    kept = desk.ask("match", "decisions", "--source", "ua_national", "--undone")
    assert {(one["id"] == wrong["id"], one["verdict"], one["author"], one["undone_by"]) for one in kept} == {
        (False, "different", "Олена Коваль", None),
        (True, "same", "rule", "Олена Коваль"),
        (False, "same", "rule", None),
    }


def test_a_clerk_reads_pairs_side_by_side_and_decides(desk: Desk) -> None:
    desk.import_file("ua_oblast", OBLAST)
    alike = f'Н-3;БФ "Криниця милосердя";;{PLACE};вул. Незалежності, 99;(04342) 2-66-66;synthetic'
    report = desk.import_file("ua_national", [alike])
    assert (report.joined, report.to_review) == (0, 1)
    (waiting,) = desk.ask("match", "list", "--source", "ua_national", "--territory", "UA-05")
    assert desk.ask("match", "list", "--territory", "uа - О5") == [waiting]
    number = str(waiting["id"])
    text = desk.type("match", "show", number).stdout
    for told in (
        "Криниця милосердя",
        "ua_oblast",
        "ua_national",
        "вул. Незалежності",
        "Грушевського",
        number,
    ):
        assert told in text
    signed = ("--reason", "Один фонд, переїхав", "--author", "Олена Коваль")
    done = desk.type("match", "accept", number, *signed)
    assert "was merged into another record" in done.stdout
    assert desk.type("match", "list").stdout.strip() == "No pair waits for a decision."
    refused = desk.type("match", "accept", number, *signed)
    assert (refused.returncode, refused.stderr.split(":")[0]) == (1, "UNKNOWN_CANDIDATE")


def test_a_clerk_corrects_withdraws_and_restores(desk: Desk) -> None:
    desk.import_file("ua_oblast", OBLAST)
    identity = record_id("ua_oblast", "provider", "3")
    signed = ("--reason", "Листом від 3 березня", "--author", "Олена Коваль")
    corrected = desk.ask("record", "correct", identity, "phones", "+380434255555", *signed)
    assert corrected["changes"] == [["changed", "provider", identity]]
    shown = desk.ask("record", "show", identity)
    (correction,) = shown["corrections"]
    assert (correction["value"], correction["author"]) == (["+380434255555"], "Олена Коваль")
    desk.ask("record", "withdraw-correction", str(correction["id"]), *signed)
    desk.ask("record", "withdraw", identity, *signed)
    assert "Withdrawn by Олена Коваль: Листом від 3 березня" in desk.type("record", "show", identity).stdout
    assert desk.ask("record", "restore", identity, *signed)["changes"] == [["returned", "provider", identity]]
    nobody = desk.type("record", "show", "nobody")
    assert (nobody.returncode, nobody.stderr.split(":")[0]) == (1, "UNKNOWN_RECORD")


def test_keys_are_shown_once_listed_and_removed(desk: Desk) -> None:
    made = desk.ask("steward", "add", "Олена Коваль")
    assert made["key"].startswith("merezha_")
    assert desk.type("steward", "add", "Олена Коваль").stderr.startswith("STEWARD_EXISTS:")
    listed = desk.type("steward", "list").stdout
    assert "Олена Коваль" in listed
    assert made["key"] not in listed
    assert desk.type("steward", "remove", "Олена Коваль").returncode == 0
    assert desk.type("steward", "remove", "Олена Коваль").stderr.startswith("UNKNOWN_STEWARD:")
    assert desk.type("steward", "add", "rule").stderr.startswith("BAD_SIGNATURE:")
