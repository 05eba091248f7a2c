"""Communities like one another, in the schema."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

import strawberry

from hub.domain.filter_errors import BadCursor
from hub.domain.filters import Categories, ProviderFilter
from hub.domain.territory.codes import read_code
from hub.planning.answers.errors import BadPeerCount, NotACommunity
from hub.planning.answers.like import COMMUNITIES, LikeAnswer, LikeRow, communities_like
from hub.planning.basis import Caveat, NotUsed, TravelKind
from hub.planning.peers import PeerFeature
from hub.planning.questions import question_of
from hub.store.filters import resolve_providers, territory_id_of
from hub.store.planning.places import Place, read_place
from hub.store.reads.offices import programmes
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.connection import After, PageInfo
from schema.context import Info
from schema.inputs import CategoriesInput, ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.question import filter_as_json, moment_as_json
from schema.programme import Programme, programme_of
from schema.resolved import resolved
from schema.taxonomy import TaxonomyTerm, known_term
from schema.territory import Territory

MOST: Final = 50
#: More than any state has units of a rank.
_EVERY: Final = 1_000_000


@strawberry.type(description="How far a community is from the one asked for in one feature.")
class FeatureDifference:
    """A difference."""

    feature: PeerFeature = strawberry.field(description="The feature.")
    difference: float | None = strawberry.field(
        description="In quartile ranges of all communities of the state, positive where it has more; null "
        "where either lacks the feature, which is then not in the distance."
    )


@strawberry.type(description="A community like the one asked for.")
class PeerEdge:
    """A peer."""

    row: strawberry.Private[UnitId]
    programme_ids: strawberry.Private[Sequence[UUID]]
    cursor: str = strawberry.field(description="Its code.")
    node: Territory = related(territories, "territory_id", description="The community.")
    distance: float = strawberry.field(
        description="Root mean square of the differences that are known: 0 is alike in all of them. Peers "
        "with more known features stand first."
    )
    differences: list[FeatureDifference] = strawberry.field(description="Each feature, those lacking too.")
    has: list[TaxonomyTerm] = strawberry.field(
        description="Services of `having` that reach it; without `having` basic services of the state."
    )
    lacks: list[TaxonomyTerm] = strawberry.field(description="Those of them that do not.")
    has_made_up: list[TaxonomyTerm] = strawberry.field(
        description="Those of `has` that nobody gives but providers that are made up, to fill a sample."
    )
    not_reachable_because: str | None = strawberry.field(
        description="Why it cannot be visited; null where nothing of that kind is known, which does not say "
        "that it can."
    )

    @resolved(description="Programmes in which it takes part.")
    async def programmes(self, info: Info) -> list[Programme]:
        """By id."""
        found = await info.context.loaders.of(programmes).load_many(list(self.programme_ids))
        return [programme_of(one) for one in found if one is not None]


@strawberry.type(description="Communities like the one asked for, the most alike first.")
class PeerConnection:
    """Peers."""

    edges: list[PeerEdge] = strawberry.field(description="The communities.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    total_count: int = strawberry.field(
        description="How many communities of the rank and state have what `having` asks for."
    )
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def peers(
    info: Info,
    territory: Annotated[str, strawberry.argument(description="The community, by code in any scheme.")],
    having: Annotated[
        CategoriesInput | None, strawberry.argument(description="Services that peers must have.")
    ] = None,
    similar_by: Annotated[
        list[PeerFeature] | None, strawberry.argument(description="Features to be alike in; all without it.")
    ] = None,
    reachable: Annotated[
        bool,
        strawberry.argument(
            description="Leave out communities that are known not to be reachable. No source tells of any "
            "yet, as a caveat says."
        ),
    ] = True,
    first: Annotated[int, strawberry.argument(description="How many: 1 to 50.")] = 10,
    after: After = None,
    filter: ProviderFilterArgument = None,
    as_of: AsOfArgument = None,
) -> PeerConnection | None:
    """The answer. Raises BadPeerCount, NotACommunity, and what codes may be wrong in."""
    await look_back(info, as_of)
    session = info.context.session
    place = await read_place(session, await info.context.known(territory_id_of, read_code(territory).text))
    if place.level not in COMMUNITIES:
        raise NotACommunity(territory=place.code, level=place.level.value)
    wanted = None
    if having is not None:
        given = (having.any_of, having.all_of, having.none_of)
        wanted = Categories(*(tuple(each or ()) for each in given))
    features = tuple(dict.fromkeys(similar_by)) if similar_by else tuple(PeerFeature)
    providers = filter.value(info.context.limits) if filter else ProviderFilter()
    return await _answer(info, place, wanted, features, reachable, (first, after), providers)


async def peers_of_territory(
    info: Info, territory_id: int, first: int, after: str | None
) -> PeerConnection | None:
    """Peers of one territory; None for one that is no region, district or hromada."""
    place = await read_place(info.context.session, territory_id)
    if place.level not in COMMUNITIES:
        return None
    page = (first, after)
    return await _answer(info, place, None, tuple(PeerFeature), True, page, ProviderFilter())


async def _answer(
    info: Info,
    place: Place,
    having: Categories | None,
    features: tuple[PeerFeature, ...],
    reachable: bool,
    page: tuple[int, str | None],
    providers: ProviderFilter,
) -> PeerConnection:
    first, after = page
    if not 1 <= first <= MOST:
        raise BadPeerCount(count=first, limit=MOST)
    scope = await info.context.known(resolve_providers, providers)
    real = await info.context.known(resolve_providers, replace(providers, is_synthetic=False))
    # One more tells whether a page follows; where a page begins, all that come before it tell.
    most = first + 1 if after is None else _EVERY
    found = await communities_like(info.context.session, place, having, features, scope, real, most)
    codes = [found.land.units[row.peer.index].code for row in found.rows]
    if after is not None and after not in codes:
        raise BadCursor(argument="after")
    start = 0 if after is None else codes.index(after) + 1
    found = replace(found, rows=found.rows[start : start + first])
    form = question_of(
        "peers",
        {
            "territory": place.code,
            "having": filter_as_json(ProviderFilter(categories=having)),
            "similarBy": [feature.name for feature in features],
            "reachable": reachable,
            "filter": filter_as_json(providers),
            "asOf": moment_as_json(info.context),
        },
    )
    lacking = len(found.land.units) - found.allowed
    ground = Ground(
        form,
        "PEERS",
        found.sources,
        TravelKind.STRAIGHT_LINE,
        _caveats(found),
        [NotUsed("territories", "HAVING", lacking)] if lacking else [],
        country=place.country,
    )
    return PeerConnection(
        edges=[_edge(row, found, place, features) for row in found.rows],
        page_info=PageInfo(
            has_next_page=start + len(found.rows) < len(codes),
            has_previous_page=start > 0,
            start_cursor=codes[start] if found.rows else None,
            end_cursor=codes[start + len(found.rows) - 1] if found.rows else None,
        ),
        total_count=found.allowed,
        basis=await basis_of(info, ground),
    )


def _caveats(found: LikeAnswer) -> list[Caveat]:
    caveats = [Caveat("STRAIGHT_LINE"), Caveat("ACCESS_NOT_KNOWN")]
    made_up = sum(bool(row.made_up) for row in found.rows)
    if made_up:
        caveats.append(Caveat("SERVICES_MADE_UP", {"count": made_up}))
    lacking = sum(unit.people is None for unit in found.land.units)
    if lacking:
        caveats.append(Caveat("FEATURES_INCOMPLETE", {"count": lacking, "of": len(found.land.units)}))
    return caveats


def _edge(row: LikeRow, found: LikeAnswer, place: Place, features: Sequence[PeerFeature]) -> PeerEdge:
    known = {each.feature: each.difference for each in row.peer.differences}
    return PeerEdge(
        row=UnitId(row.territory_id),
        programme_ids=row.programmes,
        cursor=found.land.units[row.peer.index].code,
        distance=row.peer.distance,
        differences=[FeatureDifference(feature=each, difference=known.get(each)) for each in features],
        has=[known_term(one.taxonomy, one.code, place.lang) for one in row.has],
        lacks=[known_term(one.taxonomy, one.code, place.lang) for one in row.lacks],
        has_made_up=[known_term(one.taxonomy, one.code, place.lang) for one in row.made_up],
        not_reachable_because=None,
    )
