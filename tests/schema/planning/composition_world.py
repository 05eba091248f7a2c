"""A hromada of made-up providers, each of which is there for one rule of counting, and those around it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from hub.store import tables
from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from schema.node import encode_id
from tests.schema.hub import Hub
from tests.schema.world.base import REGISTER, SAMPLE, put, rid, versioned
from tests.schema.world.providers import location, service
from tests.schema.world.records import insert_provider, provider_id
from tests.schema.world.sources import insert_sources
from tests.schema.world.terms import insert_terms
from tests.schema.world.territories import insert_territories

#: Makes a hub of the providers that a test gives.
World = Callable[..., Hub]

#: Vinnytsia hromada with its city (4, 5), Vorononytsia (6, 7) 20 km away, Uman (10, 11) 138 km away.
HERE, NEXT, FAR = "UA05020030000031457", "UA05020050000066786", "UA71060210000032972"
CITY, BESIDE, UMAN = 5, 7, 11
JULY, EARLIER, LATER = date(2025, 7, 1), date(2024, 12, 31), date(2026, 9, 1)


def places(count: int | None, free: int | None = None, day: date = JULY) -> tuple[Any, ...]:
    """A measurement of places."""
    return (day, "place", count, free, None, None)


def clients(count: int, day: date = JULY) -> tuple[Any, ...]:
    """A measurement of people served."""
    return (day, "client", None, None, count, None)


def centre(
    name: str,
    *services: dict[str, Any],
    at: int = CITY,
    spot: tuple[float, float] | None = (49.24, 28.47),
    **more: Any,
) -> dict[str, Any]:
    """A provider with one place `1`, where all its services are given."""
    places_ = more.pop("locations", None) or [location("1", at, spot)]
    return {
        "name": name,
        "kind": "ngo",
        "sector": "municipal",
        "locations": places_,
        "services": services,
        **more,
    }


def gives(key: str, category: str | None, *capacity: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """A service at the place `1`."""
    return service(key, category, **{"at": ["1"], "capacity": list(capacity), **more})


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    """A connection that writes to the world."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def build_ground(url: str) -> None:
    """Fill an empty, migrated database with sources, territories and terms."""
    with writing(url) as connection:
        for insert_part in (insert_sources, insert_territories, insert_terms):
            insert_part(connection)
        connection.execute(text("UPDATE hub.release SET as_of = '2026-03-01'"))


def insert_world(url: str, providers: Iterable[dict[str, Any]]) -> None:
    """Add providers, and what the release keeps of them."""
    with writing(url) as connection:
        for one in providers:
            insert_provider(connection, one)
            _insert_statement(connection, one["name"], one["name"])
    with connect(url) as opened:
        recount(opened)


def clear_world(url: str) -> None:
    """Take all records away again."""
    with writing(url) as connection:
        connection.execute(text("TRUNCATE hub.provider, hub.access_point, hub.statement CASCADE"))


def insert_access_point(url: str, name: str, operator: str) -> None:
    """An office in the city that a provider runs."""
    record = {"id": rid("access-point", name), "key": name, "name": name, "lang": "uk", "status": "active"}
    record |= {"operator_id": provider_id(operator), "synthetic": True, "search": name, **versioned()}
    place = location("1", CITY, (49.233, 28.47)) | {"id": rid("location", name), **versioned()}
    del place["key"]
    with writing(url) as connection:
        put(connection, tables.access_point, record)
        put(connection, tables.location, {**place, "access_point_id": record["id"]})


def join_record(url: str, key: str, record: str) -> str:
    """State a provider once more, by another source under a key of its own; the id of that statement."""
    with writing(url) as connection:
        _insert_statement(connection, key, record, SAMPLE)
    return str(provider_id(key))


def _insert_statement(connection: Connection, key: str, record: str, source: int = REGISTER) -> None:
    said = {"record_type": "provider", "key": key, "run_id": 2, "row": 3, "claimed_on": date(2026, 3, 1)}
    said |= {"content": {}, "since": {}, "missing_since": None, "claims": {}, "lost": {}}
    row = {"id": provider_id(key), "record_id": provider_id(record), **said, **versioned(source)}
    put(connection, tables.statement, row)


COMPOSITION = """
query ($territory: String!, $providers: [ID!], $services: [String!], $reach: Float!,
       $filter: ProviderFilter, $objective: CompositionObjective!, $asOf: AsOf) {
  composition(territory: $territory, providers: $providers, services: $services, reachMetres: $reach,
              filter: $filter, objective: $objective, asOf: $asOf) {
    candidates giving
    sets {
      members { provider { name } distance { value low high } brings { code } doubles { code } }
      covered { service { code } by { name } capacity { figure value stated of asOfNewest } }
      missing {
        service { code }
        nearest {
          provider { name } location { precision { class } point { lat lon } }
          distance { value low high } free { value low high stated of absent } extendable
        }
      }
      duplicated { service { code } by { name } members capacity { figure value stated of } }
      others { service { code } by { name } }
      notCounted { reason code provider { name } service { name } }
      catchment { code }
    }
    proof { status objective bound }
    basis { sources { source { code } rows } notUsed { what reason count } caveats { code } }
  }
}
"""


def compose(hub: Hub, *services: str, territory: str = HERE, **more: Any) -> Any:
    """The answer of a question for a composition of these services."""
    asked = {"reach": 0, "objective": "FEWEST_MEMBERS", "territory": territory, **more}
    return hub.data(COMPOSITION, {**asked, "services": list(services) or None})["composition"]


def given(found: Any) -> dict[str, list[str]]:
    """By code who gives what is covered, by name."""
    return {each["service"]["code"]: sorted(one["name"] for one in each["by"]) for each in found["covered"]}


def summed(those: list[Any], code: str) -> dict[str, tuple[int | None, int, int]]:
    """Of a service each figure that anybody states: sum, stated by, of."""
    (found,) = (each for each in those if each["service"]["code"] == code)
    return {
        each["figure"]: (each["value"], each["stated"], each["of"])
        for each in found["capacity"]
        if each["value"] is not None
    }


def left_out(found: Any) -> set[tuple[str, str]]:
    """Why and who."""
    return {(each["reason"], each["provider"]["name"]) for each in found["notCounted"]}


def global_id(name: str) -> str:
    """The global id of a provider of the world."""
    return encode_id("Provider", provider_id(name))
