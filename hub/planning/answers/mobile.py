"""Care at home and mobile teams: who is covered on paper, and how many clients the teams can have.

Clients of a provider are teams × visits a day × days a week ÷ visits for each client and week. Nobody states
these numbers, so they are assumptions of the question. A provider that serves several rows has its clients
once: a row has an even part of them as value, at least those of providers that serve it alone, and at most
those of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final
from uuid import UUID

import numpy as np

from hub.domain.vocabulary import CapacityFigure, DeliveryForm
from hub.planning.answers.ages import PeopleAsked, counted_people
from hub.planning.answers.errors import BadTeam
from hub.planning.answers.ground import Ground, ground_of, people_of_units
from hub.planning.answers.sites import Network, network_of
from hub.planning.distance import Bools, metres
from hub.planning.estimate import Absence, Estimate, Unit, absent, known, rate_of
from hub.planning.travel import MINUTES_AT_LEAST, MINUTES_PER_KM
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.places import Place, read_lines
from hub.store.planning.rows import read_units_above
from hub.store.planning.services import PlannedService, read_services

FORMS: Final = frozenset({DeliveryForm.HOME, DeliveryForm.MOBILE_TEAM})
MOST: Final = 10_000
#: Less is no assumption that anybody plans with, and would make numbers that no answer can hold.
LEAST: Final = 0.001
#: What capacity hangs on, as an answer names what it lacks.
_NEEDED: Final = {
    "teams_per_provider": "teams",
    "visits_per_day": "visits a day",
    "days_per_week": "days a week",
    "visits_per_client_per_week": "visits for each client a week",
}


@dataclass(frozen=True, slots=True)
class Team:
    """What a question assumes of teams; None where it says nothing."""

    visits_per_day: float | None = None
    days_per_week: float | None = None
    visits_per_client_per_week: float | None = None
    teams_per_provider: float | None = None
    reach_minutes: float | None = None

    def __post_init__(self) -> None:
        """Raise BadTeam where a number is none."""
        for each in fields(self):
            value = getattr(self, each.name)
            limit = 7 if each.name == "days_per_week" else MOST
            if value is not None and not LEAST <= value <= limit:
                word = _NEEDED.get(each.name, "minutes of reach")
                raise BadTeam(name=word, least=LEAST, limit=limit)

    @property
    def stated(self) -> dict[str, float]:
        """What it says, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def lacking(self) -> list[str]:
        """What it does not say and capacity hangs on."""
        return [word for name, word in _NEEDED.items() if getattr(self, name) is None]

    @property
    def clients(self) -> float | None:
        """Clients of a provider; None where something is lacking."""
        if self.lacking:
            return None
        visits = (self.teams_per_provider or 0) * (self.visits_per_day or 0) * (self.days_per_week or 0)
        return visits / (self.visits_per_client_per_week or 1)


@dataclass(frozen=True, slots=True)
class MobileRow:
    """One territory: providers with such services, people, clients, other places, and what is not stated.

    `people` are all who are counted there, `on_paper` those of them whom such a service reaches.
    """

    teams: int
    people: Estimate
    on_paper: Estimate
    by_capacity: Estimate
    served: Estimate
    served_per_10k: Estimate
    fixed_sites: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MobileAnswer:
    """All and each unit; where only some units were asked for, they are all.

    `counted` are the indices of the ground's units that `total` is of; `made_up` providers
    among those that serve them are invented, to fill a sample.
    """

    total: MobileRow
    rows: tuple[MobileRow, ...]
    counted: tuple[int, ...]
    made_up: int
    ground: Ground
    network: Network


@dataclass(frozen=True, slots=True)
class _Reached:
    """Providers by hromada, wholly and partly reached, and what each states of clients."""

    whole: tuple[frozenset[UUID], ...]
    part: tuple[frozenset[UUID], ...]
    served: Mapping[UUID, tuple[int | None, int, int]]


