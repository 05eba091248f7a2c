"""The paper of a plan for new sites: the proof as a sentence, sites by rank, territories, and what is not
known.
"""

from dataclasses import dataclass

from hub.domain.vocabulary import Lang
from hub.papers.model import (
    Absent,
    MapPoint,
    Number,
    Paper,
    PaperBasis,
    PaperColumn,
    PaperSource,
    PaperTable,
    PaperUnit,
    Phrase,
    PointKind,
    Text,
    Value,
)
from hub.planning.answers.resting import people_caveats, site_caveats, sources_of, travel_caveats
from hub.planning.basis import Caveat
from hub.planning.estimate import Estimate, Unit
from hub.planning.plans.answer import PlanAnswer
from hub.planning.plans.asking import PlanFound
from hub.planning.questions import address_of
from hub.planning.scenario import hash_of
from hub.store.engine import ReadSession
from hub.store.reads.sources import ReleaseRow
from hub.store.reads.sources import sources as all_sources

#: So many places beyond reach are listed.
_MOST_UNCOVERED = 100
_DECIMALS = {PaperUnit.SHARE: 1, PaperUnit.KM: 1, PaperUnit.MINUTES: 1}


@dataclass(frozen=True, slots=True)
class PaperGround:
    """What a paper is cited by and rests on, beside its answer."""

    basis: PaperBasis
    sources: tuple[PaperSource, ...]
    caveats: tuple[Caveat, ...]


async def read_paper_ground(session: ReadSession, found: PlanFound, release: ReleaseRow) -> PaperGround:
    """Release, address, sources and caveats of an answer. One statement."""
    answer, form = found.answer, found.answer.form
    people, network, ways = answer.ground.people, answer.ground.network, answer.ways
    used = sources_of(people, network)
    order = sorted(used, key=lambda each: (-used[each], each))
    named = [
        PaperSource(row.title, None, used[row.id], row.attribution)
        for row in await all_sources(session, order)
        if row is not None
    ]
    address = address_of(form, release.number) or ""
    basis = PaperBasis(release.number, release.as_of, hash_of(form), address, network.synthetic > 0)
    caveats = (*people_caveats(people), *site_caveats(network), *travel_caveats(ways, answer.question.reach))
    return PaperGround(basis, tuple(named), caveats)


def siting_paper(found: PlanAnswer, ground: PaperGround, lang: Lang) -> Paper:
    """The paper of an answer, with the sentences of its proof and caveats in `lang`."""
    statements: tuple[Text, ...] = (
        found.plan.proof.sentence(lang),
        Phrase(
            "siting.change",
            {
                "before": _value(found.before.total.share),
                "after": _value(found.after.total.share),
                "low": _number(found.after.total.share.low, Unit.SHARE),
                "high": _number(found.after.total.share.high, Unit.SHARE),
            },
        ),
        *(each.sentence(lang) for each in ground.caveats),
    )
    return Paper(
        title=Phrase("siting.title", {"name": found.ground.within.name}),
        basis=ground.basis,
        statements=statements,
        tables=(_sites(found), _rows(found), _uncovered(found)),
        points=_points(found),
        sources=ground.sources,
    )


def _sites(found: PlanAnswer) -> PaperTable:
    unit = _unit(found.ground.people.points.unit)
    columns = (
        PaperColumn(Phrase("siting.rank")),
        PaperColumn(Phrase("siting.place")),
        PaperColumn(Phrase("siting.code")),
        PaperColumn(Phrase("siting.gained"), unit),
        PaperColumn(Phrase("siting.alone"), unit),
    )
    rows = tuple(
        (Number(each.rank), each.place.name, each.place.code, _value(each.gained), _value(each.alone))
        for each in found.sites
    )
    return PaperTable(Phrase("siting.sites"), columns, rows)


def _rows(found: PlanAnswer) -> PaperTable:
    unit = _unit(found.ground.people.points.unit)
    columns = (
        PaperColumn(Phrase("siting.territory")),
        PaperColumn(Phrase("siting.code")),
        PaperColumn(Phrase("siting.people"), unit),
        PaperColumn(Phrase("siting.covered_before"), unit),
        PaperColumn(Phrase("siting.covered_after"), unit),
        PaperColumn(Phrase("siting.share_before"), PaperUnit.SHARE),
        PaperColumn(Phrase("siting.share_after"), PaperUnit.SHARE),
    )
    pairs = zip(found.ground.units, found.before.rows, found.after.rows, strict=True)
    rows = tuple(
        (
            unit_.name,
            unit_.code,
            *map(_value, (after.people, before.covered, after.covered, before.share, after.share)),
        )
        for unit_, before, after in pairs
    )
    return PaperTable(Phrase("siting.rows"), columns, rows)


def _uncovered(found: PlanAnswer) -> PaperTable:
    columns = (
        PaperColumn(Phrase("siting.place")),
        PaperColumn(Phrase("siting.people"), _unit(found.ground.people.points.unit)),
        PaperColumn(Phrase("siting.distance"), _unit(_travel_unit(found))),
    )
    rows: list[tuple[Value, ...]] = []
    for each in found.uncovered[:_MOST_UNCOVERED]:
        settlement, unit = found.settlement_of(each), found.unit_of(each)
        name: Value = None
        if settlement is not None:
            name = settlement.name
        elif unit is not None:
            name = Phrase("siting.rest", {"name": unit.name})
        rows.append((name, _value(each.people), _value(each.distance)))
    return PaperTable(Phrase("siting.uncovered"), columns, tuple(rows))


def _points(found: PlanAnswer) -> tuple[MapPoint, ...]:
    existing = [
        MapPoint(one.lat, one.lon, PointKind.EXISTING, one.name, one.radius_m)
        for one in found.ground.network.counted
        if one.lat is not None and one.lon is not None
    ]
    new = [
        MapPoint(
            each.place.lat,
            each.place.lon,
            PointKind.NEW,
            each.place.name,
            each.place.radius_m,
            {"rank": Number(each.rank), "code": each.place.code, "gained": _value(each.gained)},
        )
        for each in found.sites
        if each.place.lat is not None and each.place.lon is not None
    ]
    return (*existing, *new)


def _travel_unit(found: PlanAnswer) -> Unit:
    return Unit.MINUTES if found.question.reach.is_minutes else Unit.KM


def _unit(unit: Unit) -> PaperUnit:
    return PaperUnit(unit.value) if unit.value in set(PaperUnit) else PaperUnit.NONE


def _value(estimate: Estimate) -> Value:
    if estimate.value is None:
        assert estimate.absent is not None
        return Absent(estimate.absent.name)
    return _number(estimate.value, estimate.unit)


def _number(value: float | None, unit: Unit) -> Value:
    shown = _unit(unit)
    return None if value is None else Number(value, shown, _DECIMALS.get(shown, 0))
