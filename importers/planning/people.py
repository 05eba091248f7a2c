"""Files that say where people live: told apart by their columns, matched to territories, loaded."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Country, TerritoryLevel
from hub.ingest.territories import AgeFact, known_units, load_people_facts
from hub.store.inputs.sources import InputSource
from importers.codifiers.checking import checked_facts
from importers.codifiers.population import BY_CODE, BY_NAME, read_population
from importers.planning.errors import NothingToLoad, RepeatedRow, UnusableColumns
from importers.planning.points import PEOPLE_COLUMNS, load_points
from importers.planning.report import InputReport
from importers.planning.rows import columns_of, read_rows
from importers.planning.ukrstat import Book, age_rows, open_book, place_rows
from importers.readers import FileFormat
from importers.readers.detect import detect_format

_WHAT = "people"
PLACES = ("territory", "people", "as_of")
AREAS = ("territory", "area_km2")
AGES = ("territory", "age_from", "age_to", "people", "as_of")
KNOWN = f"{'; '.join(', '.join(each) for each in (PLACES, AREAS, AGES, ('lat', 'lon', 'people')))}"
_OLDEST = 150
_MOST_KM2 = 2e7


def load_people(
    url: str,
    path: Path,
    source: InputSource,
    country: Country | None = None,
    as_of: date | None = None,
    *,
    dry_run: bool = False,
) -> InputReport:
    """Load a file of people or areas, whichever it is; the same file again changes nothing.

    Raises UnusableColumns where its columns are of no known kind, UnusableRow, RepeatedRow, NothingToLoad,
    the errors of `importers.readers`, DatabaseUnreachable and HubBusy.
    """
    book = open_book(path) if detect_format(path, path.name) is FileFormat.XLSX else None
    columns = [] if book else columns_of(path, _WHAT, KNOWN.split("; "))
    if {"lat", "lon"} <= set(columns):
        return load_points(url, path, columns, source, country, as_of, dry_run=dry_run)
    units = known_units(url)
    report, facts, ages = _read(path, columns, book, units, as_of)
    report.source = source.code
    if not report.matched:
        raise NothingToLoad(file=path.name, what="row that names a unit of the hub", reason=report.first())
    counts = load_people_facts(url, source, list(checked_facts(facts)), ages, dry_run=dry_run)
    report.written = {name: number for name, number in counts.items() if number}
    return report


Reading = tuple[InputReport, list[UnitFacts], list[AgeFact]]


def _read(
    path: Path, columns: Sequence[str], book: Book | None, units: list[TerritoryUnit], as_of: date | None
) -> Reading:
    """What a file says, by the kind that its columns tell."""
    gazetteer = Gazetteer(units)
    if book is not None:
        reader = _book_of_places if book.kind == "places" else _book_of_ages
        return reader(book, gazetteer, as_of or book.as_of)
    names = set(columns)
    if set(BY_CODE) <= names or set(BY_NAME) <= names:
        return _hromadas(path, units)
    readers: dict[tuple[str, ...], Callable[[Path, Gazetteer, date | None], Reading]] = {
        AGES: _ages,
        AREAS: _areas,
        PLACES: _places,
    }
    for kind, reader_of in readers.items():
        if {name for name in kind if name not in {"as_of", "age_to"}} <= names:
            return reader_of(path, gazetteer, as_of)
    reason = "no kind of file has these columns"
    found = ", ".join(columns)[:300]
    raise UnusableColumns(file=path.name, what=_WHAT, reason=reason, found=found, known=KNOWN)


def _places(path: Path, gazetteer: Gazetteer, as_of: date | None) -> Reading:
    report, facts = InputReport("people of places"), []
    for row in read_rows(path, _WHAT, PLACES, PLACES[:2]):
        people = row.whole("people")
        if people is None:
            report.leave_out("no number", f"Row {row.number} states no people.")
            continue
        unit = gazetteer.by_code(row.required("territory"))
        if unit is None:
            _unknown(report, row.number, row.required("territory"), people)
            continue
        facts.append(UnitFacts(unit.code, population=people, population_as_of=row.day("as_of") or as_of))
        report.match(people)
    return report, _once(facts, report), []


def _areas(path: Path, gazetteer: Gazetteer, as_of: date | None) -> Reading:  # noqa: ARG001 - areas have no day
    report, facts = InputReport("areas"), []
    for row in read_rows(path, "areas", AREAS, AREAS):
        area = row.number_of("area_km2", 0, _MOST_KM2)
        if not area:
            report.leave_out("no number", f"Row {row.number} states no area.")
            continue
        unit = gazetteer.by_code(row.required("territory"))
        if unit is None:
            _unknown(report, row.number, row.required("territory"))
            continue
        facts.append(UnitFacts(unit.code, area_km2=area))
        report.match()
    return report, _once(facts, report), []


def _ages(path: Path, gazetteer: Gazetteer, as_of: date | None) -> Reading:
    report, ages = InputReport("people by age"), []
    first: dict[tuple[str, int, int | None], int] = {}
    for row in read_rows(path, "ages", AGES, ("territory", "age_from", "people")):
        people, least, most = (
            row.whole("people"),
            row.whole("age_from", _OLDEST),
            row.whole("age_to", _OLDEST),
        )
        if people is None or least is None:
            report.leave_out("no number", f"Row {row.number} states no people or no age.")
            continue
        if most is not None and most < least:
            raise row.refuse("age_to", "it is below age_from")
        unit = gazetteer.by_code(row.required("territory"))
        if unit is None:
            _unknown(report, row.number, row.required("territory"), people)
            continue
        span = (unit.code, least, most)
        if span in first:
            key = f"{unit.code}, from {least}" if most is None else f"{unit.code}, {least} to {most}"
            raise RepeatedRow(
                file=path.name, first=first[span], row=row.number, what="the people of", key=key
            )
        first[span] = row.number
        ages.append(AgeFact(unit.code, least, most, people, row.day("as_of") or as_of))
        report.match(people)
    return report, [], ages


def _hromadas(path: Path, units: list[TerritoryUnit]) -> Reading:
    """People of hromadas as published by Ukrstat's readers; with areas where the file has them."""
    read = read_population(path, units)
    report = InputReport("people of hromadas")
    for fact in read.facts:
        report.match(fact.population or 0)
    for note in read.notes:
        report.leave_out("not placed", note)
    return report, read.facts, []