async def mobile_coverage(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    team: Team,
    people: PeopleAsked | None = None,
    *,
    together: bool = False,
) -> MobileAnswer:
    """Teams, people on paper and clients by capacity, in all and in each unit. Raises NoPopulation.

    With `together` the total is of the units alone, else of the whole territory.
    """
    ground = await counted_people(session, await ground_of(session, within), people)
    network = await network_of(session, within, units, scope)
    providers = list(dict.fromkeys(site.provider_id for site in network.records))
    services = [
        each
        for each in await read_services(session, scope, providers)
        if not each.is_function and FORMS & set(each.forms)
    ]
    reached = await _reached(session, ground, network, services, team)
    number = {unit.id: index for index, unit in enumerate(units)}
    above = await read_units_above(session, [unit.id for unit in ground.units], list(number))
    row_of = [number.get(above.get(unit.id, 0), -1) for unit in ground.units]
    counted = [at for at, row in enumerate(row_of) if row >= 0 or not together]
    make = _Maker(ground, network, reached, team, {at: row_of[at] for at in counted})
    total = make.row(counted, network.sites.row >= 0 if together else network.inside > 0, is_total=True)
    rows = [
        make.row([at for at in counted if row_of[at] == index], network.sites.row == index)
        for index in range(len(units))
    ]
    serving = frozenset[UUID]().union(*(reached.whole[at] | reached.part[at] for at in counted))
    made_up = len(serving & {record.provider_id for record in network.records if record.synthetic})
    return MobileAnswer(total, tuple(rows), tuple(counted), made_up, ground, network)


async def _reached(
    session: ReadSession,
    ground: Ground,
    network: Network,
    services: Sequence[PlannedService],
    team: Team,
) -> _Reached:
    ids = [unit.id for unit in ground.units]
    lines = await read_lines(session, ids)
    places = sorted({place for service in services for place in service.reach})
    below = await read_units_above(session, places, ids)
    by_place: dict[int, list[tuple[UUID, bool]]] = {}
    for service in services:
        for place, is_whole in service.reach.items():
            by_place.setdefault(place, []).append((service.provider_id, is_whole))
    whole: list[frozenset[UUID]] = []
    part: list[frozenset[UUID]] = []
    for at, identity in enumerate(ids):
        full: set[UUID] = set()
        some: set[UUID] = set()
        for place in lines[identity] & by_place.keys():
            inside = below.get(place) == identity and place != identity
            for provider, is_whole in by_place[place]:
                (full if is_whole and not inside else some).add(provider)
        if team.reach_minutes is not None:
            near = _near(ground, network, at, team.reach_minutes)
            full, some = full & near, some & near
        whole.append(frozenset(full))
        part.append(frozenset(some - full))
    return _Reached(tuple(whole), tuple(part), _served(services))


def _near(ground: Ground, network: Network, at: int, minutes: float) -> set[UUID]:
    """Providers with a place within so many minutes, by the rule, of the point of a hromada."""
    unit = ground.units[at]
    rows = np.flatnonzero(network.sites.located)
    if unit.lat is None or unit.lon is None or not rows.size:
        return set()
    away = metres(
        network.sites.lat[rows],
        network.sites.lon[rows],
        np.full(rows.size, unit.lat),
        np.full(rows.size, unit.lon),
    )
    near = rows[MINUTES_AT_LEAST + MINUTES_PER_KM * away / 1_000 <= minutes]
    return {network.records[each].provider_id for each in near.tolist()}


def _served(services: Sequence[PlannedService]) -> dict[UUID, tuple[int | None, int, int]]:
    """For each provider: clients that its services state, how many state them, of how many.

    None for clients where some are not told, since they are few.
    """
    found: dict[UUID, tuple[int | None, int, int]] = {}
    for service in services:
        value, stated, of = found.get(service.provider_id, (0, 0, 0))
        clients = service.capacities.get(CapacityFigure.SERVED)
        if clients is not None:
            value = None if value is None or clients.value is None else value + clients.value
        found[service.provider_id] = (value, stated + (clients is not None), of + 1)
    return found


