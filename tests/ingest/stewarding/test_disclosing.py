"""What may be a refuge is hidden until a person opens it, and whoever opens or hides gives a reason."""

from dataclasses import replace
from typing import Any

import pytest

from hub.domain.records import LocationRecord, Point
from hub.domain.stewards import BadSignature, Signature, UnknownRecord
from hub.domain.vocabulary import RunStatus
from hub.ingest import stewarding
from hub.store.connection import connect
from tests.correcting import correct

from ..builders import CITY
from .conftest import A_ONE, ONE, SIGNED, TWO, numbered, rows

_PLACE = LocationRecord(
    "main", CITY, point=Point(49.24, 28.49), address="вул. Нова, 5", street="Нова", house="5"
)
MAYBE = numbered("1", name="Шелтер «Промінь»", locations=(_PLACE,), phones=("+380432111111",))
OPEN = numbered("2", locations=(_PLACE,), phones=("+380432222222",))
_SHOWN = (
    "SELECT p.name, l.address, l.confidential, p.phones FROM hub.location l JOIN hub.provider p "
    "ON p.id = l.provider_id WHERE p.id = %s"
)
HIDDEN = [("Шелтер «Промінь»", None, True, [])]
SHOWN = [("Шелтер «Промінь»", "вул. Нова, 5", False, ["+380432111111"])]


def test_what_may_be_a_refuge_is_hidden_and_the_issue_tells_how_to_open_it(
    hub_url: str, importing: Any
) -> None:
    report = importing(MAYBE, OPEN)
    (issue,) = report.issues
    assert (issue.code, issue.row, issue.column, issue.value) == ("MAY_BE_REFUGE", 2, "name", "шелтер*")
    assert f"merezha record open {ONE} --reason" in issue.message
    assert "confidential: open" in issue.message
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    assert rows(hub_url, _SHOWN, TWO)[0][1:3] == ("вул. Нова, 5", False)


def test_an_opened_record_is_shown_with_the_next_import_and_stays_so(hub_url: str, importing: Any) -> None:
    importing(MAYBE)
    stewarding.open_record(hub_url, ONE, SIGNED)
    assert rows(hub_url, _SHOWN, ONE) == [("Шелтер «Промінь»", None, False, [])]
    # The very same file is read anew, since the decision belongs to what decides.
    report = importing(MAYBE)
    assert (report.status, report.changed) == (RunStatus.PUBLISHED, 1)
    assert [issue.code for issue in report.issues] == ["OPENED_BY_DECISION"]
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    importing(replace(MAYBE, founded=None), numbered("3"))
    assert rows(hub_url, _SHOWN, ONE) == SHOWN


def test_taking_the_opening_back_hides_at_once_and_history_forgets(hub_url: str, importing: Any) -> None:
    importing(MAYBE)
    number = stewarding.open_record(hub_url, ONE, SIGNED).number
    importing(MAYBE)
    importing(replace(MAYBE, phones=("+380432333333",)))
    stewarding.withdraw_correction(hub_url, number, SIGNED)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    assert rows(hub_url, "SELECT count(*) FROM history.location WHERE NOT confidential") == [(0,)]
    assert rows(hub_url, "SELECT count(*) FROM history.provider WHERE phones <> '{}'") == [(0,)]
    importing(MAYBE)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_steward_hides_what_no_rule_hides(hub_url: str, importing: Any) -> None:
    importing(OPEN)
    outcome = stewarding.hide_record(hub_url, TWO, SIGNED)
    assert outcome.release == 2
    hidden = [(OPEN.name, None, True, [])]
    assert rows(hub_url, _SHOWN, TWO) == hidden
    importing(replace(OPEN, founded=None), numbered("3"))
    assert rows(hub_url, _SHOWN, TWO) == hidden
    stewarding.withdraw_correction(hub_url, outcome.number, SIGNED)
    importing(OPEN, numbered("3"))
    assert rows(hub_url, _SHOWN, TWO)[0][1:3] == ("вул. Нова, 5", False)


def test_a_record_that_two_sources_hide_is_opened_as_a_whole(hub_url: str, importing: Any, also: Any) -> None:
    importing(MAYBE)
    other = replace(MAYBE, key="A-1", name="Притулок «Промінь»")
    assert also(other).joined == 1
    stewarding.open_record(hub_url, ONE, SIGNED)
    importing(MAYBE)
    assert rows(hub_url, _SHOWN, ONE)[0][1:3] == ("вул. Нова, 5", False)
    also(other)
    assert rows(hub_url, _SHOWN, ONE)[0][1:3] == ("вул. Нова, 5", False)
    found = rows(hub_url, "SELECT statement_id::text FROM hub.correction ORDER BY 1")
    assert sorted(one.replace("-", "") for (one,) in found) == sorted([ONE, A_ONE])


def test_what_the_source_itself_marks_is_not_opened_by_a_steward(hub_url: str, importing: Any) -> None:
    marked = replace(MAYBE, locations=(replace(_PLACE, confidential=True),))
    importing(marked)
    stewarding.open_record(hub_url, ONE, SIGNED)
    importing(marked)
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_correction_that_tells_of_a_refuge_hides(hub_url: str, importing: Any) -> None:
    importing(OPEN)
    correct(hub_url, TWO, "name", "Кризова кімната", SIGNED)
    assert rows(hub_url, _SHOWN, TWO) == [("Кризова кімната", None, True, [])]


def test_nobody_opens_without_a_reason_or_what_is_not_there(hub_url: str, importing: Any) -> None:
    importing(MAYBE)
    with pytest.raises(BadSignature):
        stewarding.open_record(hub_url, ONE, Signature("Олена", " "))
    with pytest.raises(UnknownRecord):
        stewarding.open_record(hub_url, TWO, SIGNED)
    with connect(hub_url) as connection:
        assert connection.execute("SELECT count(*) FROM hub.correction").fetchone() == (0,)


@pytest.mark.parametrize(
    "reason",
    ["Шелтер на вул. Нова, 5", "прихисток, тел. 0432 11 11 11", "див. https://example.org/map", "Новій, 5"],
)
def test_a_reason_that_leads_to_the_secret_place_is_refused(
    hub_url: str, importing: Any, reason: str
) -> None:
    importing(MAYBE, OPEN)
    signed = Signature("Олена", reason)
    for identity in (ONE, TWO):
        with pytest.raises(BadSignature, match="others will read"):
            stewarding.hide_record(hub_url, identity, signed)
    with pytest.raises(BadSignature, match="others will read"):
        correct(hub_url, ONE, "legal_form", "КУ", signed)
    assert rows(hub_url, "SELECT count(*) FROM hub.correction") == [(0,)]
    # Of a place that is open it may be told where it is.
    correct(hub_url, TWO, "legal_form", "КУ", signed)


@pytest.mark.parametrize(
    "reason", ["підтвердила Ганна Мороз, 067 123 45 88", "РНОКПП 2987654320, див. заяву"]
)
def test_a_reason_that_tells_data_of_a_person_is_refused(reason: str) -> None:
    with pytest.raises(BadSignature, match="tells a person's number"):
        Signature("Олена", reason)
