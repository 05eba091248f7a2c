"""Populations are stated, or sums of the highest figures below: nobody counted twice, and gaps are told."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.vocabulary import Absence
from hub.store.as_of import moment_of, past_session
from hub.store.connection import connect
from hub.store.engine import ReadSession
from hub.store.reads.populations import PopulationRow, populations
from tests.aggregates.truth import ask, rows
from tests.schema.world import build

ABOVE = ("country", "region", "district")
DAY_21, DAY_22 = date(2021, 1, 1), date(2022, 1, 1)


def state(url: str, figures: dict[int, tuple[int, date | None, int]]) -> None:
    """Let the figures (value, day, source) of these units be all that is known."""
    with connect(url) as connection:
        connection.execute("DELETE FROM hub.territory_population")
        for unit, (value, day, source) in figures.items():
            connection.execute(
                "INSERT INTO hub.territory_population (territory_id, source_id, as_of, value) VALUES "
                "(%s, %s, %s, %s)",
                (unit, source, day, value),
            )


def known(url: str, *units: int) -> list[PopulationRow]:
    """What is told of units."""
    return ask(url, lambda session: populations(session, units))


def told(row: PopulationRow) -> tuple[Any, ...]:
    """The parts of a row that a sum makes."""
    return (row.value, row.as_of_oldest, row.as_of_newest, row.known, row.of, row.is_summed)


def test_a_sum_tells_what_it_lacks(database_url: str) -> None:
    build(database_url)
    state(database_url, {4: (380_000, DAY_22, 1), 6: (20_000, DAY_21, 2), 10: (100_000, None, 1)})
    # The oblast of Vinnytsia is two hromadas, that of Cherkasy one, that of Donetsk two without a figure.
    vinnytsia, raion, cherkasy, donetsk, ukraine = known(database_url, 2, 3, 8, 12, 1)
    assert told(vinnytsia) == told(raion) == (400_000, DAY_21, DAY_22, 2, 2, True)
    assert (vinnytsia.as_of, vinnytsia.source_id, vinnytsia.source_ids) == (None, 1, (1, 2))
    assert told(cherkasy) == (100_000, None, None, 1, 1, True)
    assert told(ukraine) == (500_000, None, DAY_22, 3, 5, True)
    assert ukraine.share == 0.6
    assert (donetsk.value, donetsk.absent, donetsk.known, donetsk.of) == (None, Absence.NO_POPULATION, 0, 2)


def test_a_stated_figure_goes_before_a_sum_and_is_part_of_those_above(database_url: str) -> None:
    build(database_url)
    state(database_url, {3: (900, DAY_21, 1), 4: (380, DAY_22, 1), 10: (50, DAY_22, 1)})
    raion, region, ukraine = known(database_url, 3, 2, 1)
    assert told(raion) == (900, DAY_21, DAY_21, 1, 1, False)
    # The raion holds both of its hromadas, though one of them has no figure of its own.
    assert told(region) == (900, DAY_21, DAY_21, 2, 2, True)
    assert told(ukraine) == (950, DAY_21, DAY_22, 3, 5, True)


def test_settlements_are_never_summed_up_and_abolished_units_never_counted(database_url: str) -> None:
    build(database_url)
    state(database_url, {5: (370, None, 1), 24: (7, DAY_21, 1)})
    settlement, hromada, region, abolished = known(database_url, 5, 4, 2, 24)
    assert (settlement.value, settlement.is_summed) == (370, False)
    assert (hromada.value, hromada.absent) == (None, Absence.NOT_STATED)
    assert (region.value, region.absent, region.of) == (None, Absence.NO_POPULATION, 2)
    assert abolished.value == 7
    state(database_url, {})
    assert known(database_url, 24)[0].absent is Absence.NOT_APPLICABLE
    # Where the tree has no hromadas, districts make up a region.
    state(database_url, {22: (1_100_000, DAY_22, 1)})
    omsk, district = known(database_url, 21, 23)
    assert told(omsk) == (1_100_000, DAY_22, DAY_22, 1, 2, True)
    assert district.absent is Absence.NOT_STATED


def test_as_of_a_day_newer_figures_are_not_known(database_url: str) -> None:
    build(database_url)
    state(database_url, {4: (380, DAY_22, 1), 6: (20, DAY_21, 1)})

    async def then(session: ReadSession) -> list[PopulationRow]:
        past = past_session(session, await moment_of(session, date(2021, 6, 1)))
        return await populations(past, [2, 4, 1])

    region, hromada, ukraine = ask(database_url, then)
    assert told(region) == (20, DAY_21, DAY_21, 1, 2, True)
    assert (hromada.value, hromada.absent) == (None, Absence.NOT_STATED)
    assert told(ukraine) == (20, DAY_21, DAY_21, 1, 5, True)


def test_more_people_than_there_can_be_are_none(database_url: str) -> None:
    build(database_url)
    state(database_url, {4: (2**31 - 1, DAY_22, 1), 6: (1, DAY_22, 1)})
    (region,) = known(database_url, 2)
    assert (region.value, region.absent) == (None, Absence.NO_POPULATION)


FIGURES = st.tuples(st.integers(0, 1000), st.sampled_from((None, DAY_21, DAY_22)), st.integers(1, 2))


def test_random_figures_are_summed_as_walking_down_the_tree_sums_them(database_url: str) -> None:
    build(database_url)
    units = rows(database_url, "SELECT id, parent_id, level FROM hub.territory WHERE valid_to IS NULL")
    level = {unit: rank for unit, _, rank in units}
    children: dict[int | None, list[int]] = defaultdict(list)
    for unit, parent, rank in units:
        if rank in (*ABOVE, "hromada"):
            children[parent].append(unit)

    @settings(max_examples=40)
    @given(st.dictionaries(st.sampled_from(sorted(level)), FIGURES, max_size=12))
    def sums(figures: dict[int, tuple[int, date | None, int]]) -> None:
        def bases(unit: int) -> int:
            return sum(map(bases, children[unit])) or 1

        def parts(unit: int) -> Iterator[tuple[int | None, int]]:
            """(the unit with a figure, how many bases it holds) below a unit; None for a base without one."""
            for child in children[unit]:
                if child in figures:
                    yield child, bases(child)
                elif children[child]:
                    yield from parts(child)
                else:
                    yield None, 1

        state(database_url, figures)
        for unit, row in zip(level, known(database_url, *level), strict=True):
            if unit in figures:
                assert (row.value, row.as_of, row.source_id) == figures[unit]
                continue
            found = list(parts(unit)) if level[unit] in ABOVE else []
            stated = [figures[part] for part, _ in found if part is not None]
            days = [day for _, day, _ in stated]
            assert row.value == (sum(value for value, _, _ in stated) if stated else None)
            assert row.known == sum(count for part, count in found if part is not None)
            assert row.of == (sum(count for _, count in found) or 1)
            assert set(row.source_ids) == {source for _, _, source in stated}
            if stated:
                assert row.as_of_oldest == (None if None in days else min(days))
                assert row.as_of_newest == max((day for day in days if day), default=None)

    sums()
