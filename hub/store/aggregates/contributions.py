"""What providers add to the aggregates, by the very conditions that the live counts are made of.

Each service and each provider is first put to the set of territories in which it works or that it serves,
its *places*. Those with the same places are counted together, and only the counts climb the tree: a territory
counts what has any of its places there, so nothing is counted twice in one, however many places it has. They
do not go down: what serves all of a territory is kept with that territory, and counted when one below it is
read.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    case,
    cast,
    column,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy import table as named_table
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.types import TypeEngine

from hub.domain.filters import ProviderFilter
from hub.domain.vocabulary import CountBasis
from hub.store.aggregates.reads import KEPT
from hub.store.capacities import UNDATED, stated
from hub.store.facets import counted
from hub.store.filters import ProviderScope, provider_condition
from hub.store.filters.provider import place_conditions
from hub.store.filters.reach import reached
from hub.store.filters.service import works
from hub.store.filters.spatial import reaches_people
from hub.store.tables import (
    hidden_figure,
    location,
    provider,
    service,
    service_at_location,
    term_closure,
    territory_closure,
)
from hub.store.tables.aggregates import WHOLE_HUB, Reach

#: The aggregates answer for lists that ask for nothing in particular.
_PLAIN = ProviderScope(ProviderFilter())

#: The temporary table of those providers whose contributions are wanted; see `hub.store.aggregates.upkeep`.
RECOUNTED = named_table("recounted", column("id", Uuid))

_COUNTS: dict[str, type[TypeEngine[Any]]] = {"providers": Integer, "services": Integer, "functions": Integer}
_SUMS: dict[str, type[TypeEngine[Any]]] = {"value": BigInteger, "shared": BigInteger, "stated": Integer}


def cells(*, of_all: bool) -> Select[Any]:
    """Rows of `coverage_cell` that all providers make, or only those of `RECOUNTED`."""
    return _added_up(_COUNTS, lambda given: union_all(_service_parts(given), _provider_parts(given)), of_all)


def capacity_sums(*, of_all: bool) -> Select[Any]:
    """Rows of `capacity_sum` that all providers make, or only those of `RECOUNTED`."""
    return _added_up(_SUMS, lambda given: _capacity_parts(given, of_all), of_all, "figure", "as_of")


def _added_up(
    sums: dict[str, type[TypeEngine[Any]]], parts_of: Callable[[CTE], Any], of_all: bool, *further: str
) -> Select[Any]:
    """What the parts of services add to each reach of each territory."""
    made = []
    for basis in CountBasis:
        given = _given(basis, _chosen(provider.c.id, of_all)).cte(f"given_{basis.value}")
        parts = parts_of(given).cte(f"parts_{basis.value}")
        reach = _reach(parts, basis)
        keys = (reach.c.territory_id, parts.c.category, reach.c.reach, *(parts.c[name] for name in further))
        shared = case((reach.c.shared, parts.c.value), else_=0) if "shared" in sums else None
        totals = (
            cast(func.sum(shared if name == "shared" else parts.c[name]), kind).label(name)
            for name, kind in sums.items()
        )
        made.append(
            select(*keys, *totals)
            .select_from(parts.join(reach, reach.c.places == parts.c.places))
            .group_by(*keys)
        )
    return select(union_all(*made).subquery("made"))


def facet_counts(*, of_all: bool) -> Select[Any]:
    """Rows of `facet_count` that all providers make, or only those of `RECOUNTED`."""
    placed = _placed(of_all)
    members = (
        select(provider.c.id, provider.c.sector, provider.c.kind, placed.c.places.label("number"))
        .select_from(provider.outerjoin(placed, placed.c.provider_id == provider.c.id))
        .where(provider_condition(_PLAIN, provider), _chosen(provider.c.id, of_all))
        .cte("members")
    )
    parts = union_all(*(counted(members, field) for field in KEPT)).cte("parts")
    placed_parts = select(parts.c.number.label("places")).where(parts.c.number.is_not(None)).cte("placed")
    reach = _reach(placed_parts, CountBasis.SEATS)
    everywhere = union_all(
        select(literal(WHOLE_HUB).label("territory_id"), parts.c.field, parts.c.code, parts.c.count),
        select(reach.c.territory_id, parts.c.field, parts.c.code, parts.c.count).select_from(
            parts.join(reach, reach.c.places == parts.c.number)
        ),
    ).subquery("everywhere")
    keys = (everywhere.c.territory_id, everywhere.c.field, everywhere.c.code)
    providers = cast(func.sum(everywhere.c.count), Integer).label("providers")
    return select(*keys, providers).group_by(*keys)


def hidden_classes() -> Select[Any]:
    """Hidden figures that are added up together everywhere: (id, basis, places, category, figure, members,
    value), members by the numbers of `hidden_figure`.
    """
    made = []
    hides = provider.c.id.in_(select(hidden_figure.c.provider_id))
    for basis in CountBasis:
        given = _given(basis, hides).cte(f"given_{basis.value}")
        figure = stated(select(given.c.id)).subquery(f"figure_{basis.value}")
        mine = hidden_figure.alias(f"mine_{basis.value}")
        made.append(
            select(
                literal(basis.value).label("basis"),
                given.c.places,
                given.c.category,
                figure.c.figure,
                func.array_agg(aggregate_order_by(mine.c.number, mine.c.number)).label("members"),
                func.sum(mine.c.value).label("value"),
            )
            .select_from(
                given.join(figure, figure.c.service_id == given.c.id).join(
                    mine,
                    (mine.c.capacity_id == figure.c.capacity_id)
                    & (mine.c.row_release == figure.c.row_release)
                    & (mine.c.figure == figure.c.figure),
                )
            )
            .where(~given.c.is_function)
            .group_by(given.c.places, given.c.category, figure.c.figure)
        )
    classes = union_all(*made).subquery("classes")
    return select(func.row_number().over().label("id"), classes)


#: The temporary table that holds `hidden_classes`; see `hub.store.small_cells.masking`.
HIDDEN_CLASS = named_table(
    "hidden_class",
    column("id", BigInteger),
    column("basis", Text),
    column("places", ARRAY(Integer)),
    column("category", Text),
    column("figure", Text),
    column("members", ARRAY(Integer)),
    column("value", BigInteger),
)


def sums_of_classes() -> Select[Any]:
    """Sums that classes of hidden figures are in: (territory_id, category, reach, figure, classes, shared).

    `shared` tells that other territories count some of them as well.
    """
    made = []
    for basis in CountBasis:
        alike = select(HIDDEN_CLASS).where(HIDDEN_CLASS.c.basis == basis.value).cte(f"alike_{basis.value}")
        above = _above(alike)
        reach = _reach(alike, basis)
        keys = (reach.c.territory_id, above.c.ancestor.label("category"), reach.c.reach, alike.c.figure)
        made.append(
            select(
                *keys,
                func.array_agg(alike.c.id, type_=ARRAY(BigInteger)).label("classes"),
                func.bool_or(reach.c.shared).label("shared"),
            )
            .select_from(
                alike.join(above, _is_above(above, alike)).join(reach, reach.c.places == alike.c.places)
            )
            .group_by(*keys)
        )
    return select(union_all(*made).subquery("made"))


def _chosen(provider_id: ColumnElement[Any], of_all: bool) -> ColumnElement[bool]:
    return true() if of_all else provider_id.in_(select(RECOUNTED.c.id))


def _placed(of_all: bool) -> FromClause:
    """Providers with the territories in which they work; those in none are left out."""
    place = location.alias("place")
    return (
        select(place.c.provider_id, _distinct(-place.c.territory_id).label("places"))
        .where(
            *place_conditions(_PLAIN, place),
            place.c.provider_id.is_not(None),
            place.c.territory_id.is_not(None),
            _chosen(place.c.provider_id, of_all),
        )
        .group_by(place.c.provider_id)
        .subquery("placed")
    )


def _distinct(place: ColumnElement[Any]) -> ColumnElement[Any]:
    """A set of places as an array, the same for the same set.

    A place is the id of a territory: negative, unless all of the territory is served.
    """
    return func.array_agg(aggregate_order_by(place.distinct(), place))


def _given(basis: CountBasis, chosen: ColumnElement[bool]) -> Select[Any]:
    """Services that work, of chosen providers, each with its places: where given, or what it reaches."""
    working = (
        select(service.c.id)
        .join(provider, provider.c.id == service.c.provider_id)
        .where(works(service), provider_condition(_PLAIN, provider), chosen)
    )
    if basis is CountBasis.SEATS:
        rows = _seats(working).subquery("elements")
    else:
        rows = reached(working.where(reaches_people(service))).subquery("elements")
    place = case((rows.c.whole, rows.c.territory_id), else_=-rows.c.territory_id)
    return (
        select(
            service.c.id,
            service.c.provider_id,
            service.c.category,
            service.c.is_function,
            _distinct(place).label("places"),
        )
        .select_from(service.join(rows, rows.c.service_id == service.c.id))
        .group_by(service.c.id)
    )


def _seats(services: Select[Any]) -> Select[Any]:
    place, link = location.alias("place"), service_at_location.alias("link")
    return (
        select(link.c.service_id, place.c.territory_id, false().label("whole"))
        .join(place, place.c.id == link.c.location_id)
        .where(
            *place_conditions(_PLAIN, place),
            place.c.territory_id.is_not(None),
            link.c.service_id.in_(services),
        )
    )


def _service_parts(given: CTE) -> Select[Any]:
    """What services with the same places add under each category above their own."""
    alike = (
        select(
            given.c.places,
            given.c.category,
            func.count().label("services"),
            func.count().filter(given.c.is_function).label("functions"),
        )
        .group_by(given.c.places, given.c.category)
        .subquery("alike")
    )
    above = _above(alike)
    return select(
        alike.c.places,
        above.c.ancestor.label("category"),
        literal(0).label("providers"),
        alike.c.services,
        alike.c.functions,
    ).select_from(alike.join(above, _is_above(above, alike)))


def _provider_parts(given: CTE) -> Select[Any]:
    """Providers by the places of all their services of a category; such a provider counts once."""
    offer = select(given.c.provider_id, given.c.category, given.c.places).distinct().subquery("offer")
    above = _above(offer)
    place = func.unnest(offer.c.places).table_valued("id").render_derived(name="place")
    offering = (
        select(above.c.ancestor.label("category"), _distinct(place.c.id).label("places"))
        .select_from(offer.join(above, _is_above(above, offer)).join(place, true()))
        .group_by(offer.c.provider_id, above.c.ancestor)
        .subquery("offering")
    )
    nothing = literal(0)
    return select(offering.c.places, offering.c.category, func.count(), nothing, nothing).group_by(
        offering.c.places, offering.c.category
    )


def _capacity_parts(given: CTE, of_all: bool) -> Select[Any]:
    """What services with the same places state for a day, under each category above their own."""
    figure = stated(None if of_all else select(given.c.id)).subquery("figure")
    as_of = func.coalesce(figure.c.as_of, UNDATED)
    alike = (
        select(
            given.c.places,
            given.c.category,
            figure.c.figure,
            as_of.label("as_of"),
            func.sum(figure.c.value).label("value"),
            func.count().label("stated"),
        )
        .select_from(given.join(figure, figure.c.service_id == given.c.id))
        .where(~given.c.is_function)
        .group_by(given.c.places, given.c.category, figure.c.figure, as_of)
        .subquery("alike")
    )
    above = _above(alike)
    return select(
        alike.c.places,
        above.c.ancestor.label("category"),
        alike.c.figure,
        alike.c.as_of,
        alike.c.value,
        alike.c.stated,
    ).select_from(alike.join(above, _is_above(above, alike)))


def _above(of: FromClause) -> FromClause:
    return term_closure.alias(f"{of.name}_closure")  # type: ignore[attr-defined]


def _is_above(above: FromClause, of: FromClause) -> ColumnElement[bool]:
    return (above.c.taxonomy == "category") & (above.c.code == of.c.category) & ~above.c.is_national


def _reach(placed: CTE, basis: CountBasis) -> CTE:
    """For each set of places the territories that it reaches, how, and whether it also reaches others."""
    alike = select(placed.c.places).distinct().subquery("alike_places")
    rows = (
        _inside(alike, basis) if basis is CountBasis.SEATS else _inside(alike, basis).union_all(_whole(alike))
    )
    # Without statistics of rows just written, the planner would climb the tree once for each count.
    return rows.cte(f"reach_{basis.value}").prefix_with("MATERIALIZED")


def _inside(alike: FromClause, basis: CountBasis) -> Select[Any]:
    """The territories with any of the places in them, but for those that are served with what is around."""
    place = func.unnest(alike.c.places).table_valued("id").render_derived(name="place_inside")
    above = (
        select(territory_closure.c.ancestor_id.label("territory_id"), func.count().label("inside"))
        .select_from(place.join(territory_closure, territory_closure.c.territory_id == func.abs(place.c.id)))
        .group_by(territory_closure.c.ancestor_id)
        .lateral("above_places")
    )
    statement = select(
        alike.c.places,
        above.c.territory_id,
        literal((Reach.SEAT if basis is CountBasis.SEATS else Reach.INSIDE).value).label("reach"),
        (above.c.inside < func.cardinality(alike.c.places)).label("shared"),
    ).select_from(alike.join(above, true()))
    if basis is CountBasis.SEATS:
        return statement
    return statement.where(~_lies_in_a_whole(above.c.territory_id, alike.c.places))


def _whole(alike: FromClause) -> Select[Any]:
    """The territories that are served as a whole, and through them all that lies below."""
    place = func.unnest(alike.c.places).table_valued("id").render_derived(name="place_whole")
    return (
        select(alike.c.places, place.c.id, literal(Reach.WHOLE.value), true())
        .select_from(alike.join(place, true()))
        .where(place.c.id > 0, ~_lies_in_a_whole(place.c.id, alike.c.places))
    )


def _lies_in_a_whole(territory_id: ColumnElement[Any], places: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a unit lies below one that is served as a whole."""
    around = territory_closure.alias("around")
    return (
        select(around.c.territory_id)
        .where(
            around.c.territory_id == territory_id,
            around.c.depth > 0,
            around.c.ancestor_id == func.any(places),
        )
        .correlate_except(around)
        .exists()
    )
