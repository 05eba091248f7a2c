"""Random records, and plain Python that tells which of them a filter means and where they are placed.

Nothing here is SQL or comes from hub.store: it is the second count that the hub's own is held against.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from hub.domain.filters import DEFAULT_STATUSES, AccessPointFilter, Categories, ProviderFilter, Within
from hub.domain.vocabulary import (
    CountBasis,
    DeliveryForm,
    PrecisionClass,
    RecordStatus,
    Sector,
    TerritoryLevel,
)

#: The tree of the fixture `tree_url`: id → (code, rank, id above).
TREE = {
    1: ("UA", TerritoryLevel.COUNTRY, None),
    2: ("UA05", TerritoryLevel.REGION, 1),
    3: ("UA0502", TerritoryLevel.HROMADA, 2),
    4: ("UA050201", TerritoryLevel.SETTLEMENT, 3),
    5: ("UA71", TerritoryLevel.REGION, 1),
    6: ("UA0503", TerritoryLevel.HROMADA, 2),
    7: ("UA050301", TerritoryLevel.SETTLEMENT, 6),
}
IDS = {code: identity for identity, (code, _, _) in TREE.items()}
ABOVE = {"care.home": ("care.home", "care"), "rehab.social": ("rehab.social", "rehab")}
FORMS = (DeliveryForm.HOME, DeliveryForm.STREET)
PRECISIONS = (PrecisionClass.EXACT, PrecisionClass.TERRITORY, PrecisionClass.UNKNOWN)
SECTORS = (Sector.STATE, Sector.BUSINESS)
SOURCES = ("first", "second")


@dataclass(frozen=True)
class Place:
    """A location: the id of its unit, if that is known."""

    unit: int | None
    kind: str
    precision: PrecisionClass


@dataclass(frozen=True)
class Service:
    """A service; `at` are numbers of the record's places, `areas` ids of units that it serves."""

    category: str | None
    status: RecordStatus
    forms: tuple[DeliveryForm, ...]
    at: frozenset[int]
    areas: frozenset[int]


@dataclass(frozen=True)
class Record:
    """A provider, or an access point, which has one place at most and no services. `sources` name it."""

    status: RecordStatus
    sector: Sector
    sources: tuple[str, ...]
    places: tuple[Place, ...]
    services: tuple[Service, ...] = ()


def chain(unit: int | None) -> Iterator[int]:
    """The unit and all above it."""
    while unit is not None:
        yield unit
        unit = TREE[unit][2]


def below(unit: int) -> set[int]:
    """The unit and all below it."""
    return {one for one in TREE if unit in chain(one)}


Filter = ProviderFilter | AccessPointFilter


def lies_in(place: Place, unit: int, *, or_around: bool = False) -> bool:
    """Whether a place lies in a unit, or in one around it."""
    return unit in chain(place.unit) or (or_around and place.unit in chain(unit))


def placed(record: Record, wanted: Filter, *, or_around: bool = False) -> list[Place]:
    """The places of a record that a filter may mean, whoever gives what there."""
    inside = wanted.within.territory if wanted.within else None
    return [
        place
        for place in working(record)
        if (inside is None or lies_in(place, IDS[inside], or_around=or_around))
        and (not wanted.precision or place.precision in wanted.precision)
    ]


def working(record: Record) -> Sequence[Place]:
    """Where a record works: its legal addresses only if it has no other."""
    return [place for place in record.places if place.kind == "actual"] or record.places


@dataclass(frozen=True)
class Element:
    """A unit that a service reaches: all of it, or something in it that is not known more finely."""

    unit: int
    whole: bool


def reach(record: Record, service: Service) -> list[Element]:
    """What a service reaches: its areas, or else the hromadas of its places, where these are known."""
    if service.areas:
        return [Element(area, whole=True) for area in service.areas]
    homes = []
    for place in at_work(record, service):
        hromada = [one for one in chain(place.unit) if TREE[one][1] is TerritoryLevel.HROMADA]
        if place.unit is not None:
            homes.append(Element(*hromada, whole=True) if hromada else Element(place.unit, whole=False))
    return homes


