"""Small hubs made at random: sums that follow a change are those of the hub that it makes."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from hub.domain.vocabulary import CountBasis, DeliveryForm, RecordStatus, Sector, TerritoryLevel
from hub.store.aggregates.upkeep import recounting
from hub.store.connection import connect

from .recount import recount
from .test_recount import answered
from .truth import hold_against_the_count

_GROUPS = """
    INSERT INTO hub.taxonomy (code, title) VALUES ('target-group', 'target-group');
    INSERT INTO hub.term VALUES ('target-group', 'pwd', NULL, 1), ('target-group', 'pwd.mental', 'pwd', 1);
    INSERT INTO hub.term_closure VALUES ('target-group', 'pwd', 'pwd'),
        ('target-group', 'pwd.mental', 'pwd'), ('target-group', 'pwd.mental', 'pwd.mental');
"""
_PARTS = ("capacity", "service_area", "service_at_location", "service", "location")
CATEGORIES = (None, "care", "care.home", "rehab.social", "crisis.shelter-violence", "not.a.term")
STATUSES = tuple(status.value for status in RecordStatus)


@dataclass(frozen=True)
class Service:
    """A service; `at` are places among the provider's locations, `areas` territories.

    `capacities` are (day, unit) → (total, available, served, waiting).
    """

    category: str | None
    status: str
    is_function: bool
    forms: list[str]
    groups: list[str]
    at: set[int]
    areas: set[int]
    capacities: dict[tuple[date | None, str], tuple[int | None, ...]]


@dataclass(frozen=True)
class Provider:
    """A provider; each location is a territory, or none, and whether it works there."""

    status: str
    kind: str | None
    sector: str
    locations: list[tuple[int | None, str]]
    services: list[Service]


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


# What works is commoner than what does not, or most hubs would hold nothing to count.
WORKING = st.one_of(st.just("active"), st.sampled_from(STATUSES))
LOCATIONS = st.tuples(
    st.sampled_from((None, 1, 3, 4, 5, 6, 7)), st.sampled_from(("actual", "actual", "legal"))
)
#: Most services have no areas.
AREAS = st.one_of(st.just(set()), st.sets(st.integers(1, 7), max_size=3))
FIGURES = st.tuples(*(st.none() | st.integers(0, 50) for _ in range(4)))
DAYS = st.sampled_from((None, date(2024, 1, 1), date(2025, 1, 1)))
SERVICES = st.builds(
    Service,
    st.sampled_from(CATEGORIES),
    WORKING,
    st.booleans(),
    some(*list(DeliveryForm)[:3]),
    some("pwd", "pwd.mental", "not.a.term"),
    st.sets(st.integers(0, 2)),
    AREAS,
    st.dictionaries(st.tuples(DAYS, st.sampled_from(("place", "client", "team"))), FIGURES, max_size=3),
)
PROVIDERS = st.builds(
    Provider,
    WORKING,
    st.sampled_from((None, "territorial-centre", "crisis-centre")),
    st.sampled_from(Sector).map(str),
    st.lists(LOCATIONS, max_size=3),
    st.lists(SERVICES, max_size=3),
)
HUBS = st.dictionaries(st.integers(1, 4), PROVIDERS, max_size=4)


def identity(*numbers: int) -> UUID:
    return UUID(int=int("".join(f"{number + 1:03}" for number in numbers)))


def put(connection: Connection[TupleRow], table: str, **values: Any) -> None:
    row = {"source_id": 1, "row_hash": b"", "release_from": 1, **values}
    connection.execute(
        sql.SQL("INSERT INTO hub.{} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


def put_provider(connection: Connection[TupleRow], number: int, made: Provider) -> None:
    own = {"provider_id": identity(number)}
    named = {"key": str(number), "name": "n", "lang": "uk", "synthetic": True, "search": ""}
    described = {"kind": made.kind, "sector": made.sector, "status": made.status}
    put(connection, "provider", id=identity(number), **named, **described)
    for at, (territory, kind) in enumerate(made.locations):
        where = {"territory_id": territory, "kind": kind, "precision": "unknown", "confidential": False}
        put(connection, "location", id=identity(number, at), **where, **own)
    for place, service in enumerate(made.services):
        of = {"service_id": identity(number, 100, place), **own}
        put(
            connection, "service", id=of["service_id"], key=str(place), name="n", status=service.status,
            category=service.category, is_function=service.is_function, forms=service.forms,
            target_groups=service.groups, **own,
        )  # fmt: skip
        for at in service.at & set(range(len(made.locations))):
            link = {"id": identity(number, 200, place, at), "location_id": identity(number, at)}
            put(connection, "service_at_location", **link, **of)
        for area in service.areas:
            put(connection, "service_area", id=identity(number, 400, place, area), territory_id=area, **of)
        for count, ((day, unit), figures) in enumerate(service.capacities.items()):
            numbers = dict(zip(("total", "available", "served", "waiting"), figures, strict=True))
            measured = {"as_of": day, "unit": unit, **numbers}
            put(connection, "capacity", id=identity(number, 300, place, count), **measured, **of)


def publish(url: str, before: dict[int, Provider], after: dict[int, Provider]) -> None:
    """Make the one hub into the other, telling which providers differ."""
    changed = [number for number in before.keys() | after.keys() if before.get(number) != after.get(number)]
    ids = [identity(number) for number in changed]
    chosen = sql.SQL("SELECT unnest({}::uuid[]) AS id").format(sql.Literal(ids))
    with connect(url) as connection, recounting(connection, chosen):
        for part in _PARTS:
            connection.execute(f"DELETE FROM hub.{part} WHERE provider_id = ANY (%s)".encode(), (ids,))
        connection.execute("DELETE FROM hub.provider WHERE id = ANY (%s)", (ids,))
        for number in changed:
            if number in after:
                put_provider(connection, number, after[number])


def test_random_hubs(tree_url: str) -> None:
    with connect(tree_url) as connection:
        connection.execute(_GROUPS.encode())
    published: dict[int, Provider] = {}

    @settings(max_examples=12)
    @given(HUBS, HUBS)
    def becomes(before: dict[int, Provider], after: dict[int, Provider]) -> None:
        publish(tree_url, published, before)
        publish(tree_url, before, after)
        published.clear()
        published.update(after)
        hold_against_the_count(tree_url)
        for count in CountBasis:
            second = recount(tree_url, served=count is CountBasis.SERVED)
            assert answered(tree_url, count, *TerritoryLevel) == second

    becomes()