def _book_of_places(book: Book, gazetteer: Gazetteer, as_of: date | None) -> Reading:
    report, facts = InputReport("people of cities and towns"), []
    for row in place_rows(book.lines):
        if row.people is None:
            report.leave_out("no number", f"Row {row.number}: the book has no people of «{row.name}».")
            continue
        unit, why = _town(gazetteer, row.region, row.district, row.name)
        if unit is None:
            where = ", ".join(part for part in (row.region, row.district, row.name) if part)
            report.leave_out("no one unit", f"Row {row.number}, {where}: {why}", row.people)
            continue
        facts.append(UnitFacts(unit.code, population=row.people, population_as_of=as_of))
        report.match(row.people)
    return report, _once(facts, report), []


def _town(
    gazetteer: Gazetteer, region: str | None, district: str | None, name: str
) -> tuple[TerritoryUnit | None, str]:
    """The settlement that a row means, or why it cannot be told."""
    query = PlaceQuery(region=region, district=district, settlement=name, country=Country.UA)
    answer = gazetteer.resolve(query)
    if answer.unit is None:
        # Cities with the rights of a region stand below the last oblast of the table.
        alone = gazetteer.resolve(PlaceQuery(region=name, country=Country.UA))
        if district is not None or alone.unit is None or alone.unit.level is not TerritoryLevel.REGION:
            return None, answer.note or "no unit is called so."
        return alone.unit, ""
    if answer.unit.level not in {TerritoryLevel.SETTLEMENT, TerritoryLevel.REGION}:
        return None, f"only «{answer.unit.name}» around it is certain."
    return answer.unit, ""


def _book_of_ages(book: Book, gazetteer: Gazetteer, as_of: date | None) -> Reading:
    report, ages = InputReport("people by age"), []
    for row in age_rows(book.lines):
        span = f"{row.age_from} to {row.age_to} years" if row.age_to else f"{row.age_from} years and older"
        if row.people is None:
            report.leave_out(
                "no number", f"Row {row.number}: the book has no people of «{row.region}», {span}."
            )
            continue
        city = row.region.startswith("м.")
        name = row.region if city else f"{row.region} область"
        unit = gazetteer.resolve(PlaceQuery(region=name, country=Country.UA)).unit
        if unit is None or unit.level is not TerritoryLevel.REGION:
            report.leave_out(
                "no one unit", f"Row {row.number}: no one region is called «{name}».", row.people
            )
            continue
        ages.append(AgeFact(unit.code, row.age_from, row.age_to, row.people, as_of))
        report.match(row.people)
    return report, [], ages


def _once(facts: Sequence[UnitFacts], report: InputReport) -> list[UnitFacts]:
    """The facts of units that one row names; of a unit that several name none is known to be meant."""
    rows = Counter(fact.code for fact in facts)
    for fact in facts:
        if rows[fact.code] > 1:
            report.read -= 1
            report.matched -= 1
            report.people -= fact.population or 0
            report.leave_out(
                "several rows name the unit",
                f"{rows[fact.code]} rows name {fact.code}.",
                fact.population or 0,
            )
    return [fact for fact in facts if rows[fact.code] == 1]


def _unknown(report: InputReport, number: int, code: str, people: float = 0) -> None:
    report.leave_out("unknown code", f"Row {number}: no one unit has the code «{code}».", people)


def kinds() -> Iterator[str]:
    """The kinds of files that `load_people` tells apart, for `--help`."""
    yield f"columns {', '.join(PLACES)}: people of places"
    yield f"{', '.join(AREAS)}: areas"
    yield f"{', '.join(AGES)}: people by age"
    yield f"lat, lon and one of {', '.join(PEOPLE_COLUMNS)}: points that replace the model"
    yield "Ukrstat's books of cities and towns, and of ages; the files of hromadas"
