"""What is published is judged anew by other rules than those of its day, whether or not a file names it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from hub.cli.app import app
from hub.cluster import PrivateCluster
from hub.domain.confidentiality import RegionRule
from hub.domain.confidentiality import reasons as domain
from hub.domain.ids import record_id
from hub.domain.records import AccessPointRecord, LocationRecord, Point, RawRow
from hub.domain.vocabulary import Lang, PrecisionClass
from hub.ingest import FileDescription, RunOptions, RunReport, run_import, stewarding
from hub.ingest.judging import NotJudged, judge, require_judged
from hub.settings import ClusterSettings
from hub.store import judgements

from ..builders import CITY, HROMADA, SOURCE, items
from .conftest import A_ONE, ONE, SIGNED, numbered, rows

PLACE = LocationRecord(
    "main", CITY, point=Point(49.24, 28.49), precision=PrecisionClass.EXACT, address="вул. Дальня, 5",
    street="Дальня", house="5",
)  # fmt: skip
SHELTER = replace(
    numbered("1", locations=(PLACE,), phones=("+380432111111",), url="https://example.org"), name="Шелтер 1"
)
OTHER = numbered("2")
OFFICE = AccessPointRecord("9", "Шелтер 9", Lang.UK, PLACE, phones=("+380432111111",), rows=(9,))
NINE = record_id(SOURCE.code, "access-point", "9")
_SHOWN = """
    SELECT l.address, t.code, l.confidential FROM hub.location l
    JOIN hub.territory t ON t.id = l.territory_id WHERE %s IN (l.provider_id, l.access_point_id)
"""
SHOWN, HIDDEN = [("вул. Дальня, 5", CITY, False)], [(None, HROMADA, True)]
_RELEASES = "SELECT max(number) FROM hub.release"


@contextmanager
def older() -> Iterator[None]:
    """Rules of another day, which hide nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(domain, "refuge_reasons", lambda *_: ())
        patch.setattr(judgements, "rules_fingerprint", lambda: "older")
        yield


def issues(url: str) -> list[tuple[Any, ...]]:
    query = (
        "SELECT replace(statement_id::text, '-', ''), run_id, \"row\", \"column\", value FROM ingest.issue "
        "WHERE code = 'HIDDEN_BY_NEW_RULES' ORDER BY 1"
    )
    return rows(url, query)


def test_what_no_file_names_is_hidden_in_one_release_and_told(hub_url: str, importing: Any) -> None:
    with older():
        importing(SHELTER, OTHER, OFFICE)
        importing(OTHER)
    assert [rows(hub_url, _SHOWN, one) for one in (ONE, NINE)] == [SHOWN, SHOWN]
    with pytest.raises(NotJudged):
        require_judged(hub_url)
    assert sorted(judge(hub_url)) == sorted([ONE, NINE])
    require_judged(hub_url)
    assert [rows(hub_url, _SHOWN, one) for one in (ONE, NINE)] == [HIDDEN, HIDDEN]
    assert rows(hub_url, "SELECT phones, url, status FROM hub.provider WHERE id = %s", ONE) == [
        ([], None, "missing")
    ]
    assert rows(hub_url, "SELECT phones, status FROM hub.access_point") == [([], "missing")]
    assert rows(hub_url, "SELECT count(*) FROM history.location WHERE address LIKE '%%Дальня%%'") == [(0,)]
    assert issues(hub_url) == sorted([(ONE, 2, None, "name", "шелтер*"), (NINE, 2, None, "name", "шелтер*")])
    assert rows(hub_url, _RELEASES) == [(3,)]
    assert (judge(hub_url), rows(hub_url, _RELEASES)) == ([], [(3,)])


def test_an_import_judges_what_its_file_no_longer_names_before_it_begins(
    hub_url: str, importing: Any
) -> None:
    with older():
        importing(SHELTER, OTHER)
        importing(OTHER)
    report = importing(OTHER, options=RunOptions(dry_run=True))
    assert (report.unchanged, rows(hub_url, _SHOWN, ONE)) == (1, SHOWN)
    importing(OTHER)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_the_row_of_a_file_is_told_and_a_record_that_is_not_secret_stays(
    hub_url: str, importing: Any
) -> None:
    with older():
        row = RawRow(7, {"name": SHELTER.name}, record=("provider", "1"))
        importing(replace(OTHER, locations=(PLACE,)), extra=[row, replace(SHELTER, rows=(7,))])
    assert judge(hub_url) == [ONE]
    assert issues(hub_url) == [(ONE, 1, 7, "name", "шелтер*")]
    two = record_id(SOURCE.code, "provider", "2")
    assert rows(hub_url, _SHOWN, two) == SHOWN


def test_a_cell_that_the_record_does_not_keep_hides_it_as_long_as_its_row_is_kept(
    hub_url: str, importing: Any
) -> None:
    with older():
        row = RawRow(7, {"name": "Центр 1", "Інше": "шелтер", "Адреса": "-"}, record=("provider", "1"))
        importing(OTHER, extra=[row, replace(SHELTER, name="Центр 1", rows=(7,))])
        importing(OTHER)
    assert judge(hub_url) == [ONE]
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    assert issues(hub_url) == [(ONE, 2, None, "Інше", "шелтер*")]
    assert rows(hub_url, 'SELECT secret FROM ingest.raw_record WHERE "row" = 7') == [(True,)]


def test_what_another_register_says_of_the_same_is_hidden_too(
    hub_url: str, importing: Any, also: Any
) -> None:
    with older():
        importing(SHELTER, OTHER)
        also(replace(SHELTER, key="A-1", name="Центр 1"))
    assert rows(hub_url, "SELECT count(*) FROM hub.provider") == [(2,)]
    assert judge(hub_url) == [ONE]
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    contents = rows(hub_url, "SELECT content::text FROM hub.statement WHERE id = %s", A_ONE)
    assert "Дальня" not in str(contents)


