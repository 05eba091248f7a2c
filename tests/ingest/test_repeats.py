"""One provider told twice in one file: both rows stay, the publisher is told and a steward asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hub.domain.records import IdentifierRecord, LocationRecord, ProviderRecord
from hub.domain.stewards import Signature
from hub.domain.vocabulary import RunStatus
from hub.ingest import RunOptions, RunReport
from hub.ingest.stewarding.joining import accept, reject
from hub.store.connection import connect

from .builders import CITY, provider

Importing = Callable[..., RunReport]
SIGNED = Signature("Олена Коваль", "Один і той самий заклад")
FIRST = provider("1", name="Центр надання соціальних послуг «Затишок»")
AGAIN = replace(FIRST, key="7", name='ЦНСП "ЗАТИШОК" 1', rows=(8,))
FAILED = (IdentifierRecord("UA-EDRPOU", "00032129", valid=False),)
OTHER_NUMBER = (IdentifierRecord("UA-EDRPOU", "00032106", valid=True),)
ELSEWHERE = (LocationRecord("main", CITY, address="вул. Миру, 4", street="Миру", house="4"),)


def waiting(url: str) -> list[tuple[int, str]]:
    with connect(url) as connection:
        query = b"SELECT id, reason FROM ingest.candidate ORDER BY id"
        return [(number, reason) for number, reason in connection.execute(query)]


def told(report: RunReport) -> list[tuple[int | None, str]]:
    return [(issue.row, issue.message) for issue in report.issues if issue.code == "PROVIDER_TWICE"]


def test_both_rows_stay_and_the_pair_waits(hub_url: str, importing: Importing) -> None:
    report = importing(FIRST, AGAIN, provider("2", identifiers=OTHER_NUMBER))
    assert (report.status, report.providers, report.to_review) == (RunStatus.PUBLISHED, 3, 1)
    ((row, message),) = told(report)
    assert (row, "number, name and place of row 2" in message) == (8, True)
    ((_, reason),) = waiting(hub_url)
    assert reason == "One source names it twice: one number, name and place."


def test_what_differs_in_number_name_or_address_is_no_repeat(hub_url: str, importing: Importing) -> None:
    others: list[ProviderRecord] = [
        replace(AGAIN, identifiers=OTHER_NUMBER),
        replace(AGAIN, key="8", name="ЦНСП «Пролісок»", rows=(9,)),
        replace(AGAIN, key="9", locations=ELSEWHERE, rows=(10,)),
        replace(AGAIN, key="10", identifiers=FAILED, rows=(11,)),
    ]
    report = importing(FIRST, *others)
    assert (report.providers, told(report), waiting(hub_url)) == (5, [], [])


def test_a_decision_outlives_the_next_files(hub_url: str, importing: Importing) -> None:
    importing(FIRST, AGAIN)
    ((number, _),) = waiting(hub_url)
    reject(hub_url, number, SIGNED)
    again: Any = importing(FIRST, replace(AGAIN, phones=("+380432111111",)))
    assert (again.status, again.to_review, len(told(again))) == (RunStatus.PUBLISHED, 0, 1)
    assert waiting(hub_url) == []


def test_a_steward_makes_them_one_and_the_next_file_keeps_them_so(hub_url: str, importing: Importing) -> None:
    importing(FIRST, AGAIN)
    ((number, _),) = waiting(hub_url)
    accept(hub_url, number, SIGNED)
    importing(replace(FIRST, phones=("+380432111111",)), AGAIN)
    with connect(hub_url) as connection:
        count = connection.execute(b"SELECT count(*) FROM hub.provider").fetchone()
    assert (count, waiting(hub_url)) == ((1,), [])


def test_a_repeat_that_was_mended_waits_no_more(hub_url: str, importing: Importing) -> None:
    importing(FIRST, AGAIN)
    report = importing(FIRST, replace(AGAIN, locations=ELSEWHERE))
    assert (told(report), waiting(hub_url)) == ([], [])


def test_a_trial_tells_it_and_queues_nothing(hub_url: str, importing: Importing) -> None:
    report = importing(FIRST, AGAIN, options=RunOptions(dry_run=True))
    assert (len(told(report)), report.to_review, waiting(hub_url)) == (1, 1, [])