def at_work(record: Record, service: Service) -> list[Place]:
    """The working places at which a service is given."""
    given = [record.places[number] for number in service.at if number < len(record.places)]
    return [place for place in working(record) if any(place is one for one in given)]


def serves(record: Record, service: Service, unit: int, *, or_around: bool = False) -> bool:
    """Whether a service reaches a part of a unit, or stands around it so that it may."""
    elements = reach(record, service)
    return _hits(elements, unit) or (or_around and any(one.unit in chain(unit) for one in elements))


def offered(record: Record, wanted: Filter, *, or_around: bool = False) -> list[Service]:
    """The services of a record that a filter means."""
    if isinstance(wanted, AccessPointFilter):
        return []
    any_of = wanted.categories.any_of if wanted.categories else ()
    return [
        service
        for service in record.services
        if (wanted.status or service.status in DEFAULT_STATUSES)
        and (not any_of or set(any_of) & set(ABOVE.get(service.category or "", (service.category,))))
        and (not wanted.forms or set(wanted.forms) & set(service.forms))
        and (
            wanted.serves_territory is None
            or serves(record, service, IDS[wanted.serves_territory], or_around=or_around)
        )
    ]


def asks_of_services(wanted: Filter) -> bool:
    """Whether a filter speaks of services."""
    return isinstance(wanted, ProviderFilter) and bool(
        wanted.forms
        or (wanted.categories and wanted.categories.any_of)
        or wanted.serves_territory is not None
    )


def fitting(record: Record, wanted: Filter, *, or_around: bool = False) -> list[Place]:
    """The places at which a record is what a filter means."""
    places = placed(record, wanted, or_around=or_around)
    if not asks_of_services(wanted):
        return places
    given = offered(record, wanted, or_around=or_around)
    at = {number for service in given for number in service.at}
    return [place for place in places if any(place is record.places[n] for n in at if n < len(record.places))]


def is_meant(record: Record, wanted: Filter, *, or_around: bool = False) -> bool:
    """Whether a filter means a record, or might mean it if it were placed more finely."""
    if record.status not in (wanted.status or DEFAULT_STATUSES):
        return False
    if isinstance(wanted, ProviderFilter) and wanted.sectors and record.sector not in wanted.sectors:
        return False
    if wanted.sources and not set(wanted.sources) & set(record.sources):
        return False
    if wanted.within is not None or wanted.precision:
        return bool(fitting(record, wanted, or_around=or_around))
    return not asks_of_services(wanted) or bool(offered(record, wanted, or_around=or_around))


@dataclass(frozen=True)
class Placing:
    """Records by the units of a rank, and those that are in none."""

    units: Counter[str]
    not_placed_below: int
    without_territory: int


def placing(records: Sequence[Record], wanted: Filter, level: TerritoryLevel) -> Placing:
    """Where the records that a filter means are."""
    units: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for record in records:
        if not is_meant(record, wanted):
            continue
        known = [place.unit for place in fitting(record, wanted) if place.unit is not None]
        mine = {TREE[one][0] for unit in known for one in chain(unit) if TREE[one][1] is level}
        units.update(mine)
        if not mine:
            rest["above" if known else "nowhere"] += 1
    return Placing(units, rest["above"], rest["nowhere"])


def not_placed(records: Sequence[Record], wanted: Filter) -> int | None:
    """How many records a filter by territory would mean, if they lay there and not only around it."""
    served = wanted.serves_territory if isinstance(wanted, ProviderFilter) else None
    if wanted.within is None and served is None:
        return None
    return sum(
        is_meant(record, wanted, or_around=True) and not is_meant(record, wanted) for record in records
    )


def in_no_child(records: Sequence[Record], parent: int) -> int:
    """How many working records have a place in a unit, but in none of those right below it."""
    children = [one for one, (_, _, above) in TREE.items() if above == parent]
    known = [
        [place for place in working(record) if lies_in(place, parent)]
        for record in records
        if record.status in DEFAULT_STATUSES
    ]
    return sum(
        bool(places) and not any(lies_in(place, child) for place in places for child in children)
        for places in known
    )


Rest = tuple[int, int]


