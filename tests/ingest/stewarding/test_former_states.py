"""What a record was once hides it in all its states, today's and former, until a person opens it."""

from dataclasses import replace
from typing import Any

from hub.domain.records import RawRow
from hub.ingest import stewarding
from hub.ingest.judging import judge

from .conftest import ONE, SIGNED, rows
from .test_judging import _SHOWN, HIDDEN, NINE, OFFICE, OTHER, SHELTER, SHOWN, imported, older

CENTRE = replace(SHELTER, name="Центр 1")
SAID_ELSEWHERE = replace(CENTRE, rows=(7,))


def shown(url: str, identity: str = ONE) -> list[tuple[Any, ...]]:
    return rows(url, _SHOWN, identity)


def former(url: str) -> list[tuple[Any, ...]]:
    """What history holds of the place in any table that readers see."""
    query = (
        "SELECT 'location' FROM history.location WHERE address LIKE '%%Дальня%%' "
        "UNION ALL SELECT 'statement' FROM history.statement WHERE content::text LIKE '%%Дальня%%' "
        "UNION ALL SELECT 'provider' FROM history.provider WHERE phones::text LIKE '%%2111111%%'"
    )
    return rows(url, query)


def test_what_older_rules_showed_as_a_shelter_is_hidden_whatever_it_is_called_now(
    hub_url: str, importing: Any
) -> None:
    with older():
        importing(SHELTER, OTHER, OFFICE)
        importing(CENTRE, OTHER, replace(OFFICE, name="Центр 9"))
        importing(OTHER)
    assert sorted(judge(hub_url)) == sorted([ONE, NINE])
    assert [shown(hub_url), shown(hub_url, NINE), former(hub_url)] == [HIDDEN, HIDDEN, []]
    importing(CENTRE, OTHER)
    assert (shown(hub_url), former(hub_url)) == (HIDDEN, [])


def test_a_row_of_a_former_file_hides_as_long_as_it_is_kept(hub_url: str, importing: Any) -> None:
    def row(text: str) -> RawRow:
        return RawRow(7, {"name": "Центр 1", "Інше": text}, record=("provider", "1"))

    with older():
        importing(OTHER, extra=[row("шелтер"), SAID_ELSEWHERE])
        importing(OTHER, extra=[row("-"), replace(SAID_ELSEWHERE, phones=())])
    assert judge(hub_url) == [ONE]
    assert (shown(hub_url), former(hub_url)) == (HIDDEN, [])


def test_a_file_that_says_nothing_of_the_refuge_any_more_opens_nothing(hub_url: str, importing: Any) -> None:
    importing(SHELTER, OTHER)
    report = importing(CENTRE, OTHER)
    assert shown(hub_url) == HIDDEN
    assert [issue.code for issue in report.issues if "FORMERLY" in issue.code] == ["HIDDEN_FORMERLY"]
    importing(replace(CENTRE, name="Установа 1"), OTHER)
    assert shown(hub_url) == HIDDEN


def test_a_person_opens_it_and_as_long_as_the_decision_stands(hub_url: str, importing: Any) -> None:
    importing(SHELTER, OTHER)
    importing(CENTRE, OTHER)
    number = stewarding.open_record(hub_url, ONE, SIGNED).number
    importing(replace(CENTRE, phones=()), OTHER)
    assert (shown(hub_url), judge(hub_url)) == (SHOWN, [])
    stewarding.withdraw_correction(hub_url, number, SIGNED)
    assert (shown(hub_url), former(hub_url)) == (HIDDEN, [])


def test_a_line_of_region_yml_opens_it_until_it_is_struck(hub_url: str) -> None:
    imported(hub_url, SHELTER, OTHER, opened={})
    imported(hub_url, CENTRE, OTHER, opened={})
    imported(hub_url, CENTRE, OTHER, opened={"1": "a letter"})
    assert shown(hub_url) == SHOWN
    imported(hub_url, OTHER, opened={})
    assert (shown(hub_url), former(hub_url)) == (HIDDEN, [])


def test_rules_that_no_longer_hide_a_row_show_it_with_the_same_row(hub_url: str, importing: Any) -> None:
    row = RawRow(7, {"name": "Шелтер 1"}, record=("provider", "1"))
    importing(OTHER, extra=[row, replace(SHELTER, rows=(7,))])
    assert shown(hub_url) == HIDDEN
    with older():
        importing(OTHER, extra=[row, replace(SHELTER, rows=(7,), phones=())])
    assert shown(hub_url) == SHOWN


def test_states_in_which_it_was_joined_with_another_forget_it_too(hub_url: str, importing: Any) -> None:
    importing(OTHER)
    importing(OTHER, CENTRE)
    other = rows(hub_url, "SELECT id::text FROM hub.provider WHERE name LIKE '%%2%%'")[0][0]
    joined = stewarding.merge(hub_url, (other.replace("-", ""), ONE), SIGNED)
    stewarding.undo(hub_url, joined.number, SIGNED)
    assert former(hub_url) != []
    importing(OTHER, SHELTER)
    assert (shown(hub_url), former(hub_url)) == (HIDDEN, [])


def test_what_a_steward_no_longer_hides_is_shown_again_by_its_file(hub_url: str, importing: Any) -> None:
    importing(CENTRE, OTHER)
    number = stewarding.hide_record(hub_url, ONE, SIGNED).number
    stewarding.withdraw_correction(hub_url, number, SIGNED)
    importing(replace(CENTRE, phones=()), OTHER)
    assert shown(hub_url) == SHOWN
