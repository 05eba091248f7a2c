"""Decides record by record what may be published, and says why where it may not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from hub.domain.confidentiality import (
    Hideable,
    decided,
    is_confidential,
    protect,
    told_key,
    under_key,
    with_reasons,
)
from hub.domain.ids import record_id
from hub.domain.precision import radius_metres
from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import (
    AccessPointRecord,
    AreaRecord,
    HarmonisedRecord,
    Issue,
    LocationRecord,
    Point,
    PointTells,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.statements import record_type
from hub.domain.vocabulary import PrecisionClass, Severity, TerritoryLevel
from hub.ingest.hiding import hiding_issues
from hub.ingest.identities import Identities
from hub.ingest.rows import Territory
from hub.store.connection import DatabaseConnection
from hub.store.jurisdiction import BOUNDARY_SLACK, Boundary
from hub.store.places import Place, Places
from hub.store.statements import has_hidden_keys, known_statements
from hub.store.territory_read import PlacedPoint, place_point

#: Levels of which a point may tell more, and those whose name the words would have said.
_TOO_COARSE = frozenset({TerritoryLevel.COUNTRY, TerritoryLevel.REGION})
_NAMED = frozenset({TerritoryLevel.SETTLEMENT, TerritoryLevel.CITY_DISTRICT})
_EXACT = frozenset({PrecisionClass.EXACT, PrecisionClass.STREET, PrecisionClass.UNKNOWN})

_Part = TypeVar("_Part", LocationRecord, ServiceRecord)


class Admission:
    """Checks the records of one run against terms, territories and the source's jurisdiction.

    `issues` collects what was refused or left out; `territories` what the admitted records name. `decisions`
    are stewards' on what is secret, by the id of the statement.
    """

    def __init__(
        self,
        connection: DatabaseConnection,
        places: Places,
        terms: frozenset[tuple[str, str]],
        boundary: Boundary | None = None,
        decisions: Mapping[str, bool] | None = None,
        source: str = "",
        identities: Identities | None = None,
    ) -> None:
        self._identities = identities or Identities(source)
        self.issues: list[Issue] = []
        self.territories: dict[str, Territory] = {}
        self._connection = connection
        self._places = places
        self._terms = terms
        self._boundary = boundary
        self._decisions = decisions or {}
        self._source = source
        self._keys: dict[tuple[str, str], int | None] = {}

    def admit(self, record: HarmonisedRecord) -> HarmonisedRecord | None:
        """The record as it may be published, or None when it was refused."""
        row = record.rows[0] if record.rows else None
        identity = (type(record).__name__, record.key)
        if identity in self._keys:
            self._refuse(
                record,
                "DUPLICATE_KEY",
                f"Row {row} has the key {record.key!r} of row {self._keys[identity]}; "
                "give each record its own key.",
            )
            return None
        checked = self._check(record)
        if checked is not None:
            self._keys[identity] = row
        return checked

    def level_of(self, code: str | None) -> str:
        """The level of an admitted record's territory; `none` when it has none."""
        place = self._places.get(code) if code else None
        return place.level.value if place else "none"

    def recall(self, record: HarmonisedRecord) -> HarmonisedRecord:
        """A record that was admitted before, with the territories that are still known ready for its rows."""
        if isinstance(record, ProgrammeRecord):
            return record.in_known(self._still_known)
        if isinstance(record, AccessPointRecord):
            return replace(record, location=self._recalled(record.location))
        services = tuple(
            replace(
                service,
                areas=tuple(
                    one for one in service.areas if not one.territory or self._still_known(one.territory)
                ),
            )
            for service in record.services
        )
        locations = tuple(map(self._recalled, record.locations))
        return self._with_coarse_areas(replace(record, locations=locations, services=services))

    def _recalled(self, location: LocationRecord) -> LocationRecord:
        place = self._places.get(location.territory) if location.territory else None
        if place is not None and location.confidential:
            place = self._places.hromada_of(place)
        if place is not None:
            self._remember(place)
        return replace(location, territory=place.code if place else None)

    def _still_known(self, code: str) -> bool:
        place = self._places.get(code)
        if place is not None:
            self._remember(place)
        return place is not None

    def _check(self, record: HarmonisedRecord) -> HarmonisedRecord | None:
        if isinstance(record, ProgrammeRecord):
            # A programme is written in region.yml with its citation, not read from a publisher's file, so
            # it may reach beyond the jurisdiction: the pilot of mobile care spans two oblasts.
            return record.in_known(lambda code: self._known(record, code) is not None)
        if isinstance(record, AccessPointRecord):
            record = self._protected(record)
            locations: tuple[LocationRecord, ...] = (record.location,)
        else:
            record = self._without_repeated_parts(self._protected(record))
            if not self._terms_known(record):
                return None
            locations = record.locations
        places = []
        for location in locations:
            placed = self._place(record, location)
            if placed is None:
                return None
            places.append(placed)
        if tuple(places) == locations:
            checked = record
        elif isinstance(record, AccessPointRecord):
            return replace(record, location=places[0])
        else:
            checked = replace(record, locations=tuple(places))
        return self._check_areas(checked) if isinstance(checked, ProviderRecord) else checked

    def _protected(self, record: Hideable) -> Hideable:
        """The record without what must not be told, and a word on how that is decided."""
        hidden = with_reasons(record)
        key = told_key(hidden, self._source) if hidden.hidden else hidden.key
        identity = self._identity(hidden, key)
        shown = protect(decided(hidden, self._decisions.get(identity)))
        if shown.hidden:
            self.issues += hiding_issues(shown, identity)
        if shown.opened is not None and not is_confidential(shown):
            made = record_id(self._source, record_type(record), record.key)
            return shown if key == record.key and identity == made else replace(shown, id=identity)
        if key == record.key and identity != record_id(self._source, record_type(record), key):
            return replace(shown, id=identity)
        return under_key(shown, key, identity)

    def _identity(self, record: ProviderRecord | AccessPointRecord, key: str) -> str:
        """The record's id; of a hidden key nobody can guess it, and it stays when a file hides it no more."""
        kind = record_type(record)
        first = self._identities.of(kind, record.key)
        told = key == record.key
        if (told and not self._has_hidden_keys) or known_statements(self._connection, (first,)):
            return first
        if not told:
            return record_id(self._source, kind, key)
        hidden = record_id(self._source, kind, told_key(record, self._source))
        return hidden if known_statements(self._connection, (hidden,)) else first

    @cached_property
    def _has_hidden_keys(self) -> bool:
        return has_hidden_keys(self._connection, self._source)

    def _without_repeated_parts(self, record: ProviderRecord) -> ProviderRecord:
        locations = self._first_of_each("location", record, record.locations)
        services = self._first_of_each("service", record, record.services)
        if len(locations) == len(record.locations) and len(services) == len(record.services):
            return record
        return replace(record, locations=locations, services=services)

    def _first_of_each(self, name: str, record: ProviderRecord, parts: Iterable[_Part]) -> tuple[_Part, ...]:
        first: dict[str, _Part] = {}
        for part in parts:
            if first.setdefault(part.key, part) is not part:
                self._issue(
                    record,
                    "DUPLICATE_PART",
                    f"The {name} {part.key!r} stands twice in one record; the first is kept.",
                    Severity.WARNING,
                )
        return tuple(first.values())

    def _check_areas(self, record: ProviderRecord) -> ProviderRecord:
        if not any(service.areas for service in record.services):
            return record
        services = []
        for service in record.services:
            known = tuple(
                area
                for area in service.areas
                if area.territory is None or self._inside(record, area.territory) is not None
            )
            services.append(replace(service, areas=known))
        return self._with_coarse_areas(replace(record, services=tuple(services)))

    def _with_coarse_areas(self, record: ProviderRecord) -> ProviderRecord:
        """The record with the service areas of a hidden provider lifted to hromadas."""
        if not is_confidential(record):
            return record
        return replace(
            record,
            services=tuple(
                replace(service, areas=tuple(self._coarse_areas(service.areas)))
                for service in record.services
            ),
        )

    def _coarse_areas(self, areas: Iterable[AreaRecord]) -> Iterator[AreaRecord]:
        met: set[str] = set()
        for area in areas:
            place = self._places.get(area.territory) if area.territory else None
            if place is not None:
                hromada = self._places.hromada_of(place)
                self._remember(hromada)
                area = replace(area, territory=hromada.code)
            if area.territory is None or area.territory not in met:
                yield area
            met.add(area.territory or "")

    def _place(
        self, record: ProviderRecord | AccessPointRecord, location: LocationRecord
    ) -> LocationRecord | None:
        """The location with a territory that exists and may be spoken of; None refuses the record."""
        if location.point is not None and self._lies_outside(record, location, location.point):
            return None
        if location.territory is None and location.point is not None:
            location = self._locate(record, location, location.point)
        if location.territory is None:
            return location
        place = self._places.get(location.territory)
        if place is None:
            self._warn_unknown(record, location.territory)
            return replace(location, territory=None)
        if location.point is not None and place.level in _TOO_COARSE:
            location, place = self._refined(location, location.point, place)
        if not self._places.allowed(place):
            self._refuse(
                record,
                "OUTSIDE_JURISDICTION",
                f"{location.territory} lies outside the jurisdiction of this source; the row is quarantined.",
            )
            return None
        if location.confidential:
            place = self._places.hromada_of(place)
        self._remember(place)
        return location if place.code == location.territory else replace(location, territory=place.code)

    def _lies_outside(
        self, record: ProviderRecord | AccessPointRecord, location: LocationRecord, point: Point
    ) -> bool:
        """Whether the point is beyond the jurisdiction's boundary, whatever territory the row names."""
        if self._boundary is None or self._boundary.covers(point):
            return False
        metres = self._boundary.metres_outside(point)
        if metres <= (radius_metres(location.precision) or 0) + BOUNDARY_SLACK:
            return False
        self._refuse(
            record,
            "OUTSIDE_JURISDICTION",
            f"The point {point.lat}, {point.lon} lies {metres / 1000:,.1f} km outside the boundary of this "
            "source's jurisdiction; the row is quarantined. Correct the coordinates.",
        )
        return True

    def _locate(
        self, record: ProviderRecord | AccessPointRecord, location: LocationRecord, point: Point
    ) -> LocationRecord:
        """The location with the territory its point lies in, or the nearest known place, marked so."""
        found = self._told_by_point(location, point)
        if found is None or (found.approximate and not self._places.bounded):
            # A source without a jurisdiction may speak of a country whose places nobody has loaded.
            return location
        nearest = self._places.get(found.code)
        if found.approximate and nearest is not None and not self._places.allowed(nearest):
            self._issue(
                record,
                "UNPLACED_POINT",
                f"The place nearest to {point.lat}, {point.lon} lies outside the jurisdiction; "
                "name the territory in the row.",
                Severity.WARNING,
            )
            return location
        return _at(location, found)

    def _told_by_point(self, location: LocationRecord, point: Point) -> PlacedPoint | None:
        """What the point tells of the territory, as far as the words of the source leave it to the point."""
        if location.point_tells is PointTells.NOTHING:
            return None
        found = place_point(self._connection, point.lat, point.lon)
        by_polygon = found is not None and not found.approximate and found.level not in _NAMED
        return found if by_polygon or location.point_tells is PointTells.PLACE else None

    def _refined(self, location: LocationRecord, point: Point, around: Place) -> tuple[LocationRecord, Place]:
        """A location of which words tell the region only, at what its point tells inside that region."""
        if location.precision not in _EXACT or self._places.shown(around) is not None:
            return location, around
        found = self._told_by_point(location, point)
        place = self._places.get(found.code) if found else None
        if found is None or place is None or not self._places.lies_in(place.code, around.code):
            return location, around
        return (location, around) if place is around else (_at(location, found), place)

    def _inside(self, record: HarmonisedRecord, code: str) -> Place | None:
        """The place with this code if the source may speak of it."""
        place = self._places.get(code)
        if place is not None and not self._places.allowed(place):
            self._issue(
                record,
                "OUTSIDE_JURISDICTION",
                f"{code} lies outside the jurisdiction of this source and was left out.",
                Severity.WARNING,
            )
            return None
        return self._known(record, code)

    def _known(self, record: HarmonisedRecord, code: str) -> Place | None:
        """The place with this code, ready for the rows that name it."""
        place = self._places.get(code)
        if place is None:
            self._warn_unknown(record, code)
        else:
            self._remember(place)
        return place

    def _remember(self, place: Place) -> None:
        if place.code in self.territories:
            return
        shown = self._places.shown(place)
        if shown is None:
            self.territories[place.code] = Territory(place.id)
        else:
            self.territories[place.code] = Territory(place.id, shown.point, shown.precision, shown.radius_m)

    def _terms_known(self, record: ProviderRecord) -> bool:
        named = [("kind", record.kind)]
        for service in record.services:
            named.append(("category", service.category))
            named += [("target-group", group) for group in service.target_groups]
        unknown = [
            (taxonomy, code) for taxonomy, code in named if code and (taxonomy, code) not in self._terms
        ]
        for taxonomy, code in unknown:
            self._refuse(
                record,
                "UNKNOWN_TERM",
                f"{code!r} is no term of the taxonomy {taxonomy!r}; correct lookups.yml or the mapping.",
            )
        return not unknown

    def _warn_unknown(self, record: HarmonisedRecord, code: str) -> None:
        self._issue(
            record,
            "UNKNOWN_TERRITORY",
            f"The hub knows no territory {code!r}; load its codifier with `merezha territory load`.",
            Severity.WARNING,
        )

    def _refuse(self, record: HarmonisedRecord, code: str, message: str) -> None:
        self._issue(record, code, message, Severity.ERROR)

    def _issue(self, record: HarmonisedRecord, code: str, message: str, severity: Severity) -> None:
        for row in record.rows or (None,):
            self.issues.append(Issue(code=code, message=message, severity=severity, row=row))


def _at(location: LocationRecord, found: PlacedPoint) -> LocationRecord:
    """The location at what its point told, marked so."""
    return replace(
        location,
        territory=found.code,
        territory_how="nearest" if found.approximate else "polygon",
        territory_distance_m=None if found.metres is None else round(found.metres),
    )
