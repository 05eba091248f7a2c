"""Which statements speak of one record."""

import pytest

from hub.domain.clusters import Link, components

SOURCES = {"a": "one", "b": "two", "c": "three", "d": "one"}


def same(left: str, right: str, **more: object) -> Link:
    return Link(left, right, True, **more)  # type: ignore[arg-type]


def groups(*links: Link, ids: str = "abcd") -> list[str]:
    return sorted("".join(sorted(group)) for group in components(ids, links, SOURCES))


def test_every_id_is_in_exactly_one_set():
    assert groups() == ["a", "b", "c", "d"]
    assert groups(same("a", "b"), same("b", "c")) == ["abc", "d"]


@pytest.mark.parametrize("by_steward", [False, True])
def test_held_apart_stays_apart_however_the_join_would_come_about(by_steward):
    joins = [same("a", "b", score=0.99), same("b", "c", score=0.97, by_steward=by_steward)]
    links = [*joins, Link("a", "c", False, by_steward=True)]
    # The stronger join is kept: a steward's before a rule's of a higher score.
    expected = ["a", "bc", "d"] if by_steward else ["ab", "c", "d"]
    assert groups(*links) == expected
    assert groups(*reversed(links)) == expected


def test_a_rule_joins_no_two_statements_of_one_source_and_a_steward_does():
    links = [same("a", "b", score=0.99), same("b", "d", score=0.96)]
    assert groups(*links) == ["ab", "c", "d"]
    assert groups(*(same(link.left, link.right, by_steward=True) for link in links)) == ["abd", "c"]


def test_a_steward_goes_before_a_higher_score():
    links = [same("a", "b", score=0.99), same("b", "d", by_steward=True, score=0.5)]
    assert groups(*links) == ["a", "bd", "c"]


def test_links_to_statements_that_are_not_asked_about_are_left_out():
    assert groups(same("a", "b"), ids="a") == ["a"]
