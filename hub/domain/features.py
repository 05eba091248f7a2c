"""What of a statement counts when it is asked who is who: flat, comparable, without confidential parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hub.domain.precision import radius_metres
from hub.domain.records import IdentifierRecord, LocationRecord, ProviderRecord
from hub.domain.vocabulary import Lang, PrecisionClass, RecordStatus, TerritoryLevel


class TerritoryPath(NamedTuple):
    """Codes of the units around a place, from the coarsest to the finest; None where unknown or none."""

    region: str | None = None
    district: str | None = None
    hromada: str | None = None
    settlement: str | None = None

    @property
    def area(self) -> str | None:
        """The unit within which providers are compared by name: the hromada, else the district."""
        return self.hromada or self.district


NOWHERE = TerritoryPath()


class PlaceFacts(NamedTuple):
    """A territory as features need it: the path to it, and the point that stands for it."""

    path: TerritoryPath
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """One statement about a provider as matching sees it; `id` is the statement's, 32 hexadecimal digits."""

    id: str
    source: str
    name: str
    names: tuple[str, ...] = ()
    lang: Lang = Lang.UK
    kind: str | None = None
    identifiers: tuple[IdentifierRecord, ...] = ()
    hashes: tuple[str, ...] = ()  # keyed hashes of natural persons' numbers
    territories: TerritoryPath = NOWHERE
    street: str | None = None
    house: str | None = None
    address: str | None = None
    postal_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None  # within how many metres of (lat, lon) the place is; None is unknown
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    url: str | None = None
    parent: str | None = None  # the statement id of the provider that it is a unit of
    founded: date | None = None
    services: tuple[str, ...] = ()  # hub categories


def features_of(
    record: ProviderRecord,
    id: str,
    source: str,
    place_of: Callable[[str], PlaceFacts | None],
    *,
    parent: str | None = None,
    hashes: tuple[str, ...] = (),
) -> Features:
    """The features of an admitted record; `place_of` gives a territory by its code, None if unknown.

    A provider with several places is compared by its first actual one. A confidential place counts
    with its territory only, since nothing finer is left of it.
    """
    place = main_location(record.locations)
    facts = place_of(place.territory) if place and place.territory else None
    lat, lon, radius = _point(place, facts)
    return Features(
        id=id,
        source=source,
        name=record.name,
        names=tuple(name.name for name in record.names) + ((record.short_name,) if record.short_name else ()),
        lang=record.lang,
        kind=record.kind,
        identifiers=record.identifiers,
        hashes=hashes,
        territories=facts.path if facts else NOWHERE,
        street=place.street if place else None,
        house=place.house if place else None,
        address=place.address if place else None,
        postal_code=place.postal_code if place else None,
        lat=lat,
        lon=lon,
        radius_m=radius,
        phones=record.phones,
        emails=record.emails,
        url=record.url,
        parent=parent,
        founded=record.founded,
        services=tuple(
            dict.fromkeys(
                service.category
                for service in record.services
                if service.category and service.status is not RecordStatus.CLOSED
            )
        ),
    )


def main_location(places: tuple[LocationRecord, ...]) -> LocationRecord | None:
    """The place by which a provider is compared: the first actual one, else the first of all."""
    return next((place for place in places if place.kind == "actual"), places[0] if places else None)


def _point(
    place: LocationRecord | None, facts: PlaceFacts | None
) -> tuple[float | None, float | None, int | None]:
    """The source's own point, else the territory's, with its radius."""
    if place is not None and place.point is not None:
        precision = place.precision
        if precision is PrecisionClass.UNKNOWN:
            precision = PrecisionClass.EXACT
        return place.point.lat, place.point.lon, radius_metres(precision)
    if facts is not None:
        return facts.lat, facts.lon, facts.radius_m
    return None, None, None


def path_of(units: dict[TerritoryLevel, str]) -> TerritoryPath:
    """The path made of a unit and those around it, by level; a city's district adds nothing to its city."""
    return TerritoryPath(
        units.get(TerritoryLevel.REGION),
        units.get(TerritoryLevel.DISTRICT),
        units.get(TerritoryLevel.HROMADA),
        units.get(TerritoryLevel.SETTLEMENT),
    )
