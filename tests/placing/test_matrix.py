"""What no row of a planning matrix counts, held against a count in plain Python over random hubs."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import CountBasis, TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.filters import resolve_providers
from hub.store.not_placed import MatrixQuestion, not_placed_in_cells
from tests.aggregates.truth import ask
from tests.placing.hub import fill
from tests.placing.model import PROVIDER_FILTERS, PROVIDERS, Record, Rest, in_no_row

WHOLES = (1, 2, 5)
RANKS = (TerritoryLevel.REGION, TerritoryLevel.HROMADA, TerritoryLevel.SETTLEMENT)
CATEGORIES = ("care", "rehab.social")
MATRICES = tuple(product(WHOLES, RANKS, CountBasis))


def test_what_no_row_counts_is_told_beside_every_cell(tree_url: str) -> None:
    told: list[Rest] = []

    @settings(max_examples=15)
    @given(st.lists(PROVIDERS, min_size=2, max_size=5), PROVIDER_FILTERS)
    def holds(providers: list[Record], wanted: ProviderFilter) -> None:
        fill(tree_url, providers, [])

        async def rests(session: ReadSession, asked: ProviderFilter) -> list[Rest]:
            scope = await resolve_providers(session, asked)
            keys = [
                (MatrixQuestion(whole, level, scope, count), category)
                for (whole, level, count), category in product(MATRICES, CATEGORIES)
            ]
            return [tuple(one) for one in await not_placed_in_cells(session, keys)]

        for asked in (ProviderFilter(), wanted):
            found = ask(tree_url, lambda session, asked=asked: rests(session, asked))  # type: ignore[misc]
            expected = [
                in_no_row(providers, asked, matrix, category)
                for matrix, category in product(MATRICES, CATEGORIES)
            ]
            assert found == expected
            told.extend(found)

    holds()
    # What is looked for occurs: a provider that is in no row, and one of which only some services are.
    assert sum(providers > 0 for providers, _ in told) > 20
    assert any(services > providers for providers, services in told)