def test_what_somebody_opened_stays_open(hub_url: str, importing: Any) -> None:
    with older():
        importing(SHELTER, OTHER)
        stewarding.open_record(hub_url, ONE, SIGNED)
    assert judge(hub_url) == []
    assert rows(hub_url, _SHOWN, ONE) == SHOWN


def imported(
    url: str, *records: Any, opened: dict[str, str], kinds: frozenset[str] = frozenset()
) -> RunReport:
    """A file of the register, whose region opens and hides these."""
    source = replace(SOURCE, rule=RegionRule(kinds, opened=opened))
    known = tuple(replace(one, opened=opened.get(one.key)) if one.key in opened else one for one in records)
    file = FileDescription("file.csv", f"{hash(repr((known, opened, kinds))):x}", "mapping")
    return run_import(url, source, file, items(known), RunOptions())


def test_what_region_yml_opens_is_open_while_it_does(hub_url: str) -> None:
    imported(hub_url, SHELTER, OTHER, opened={"1": "a letter"})
    imported(hub_url, OTHER, opened={"1": "a letter"})
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    imported(hub_url, OTHER, opened={})
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_what_older_rules_needed_not_open_is_opened_by_the_line_that_stands_already(hub_url: str) -> None:
    with older():
        imported(hub_url, SHELTER, OTHER, opened={"1": "a letter"})
    assert judge(hub_url) == []
    assert rows(hub_url, _SHOWN, ONE) == SHOWN


def test_what_region_yml_begins_to_hide_is_hidden_where_no_file_names_it(hub_url: str) -> None:
    open_one = replace(SHELTER, name="Центр 1")
    imported(hub_url, open_one, OTHER, opened={})
    imported(hub_url, OTHER, opened={})
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    imported(hub_url, OTHER, opened={}, kinds=frozenset({"territorial-centre"}))
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_correction_that_tells_of_a_refuge_hides(hub_url: str, importing: Any) -> None:
    importing(replace(SHELTER, name="Центр 1"), OTHER)
    with older():
        rows(
            hub_url,
            "INSERT INTO hub.correction (statement_id, field, value, author, reason) "
            "VALUES (%s, 'name', '\"Шелтер 1\"', 'Ada', 'she knew') RETURNING id",
            ONE,
        )
        rows(hub_url, "UPDATE ingest.judgement SET rules = NULL RETURNING source_id")
    assert judge(hub_url) == [ONE]
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_record_that_was_withdrawn_is_hidden_when_it_returns(hub_url: str, importing: Any) -> None:
    with older():
        importing(SHELTER, OTHER)
        stewarding.withdraw(hub_url, ONE, SIGNED)
    assert judge(hub_url) == [ONE]
    stewarding.restore(hub_url, ONE, SIGNED)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_program_with_other_rules_that_publishes_leaves_the_source_to_be_judged(
    hub_url: str, importing: Any
) -> None:
    importing(OTHER)
    with older():
        judge(hub_url)
    judge(hub_url)
    with older(), pytest.MonkeyPatch.context() as patch:
        # It judged before this program did, and publishes after it.
        patch.setattr("hub.ingest.run.judge", lambda _: [])
        importing(SHELTER, OTHER)
    with pytest.raises(NotJudged):
        require_judged(hub_url)
    assert judge(hub_url) == [ONE]


def merezha(*arguments: str, url: str = "") -> Any:
    """A command on a database of one's own, or on the private cluster."""
    environment = {"MEREZHA_DATABASE_URL": url, "COLUMNS": "400"}
    return CliRunner().invoke(app, arguments, env=environment)


def test_a_database_of_ones_own_is_closed_until_it_is_judged(hub_url: str, importing: Any) -> None:
    with older():
        importing(SHELTER, OTHER)
    for command in (("serve", "--port", "0"), ("record", "show", ONE), ("run", "issues", "1")):
        asked = merezha(*command, url=hub_url)
        assert isinstance(asked.exception, NotJudged), (command, asked.output)
    assert json.loads(merezha("db", "migrate", "--dry-run", "--json", url=hub_url).stdout)["hidden"] == []
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    judged = merezha("db", "migrate", "--json", url=hub_url)
    assert (judged.exit_code, json.loads(judged.stdout)["hidden"]) == (0, [ONE])
    shown = merezha("record", "show", ONE, url=hub_url)
    assert (shown.exit_code, "Дальня" in shown.output) == (0, False)


def test_the_private_cluster_is_judged_by_the_first_command(
    hub_url: str, importing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with older():
        importing(SHELTER, OTHER)

    class Private(PrivateCluster):
        """The cluster of the tests, with this database as that of the hub."""

        @property
        def url(self) -> str:
            return hub_url

    monkeypatch.setattr("hub.cli.database.private_cluster", lambda _: Private(ClusterSettings()))
    shown = merezha("record", "show", ONE)
    assert (shown.exit_code, "Дальня" in shown.output) == (0, False)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_what_imports_publish_is_judged_as_they_judged_it(demo_copy_url: str) -> None:
    before = rows(demo_copy_url, _RELEASES)
    assert rows(demo_copy_url, "UPDATE ingest.judgement SET rules = NULL RETURNING source_id")
    with pytest.raises(NotJudged):
        require_judged(demo_copy_url)
    assert (judge(demo_copy_url), rows(demo_copy_url, _RELEASES)) == ([], before)
    require_judged(demo_copy_url)
