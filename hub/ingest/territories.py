"""Loading reference data of territories: each source in one transaction, under one lock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cachetools import LRUCache

from hub.domain.territory import Gazetteer, TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Lang, SourceKind
from hub.store.connection import DatabaseConnection, connect
from hub.store.inputs.sources import InputSource, write_source
from hub.store.locks import take_lock
from hub.store.places import territory_edition
from hub.store.runs import upsert_source
from hub.store.territories import UnitCounts, end_in_favour, load_units, owned_by_others
from hub.store.territory_ages import load_ages
from hub.store.territory_facts import FactCounts, load_facts
from hub.store.territory_read import read_units

#: Key of the advisory lock under which the tree changes: two loads at once would undo each other.
TREE_LOCK = 0x6D74726565


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A codifier or another source of facts on territories, as the hub will name it."""

    code: str
    title: str
    publisher: str
    licence: str
    attribution: str
    url: str | None
    lang: Lang
    edition: str


def loaded_editions(url: str) -> dict[str, str]:
    """Code of each reference source → the edition that the hub holds."""
    with connect(url) as connection:
        rows = connection.execute(
            "SELECT code, edition FROM hub.source WHERE kind = %s AND edition IS NOT NULL",
            (SourceKind.REFERENCE.value,),
        ).fetchall()
    return {str(code): str(edition) for code, edition in rows}


def load_codifier(
    url: str,
    source: ReferenceSource,
    units: Iterable[TerritoryUnit],
    *,
    whole: bool = True,
    secondary: bool = False,
    on_date: date | None = None,
) -> UnitCounts:
    """Put a codifier's units into the tree; see `load_units` for `whole`.

    With `secondary`, units that another source issued are left as that source says. `on_date` is the
    day on which missing units and replaced names ended: today when the caller does not know better.
    """
    day = on_date or datetime.now(UTC).date()
    with _describing(url, source) as (connection, source_id):
        wanted = list(units)
        if secondary:
            owned = owned_by_others(connection, source_id)
            wanted = [unit for unit in wanted if (unit.scheme.value, unit.code) not in owned]
        counts = load_units(connection, wanted, source_id, whole=whole, on_date=day)
        points = [
            UnitFacts(unit.code, unit.lat, unit.lon, unit.point_precision)
            for unit in wanted
            if unit.lat is not None
        ]
        if points:
            load_facts(connection, points, source_id)
        return counts


def load_unit_facts(url: str, source: ReferenceSource, facts: Iterable[UnitFacts]) -> FactCounts:
    """Add a source's facts to units that the tree already has."""
    with _describing(url, source) as (connection, source_id):
        return load_facts(connection, facts, source_id)


@dataclass(frozen=True, slots=True)
class AgeFact:
    """People of a unit, by its own code, from `age_from` to `age_to` years, included; None: and older."""

    code: str
    age_from: int
    age_to: int | None
    people: int
    as_of: date | None = None


def load_people_facts(
    url: str,
    source: InputSource,
    facts: Sequence[UnitFacts],
    ages: Sequence[AgeFact] = (),
    *,
    dry_run: bool = False,
) -> dict[str, int]:
    """Add populations, areas and ages of units, and give how many of each were written.

    Unlike a codifier's, such a source says nothing of where records lie: nothing has to be placed anew.
    """
    with connect(url) as connection:
        take_lock(connection, TREE_LOCK)
        source_id = write_source(connection, source)
        counts = load_facts(connection, facts, source_id)
        spans = [(age.code, age.age_from, age.age_to, age.people, age.as_of) for age in ages]
        written = load_ages(connection, spans, source_id)
        if dry_run:
            connection.rollback()
        return {"populations": counts.populations, "areas": counts.areas, "ages": written}


def known_units(url: str) -> list[TerritoryUnit]:
    """Every unit of the tree, with codes, names and points, as the gazetteer takes them."""
    with connect(url) as connection:
        return read_units(connection)


#: The gazetteer of the tree that was asked for last: it takes seconds to make, and hardly ever changes.
_GAZETTEERS: LRUCache[tuple[str, str], Gazetteer] = LRUCache(maxsize=1)


def gazetteer_of(connection: DatabaseConnection) -> Gazetteer:
    """The gazetteer of all units of the tree, kept until other editions of codifiers are loaded."""
    key = (connection.info.dsn, territory_edition(connection))
    known = _GAZETTEERS.get(key)
    if known is None:
        known = _GAZETTEERS[key] = Gazetteer(read_units(connection))
    return known


def replace_units(url: str, successors: Mapping[str, str]) -> int:
    """End units today in favour of others, both by their own code; gives how many ended."""
    with connect(url) as connection:
        take_lock(connection, TREE_LOCK)
        return end_in_favour(connection, successors, datetime.now(UTC).date())


@contextmanager
def _describing(url: str, source: ReferenceSource) -> Iterator[tuple[DatabaseConnection, int]]:
    """A transaction that holds the tree and ends with the source's edition written down."""
    with connect(url) as connection:
        take_lock(connection, TREE_LOCK)
        source_id = upsert_source(
            connection,
            kind=SourceKind.REFERENCE,
            jurisdiction_id=None,
            code=source.code,
            title=source.title,
            publisher=source.publisher,
            licence=source.licence,
            attribution=source.attribution,
            url=source.url,
            lang=source.lang.value,
            edition=source.edition,
            loaded_at=datetime.now(UTC),
        )
        yield connection, source_id
