"""The values of a property of an entity, as data extension writes them.

A value is one of {"str"}, {"int"}, {"date"}, or {"id", "name"} of another entity. What is not known has
no value; nothing finer than the hromada is given of a confidential location.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hub.store.reads.offices import AccessPointRow
from hub.store.reads.providers import ProviderRow, ServiceRow
from hub.store.reads.territories import TerritoryRow
from hub.web.reconcile.facts import Facts, OwnerFacts, TerritoryFacts
from hub.web.reconcile.ids import owner_entity, territory_entity
from hub.web.reconcile.properties import CODES, NAMES, NUMBERS, UNITS, Property
from hub.web.reconcile.words import PROVIDER, TERRITORY
from schema.node import encode_id

Cell = dict[str, Any]


@dataclass(slots=True)
class More:
    """What is read beside the facts, only where a property needs it; `labels` are by (property, code)."""

    populations: dict[int, int] = field(default_factory=dict)
    services: dict[UUID, Sequence[ServiceRow]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    operators: dict[UUID, ProviderRow] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)


def cells_of(facts: Facts, wanted: Property, more: More) -> list[Cell]:
    """The values of one property, each once; none where entities of this kind have no such property."""
    values = _values(facts, wanted.id, more) if facts.kind in wanted.kinds else ()
    cells: list[Cell] = []
    for value in values:
        cell = _cell(more.labels.get((wanted.id, value), value) if isinstance(value, str) else value)
        if value not in (None, "") and cell not in cells:
            cells.append(cell)
    return cells


def _cell(value: Any) -> Cell:
    if isinstance(value, TerritoryRow):
        return {"id": territory_entity(value.code), "name": value.name}
    if isinstance(value, ProviderRow):
        return {"id": owner_entity(PROVIDER, value.id), "name": value.name}
    if isinstance(value, date):
        return {"date": f"{value.isoformat()}T00:00:00Z"}
    return {"int": value} if isinstance(value, int) else {"str": str(value)}


def _values(facts: Facts, pid: str, more: More) -> Iterable[Any]:
    if pid in UNITS:
        return _units(facts, pid)
    if pid == "id":
        return [facts.id]
    if pid == "graphql_id":
        return [_graphql_id(facts)]
    if pid == "source":
        return [more.sources.get(facts.row.source_id)]
    if isinstance(facts, TerritoryFacts):
        return _of_territory(facts, pid, more)
    return _of_owner(facts, pid, more)


def _graphql_id(facts: Facts) -> str:
    if isinstance(facts, TerritoryFacts):
        return encode_id("Territory", f"{facts.row.scheme}:{facts.row.code}")
    return encode_id("Provider" if facts.kind == PROVIDER else "AccessPoint", facts.row.id)


def _units(facts: Facts, pid: str) -> Iterable[TerritoryRow]:
    """The unit of a level around the entity; without a level the one right around it."""
    level = UNITS[pid]
    if level is not None:
        return [row for lineage in facts.lineages for row in lineage if row.level == level.value]
    if facts.kind == TERRITORY:
        return [row for lineage in facts.lineages for row in lineage[-2:-1]]
    return [lineage[-1] for lineage in facts.lineages]


def _of_territory(facts: TerritoryFacts, pid: str, more: More) -> Iterable[Any]:
    row = facts.row
    if pid in CODES:
        return [each.code for each in facts.codes if each.scheme == pid]
    if pid in NAMES:
        return [row.names.get(NAMES[pid])]
    if pid == "population":
        return [more.populations.get(row.id)]
    if pid == "point":
        return [_point(row.lat, row.lon)]
    return [row.point_precision if pid == "precision" else getattr(row, pid)]


def _of_owner(facts: OwnerFacts, pid: str, more: More) -> Iterable[Any]:
    row = facts.row
    if pid in NUMBERS:
        return [each.value for each in facts.identifiers if each.scheme in NUMBERS[pid]]
    if pid in NAMES:
        lang = NAMES[pid]
        own = [row.name] if row.lang == lang else []
        return own + [each.name for each in facts.other_names if each.lang == lang and each.kind != "former"]
    if pid in _OF_OWNER:
        return _OF_OWNER[pid](facts, more)
    return [getattr(row, pid)]


def operator_id(facts: OwnerFacts) -> UUID | None:
    """Who runs an access point, by the database's id; a provider has none."""
    return facts.row.operator_id if isinstance(facts.row, AccessPointRow) else None


def _point(lat: float | None, lon: float | None) -> str | None:
    return None if lat is None or lon is None else f"{lat:.5f},{lon:.5f}"


_OF_OWNER: dict[str, Callable[[OwnerFacts, More], Iterable[Any]]] = {
    "country": lambda facts, _: [lineage[0].country for lineage in facts.lineages],
    "identifier": lambda facts, _: [f"{each.scheme} {each.value}" for each in facts.identifiers],
    "address": lambda facts, _: [each.address for each in facts.locations if not each.confidential],
    "point": lambda facts, _: [
        _point(each.lat, each.lon) for each in facts.locations if not each.confidential
    ],
    "precision": lambda facts, _: [each.precision for each in facts.locations if not each.confidential],
    "phone": lambda facts, _: facts.row.phones,
    "email": lambda facts, _: facts.row.emails,
    "service": lambda facts, more: [each.name for each in more.services.get(facts.row.id, ())],
    "category": lambda facts, more: [each.category for each in more.services.get(facts.row.id, ())],
    "operator": lambda facts, more: [
        more.operators.get(one) for one in [operator_id(facts)] if one is not None
    ],
}
