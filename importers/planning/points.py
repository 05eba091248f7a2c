"""Points with people, `lat,lon,people`: they stand for a state's people in the place of its territories."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hub.domain.vocabulary import Country
from hub.store.inputs.points import GivenPoint, StateBox, load_state_points, state_boxes
from hub.store.inputs.sources import InputSource
from importers.planning.errors import NothingToLoad, UnusableColumns
from importers.planning.report import InputReport
from importers.planning.rows import read_rows

#: Columns that may hold the number; its name tells who is counted.
PEOPLE_COLUMNS = ("people", "population", "voters", "households")
_OWN = ("lat", "lon", "territory")
_MOST_PEOPLE = 1e8


def load_points(
    url: str,
    path: Path,
    columns: Sequence[str],
    source: InputSource,
    country: Country | None,
    as_of: date | None,
    *,
    dry_run: bool = False,
) -> InputReport:
    """Replace a state's points by those of a file; `country` is the state of most points when left out.

    Points out of the state's box, or farther than 50 km from all its known places, are named and left out.
    Raises UnusableColumns, UnusableRow and NothingToLoad.
    """
    counts = [name for name in PEOPLE_COLUMNS if name in columns]
    if len(counts) != 1:
        reason = f"one of the columns {', '.join(PEOPLE_COLUMNS)} must say how many live at a point"
        raise UnusableColumns(
            file=path.name,
            what="points",
            reason=reason,
            found=", ".join(columns),
            known="lat, lon, territory",
        )
    report = InputReport(f"points of {counts[0]}", source.code)
    points = _points(path, columns, counts[0], report)
    boxes = state_boxes(url)
    state = country or _state_of(points, boxes)
    if state is None or state not in boxes:
        reason = "Its points lie in no state whose places the hub knows; swap lat and lon, or name --country."
        raise NothingToLoad(file=path.name, what="point with people", reason=reason)
    inside = [point for point in points if _lies_in(point, boxes[state], report)]
    written = load_state_points(url, source, state, counts[0], inside, as_of, report.read, dry_run=dry_run)
    for point in written.abroad:
        report.leave_out(
            "abroad",
            f"Row {point.number}: {point.lat}, {point.lon} is far from all places of {state}.",
            point.people,
        )
    far = {point.number for point in written.abroad}
    for point in inside:
        if point.number not in far:
            report.match(point.people)
    report.written = {"points": written.points, "placed": written.placed}
    unused = [name for name in columns if name not in {*_OWN, counts[0]}]
    if unused:
        report.notes.append(f"Columns that were not used: {', '.join(unused)}.")
    return report


def _points(path: Path, columns: Sequence[str], counts: str, report: InputReport) -> list[GivenPoint]:
    found = []
    for row in read_rows(path, "points", columns, ("lat", "lon", counts)):
        lat, lon = row.number_of("lat", -90, 90), row.number_of("lon", -180, 180)
        people = row.count_of(counts, _MOST_PEOPLE)
        if lat is None or lon is None or people is None:
            what = "coordinates" if people is not None else "number"
            report.leave_out(f"no {what}", f"Row {row.number} has no {what}.", people or 0)
            continue
        found.append(GivenPoint(row.number, lat, lon, people, row.text("territory")))
    return found


def _state_of(points: Sequence[GivenPoint], boxes: dict[Country, StateBox]) -> Country | None:
    """The state in whose box most points lie."""
    inside = {state: sum(box.holds(point) for point in points) for state, box in boxes.items()}
    best = max(inside, key=lambda state: inside[state], default=None)
    return best if best is not None and inside[best] else None


def _lies_in(point: GivenPoint, box: StateBox, report: InputReport) -> bool:
    if box.holds(point):
        return True
    note = f"Row {point.number}: {point.lat}, {point.lon} lies out of the state's box."
    report.leave_out("abroad", note, point.people)
    return False
