"""Parts of a location, read in a row with what the record says of the same place beside them."""

from dataclasses import dataclass, replace

from hub.domain.records import Issue, LocationRecord
from hub.domain.vocabulary import Severity
from hub.ingest.stewarding.reading import Reading
from importers.apart.cells import number_text
from importers.corrections.cells import Table
from importers.mapping.facets import Facets
from importers.mapping.locations import Locations
from importers.mapping.places import Outside, Places

#: Beyond these no number is a degree, nor can it be written out.
_MOST_DEGREES = 1e15
#: The columns of a part: what is said of others is not about its value.
_OWN_COLUMNS = {
    "point": frozenset({"point", "lat", "lon"}),
    "address": frozenset({"address"}),
    "opening_hours": frozenset({"opening_hours"}),
}


def read_place(table: Table) -> Reading:
    """The corrected part of a location with what it tells beside itself."""
    part = table.asked.name.part
    known = _known(table)
    before, after = _read(table, known), _read(table, {**known, **_cells(table)})
    said = {(issue.code, issue.message) for issue in before.issues}
    new = [issue for issue in after.issues if (issue.code, issue.message) not in said]
    if after.place is None:
        raise table.refuse(_gravest(after.issues))
    if _contradicts(part, before.place, after.place):
        raise table.refuse(_explained(_gravest(new)))
    if part != "territory":
        new = [issue for issue in new if issue.column in _OWN_COLUMNS[part]]
    if getattr(after.place, part) is None and new:
        raise table.refuse(_explained(_gravest(new)))
    return _reading(part, after.place, tuple(new))


@dataclass(frozen=True, slots=True)
class _Read:
    """What an import makes of a row's place, None when it quarantines the row."""

    place: LocationRecord | None
    issues: list[Issue]


def _read(table: Table, cells: dict[str, str]) -> _Read:
    region, lookups = table.region, table.lookups
    gazetteer = table.asked.gazetteer()
    view = table.row(cells)
    facets = Facets(region.country, lookups)
    locations = Locations(region, gazetteer, Places(region, lookups, gazetteer), facets)
    try:
        return _Read(locations.actual(view, table.asked.name.key), view.issues)
    except Outside:
        return _Read(None, view.issues)


def _known(table: Table) -> dict[str, str]:
    """What the record says beside the corrected part, and it must agree with: the territory or the point."""
    place = next(one for one in table.asked.record.locations if one.key == table.asked.name.key)
    part = table.asked.name.part
    if part == "territory":
        return (
            {"lat": number_text(place.point.lat), "lon": number_text(place.point.lon)} if place.point else {}
        )
    # A territory that the hub told from the point itself is no second witness.
    stated = place.territory if place.territory_how is None else None
    return {"territory": stated} if stated else {}


def _cells(table: Table) -> dict[str, str]:
    value = table.asked.value
    if isinstance(value, dict):
        return {axis: _degrees(one) for axis, one in value.items()}
    return {table.asked.name.part: value}


def _degrees(value: str | int | float) -> str:
    if isinstance(value, str):
        return value
    if not abs(value) < _MOST_DEGREES:
        return "a number without measure"
    return number_text(float(value))


def _contradicts(part: str, before: LocationRecord | None, after: LocationRecord) -> bool:
    """Whether an import drops what the record says beside the value, since the two cannot both be true."""
    if before is None or part == "opening_hours":
        return False
    if part == "territory":
        return before.point is not None and after.point is None
    return before.territory is not None and after.territory != before.territory


def _gravest(issues: list[Issue]) -> Issue:
    """The issue to tell: an error before a warning, and that before a note."""
    grades = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    elsewhere = Issue("AMBIGUOUS_TERRITORY", "It names another place than its territory.", Severity.WARNING)
    return min(issues, key=lambda issue: grades.index(issue.severity), default=elsewhere)


def _explained(issue: Issue) -> Issue:
    """A point and a territory that contradict each other can only be corrected one after the other."""
    if issue.code != "COORDINATES_OUTSIDE":
        return issue
    way = "If both are wrong, empty the point first, then correct the territory, then give the point."
    return replace(issue, message=f"{issue.message} {way}")


def _reading(part: str, place: LocationRecord, warnings: tuple[Issue, ...]) -> Reading:
    if part == "point":
        point = place.point
        value = {"lat": point.lat, "lon": point.lon} if point else None
        return Reading(value, {"precision": place.precision.value} if point else {}, warnings)
    if part == "address":
        parts = {"street": place.street, "house": place.house, "postal_code": place.postal_code}
        return Reading(place.address, {k: v for k, v in parts.items() if v is not None}, warnings)
    return Reading(getattr(place, part), {}, warnings)
