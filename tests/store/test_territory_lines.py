"""Which unit lay below which on a day: old raions, hromadas that grow, and what is not known."""

from datetime import date

import pytest

from hub.domain.territory import CouncilSpan, TerritoryUnit, UnitCode, UnitFacts
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from hub.ingest.territories import load_codifier, load_unit_facts
from hub.store.connection import connect
from importers.codifiers import sources

REFORM = date(2020, 7, 19)
SOURCE = sources.handwritten("edition 1")


def unit(
    code: str, level: str, parent: str | None = None, old: str | None = None, **more: date
) -> TerritoryUnit:
    codes = (UnitCode(TerritoryScheme.KOATUU, old),) if old else ()
    scheme = TerritoryScheme.KOATUU if code.isdigit() else TerritoryScheme.KATOTTG
    return TerritoryUnit(
        Country.UA,
        scheme,
        code,
        TerritoryLevel(level),
        code,
        Lang.UK,
        parent_code=parent,
        codes=codes,
        **more,
    )


#: A hromada H of two councils and a village of which no council is known; a hromada W without a history.
UNITS = [
    unit("UA", "country"),
    unit("O", "region", "UA"),
    unit("R", "district", "O", valid_from=REFORM),
    unit("7124300000", "district", "O", valid_to=REFORM),
    unit("H", "hromada", "R"),
    unit("W", "hromada", "R"),
    unit("seat", "settlement", "H", "7124380101"),
    unit("joined", "settlement", "H", "7124385502"),
    unit("stray", "settlement", "H", "7124399901"),
    unit("city", "settlement", "W", "7110800000"),
    unit("village", "settlement", "W", "7124370101"),
]
COUNCILS = (
    CouncilSpan("7124380100", date(2017, 2, 1), main=True, place="seat"),
    CouncilSpan("7124385500", date(2020, 8, 16), place="joined"),
    CouncilSpan("7124366600", date(2017, 2, 1), date(2019, 1, 1)),
)


@pytest.fixture
def tree(database_url: str) -> str:
    """The URL of a database with the small tree and the history of one hromada."""
    load_codifier(database_url, SOURCE, UNITS, on_date=REFORM)
    facts = [UnitFacts("H", valid_from=date(2017, 2, 1), councils=COUNCILS)]
    load_unit_facts(database_url, SOURCE, facts)
    return database_url


def line(url: str, code: str, day: str) -> str:
    """The units above one on a day, the nearest first."""
    with connect(url) as connection:
        connection.execute("SELECT set_config('merezha.day', %s, true)", (day,))
        rows = connection.execute(
            "SELECT a.code FROM at.territory_closure c JOIN hub.territory a ON a.id = c.ancestor_id "
            "JOIN hub.territory t ON t.id = c.territory_id "
            "WHERE t.code = %s AND c.depth > 0 ORDER BY c.depth",
            (code,),
        ).fetchall()
    return " < ".join(row[0] for row in rows)


@pytest.mark.parametrize(
    ("code", "day", "above"),
    [
        ("seat", "2017-01-31", "7124300000 < O < UA"),
        ("seat", "2017-02-01", "H < 7124300000 < O < UA"),
        ("seat", "2020-07-19", "H < R < O < UA"),
        ("joined", "2020-07-18", "7124300000 < O < UA"),
        ("joined", "2020-07-19", "R < O < UA"),
        ("joined", "2020-08-16", "H < R < O < UA"),
        # Of no known council: it was there when the last one had joined.
        ("stray", "2020-07-18", "7124300000 < O < UA"),
        ("stray", "2020-08-15", "R < O < UA"),
        ("stray", "2020-08-16", "H < R < O < UA"),
        # The city belonged to no raion; when its hromada was formed is not known, so nobody tells it there.
        ("city", "2020-07-18", "O < UA"),
        ("city", "2020-07-19", "W < R < O < UA"),
        ("village", "2020-07-18", "7124300000 < O < UA"),
        ("H", "2020-07-18", "7124300000 < O < UA"),
        ("H", "2020-07-19", "R < O < UA"),
        ("7124300000", "2019-01-01", "O < UA"),
    ],
)
def test_a_unit_lies_where_it_lay(tree: str, code: str, day: str, above: str) -> None:
    assert line(tree, code, day) == above


@pytest.mark.parametrize(
    ("day", "shown"), [("2015-04-15", False), ("2020-07-18", False), ("2020-07-19", True)]
)
def test_a_hromada_of_unknown_beginning_is_not_told_to_have_been(tree: str, day: str, shown: bool) -> None:
    with connect(tree) as connection:
        connection.execute("SELECT set_config('merezha.day', %s, true)", (day,))
        there = {row[0] for row in connection.execute("SELECT code FROM at.territory").fetchall()}
        parents = dict(
            connection.execute(
                "SELECT t.code, p.code FROM at.territory t JOIN at.territory p ON p.id = t.parent_id"
            ).fetchall()
        )
    assert ("W" in there) is shown
    assert there >= {"UA", "O", "city", "village"}
    assert parents["city"] == ("W" if shown else "O")


def test_a_hromada_has_the_councils_of_the_day(tree: str) -> None:
    query = "SELECT code FROM at.territory_council WHERE left_on IS NULL ORDER BY joined_on, code"
    councils = {}
    with connect(tree) as connection:
        for day in ("2017-01-31", "2018-12-31", "2019-01-01", "2020-08-16"):
            connection.execute("SELECT set_config('merezha.day', %s, true)", (day,))
            councils[day] = [row[0] for row in connection.execute(query).fetchall()]
    assert councils == {
        "2017-01-31": [],
        "2018-12-31": ["7124366600", "7124380100"],
        "2019-01-01": ["7124380100"],
        "2020-08-16": ["7124380100", "7124385500"],
    }


def test_the_tree_of_today_is_what_the_parents_say(tree: str) -> None:
    with connect(tree) as connection:
        connection.execute("SELECT set_config('merezha.day', '2026-01-01', true)")
        pairs = "SELECT territory_id, ancestor_id, depth FROM {}.territory_closure ORDER BY 1, 2"
        today, at = (connection.execute(pairs.format(name).encode()).fetchall() for name in ("hub", "at"))
        assert at == today
        parents = "SELECT id, parent_id FROM {}.territory ORDER BY 1"
        today, at = (connection.execute(parents.format(name).encode()).fetchall() for name in ("hub", "at"))
        assert at == today


def test_loading_again_changes_no_line(tree: str) -> None:
    def lines() -> list[tuple[object, ...]]:
        with connect(tree) as connection:
            return connection.execute(
                "SELECT * FROM history.territory_closure ORDER BY 1, 2, 3, 5"
            ).fetchall()

    before = lines()
    load_codifier(tree, SOURCE, UNITS, on_date=REFORM)
    load_unit_facts(tree, SOURCE, [UnitFacts("H", valid_from=date(2017, 2, 1), councils=COUNCILS)])
    assert lines() == before
    assert len(before) > 0