def in_no_row(
    records: Sequence[Record],
    wanted: ProviderFilter,
    question: tuple[int, TerritoryLevel, CountBasis],
    category: str,
) -> Rest:
    """Providers and services that a whole has of a category, but none of its units of a rank."""
    whole, level, count = question
    rows = [unit for unit in below(whole) if TREE[unit][1] is level]
    providers = services = 0
    for record in records:
        placed_anywhere, in_rows, in_none = False, False, 0
        for service in offered(record, wanted) if is_meant(record, wanted) else []:
            if service.status not in DEFAULT_STATUSES or category not in ABOVE.get(
                service.category or "", ()
            ):
                continue
            seats = [
                place
                for place in placed(record, wanted)
                if any(place is one for one in at_work(record, service))
            ]
            if count is CountBasis.SEATS:
                elements = [Element(place.unit, whole=False) for place in seats if place.unit is not None]
            elif (wanted.within or wanted.precision) and not seats:
                elements = []
            else:
                elements = reach(record, service)
            hit = [unit for unit in (whole, *rows) if _hits(elements, unit)]
            placed_anywhere |= bool(hit)
            in_rows |= any(unit in rows for unit in hit)
            in_none += bool(hit) and not any(unit in rows for unit in hit)
        providers += placed_anywhere and not in_rows
        services += in_none
    return providers, services


def _hits(elements: Sequence[Element], unit: int) -> bool:
    return any(unit in chain(one.unit) or (one.whole and one.unit in chain(unit)) for one in elements)


# What works is commoner than what does not, or most hubs would hold nothing to count.
_WORKING = st.one_of(
    st.just(RecordStatus.ACTIVE), st.sampled_from((RecordStatus.CLOSED, RecordStatus.SUSPENDED))
)
PLACES = st.builds(
    Place,
    st.sampled_from((None, *TREE)),
    st.sampled_from(("actual", "actual", "legal")),
    st.sampled_from(PRECISIONS),
)
SERVICES = st.builds(
    Service,
    st.sampled_from((None, "care.home", "rehab.social", "crisis.shelter-violence")),
    _WORKING,
    st.lists(st.sampled_from(FORMS), unique=True).map(tuple),
    st.frozensets(st.integers(0, 2)),
    st.frozensets(st.sampled_from(tuple(TREE)), max_size=2),
)
NAMED_BY = st.sampled_from((("first",), ("second",), SOURCES))
PROVIDERS = st.builds(
    Record,
    _WORKING,
    st.sampled_from(SECTORS),
    NAMED_BY,
    st.lists(PLACES, max_size=3).map(tuple),
    st.lists(SERVICES, max_size=3).map(tuple),
)
OFFICES = st.builds(
    Record, _WORKING, st.just(Sector.UNKNOWN), NAMED_BY, st.lists(PLACES, max_size=1).map(tuple)
)
_CODES = st.sampled_from(tuple(IDS))
_STATUSES = st.sampled_from(((), (), (RecordStatus.ACTIVE,), (RecordStatus.CLOSED, RecordStatus.SUSPENDED)))
_PRECISIONS = st.lists(st.sampled_from(PRECISIONS), max_size=2, unique=True).map(tuple)
_NAMED = st.lists(st.sampled_from(SOURCES), max_size=1).map(tuple)
_INSIDE = st.builds(Within, territory=_CODES)
_WITHIN = st.one_of(_INSIDE, st.none(), _INSIDE)
PROVIDER_FILTERS = st.builds(
    ProviderFilter,
    within=_WITHIN,
    categories=st.none()
    | st.builds(
        Categories,
        any_of=st.lists(st.sampled_from(("care", "care.home", "rehab")), max_size=2, unique=True).map(tuple),
    ),
    sectors=st.lists(st.sampled_from(SECTORS), max_size=1).map(tuple),
    forms=st.lists(st.sampled_from(FORMS), max_size=1).map(tuple),
    status=_STATUSES,
    precision=_PRECISIONS,
    sources=_NAMED,
    serves_territory=st.none() | _CODES,
)
OFFICE_FILTERS = st.builds(
    AccessPointFilter, within=_WITHIN, status=_STATUSES, precision=_PRECISIONS, sources=_NAMED
)
