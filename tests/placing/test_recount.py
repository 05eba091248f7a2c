"""Facets by place, status and source, held against a count in plain Python over random hubs and filters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.filters import AccessPointFilter, FacetField, FacetQuestion, ProviderFilter
from hub.domain.vocabulary import TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.facets import Facet, Facets, facets
from hub.store.filters import resolve_access_points, resolve_providers
from hub.store.listings import AccessPointListing, ProviderListing
from hub.store.pages import counts
from tests.aggregates.truth import ask
from tests.placing.hub import fill
from tests.placing.model import (
    OFFICE_FILTERS,
    OFFICES,
    PROVIDER_FILTERS,
    PROVIDERS,
    Filter,
    Placing,
    Record,
    fitting,
    is_meant,
    placing,
)

BY = (FacetField.TERRITORY, FacetField.STATUS, FacetField.SOURCE, FacetField.PRECISION)
RANKS = (TerritoryLevel.COUNTRY, TerritoryLevel.REGION, TerritoryLevel.HROMADA, TerritoryLevel.SETTLEMENT)


@dataclass(frozen=True)
class Answer:
    """How long the list is, its facets by rank of the units."""

    total: int
    by_rank: dict[TerritoryLevel, Facets]


async def _listing(session: ReadSession, wanted: Filter) -> ProviderListing | AccessPointListing:
    if isinstance(wanted, AccessPointFilter):
        return AccessPointListing(await resolve_access_points(session, wanted))
    return ProviderListing(await resolve_providers(session, wanted))


async def _answer(session: ReadSession, wanted: Filter) -> Answer:
    listing = await _listing(session, wanted)
    (total,) = await counts(session, listing, [None])
    found = {rank: (await facets(session, listing, FacetQuestion(BY, rank), [None]))[0] for rank in RANKS}
    return Answer(total.value, found)


def _told(facet: Facet) -> Placing:
    assert facet.not_placed_below is not None
    assert facet.without_territory is not None
    return Placing(_counts(facet), facet.not_placed_below, facet.without_territory)


def _counts(facet: Facet) -> Counter[str]:
    return Counter({bucket.code: bucket.records for bucket in facet.buckets})


def _hold(records: Sequence[Record], wanted: Filter, answer: Answer) -> None:
    meant = [record for record in records if is_meant(record, wanted)]
    assert answer.total == len(meant)
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


def test_facets_are_what_a_second_count_finds(tree_url: str) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=25)
    @given(
        st.lists(PROVIDERS, min_size=2, max_size=5),
        st.lists(OFFICES, min_size=2, max_size=5),
        st.lists(PROVIDER_FILTERS, min_size=4, max_size=8),
        st.lists(OFFICE_FILTERS, min_size=1, max_size=3),
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

        async def answers(session: ReadSession) -> list[Answer]:
            return [await _answer(session, wanted) for _, wanted in questions]

        for (records, wanted), answer in zip(questions, ask(tree_url, answers), strict=True):
            _hold(records, wanted, answer)
            told = [_told(found[FacetField.TERRITORY]) for found in answer.by_rank.values()]
            seen["above"] += any(one.not_placed_below for one in told)
            seen["nowhere"] += any(one.without_territory for one in told)

    holds()
    # What is looked for occurs.
    assert seen["above"] > 5
    assert seen["nowhere"] > 5
