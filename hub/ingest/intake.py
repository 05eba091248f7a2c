"""Takes a stream of raw rows, issues and records, checks the records and stages them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from hub.domain.confidential import protect, protect_access_point
from hub.domain.precision import radius_metres
from hub.domain.records import (
    AccessPointRecord,
    AreaRecord,
    HarmonisedRecord,
    Issue,
    LocationRecord,
    Point,
    ProgrammeRecord,
    ProviderRecord,
    RawRow,
)
from hub.domain.vocabulary import PrecisionClass, Severity
from hub.ingest.guard import FillCounter
from hub.ingest.rows import Row, RowMaker, Territory, rows_of
from hub.store.connection import DatabaseConnection
from hub.store.places import Place, Places
from hub.store.runs import copy_raw
from hub.store.stage import copy_rows
from hub.store.tables import VERSIONED
from hub.store.territory_read import place_point

Item = RawRow | Issue | HarmonisedRecord

#: Rows held in memory before they are copied to the database.
CHUNK = 20_000

_TABLES = {table.name: table for table in VERSIONED}


class Intake:
    """Stages one run. Afterwards `issues`, `fills` and the counts say what came in."""

    def __init__(
        self,
        connection: DatabaseConnection,
        rows: RowMaker,
        places: Places,
        terms: frozenset[tuple[str, str]],
    ) -> None:
        self.issues: list[Issue] = []
        self.fills = FillCounter()
        self.read = self.accepted = 0
        self.providers = self.services = self.access_points = 0
        self._connection = connection
        self._rows = rows
        self._places = places
        self._terms = terms
        self._keys: dict[tuple[str, str], int | None] = {}
        self._territories: dict[str, Territory] = {}
        rows.territories = self._territories
        self._raw: list[RawRow] = []
        self._staged: defaultdict[str, list[Row]] = defaultdict(list)
        self._held = 0

    @property
    def rejected(self) -> int:
        """Rows that an error kept out."""
        return len({(issue.sheet, issue.row) for issue in self.issues if issue.severity is Severity.ERROR})

    def take(self, items: Iterable[Item]) -> None:
        """Consume the stream; memory holds one chunk, the keys and the issues."""
        for item in items:
            if isinstance(item, RawRow):
                self.read += 1
                self._raw.append(item)
                self._held += 1
            elif isinstance(item, Issue):
                self.issues.append(item)
            else:
                self._take_record(item)
            if self._held >= CHUNK:
                self._flush()
        self._flush()

    def _take_record(self, record: HarmonisedRecord) -> None:
        row = record.rows[0] if record.rows else None
        identity = (type(record).__name__, record.key)
        if identity in self._keys:
            first = self._keys[identity]
            self._refuse(
                record,
                "DUPLICATE_KEY",
                f"Row {row} has the key {record.key!r} of row {first}; give each record its own key.",
            )
            return
        checked = self._check(record)
        if checked is None:
            return
        self._keys[identity] = row
        self._count(checked)
        for table, values in rows_of(checked, self._rows):
            self._staged[table].append(values)
            self._held += 1

    def _count(self, record: HarmonisedRecord) -> None:
        self.fills.add(record)
        if isinstance(record, ProgrammeRecord):
            return
        self.accepted += len(record.rows)
        if isinstance(record, ProviderRecord):
            self.providers += 1
            self.services += len(record.services)
        else:
            self.access_points += 1

    def _check(self, record: HarmonisedRecord) -> HarmonisedRecord | None:
        """The record as it may be published, or None when it was refused."""
        if isinstance(record, ProgrammeRecord):
            # A programme is written in region.yml with its citation, not read from a publisher's file, so
            # it may reach beyond the jurisdiction: the pilot of mobile care spans two oblasts.
            known = tuple(code for code in record.territories if self._known(record, code) is not None)
            return replace(record, territories=known)
        if isinstance(record, AccessPointRecord):
            record = protect_access_point(record)
            locations: tuple[LocationRecord, ...] = (record.location,)
        else:
            record = protect(record)
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

    def _check_areas(self, record: ProviderRecord) -> ProviderRecord:
        if not any(service.areas for service in record.services):
            return record
        services = []
        for service in record.services:
            areas: list[AreaRecord] = [
                area
                for area in service.areas
                if area.territory is None or self._admit(record, area.territory) is not None
            ]
            services.append(replace(service, areas=tuple(areas)))
        return replace(record, services=tuple(services))

    def _place(
        self, record: ProviderRecord | AccessPointRecord, location: LocationRecord
    ) -> LocationRecord | None:
        """The location with a territory that exists and may be spoken of; None refuses the record."""
        if location.territory is None and location.point is not None:
            location = self._locate(record, location, location.point)
        if location.territory is None:
            return location
        place = self._places.get(location.territory)
        if place is None:
            self._warn_unknown(record, location.territory)
            return replace(location, territory=None)
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

    def _locate(
        self, record: ProviderRecord | AccessPointRecord, location: LocationRecord, point: Point
    ) -> LocationRecord:
        """The location with the territory its point lies in, or the nearest known place, marked so."""
        found = place_point(self._connection, point.lat, point.lon)
        if found is None:
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
        return replace(
            location,
            territory=found.code,
            territory_how="nearest" if found.approximate else "polygon",
            territory_distance_m=None if found.metres is None else round(found.metres),
        )

    def _admit(self, record: HarmonisedRecord, code: str) -> Place | None:
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
        if place.code in self._territories:
            return
        shown = self._places.stand_in(place)
        if shown is None:
            self._territories[place.code] = Territory(place.id)
        else:
            precision = shown.precision if shown is place else PrecisionClass.TERRITORY
            radius = radius_metres(precision, shown.level)
            self._territories[place.code] = Territory(place.id, shown.point, precision, radius)

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

    def _flush(self) -> None:
        copy_raw(self._connection, self._rows.run_id, self._raw)
        for name, rows in self._staged.items():
            copy_rows(self._connection, _TABLES[name], rows)
        self._raw.clear()
        self._staged.clear()
        self._held = 0
