"""The nearest suppliers of what a territory lacks, with their free places."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from hub.domain.vocabulary import Absence, CapacityFigure
from hub.planning.composition.capacities import sum_of
from hub.planning.composition.gathering import offer_of
from hub.planning.distance import Floats, metres_between, unit_vectors
from hub.planning.estimate import Estimate, Unit, absent, known
from hub.store.engine import ReadSession
from hub.store.planning.candidates import MeasurementRow, read_measurements, read_stated_areas
from hub.store.planning.places import Place
from hub.store.planning.services_asked import AskedService
from hub.store.planning.suppliers import SupplierRow

#: Suppliers that are told of a missing service.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class NearestSupplier:
    """A supplier elsewhere. `service_ids` are those of its services that fulfil what is missing, `names` what
    its source calls each.
    """

    provider_id: UUID
    location_id: UUID
    distance: Estimate
    service_ids: tuple[UUID, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Offered:
    """The rows that fulfil one service: their points as unit vectors (n, 3), and the names of each
    provider's services.
    """

    rows: tuple[SupplierRow, ...]
    vectors: Floats
    services: Mapping[UUID, Mapping[UUID, str]]

    @classmethod
    def of(cls, rows: Sequence[SupplierRow]) -> "_Offered":
        services: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
        for row in rows:
            services[row.provider_id][row.service_id] = row.name
        vectors = unit_vectors([row.lat for row in rows], [row.lon for row in rows])
        return cls(tuple(rows), vectors, services)


class Suppliers:
    """Suppliers of a state, ready to be asked who is nearest."""

    def __init__(self, rows: Sequence[SupplierRow]) -> None:
        self._rows = rows
        self._by_code: dict[str, _Offered] = {}

    def nearest(
        self, place: Place, asked: AskedService, without: Collection[UUID] = ()
    ) -> list[NearestSupplier]:
        """The nearest providers of a service, each by its nearest place; none where no point is known."""
        offered = self._offered(asked)
        if place.lat is None or place.lon is None or not offered.rows:
            return []
        metres = metres_between(offered.vectors, unit_vectors([place.lat], [place.lon]))
        found: dict[UUID, NearestSupplier] = {}
        for at in np.argsort(metres, kind="stable"):
            row = offered.rows[at]
            if row.provider_id in found or row.provider_id in without:
                continue
            found[row.provider_id] = NearestSupplier(
                row.provider_id,
                row.location_id,
                distance_of(float(metres[at]), row.radius_m),
                tuple(offered.services[row.provider_id]),
                tuple(offered.services[row.provider_id].values()),
            )
            if len(found) == SHOWN:
                break
        return list(found.values())

    def _offered(self, asked: AskedService) -> _Offered:
        if asked.code not in self._by_code:
            fits = [row for row in self._rows if row.category in asked.categories]
            self._by_code[asked.code] = _Offered.of(fits)
        return self._by_code[asked.code]


def distance_of(metres: float | None, radius: int | None) -> Estimate:
    """Kilometres from a territory's point, off by at most the precision of the place.

    Without a known precision there are no bounds.
    """
    if metres is None:
        return absent(Absence.NO_POINT, Unit.KM, of=1)
    if radius is None:
        return Estimate(metres / 1000, None, None, Unit.KM, 1, 1)
    return known(metres / 1000, Unit.KM, low=max(0.0, metres - radius) / 1000, high=(metres + radius) / 1000)


class SupplierFacts:
    """What is known of suppliers beside their places: free places, and whom they serve."""

    def __init__(
        self, measured: Mapping[UUID, Sequence[MeasurementRow]], areas: Mapping[UUID, Collection[int]]
    ) -> None:
        self._measured = measured
        self._areas = areas
        self._free: dict[tuple[UUID, ...], Estimate] = {}

    @classmethod
    async def read(cls, session: ReadSession, suppliers: Sequence[NearestSupplier]) -> "SupplierFacts":
        """Three statements for any number of suppliers."""
        ids = list({one for each in suppliers for one in each.service_ids})
        if not ids:
            return cls({}, {})
        return cls(await read_measurements(session, ids), await read_stated_areas(session, ids))

    def free(self, supplier: NearestSupplier) -> Estimate:
        """Free places, stated by so many of its services; added up once for all whom it is near to."""
        if supplier.service_ids not in self._free:
            self._free[supplier.service_ids] = self._added_up(supplier)
        return self._free[supplier.service_ids]

    def _added_up(self, supplier: NearestSupplier) -> Estimate:
        free = sum_of(
            [
                offer_of(supplier.provider_id, one, name, self._measured.get(one, ()))
                for one, name in zip(supplier.service_ids, supplier.names, strict=True)
            ],
            CapacityFigure.AVAILABLE,
        )
        if free.value is None:
            return absent(Absence.NOT_STATED, Unit.PLACES, of=free.of)
        # What is not stated may be free as well: there is no upper bound then.
        high = float(free.value) if free.stated == free.of else None
        return Estimate(float(free.value), float(free.value), high, Unit.PLACES, free.stated, free.of)

    def extendable(self, supplier: NearestSupplier, line: frozenset[int]) -> bool | None:
        """Whether its service area could be agreed upon: it states areas, and the territory is in none.

        False where it serves the territory already; None where it states no areas. `line` are the ids of the
        territory, of all above and all below it.
        """
        stated = [self._areas[one] for one in supplier.service_ids if one in self._areas]
        if not stated:
            return None
        return all(line.isdisjoint(areas) for areas in stated)
