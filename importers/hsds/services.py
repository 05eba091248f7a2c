"""Services of a package: category, groups and forms from their terms, places and areas by their links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import orjson

from hub.domain.records import BY_DEFAULT, AreaRecord, CapacityRecord, CostRecord, ServiceRecord
from hub.domain.text import tidy
from hub.domain.vocabulary import MatchRelation, RecordStatus
from importers.cleaning.bounds import AGE, COUNTS, MONEY
from importers.cleaning.dates import clean_date
from importers.cleaning.numbers import clean_integer
from importers.cleaning.urls_emails import clean_url
from importers.hsds.languages import languages_of
from importers.hsds.line import Line
from importers.hsds.schedules import schedule_of
from importers.hsds.shelf import Shelf
from importers.hsds.staff import staff_of, team_of
from importers.hsds.terms import Facets, TermLink, Vocabulary, links_of
from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.cells import Layout
from importers.mapping.choosing import Context, Decision
from importers.mapping.evidence import meant_rules
from importers.mapping.places import Places
from importers.mapping.readings import doubts_of
from importers.region import Region

STATUSES = {
    "active": RecordStatus.ACTIVE,
    "inactive": RecordStatus.SUSPENDED,
    "defunct": RecordStatus.CLOSED,
    "temporarily closed": RecordStatus.SUSPENDED,
}
BY_TERM = "hsds term"
_CAPACITY_FACT = "capacity."


@dataclass(frozen=True, slots=True)
class ReadService:
    """A service with the lines that it was read from."""

    record: ServiceRecord
    lines: list[Line]
    schedules: dict[str, list[Line]]  # location id → schedules of the service there


class Services:
    """Makes the services of one region's packages."""

    def __init__(
        self, region: Region, lookups: Lookups, places: Places, shelf: Shelf, words: Vocabulary
    ) -> None:
        self._region = region
        self._shelf = shelf
        self._words = words
        self._places = places
        self._layout = Layout(region)
        self._categories = Categories(region.country, lookups)

    def record(self, line: Line) -> ReadService | None:
        """The service of a row, or None without a name."""
        name = line.said("name")
        if name is None:
            return None
        lines = [line]
        links = list(links_of(self._shelf, self._layout, line.stored))
        facets = self._words.facets(links)
        lines += [link.line for link in links]
        eligibility = self._linked("eligibility", line, lines)
        decision, label = self._category(line, name, facets)
        said: dict[str, Any] = {
            "forms": tuple(facets.forms),
            "duration": facets.duration,
            "target_groups": self._groups(facets, eligibility),
            "funding": self._funding(line, facets, lines),
        }
        record = ServiceRecord(
            key=line.id,
            name=name,
            category=decision.category,
            **_matched(decision, label, facets),
            is_function=facets.fact("function") == "true",
            forms=said["forms"] or decision.forms,
            duration=said["duration"] or decision.duration,
            target_groups=said["target_groups"] or decision.target_groups,
            minimum_age=_age(line, "minimum_age"),
            maximum_age=_age(line, "maximum_age"),
            status=status_of(line),
            description=line.said("description"),
            funding=said["funding"] or decision.funding,
            costs=self._costs(line, lines),
            capacities=self._capacities(line, facets, lines),
            areas=self._areas(line, lines),
            url=line.read("url", clean_url),
            application_process=line.said("application_process"),
            eligibility=None if facets.made("eligibility_description") else _eligibility(line, eligibility),
            languages=languages_of(self._linked("language", line, lines)),
            terms=tuple(facets.foreign),
            **team_of(line, facets),
            staff=staff_of(line, facets),
            derived=meant_rules(said, decision) | ({} if line.said("status") else {"status": BY_DEFAULT}),
        )
        at = self._linked("service_at_location", line, lines)
        locations = tuple(dict.fromkeys(place for link in at if (place := link.said("location_id"))))
        told = self._schedules(line, at, lines)
        here: dict[str, list[Line]] = {place: [] for place in locations}
        for row, place in told:
            # What holds everywhere says when a place is open only where the service has no other.
            for known in [place] if place else locations if len(locations) == 1 else ():
                here.setdefault(known, []).append(row)
        schedules = tuple(made for row, place in told if (made := schedule_of(row, place)))
        return ReadService(replace(record, locations=locations, schedules=schedules), lines, here)

    def _schedules(self, line: Line, at: list[Line], lines: list[Line]) -> list[tuple[Line, str | None]]:
        """The service's schedules with the place that each holds for, None for all, in the file's order."""
        rows = {row.place: row for row in self._shelf.linked("schedule", "service_id", line.id)}
        where = {place: row.values.get("location_id") or None for place, row in rows.items()}
        for link in at:
            for row in self._shelf.linked("schedule", "service_at_location_id", link.id):
                rows[row.place] = row
                where[row.place] = link.said("location_id")
        told = [(Line(self._layout, row), where[place]) for place, row in sorted(rows.items())]
        lines += [row for row, _ in told]
        return told

    def _linked(self, table: str, line: Line, lines: list[Line]) -> list[Line]:
        found = [Line(self._layout, row) for row in self._shelf.linked(table, "service_id", line.id)]
        lines += found
        return found

    def _category(self, line: Line, name: str, facets: Facets) -> tuple[Decision, str]:
        """The category and the words that decided it: the hub's own term, the terms' words, the name."""
        own = _most_special(facets.categories)
        if len(own) == 1:
            link = facets.categories[own[0]]
            return Decision(category=own[0], via=MatchRelation.EXACT, by=BY_TERM), link.name
        said = f"{name} {line.said('description') or ''}"
        context = Context(tuple(facets.forms), tuple(facets.target_groups), said)
        found: dict[str, tuple[Decision, str]] = {}
        # A bare number may be no code of the term but the number of its row.
        coded = ((link.name, None if link.code.isdigit() else link.code) for link in facets.named)
        for words, code in [(name, None), *coded]:
            for decision in self._categories.decide(words, code, context):
                if decision.category:
                    found.setdefault(decision.category, (decision, words))
                elif decision.by and not decision.candidates:
                    return decision, words  # lookups.yml says: known, and no category of the hub
        chosen = _most_special(found)
        if len(chosen) == 1:
            return found[chosen[0]]
        self._complain(line, name, facets.named, own or chosen)
        return Decision(), name

    def _complain(self, line: Line, name: str, named: Sequence[TermLink], candidates: Sequence[str]) -> None:
        if candidates:
            message = f"«{name}» may be {' or '.join(candidates)}; say which in `category` of lookups.yml."
            line.complain("AMBIGUOUS_CATEGORY", message, column="name", value=name)
            line.doubts += doubts_of(candidates, "name")
            return
        words = list(dict.fromkeys([name, *(link.name for link in named)]))
        which = "it" if len(words) == 1 else "one of them"
        listed = " and ".join(f"«{text}»" for text in words)
        message = f"No hub category is known for {listed}; add {which} to `category` in lookups.yml."
        line.complain("UNKNOWN_CATEGORY", message, column="name", value=name)

    def _groups(self, facets: Facets, eligibility: list[Line]) -> tuple[str, ...]:
        found = dict(facets.target_groups)
        for row in eligibility:
            found.update(dict.fromkeys(self._words.target_groups(row, "eligibility")))
        return tuple(found)

    def _funding(self, line: Line, facets: Facets, lines: list[Line]) -> tuple[str, ...]:
        found = dict(facets.funding)
        for row in self._linked("funding", line, lines):
            found.update(dict.fromkeys(self._words.funding(row, "source")))
        return tuple(found)

    def _costs(self, line: Line, lines: list[Line]) -> tuple[CostRecord, ...]:
        costs = []
        for row in self._linked("cost_option", line, lines):
            amount, currency = row.said("amount"), (row.said("currency") or "").upper()
            if not _is_amount(amount) or len(currency) != 3:
                message = "A cost needs an amount and a currency of three letters; it was left out."
                row.complain("COST_UNCLEAR", message, column="amount", value=amount)
                continue
            costs.append(CostRecord(str(amount), currency, row.said("amount_description")))
        return tuple(costs)

    def _capacities(self, line: Line, facets: Facets, lines: list[Line]) -> tuple[CapacityRecord, ...]:
        """Measurements by date and unit: rows of service_capacity, and the facts of the hub's own export."""
        found: dict[tuple[date | None, str], dict[str, Any]] = {}
        for row in self._linked("service_capacity", line, lines):
            key = (row.read("updated", clean_date), self._unit(row))
            numbers = {
                name: row.read(column, partial(clean_integer, bounds=COUNTS[name]))
                for column, name in (("available", "available"), ("maximum", "total"))
            }
            found.setdefault(key, {}).update(numbers)
        for name, link in facets.facts:
            if name.startswith(_CAPACITY_FACT):
                _, number, unit = name.split(".", 2)
                if number not in COUNTS:
                    continue
                day = clean_date(link.label or "").value
                read = clean_integer(link.value or "", bounds=COUNTS[number])
                for trouble in read.troubles:
                    line.complain(trouble.code, trouble.message, value=link.value)
                found.setdefault((day, unit), {})[number] = read.value
        return tuple(
            CapacityRecord(as_of=day, unit=unit, **numbers) for (day, unit), numbers in found.items()
        )

    def _unit(self, row: Line) -> str:
        unit = self._shelf.find("unit", row.said("unit_id") or "")
        named = Line(self._layout, unit) if unit else None
        return tidy((named and (named.said("identifier") or named.said("name"))) or "place").lower()

    def _areas(self, line: Line, lines: list[Line]) -> tuple[AreaRecord, ...]:
        areas = []
        for row in self._linked("service_area", line, lines):
            area = self._area(row)
            if area is not None:
                areas.append(area)
        return tuple(areas)

    def _area(self, row: Line) -> AreaRecord | None:
        kind, extent, name = row.said("extent_type"), row.said("extent"), row.said("name")
        polygon = _polygon(extent) if kind == "geojson" else None
        if polygon:
            return AreaRecord(polygon=polygon)
        words = extent if extent and kind != "geojson" else name
        if self._region.country is None or words is None:
            message = "The area is told in words only, and no territories of its country are known here."
            row.complain("AREA_NOT_TAKEN", message, value=name)
            return None
        unit = self._places.area(row, words)
        return AreaRecord(territory=unit.code) if unit else None


