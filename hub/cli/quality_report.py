"""What `merezha source quality` shows: one line for each source, or everything of one in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from hub.cli.control_totals import show_control_totals
from hub.cli.output import answers, show_table
from hub.domain.quality import Fill, Quality, QualityRecord, ServiceMapping, age_days, share
from hub.domain.vocabulary import PrecisionClass
from hub.store.quality import SourceMeasured

#: Locations that are known at least so exactly are found by a visitor.
_FOUND = (PrecisionClass.EXACT, PrecisionClass.STREET)
_MAPPINGS = {
    ServiceMapping.EXACT: "exactly the category",
    ServiceMapping.CLOSE: "nearly the category",
    ServiceMapping.BROAD: "a part of the category",
    ServiceMapping.NARROW: "more than the category",
    ServiceMapping.STATED: "named by the source itself",
    ServiceMapping.UNMAPPED: "no category",
}
_PRECISIONS = {
    PrecisionClass.EXACT: "the building",
    PrecisionClass.STREET: "the street",
    PrecisionClass.SETTLEMENT: "the settlement",
    PrecisionClass.TERRITORY: "the hromada or district only",
    PrecisionClass.UNKNOWN: "not at all",
}
_RECORDS = {
    QualityRecord.PROVIDER: "provider",
    QualityRecord.ACCESS_POINT: "access point",
    QualityRecord.SERVICE: "service",
}


def as_json(found: SourceMeasured) -> dict[str, Any]:
    """Return everything of a source, the run before under `before`, with ages in days."""
    today = _today()
    return {
        "source": found.source,
        "title": found.title,
        "status": found.status,
        **asdict(found.quality),
        "age_days": age_days(found.quality.file_day, today),
        "capacity_age_days": age_days(found.quality.newest_capacity, today),
        "before": asdict(found.before) if found.before else None,
        "control_totals": [asdict(total) for total in found.control_totals],
    }


def show_qualities(found: Sequence[SourceMeasured], *, details: bool) -> None:
    """Print a line for each source; `details` adds everything that was measured of it."""
    columns = (
        *("source", "run", "providers", "offices", "services", "mapped", "exact places", "duplicates"),
        *("conflicts", "issues", "file of", "days ago"),
    )
    show_table(columns, (_line(one) for one in found))
    for one in found if details else ():
        _show_details(one.quality, one.before)
        show_control_totals(one.control_totals)


def _line(found: SourceMeasured) -> tuple[Any, ...]:
    now = found.quality
    return (
        found.source,
        now.run_id,
        now.providers,
        now.access_points,
        now.services,
        _percent(_mapped(now)),
        _percent(_exact(now)),
        now.duplicates_pending,
        now.conflicts,
        sum(one.count for one in now.issues),
        now.file_day,
        age_days(now.file_day, _today()),
    )


def _show_details(now: Quality, before: Quality | None) -> None:
    """Print the tables of one source, each with the share of the run before and the difference."""
    former = f"run {before.run_id}" if before else "before"
    columns = ("share", former, "change")
    fills = {(one.record, one.field): one.share for one in before.fills} if before else {}
    _show(("field", "of each", "filled", "of", *columns), (_fill(one, fills) for one in now.fills))
    _show(
        ("the source's words mean", "services", *columns),
        (
            (words, now.mappings.get(one, 0), *_shares(_of_services(now, one), _of_services(before, one)))
            for one, words in _MAPPINGS.items()
        ),
    )
    _show(
        ("places are known to", "locations", *columns),
        (
            (words, now.precisions.get(one, 0), *_shares(_of_places(now, one), _of_places(before, one)))
            for one, words in _PRECISIONS.items()
        ),
    )
    counts = {one.code: one.count for one in before.issues} if before else {}
    _show(
        ("issue", "severity", "count", former),
        (
            (one.code, one.severity.value, one.count, counts.get(one.code, 0) if before else None)
            for one in now.issues
        ),
    )
    _show(("beside other sources", "now", former), _between(now, before))


def _fill(one: Fill, before: Mapping[tuple[QualityRecord, str], float | None]) -> tuple[Any, ...]:
    former = before.get((one.record, one.field))
    return (one.field, _RECORDS[one.record], one.filled, one.of, *_shares(one.share, former))


def _between(now: Quality, before: Quality | None) -> Iterator[tuple[Any, ...]]:
    names = {
        "pairs that wait for a steward": "duplicates_pending",
        "pairs that count as one record": "duplicates_joined",
        "fields in which sources differ": "conflicts",
        "newest count of places": "newest_capacity",
    }
    for words, name in names.items():
        yield words, getattr(now, name), getattr(before, name, None)


def _show(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    kept = list(rows)
    if kept:
        answers.print()
        show_table(columns, kept)


def _mapped(of: Quality) -> float | None:
    return share(of.services - of.mappings.get(ServiceMapping.UNMAPPED, 0), of.services)


def _exact(of: Quality) -> float | None:
    return share(sum(of.precisions.get(one, 0) for one in _FOUND), of.locations)


def _of_services(of: Quality | None, mapping: ServiceMapping) -> float | None:
    return share(of.mappings.get(mapping, 0), of.services) if of else None


def _of_places(of: Quality | None, precision: PrecisionClass) -> float | None:
    return share(of.precisions.get(precision, 0), of.locations) if of else None


def _shares(now: float | None, before: float | None) -> tuple[str, str, str]:
    """The share, the one before, and the difference in percentage points; nothing where one is not known."""
    if now is None or before is None:
        return _percent(now), _percent(before), ""
    change = round(100 * (now - before), 1)
    return _percent(now), _percent(before), f"{change:+.1f}" if change else "="


def _percent(part: float | None) -> str:
    return "" if part is None else f"{100 * part:.1f} %"


def _today() -> date:
    return datetime.now(UTC).date()
