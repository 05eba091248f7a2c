"""Turns harmonised records into rows of the published tables, with ids and content hashes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

import orjson

from hub.domain.ids import part_id, record_id
from hub.domain.precision import radius_metres
from hub.domain.records import (
    AccessPointRecord,
    LocationRecord,
    Point,
    ProgrammeRecord,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.text import search_key
from hub.domain.vocabulary import PrecisionClass
from hub.ingest.claims import claims_of
from hub.store.rows import SHAPES, multi_polygon, point_value

Row = tuple[Any, ...]

#: A programme names a provider of another source as `ua_09/key`.
_OF_ANOTHER_SOURCE = re.compile(r"([a-z]{2}_[a-z0-9_]+)/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory as rows refer to it, with the point that stands for it."""

    id: int
    point: Point | None = None
    precision: PrecisionClass = PrecisionClass.UNKNOWN
    radius_m: int | None = None


@dataclass(slots=True)
class RowMaker:
    """Makes the rows of one run. `territories` answers for every code that the records of a batch name."""

    source: str
    source_id: int
    run_id: int
    as_of: date
    territories: Mapping[str, Territory] = field(default_factory=dict)

    def rows(self, record: ProviderRecord | AccessPointRecord | ProgrammeRecord) -> Iterator[tuple[str, Row]]:
        """(table name, row) for everything the record holds; no two rows of a table share an id."""
        if isinstance(record, ProviderRecord):
            yield from self._provider(record)
        elif isinstance(record, AccessPointRecord):
            yield from self._access_point(record)
        else:
            yield from self._programme(record)

    def _provider(self, record: ProviderRecord) -> Iterator[tuple[str, Row]]:
        owner = record_id(self.source, "provider", record.key)
        parent = record.parent_key and record_id(self.source, "provider", record.parent_key)
        names = [record.name, record.short_name, *(name.name for name in record.names)]
        places = [place.address for place in record.locations if not place.confidential]
        yield self._row(
            "provider",
            id=owner,
            key=record.key,
            name=record.name,
            short_name=record.short_name,
            lang=record.lang.value,
            kind=record.kind,
            sector=record.sector.value,
            status=record.status.value,
            legal_form=record.legal_form,
            founded=record.founded,
            parent_id=parent,
            phones=list(record.phones),
            emails=list(record.emails),
            url=record.url,
            attributes=record.attributes,
            synthetic=record.synthetic,
            cites=record.cites,
            search=search_key(" ".join(text for text in (*names, *places) if text)),
        )
        for identifier in dict.fromkeys(record.identifiers):
            yield self._row(
                "provider_identifier",
                id=part_id(owner, "identifier", identifier.scheme, identifier.value),
                provider_id=owner,
                scheme=identifier.scheme,
                value=identifier.value,
                valid=identifier.valid,
            )
        for name in dict.fromkeys(record.names):
            yield self._row(
                "provider_name",
                id=part_id(owner, "name", f"{name.kind} {name.lang}", name.name),
                provider_id=owner,
                name=name.name,
                lang=name.lang.value,
                kind=name.kind,
            )
        for place in record.locations:
            yield self._location(owner, place, provider_id=owner)
        for service in record.services:
            yield from self._service(owner, record, service)
        yield from self._claims(owner, record)

    def _service(
        self, owner: str, record: ProviderRecord, service: ServiceRecord
    ) -> Iterator[tuple[str, Row]]:
        service_id = part_id(owner, "service", service.key)
        yield self._row(
            "service",
            id=service_id,
            provider_id=owner,
            key=service.key,
            name=service.name,
            category=service.category,
            matched_via=service.matched_via and service.matched_via.value,
            matched_by=service.matched_by,
            national_system=service.national_system,
            national_code=service.national_code,
            national_label=service.national_label,
            forms=[form.value for form in service.forms],
            duration=service.duration and service.duration.value,
            target_groups=list(service.target_groups),
            minimum_age=service.minimum_age,
            maximum_age=service.maximum_age,
            status=service.status.value,
            description=service.description,
            funding=list(service.funding),
            costs=list(service.costs),
        )
        common = {"provider_id": owner, "service_id": service_id}
        for key in service.locations or [place.key for place in record.locations]:
            yield self._row(
                "service_at_location",
                id=part_id(service_id, "at", key),
                location_id=part_id(owner, "location", key),
                **common,
            )
        for area in dict.fromkeys(area.territory for area in service.areas if area.territory):
            territory = self.territories[area]
            area_id = part_id(service_id, "area", area)
            yield self._row("service_area", id=area_id, territory_id=territory.id, **common)
        for polygon in (area.polygon for area in service.areas if area.polygon):
            area_id = part_id(service_id, "polygon", orjson.dumps(polygon).decode())
            yield self._row("service_area", id=area_id, polygon=multi_polygon(polygon), **common)
        for capacity in {(c.as_of, c.unit): c for c in service.capacities}.values():
            yield self._row(
                "capacity",
                id=part_id(service_id, "capacity", capacity.as_of, capacity.unit),
                as_of=capacity.as_of,
                unit=capacity.unit,
                total=capacity.total,
                available=capacity.available,
                served=capacity.served,
                waiting=capacity.waiting,
                **common,
            )

    def _location(self, owner: str, place: LocationRecord, **owned_by: str) -> tuple[str, Row]:
        territory = self.territories.get(place.territory or "")
        point, precision = place.point, place.precision
        if point is not None:
            precision = PrecisionClass.EXACT if precision is PrecisionClass.UNKNOWN else precision
            radius = radius_metres(precision)
        elif territory is not None:
            point, precision, radius = territory.point, territory.precision, territory.radius_m
        else:
            radius = None
        return self._row(
            "location",
            id=part_id(owner, "location", place.key),
            kind=place.kind,
            name=place.name,
            territory_id=territory and territory.id,
            territory_how=territory and (place.territory_how or "stated"),
            territory_distance_m=place.territory_distance_m,
            point=point_value(point),
            precision=precision.value,
            radius_m=radius,
            address=place.address,
            street=place.street,
            house=place.house,
            postal_code=place.postal_code,
            confidential=place.confidential,
            opening_hours=place.opening_hours,
            accessibility=list(place.accessibility),
            attributes=place.attributes,
            **owned_by,
        )

    def _access_point(self, record: AccessPointRecord) -> Iterator[tuple[str, Row]]:
        owner = record_id(self.source, "access-point", record.key)
        operator = record.operator_key and record_id(self.source, "provider", record.operator_key)
        yield self._row(
            "access_point",
            id=owner,
            key=record.key,
            name=record.name,
            lang=record.lang.value,
            status=record.status.value,
            operator_id=operator,
            operator_name=record.operator_name,
            phones=list(record.phones),
            emails=list(record.emails),
            url=record.url,
            attributes=record.attributes,
            synthetic=record.synthetic,
            cites=record.cites,
            search=search_key(f"{record.name} {record.location.address or ''}"),
        )
        yield self._location(owner, record.location, access_point_id=owner)
        yield from self._claims(owner, record)

    def _programme(self, record: ProgrammeRecord) -> Iterator[tuple[str, Row]]:
        owner = record_id(self.source, "programme", record.key)
        yield self._row(
            "programme",
            id=owner,
            key=record.key,
            name=record.name,
            lang=record.lang.value,
            description=record.description,
            starts=record.starts,
            ends=record.ends,
            synthetic=record.synthetic,
            cites=record.cites,
        )
        for code in dict.fromkeys(record.territories):
            yield self._row(
                "programme_territory",
                id=part_id(owner, "territory", code),
                programme_id=owner,
                territory_id=self.territories[code].id,
            )
        for key in dict.fromkeys(record.provider_keys):
            other = _OF_ANOTHER_SOURCE.fullmatch(key)
            source, own_key = other.groups() if other else (self.source, key)
            yield self._row(
                "programme_provider",
                id=part_id(owner, "provider", key),
                programme_id=owner,
                provider_id=record_id(source, "provider", own_key),
            )

    def _claims(self, owner: str, record: ProviderRecord | AccessPointRecord) -> Iterator[tuple[str, Row]]:
        for field_name, value, raw in claims_of(record):
            yield self._row(
                "claim",
                id=part_id(owner, "claim", self.source, field_name),
                record_id=owner,
                field=field_name,
                value=value,
                raw=raw,
                run_id=self.run_id,
                row=record.rows[0] if record.rows else None,
                claimed_at=self.as_of,
                won=True,
            )

    def _row(self, table: str, /, **values: Any) -> tuple[str, Row]:
        """The row in the order of the table's staged columns, with its content's hash."""
        shape = SHAPES[table]
        assert values.keys() <= shape.columns, values.keys() - shape.columns
        content = list(map(values.get, shape.hashed))
        for position, default in shape.json:
            content[position] = orjson.dumps(
                content[position] or default, option=orjson.OPT_SORT_KEYS
            ).decode()
        digest = blake2b(orjson.dumps(content), digest_size=16).digest()
        content += map(values.get, shape.unhashed)
        return table, (self.source_id, digest, *content)