def status_of(line: Line) -> RecordStatus:
    """The hub's word for a status; an unknown one is an issue."""
    said = line.said("status")
    if said is None:
        return RecordStatus.ACTIVE
    status = STATUSES.get(said.lower())
    if status is None:
        message = f"«{said}» is no status of HSDS; write active, inactive, defunct or temporarily closed."
        line.complain("UNKNOWN_VALUE", message, column="status", value=said)
    return status or RecordStatus.UNKNOWN


def _most_special(categories: dict[str, Any]) -> list[str]:
    """The categories without those that another one lies below."""
    return [code for code in categories if not any(other.startswith(f"{code}.") for other in categories)]


def _age(line: Line, column: str) -> int | None:
    """Whole years; HSDS allows parts of a year, which the hub does not."""
    said = line.said(column)
    return line.read(column, partial(clean_integer, bounds=AGE)) if said else None


def _matched(decision: Decision, label: str, facets: Facets) -> dict[str, Any]:
    """How the category was told; the hub's own export says how the exporting hub told it."""
    via = facets.fact("match.matched_via")
    if decision.by == BY_TERM and facets.fact("match.matched_by"):
        return {
            "matched_via": MatchRelation(via) if via in set(MatchRelation) else None,
            "matched_by": facets.fact("match.matched_by"),
            "national_system": facets.fact("match.national_system"),
            "national_code": facets.fact("match.national_code"),
            "national_label": facets.fact("match.national_label"),
        }
    return {
        "matched_via": decision.via,
        "matched_by": decision.by,
        "national_system": decision.system,
        "national_code": decision.code,
        "national_label": label,
    }


def _eligibility(line: Line, rows: Sequence[Line]) -> str | None:
    """For whom a service is, in the words of its row and of its eligibility table."""
    said = [line.said("eligibility_description"), *(row.said("eligibility") for row in rows)]
    return "\n".join(dict.fromkeys(text for text in said if text)) or None


def _is_amount(text: str | None) -> bool:
    try:
        return MONEY.least <= Decimal(text or "") <= MONEY.most
    except InvalidOperation:
        return False


def _polygon(text: str | None) -> dict[str, Any] | None:
    try:
        value = orjson.loads(text or "")
    except ValueError:
        return None
    known = isinstance(value, dict) and value.get("type") in {"Polygon", "MultiPolygon"}
    return value if known else None
