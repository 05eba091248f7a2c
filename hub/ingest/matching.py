"""Joins what an import brings with what other sources say of the same providers, under the publish lock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from hub.domain.features import Features, PlaceFacts, features_of, path_of
from hub.domain.ids import record_id
from hub.domain.records import PersonHash, ProviderRecord
from hub.domain.statements import record_of
from hub.domain.vocabulary import Verdict
from hub.matching import Scored, match
from hub.store import decisions, neighbours, statements
from hub.store.connection import DatabaseConnection
from hub.store.neighbours import Stated
from hub.store.persons import hashes_of
from hub.store.places import Places

_NO_HASHES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def match_staged(
    work: DatabaseConnection,
    source_id: int,
    run_id: int,
    places: Places,
    persons: Iterable[tuple[str, PersonHash]] = (),
) -> list[Scored]:
    """Decide which staged statements speak of providers that other sources name; returns the judged pairs.

    Pairs above the upper threshold become decisions of the rule, those below it wait for a steward. Pairs
    that a decision speaks of already, whoever made it, are not judged again. `persons` are (statement, hash)
    of the batch.
    """
    hashes: dict[str, list[str]] = {}
    for statement, one in persons:
        hashes.setdefault(statement, []).append(one.digest.hex())
    fresh, known = neighbours.near_statements(work, source_id, [one for of in hashes.values() for one in of])
    if not fresh:
        return []
    told = hashes_of(work, [one.id for one in known])
    told |= {statement: tuple(sorted(of)) for statement, of in hashes.items()}
    links = statements.links_around(work, [one.id for one in fresh])
    found = match(
        features_of_statements(fresh, places, told),
        features_of_statements(known, places, told),
        joined=[(link.left, link.right) for link in links if link.same],
        apart=[(link.left, link.right) for link in links if not link.same],
    )
    joins = [as_pair(one) for one in found if one.verdict == "join"]
    decisions.add_decisions(work, joins, Verdict.SAME)
    decisions.replace_candidates(work, [as_pair(one) for one in found if one.verdict == "review"], run_id)
    return found


def features_of_statements(
    stated: Sequence[Stated], places: Places, hashes: Mapping[str, tuple[str, ...]] = _NO_HASHES
) -> list[Features]:
    """What counts of providers' statements; `hashes` are those of natural persons' numbers, by statement."""
    place_of = _place_facts(places)
    found = []
    for one in stated:
        record = record_of("provider", one.content)
        assert isinstance(record, ProviderRecord)
        parent = record_id(one.source, "provider", record.parent_key) if record.parent_key else None
        features = features_of(
            record, one.id, one.source, place_of, parent=parent, hashes=hashes.get(one.id, ())
        )
        found.append(features)
    return found


def _place_facts(places: Places) -> Callable[[str], PlaceFacts | None]:
    """Territories as features need them: the units around, and the point that stands for them."""

    @cache
    def facts(code: str) -> PlaceFacts | None:
        place = places.get(code)
        if place is None:
            return None
        path = path_of({one.level: one.code for one in places.around(place)})
        shown = places.shown(place)
        return (
            PlaceFacts(path, shown.point.lat, shown.point.lon, shown.radius_m) if shown else PlaceFacts(path)
        )

    return facts


def as_pair(scored: Scored) -> decisions.Pair:
    """A judged pair as it is stored."""
    return decisions.Pair(scored.left, scored.right, scored.score, scored.reason, scored.evidence)