class _Maker:
    """Makes rows of hromadas and of places of providers."""

    def __init__(
        self, ground: Ground, network: Network, reached: _Reached, team: Team, row_of: Mapping[int, int]
    ) -> None:
        self._network, self._reached, self._team = network, reached, team
        self._teams = frozenset(reached.served)
        self._people = people_of_units(ground)
        rows: dict[UUID, set[int]] = {}
        for at, row in row_of.items():
            for provider in reached.whole[at] | reached.part[at]:
                rows.setdefault(provider, set()).add(row)
        self._rows = rows

    def row(self, units: Sequence[int], sites: Bools, *, is_total: bool = False) -> MobileRow:
        """The row of these hromadas; in the total every provider has its clients wholly."""
        whole, part = self._reached.whole, self._reached.part
        providers = frozenset[UUID]().union(*(whole[at] | part[at] for at in units))
        fixed = sum(
            self._network.records[at].provider_id not in self._teams for at in np.flatnonzero(sites).tolist()
        )
        shares = {each: 1.0 if is_total else 1.0 / len(self._rows[each]) for each in sorted(providers)}
        people, served = self._all_people(units), self._served(shares)
        return MobileRow(
            len(providers),
            people,
            self._on_paper(units),
            self._by_capacity(shares),
            served,
            rate_of(served, people, Unit.CLIENTS_PER_10K),
            fixed,
            tuple(self._team.lacking) if providers else (),
        )

    def _all_people(self, units: Sequence[int]) -> Estimate:
        people = self._people[list(units)]
        stated = int(np.isfinite(people).sum())
        if not stated:
            why = Absence.NO_POPULATION if len(units) else Absence.NOT_APPLICABLE
            return absent(why, Unit.PEOPLE, of=len(units))
        return known(float(np.nansum(people)), Unit.PEOPLE, stated=stated, of=len(units))

    def _on_paper(self, units: Sequence[int]) -> Estimate:
        people, whole = self._people[list(units)], self._all_people(units)
        if whole.value is None:
            return whole
        surely = np.array([bool(self._reached.whole[at]) for at in units])
        possibly = surely | np.array([bool(self._reached.part[at]) for at in units])
        counted = np.nan_to_num(people)
        value, high = float(counted[surely].sum()), float(counted[possibly].sum())
        return known(value, Unit.PEOPLE, high=high, stated=whole.stated, of=whole.of)

    def _by_capacity(self, shares: Mapping[UUID, float]) -> Estimate:
        clients, of = self._team.clients, len(shares)
        if not of:
            return known(0, Unit.CLIENTS, stated=0)
        if clients is None:
            return absent(Absence.NOT_STATED, Unit.CLIENTS, of=of)
        alone = sum(share == 1.0 for share in shares.values())
        value = clients * sum(shares.values())
        return Estimate(value, clients * alone, clients * of, Unit.CLIENTS, 0, of)

    def _served(self, shares: Mapping[UUID, float]) -> Estimate:
        told = {each: self._reached.served[each] for each in shares}
        stated, of = sum(each[1] for each in told.values()), sum(each[2] for each in told.values())
        if not stated:
            return absent(Absence.NOT_STATED if of else Absence.NOT_APPLICABLE, Unit.CLIENTS, of=of)
        clients = {each: number for each, (number, _, _) in told.items() if number is not None}
        if len(clients) < len(told):
            return absent(Absence.SUPPRESSED, Unit.CLIENTS, stated=stated, of=of)
        value = sum(clients[each] * share for each, share in shares.items())
        low = sum(clients[each] for each, share in shares.items() if share == 1.0)
        high = sum(clients.values()) if stated == of else None
        return Estimate(value, float(low), None if high is None else float(high), Unit.CLIENTS, stated, of)
