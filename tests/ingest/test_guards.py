"""Bounds on the blast radius: what moves, changes its territory or drains stops a publish, by name."""

from dataclasses import replace

import pytest

from hub.domain.records import LocationRecord, Point
from hub.domain.results import FillDrop
from hub.domain.vocabulary import PrecisionClass, RunStatus
from hub.ingest import Assertions, RunOptions
from hub.ingest.report import Bound, Waiver
from hub.store.connection import connect

from .builders import CITY, HROMADA, REGION, provider

_EXACT, _SETTLEMENT = PrecisionClass.EXACT, PrecisionClass.SETTLEMENT


@pytest.fixture
def neighbour(hub_url):
    """Another hromada of the region, 11 km to the north of the first one."""
    with connect(hub_url) as connection:
        connection.execute(
            "INSERT INTO hub.territory (id, country, scheme, code, level, parent_id, name, lang, point, "
            "point_precision, source_id) SELECT 6, 'UA', 'katottg', 'UA0503', 'hromada', id, 'UA0503', 'uk', "
            "ST_SetSRID(ST_MakePoint(28.47, 49.33), 4326), 'settlement', source_id FROM hub.territory "
            "WHERE code = %s",
            (REGION,),
        )
        connection.execute("INSERT INTO hub.territory_closure VALUES (6, 6, 0), (6, 2, 1), (6, 1, 2)")
    return "UA0503"


def at(territory, lat=None, precision=_EXACT):
    point = None if lat is None else Point(lat, 28.4681)
    return (LocationRecord("main", territory, point=point, precision=precision, address="вул. Соборна, 1"),)


def dry(importing, *records, **bounds):
    return importing(*records, options=RunOptions(dry_run=True, assertions=Assertions(**bounds)))


def shifts(report):
    return [
        (one.key, one.metres, one.moved, one.retargeted, one.from_code, one.to_code) for one in report.shifts
    ]


def test_a_point_that_moves_more_than_a_kilometre_is_told_with_its_metres(importing):
    importing(provider("1", locations=at(CITY, 49.2400)), provider("2", locations=at(CITY, 49.2400)))
    report = dry(
        importing, provider("1", locations=at(CITY, 49.2500)), provider("2", locations=at(CITY, 49.2480))
    )
    assert (report.changed, report.moved, report.retargeted) == (2, 1, 0)
    assert shifts(report) == [("1", 1112, True, False, CITY, CITY)]
    assert report.shifts[0].row == 2


def test_a_point_that_only_became_more_exact_has_not_moved(importing):
    importing(provider("1", locations=at(CITY)))
    report = dry(importing, provider("1", locations=at(CITY, 49.2500)))
    assert (report.changed, report.moved, report.shifts) == (1, 0, [])


def test_another_territory_is_told_and_a_finer_one_of_the_same_place_is_not(importing, neighbour):
    importing(provider("1", locations=at(CITY)), provider("2", locations=at(HROMADA)))
    report = dry(importing, provider("1", locations=at(neighbour)), provider("2", locations=at(CITY)))
    assert (report.changed, report.moved, report.retargeted) == (2, 1, 1)
    assert shifts(report) == [("1", 10811, True, True, CITY, neighbour)]


def test_a_territory_that_is_lost_is_told(importing):
    importing(provider("1", locations=at(CITY)))
    report = dry(importing, provider("1", locations=at(None)))
    assert shifts(report) == [("1", None, False, True, CITY, None)]


def test_a_place_whose_key_is_its_address_is_followed_to_its_new_address(importing, neighbour):
    stays = LocationRecord("соборна 1", CITY)
    importing(provider("1", locations=(stays, LocationRecord("соборна 2", CITY))))
    report = dry(importing, provider("1", locations=(stays, LocationRecord("миру 5", neighbour))))
    assert shifts(report) == [("1", 10811, True, True, CITY, neighbour)]


def test_fields_that_fewer_records_fill_are_told_the_worst_first(importing):
    full = {"phones": ("+380432551234",), "emails": ("a@example.org",)}
    importing(*(provider(str(key), **full) for key in range(1, 5)))
    thinner = [provider("1", **full), provider("2", phones=full["phones"]), provider("3"), provider("4")]
    assert dry(importing, *thinner).fill_drops == [
        FillDrop("emails", 1.0, 0.25),
        FillDrop("phones", 1.0, 0.5),
    ]


def test_fill_rates_of_the_hub_and_of_the_file_count_the_same_fields(importing):
    records = [provider("1"), provider("2", services=()), provider("3", kind=None, url="https://example.org")]
    importing(*records)
    same = dry(importing, *(replace(one, name=f"{one.name} А") for one in records))
    assert (same.changed, same.fill_drops) == (3, [])


@pytest.mark.parametrize(
    ("bounds", "bound", "sentence"),
    [
        (
            {"max_moved_share": 0.4},
            Bound.MOVED,
            "1 of 2 records would move more than 1 km (50.0%), at most 40.0% may move.",
        ),
        (
            {"max_retargeted_share": 0.4},
            Bound.RETARGETED,
            "1 of 2 records would lie in another territory (50.0%), at most 40.0% may change their "
            "territory.",
        ),
        (
            {"max_changed_share": 0.4},
            Bound.CHANGED,
            "1 of 2 records would change (50.0%), at most 40.0% may change.",
        ),
        (
            {"max_fill_drop": 0.4},
            Bound.FILL_DROP,
            "50.0% of the records fill `phones`, of those that are published 100.0%; it may fall by 40.0% at "
            "most.",
        ),
    ],
)
def test_a_broken_bound_stops_the_publish_until_it_is_waived_by_name(
    importing, neighbour, bounds, bound, sentence
):
    phones = {"phones": ("+380432551234",)}
    importing(provider("1", **phones), provider("2", **phones))
    after = (provider("1", locations=at(neighbour)), provider("2", **phones))
    assertions = Assertions(**bounds)
    stopped = importing(*after, options=RunOptions(assertions=assertions))
    assert (stopped.status, stopped.release) == (RunStatus.STOPPED, 1)
    assert [(failure.bound, failure.sentence) for failure in stopped.failures] == [(bound, sentence)]
    assert [change.key for change in stopped.changes] == ["1"]

    other = Waiver(frozenset(set(Bound) - {bound}), "Something else.")
    assert importing(*after, options=RunOptions(assertions=assertions, waiver=other)).release == 1
    right = Waiver(frozenset({bound}), "They moved.")
    assert importing(*after, options=RunOptions(assertions=assertions, waiver=right)).release == 2


def test_a_first_import_breaks_no_bound_on_what_is_published(importing):
    bounds = {
        f"max_{name}": 0.0
        for name in ("vanished_share", "changed_share", "moved_share", "retargeted_share", "fill_drop")
    }
    assert importing(provider("1"), options=RunOptions(assertions=Assertions(**bounds))).release == 1
