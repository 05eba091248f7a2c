"""Facets by place, status and source, held against a count in plain Python over random hubs and filters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.filters import (
    AccessPointFilter,
    FacetField,
    FacetQuestion,
    ProviderFilter,
    TerritoryFilter,
    Within,
)
from hub.domain.vocabulary import TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.facets import Facet, Facets, facets
from hub.store.filters import (
    AccessPointScope,
    ProviderScope,
    TerritoryScope,
    resolve_access_points,
    resolve_providers,
)
from hub.store.listings import AccessPointListing, On, ProviderListing, TerritoryListing
from hub.store.not_placed import NotPlaced, not_placed_in_lists, not_placed_in_units
from hub.store.pages import counts
from tests.aggregates.truth import ask
from tests.placing.hub import fill
from tests.placing.model import (
    OFFICE_FILTERS,
    OFFICES,
    PROVIDER_FILTERS,
    PROVIDERS,
    TREE,
    Filter,
    Placing,
    Record,
    fitting,
    in_no_child,
    is_meant,
    not_placed,
    placing,
)

BY = (FacetField.TERRITORY, FacetField.STATUS, FacetField.SOURCE, FacetField.PRECISION)
RANKS = (TerritoryLevel.COUNTRY, TerritoryLevel.REGION, TerritoryLevel.HROMADA, TerritoryLevel.SETTLEMENT)


@dataclass(frozen=True)
class Answer:
    """How long the list is, what may belong to it besides, its facets by rank of the units."""

    total: int
    not_placed: int | None
    by_rank: dict[TerritoryLevel, Facets]


async def _listing(session: ReadSession, wanted: Filter) -> ProviderListing | AccessPointListing:
    if isinstance(wanted, AccessPointFilter):
        return AccessPointListing(await resolve_access_points(session, wanted))
    return ProviderListing(await resolve_providers(session, wanted))


async def _answer(session: ReadSession, wanted: Filter) -> Answer:
    listing = await _listing(session, wanted)
    (total,) = await counts(session, listing, [None])
    found = {rank: (await facets(session, listing, FacetQuestion(BY, rank), [None]))[0] for rank in RANKS}
    (rest,) = await not_placed_in_lists(session, listing, None, [None])
    return Answer(total.value, rest, found)


def _told(facet: Facet) -> Placing:
    assert facet.not_placed_below is not None
    assert facet.without_territory is not None
    return Placing(_counts(facet), facet.not_placed_below, facet.without_territory)


def _counts(facet: Facet) -> Counter[str]:
    return Counter({bucket.code: bucket.records for bucket in facet.buckets})


def _hold(records: Sequence[Record], wanted: Filter, answer: Answer) -> None:
    meant = [record for record in records if is_meant(record, wanted)]
    assert (answer.total, answer.not_placed) == (len(meant), not_placed(records, wanted))
    for rank, found in answer.by_rank.items():
        told = _told(found[FacetField.TERRITORY])
        assert told == placing(records, wanted, rank)
        if all(len(record.places) <= 1 for record in records):
            assert told.units.total() + told.not_placed_below + told.without_territory == answer.total
        assert _counts(found[FacetField.STATUS]) == Counter(record.status.value for record in meant)
        assert _counts(found[FacetField.SOURCE]) == Counter(one for record in meant for one in record.sources)
        assert _counts(found[FacetField.PRECISION]) == Counter(
            precision.value
            for record in meant
            for precision in {place.precision for place in fitting(record, wanted)}
        )


UNITS = list(TREE)
CHILDREN = TerritoryListing(TerritoryScope(TerritoryFilter()), on=On.TERRITORY)
IN_UNITS = (
    ProviderListing(ProviderScope(ProviderFilter()), on=On.TERRITORY),
    AccessPointListing(AccessPointScope(AccessPointFilter()), on=On.TERRITORY),
)


async def _of_units(session: ReadSession) -> list[Any]:
    """For every unit of the tree: what is in none right below it; what may belong to it, of either kind."""
    return [
        await not_placed_in_units(session, CHILDREN, None, UNITS),
        *[await not_placed_in_lists(session, listing, None, UNITS) for listing in IN_UNITS],
    ]


def _hold_units(providers: list[Record], offices: list[Record], told: list[Any]) -> None:
    in_children, *in_lists = told
    assert in_children == [
        NotPlaced(in_no_child(providers, unit), in_no_child(offices, unit)) for unit in UNITS
    ]
    for records, kind, found in zip(
        (providers, offices), (ProviderFilter, AccessPointFilter), in_lists, strict=True
    ):
        inside = (kind(within=Within(territory=TREE[unit][0])) for unit in UNITS)
        assert found == [not_placed(records, wanted) for wanted in inside]


def test_facets_are_what_a_second_count_finds(tree_url: str) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=6)
    @given(
        st.lists(PROVIDERS, min_size=2, max_size=5),
        st.lists(OFFICES, min_size=2, max_size=5),
        st.lists(PROVIDER_FILTERS, min_size=2, max_size=5),
        st.lists(OFFICE_FILTERS, min_size=1, max_size=2),
    )
    def holds(
        providers: list[Record],
        offices: list[Record],
        of_providers: list[ProviderFilter],
        of_offices: list[AccessPointFilter],
    ) -> None:
        fill(tree_url, providers, offices)
        questions: list[tuple[list[Record], Any]] = [
            *((providers, wanted) for wanted in of_providers),
            *((offices, wanted) for wanted in of_offices),
        ]

        async def answers(session: ReadSession) -> tuple[list[Answer], list[Any]]:
            return [await _answer(session, wanted) for _, wanted in questions], await _of_units(session)

        found, of_units = ask(tree_url, answers)
        _hold_units(providers, offices, of_units)
        seen["around"] += any(any(counts) for counts in of_units[1:])
        for (records, wanted), answer in zip(questions, found, strict=True):
            _hold(records, wanted, answer)
            told = [_told(found[FacetField.TERRITORY]) for found in answer.by_rank.values()]
            seen["above"] += any(one.not_placed_below for one in told)
            seen["nowhere"] += any(one.without_territory for one in told)

    holds()
    # What is looked for occurs.
    assert seen["above"] > 1
    assert seen["nowhere"] > 1
    assert seen["around"] > 1
