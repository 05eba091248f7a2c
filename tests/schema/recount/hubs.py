"""Hubs made at random: everything meets everything, on coordinates that lie on each other's edges."""

from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy import Connection, create_engine, update
from sqlalchemy.engine import make_url

from hub.domain.text import search_key
from hub.domain.vocabulary import DeliveryForm, PrecisionClass, RecordStatus, Sector
from hub.store import tables
from hub.store.aggregates.upkeep import recount
from hub.store.connection import connect
from tests.schema.world import build
from tests.schema.world.base import REGISTER, SAMPLE, point, put, rid, versioned
from tests.schema.world.providers import location, service
from tests.schema.world.records import insert_provider, provider_id
from tests.schema.world.terms import TERMS
from tests.schema.world.territories import TERRITORIES

PROVIDERS, OFFICES, JOINED = 150, 40, 25
WORDS = (
    "центр", "дім", "Лиман", "Умань", "надія", "родина", "притулок", "громада", "сонце", "поліс", "Гармонія",
    "обійстя",
)  # fmt: skip
FORMS, STATUSES, SECTORS = list(DeliveryForm), list(RecordStatus), list(Sector)
PRECISE = [one for one in PrecisionClass if one is not PrecisionClass.UNKNOWN]


def random_hub(seed: int) -> Callable[[str], None]:
    """What fills an empty, migrated database with the small world and a crowd around it."""

    def fill(url: str) -> None:
        build(url)
        engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
        with engine.begin() as connection:
            _Crowd(Random(seed), connection).insert()
        engine.dispose()
        with connect(url) as raw:
            recount(raw)

    return fill


class _Crowd:
    """Providers and offices whose every property is drawn."""

    def __init__(self, random: Random, connection: Connection) -> None:
        self._random = random
        self._connection = connection

    def insert(self) -> None:
        """Insert them, and join some."""
        for number in range(PROVIDERS):
            insert_provider(self._connection, self._provider(f"p{number}"))
        for number in range(OFFICES):
            self._office(f"o{number}")
        for number in range(JOINED):
            self._join(f"p{self._random.randrange(PROVIDERS)}", number)
        self._half_open()

    def _some(self, values: Any, most: int = 2) -> list[Any]:
        return self._random.sample(list(values), self._random.randint(0, most))

    def _name(self) -> str:
        return " ".join(self._random.sample(WORDS, 3))

    def _status(self) -> str:
        return self._random.choice([RecordStatus.ACTIVE] * 8 + STATUSES)

    def _place(self, key: str) -> dict[str, Any]:
        random = self._random
        spot = None
        if random.random() < 0.8:
            # Half degrees lie on the edges of boxes and polygons around one another.
            spot = (random.randint(94, 112) / 2, random.randint(54, 150) / 2)
        elif random.random() < 0.5:
            home = random.choice([row for row in TERRITORIES if row[7]])
            spot = home[7]
        more: dict[str, Any] = {"kind": random.choice(["actual", "actual", "actual", "legal"])}
        if spot is not None:
            more["precision"] = random.choice(PRECISE).value
        unit = random.choice([None, *(row[0] for row in TERRITORIES)])
        return location(key, unit, spot, address=random.choice([None, f"вул. {self._name()}"]), **more)

    def _service(self, key: str, places: list[str]) -> dict[str, Any]:
        random = self._random
        codes = {taxonomy: [code for code, _, _ in terms] for taxonomy, terms in TERMS.items()}
        made = service(
            key,
            random.choice([None, *codes["category"]]),
            *(form.value for form in self._some(FORMS)),
            target_groups=self._some(codes["target-group"]),
            minimum_age=random.choice([None, None, 0, 3, 18, 60]),
            maximum_age=random.choice([None, None, 4, 18, 60, 120]),
            status=self._status(),
            at=random.sample(places, random.randint(0, len(places))),
        )
        if random.random() < 0.3:
            made["areas"] = sorted({random.choice(TERRITORIES)[0] for _ in range(2)})
        if random.random() < 0.2:
            made["polygon"] = self._square()
        return made

    def _square(self) -> str:
        west, south = self._random.randint(54, 148) / 2, self._random.randint(94, 110) / 2
        east, north = west + 1, south + 1
        corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return f"SRID=4326;MULTIPOLYGON((({','.join(f'{lon} {lat}' for lon, lat in corners)})))"

    def _provider(self, key: str) -> dict[str, Any]:
        random = self._random
        places = [str(number) for number in range(random.randint(0, 3))]
        kinds = [code for code, _, _ in TERMS["kind"]]
        return {
            "key": key,
            "name": self._name(),
            "kind": random.choice([None, *kinds]),
            "sector": random.choice(SECTORS).value,
            "status": self._status(),
            "source": random.choice([REGISTER, SAMPLE]),
            "synthetic": random.random() < 0.3,
            "locations": [self._place(one) for one in places],
            "services": [self._service(str(number), places) for number in range(random.randint(0, 3))],
        }

    def _office(self, key: str) -> None:
        random, name = self._random, self._name()
        own = versioned(random.choice([REGISTER, SAMPLE]))
        identity = rid("access-point", key)
        office = {"id": identity, "key": key, "name": name, "lang": "uk", "status": self._status()}
        office |= {"synthetic": random.random() < 0.3, "search": search_key(name)}
        put(self._connection, tables.access_point, {**office, **own})
        for number in range(random.randint(0, 2)):
            place = self._place(str(number))
            row = {"id": rid("location", key, place.pop("key")), "access_point_id": identity, **place, **own}
            put(self._connection, tables.location, row)

    def _join(self, key: str, number: int) -> None:
        """Let a record of the other source speak of a provider."""
        said = {"id": rid("statement", str(number)), "record_type": "provider", "record_id": provider_id(key)}
        said |= {"key": f"s{number}", "run_id": 2, "row": 1, "claimed_on": "2026-03-01", "content": {}}
        said |= {"claims": {}, "lost": {}, "since": {}}
        source = self._random.choice([REGISTER, SAMPLE])
        put(self._connection, tables.statement, {**said, **versioned(source)})

    def _half_open(self) -> None:
        """A boundary for a second hromada, beside those that points must find by the nearest place."""
        square = "SRID=4326;MULTIPOLYGON(((30 48.5,30.5 48.5,30.5 49,30 49,30 48.5)))"
        changed = {"boundary": square, "boundary_source_id": REGISTER, "point": point(48.75, 30.22)}
        self._connection.execute(update(tables.territory).where(tables.territory.c.id == 10).values(changed))
