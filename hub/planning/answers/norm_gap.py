"""Need by a norm, supply, and what is short, for norms whose number is certain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from uuid import UUID

import numpy as np

from hub.domain.norms import Norm, is_of_basic_services, uncertainty_of
from hub.domain.vocabulary import CapacityFigure, NormArea, NormFormula, Rounding
from hub.planning.answers.ages import PeopleAsked, counted_people
from hub.planning.answers.errors import NormNotCertain, WrongCountry
from hub.planning.answers.ground import Ground, ground_of, people_of_units
from hub.planning.distance import Floats, Ints
from hub.planning.estimate import Absence, Estimate, Unit, absent, known
from hub.planning.network.presence import presence_of
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, territory_id_of
from hub.store.planning.network import read_given, read_seats
from hub.store.planning.norms import StoredNorm
from hub.store.planning.places import Place
from hub.store.planning.rows import read_line, read_units_above
from hub.store.planning.services import PlannedService, read_services
from hub.store.planning.services_asked import basic_services_of, categories_of, named_services

_UNITS = {"services": Unit.SERVICES, "places": Unit.PLACES, "beds": Unit.PLACES, "posts": Unit.POSTS}


@dataclass(frozen=True, slots=True)
class GapRow:
    """Need, supply, and the need that is not supplied, 0 where there is enough."""

    need: Estimate
    supply: Estimate
    gap: Estimate


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """A norm held against all and against each unit; `sources` are rows that each source gave."""

    total: GapRow
    rows: tuple[GapRow, ...]
    ground: Ground
    sources: Mapping[int, int]


async def norm_gap(
    session: ReadSession,
    stored: StoredNorm,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    day: date,
    people: PeopleAsked | None = None,
) -> GapAnswer:
    """Need, supply and gap by a norm. Raises NormNotCertain, WrongCountry and NoPopulation."""
    norm = stored.norm
    await _check(session, norm, within, day)
    ground = await counted_people(session, await ground_of(session, within), people)
    ids = [unit.id for unit in ground.units]
    number = {unit.id: index for index, unit in enumerate(units)}
    above = await read_units_above(session, ids, list(number))
    row = np.array([number.get(above.get(each, 0), -1) for each in ids], np.int64)
    need = _need(norm, ground, people)
    supply, sources = await _supply(session, norm, within, ids, scope)
    everything = np.zeros(row.size, np.int64)
    rows = tuple(_rows(norm, need, supply, row, len(units)))
    return GapAnswer(_rows(norm, need, supply, everything, 1)[0], rows, ground, sources)


async def _check(session: ReadSession, norm: Norm, within: Place, day: date) -> None:
    doubt = uncertainty_of(norm, day)
    if doubt is not None:
        raise NormNotCertain(norm=norm.id, why=doubt.value.replace("-", " "))
    if norm.formula is NormFormula.CLIENTS_PER_POST:
        raise NormNotCertain(norm=norm.id, why="the hub holds no posts that its number could be held against")
    if norm.area is not NormArea.ANY:
        why = f"it holds in {norm.area.value} territories alone, and which these are is not known"
        raise NormNotCertain(norm=norm.id, why=why)
    line = {identity for identity, _ in await read_line(session, within.id)}
    of = norm.jurisdiction
    if norm.country.value != within.country or (
        of is not None and await territory_id_of(session, of) not in line
    ):
        raise WrongCountry(norm=norm.id, country=of or norm.country.value, territory=within.code)


def _need(norm: Norm, ground: Ground, asked: PeopleAsked | None) -> Floats:
    """The need of each hromada, or district that has none; NaN where it hangs on people who are not known."""
    count = len(ground.units)
    each = (norm.numerator or 0.0) / (norm.denominator or 1.0)
    if norm.formula is NormFormula.PRESENCE:
        return np.full(count, each)
    people = people_of_units(ground)
    if norm.formula is NormFormula.BAND:
        low, high = norm.band_from or 0, np.inf if norm.band_to is None else norm.band_to
        inside = np.where((people >= low) & (people < high), each, 0.0)
        return np.where(np.isfinite(people), inside, np.nan)
    if norm.target_group is not None and (asked is None or not asked.has_ages):
        # How many are of the group is not known; ages that the question gives stand for it.
        return np.full(count, np.nan)
    return people * each


async def _supply(
    session: ReadSession, norm: Norm, within: Place, ids: Sequence[int], scope: ProviderScope
) -> tuple["_Supply", Mapping[int, int]]:
    if is_of_basic_services(norm):
        asked = await basic_services_of(session, within.country)
        codes = categories_of(asked)
        had = await presence_of(session, ids, codes, scope) if codes else {}
        counts = [sum(bool(one.categories & had.get(each, frozenset())) for one in asked) for each in ids]
        return _Supply(np.array(counts, np.float64), np.array(counts), np.array(counts)), {}
    number = {each: index for index, each in enumerate(ids)}
    if norm.category is not None:
        below = (await named_services(session, [norm.category]))[0].categories
        given = await read_given(session, within.id, ids, scope, sorted(below))
        found = {(row.provider_id, row.unit_id, row.source_id) for row in given}
    else:
        seats = await read_seats(session, within.id, ids, scope)
        found = {
            (row.provider_id, row.unit_id, row.source_id)
            for row in seats
            if norm.kind is None or row.kind == norm.kind
        }
    sources: dict[int, int] = {}
    for _, _, source in found:
        sources[source] = sources.get(source, 0) + 1
    if _unit(norm) is Unit.PLACES:
        services = await read_services(session, scope, list({provider for provider, _, _ in found}))
        return _places(services, {(p, u) for p, u, _ in found}, number), sources
    at = np.array([number[unit] for _, unit, _ in found], np.int64)
    counted = np.bincount(at, minlength=len(ids))
    return _Supply(counted.astype(np.float64), counted, counted), sources


@dataclass(frozen=True, slots=True)
class _Supply:
    """Supply of each hromada, and how many of how many state it."""

    value: Floats
    stated: Ints
    of: Ints


def _places(
    services: Sequence[PlannedService], found: set[tuple[UUID, int]], number: Mapping[int, int]
) -> _Supply:
    value = np.zeros(len(number))
    stated, of = np.zeros(len(number), np.int64), np.zeros(len(number), np.int64)
    units: dict[UUID, list[int]] = {}
    for provider, unit in found:
        units.setdefault(provider, []).append(number[unit])
    for service in services:
        at = units.get(service.provider_id, [])
        total = service.capacities.get(CapacityFigure.TOTAL)
        for row in at:
            of[row] += 1
            if total is not None and total.value is not None and len(at) == 1:
                stated[row] += 1
                value[row] += total.value
    return _Supply(value, stated, of)


def _rows(norm: Norm, need: Floats, supply: _Supply, row: Ints, count: int) -> list[GapRow]:
    inside = row >= 0
    needed = inside & np.isfinite(need)
    wanted = np.bincount(row[needed], need[needed], count)
    had = np.bincount(row[inside], supply.value[inside], count)
    stated_of = [np.bincount(row[inside], each[inside], count) for each in (supply.stated, supply.of)]
    units = np.bincount(row[inside], minlength=count)
    known_units = np.bincount(row[needed], minlength=count)
    short = np.bincount(row[needed], np.maximum(need - supply.value, 0.0)[needed], count)
    return [
        _row(
            norm,
            (float(wanted[at]), int(known_units[at]), int(units[at])),
            (float(had[at]), int(stated_of[0][at]), int(stated_of[1][at])),
            float(short[at]),
        )
        for at in range(count)
    ]


def _row(norm: Norm, need: tuple[float, int, int], supply: tuple[float, int, int], short: float) -> GapRow:
    unit = _unit(norm)
    wanted, states, of = need
    had, stated, sites = supply
    given = (
        absent(Absence.NOT_STATED, unit, of=sites)
        if sites and not stated
        else Estimate(had, had, had if stated == sites else None, unit, stated, sites)
    )
    if not states or states < of:
        why = Absence.NO_POPULATION if of else Absence.NOT_APPLICABLE
        nothing = absent(why, unit, stated=states, of=of)
        return GapRow(nothing, given, nothing)
    required = _rounded(wanted, norm.rounding)
    wants = known(required, unit, stated=states, of=of)
    if given.value is None:
        return GapRow(wants, given, absent(Absence.NOT_STATED, unit, stated=stated, of=sites))
    # Of what each hromada must have, what is too much in one does not help another.
    of_each = norm.formula is NormFormula.PRESENCE and (norm.denominator or 1) == 1
    gap = short if of_each else max(required - had, 0.0)
    return GapRow(wants, given, known(gap, unit, low=gap if stated == sites else 0.0, stated=states, of=of))


def _unit(norm: Norm) -> Unit:
    return _UNITS.get(norm.unit, Unit.PROVIDERS)


def _rounded(value: float, how: Rounding) -> float:
    match how:
        case Rounding.UP:
            return float(ceil(value - 1e-9))
        case Rounding.DOWN:
            return float(floor(value + 1e-9))
        case Rounding.NEAREST:
            return float(floor(value + 0.5))
        case Rounding.NONE:
            return value
