"""One provider from an organization and everything that hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from hub.domain.confidentiality import Text, is_hidden_number, with_reasons
from hub.domain.confidentiality.people import number_reason
from hub.domain.identifiers import SCHEMES, guess_scheme
from hub.domain.records import (
    BY_DEFAULT,
    IdentifierRecord,
    LocationRecord,
    NameRecord,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.text import tidy
from hub.domain.vocabulary import Lang, RecordStatus, Sector, Severity
from importers.cleaning.identifiers import clean_identifier
from importers.cleaning.legal_forms import split_legal_form
from importers.cleaning.urls_emails import clean_emails, clean_url
from importers.hsds.line import Line
from importers.hsds.phones import Phones
from importers.hsds.places import Locations
from importers.hsds.services import ReadService, Services
from importers.hsds.shelf import Shelf, Stored
from importers.hsds.staff import staff_of
from importers.hsds.terms import Facets, TermLink, Vocabulary, links_of
from importers.mapping.cells import Layout
from importers.mapping.evidence import BY_LEGAL_FORM
from importers.region import Region

_NAME_FACT = "name."
_SCHEME_COLUMNS = ("identifier_type", "identifier_scheme")


@dataclass(frozen=True, slots=True)
class ReadProvider:
    """A provider, or None when its organization was refused, with the lines that it was read from."""

    record: ProviderRecord | None
    lines: list[Line]


class Providers:
    """Makes the providers of one region's packages."""

    def __init__(
        self, region: Region, shelf: Shelf, words: Vocabulary, locations: Locations, services: Services
    ) -> None:
        self._region = region
        self._shelf = shelf
        self._words = words
        self._locations = locations
        self._services = services
        self._layout = Layout(region)

    def record(self, stored: Stored) -> ReadProvider:
        """The organization's provider."""
        line = Line(self._layout, stored)
        lines = [line]
        name = line.said("name")
        if name is None:
            message = "The organization has no name; ask the publisher for it."
            line.complain("MISSING_NAME", message, Severity.ERROR, "name")
            return ReadProvider(None, lines)
        links = list(links_of(self._shelf, self._layout, stored))
        lines += [link.line for link in links]
        facets = self._words.facets(links)
        for link in facets.named:
            _complain_of_term(link)
        identifiers = tuple(self._identifiers(line, lines))
        phones = Phones(self._region, self._shelf)
        services = self._read_services(stored, phones, lines)
        locations = self._read_locations(stored, services, phones, lines)
        own = phones.of(("organization_id", stored.id))
        below = [place.phones for place in locations] + [one.record.phones for one in services]
        lines += phones.lines
        record = ProviderRecord(
            key=stored.id,
            name=name,
            lang=self._region.lang,
            short_name=facets.fact("name.short"),
            names=tuple(self._names(line, facets)),
            identifiers=identifiers,
            kind=facets.kind,
            sector=self._sector(name, facets),
            status=RecordStatus(facets.fact("status") or RecordStatus.ACTIVE),
            legal_form=line.said("legal_status"),
            parent_key=self._parent(line),
            phones=tuple(dict.fromkeys((*own, *chain.from_iterable(below)))),
            emails=_emails([line, *(one.lines[0] for one in services)], facets),
            url=line.read("website", clean_url),
            locations=locations,
            services=self._at_known_places(services, locations),
            attributes=_attributes(line, facets),
            staff=staff_of(line, facets),
            synthetic=self._is_synthetic(stored, lines),
            cites=facets.fact("cites"),
            rows=(stored.number,),
            derived=self._rules(facets, name),
            hidden=(number_reason(),) if self._bears_persons_number(line, identifiers) else (),
        )
        return ReadProvider(self._with_reasons(record, stored, services, lines), lines)

    def _with_reasons(
        self, record: ProviderRecord, stored: Stored, services: list[ReadService], lines: list[Line]
    ) -> ProviderRecord:
        """The provider with every reason to hide it that its rows give."""
        of_service = {id(line): one.record.locations for one in services for line in one.lines}
        keys = {place.key for place in record.locations}
        texts: list[Text] = []
        for line in lines:
            here = of_service.get(id(line), (line.id,) if line.stored.table == "location" else ())
            texts += line.texts(*(key for key in here if key in keys))
        for row in self._shelf.linked("program", "organization_id", stored.id):
            texts += Line(self._layout, row).texts()
        doubts = tuple(doubt for line in lines for doubt in line.doubts)
        return with_reasons(record, self._region.confidential.rule, texts, doubts)

    def _read_services(self, stored: Stored, phones: Phones, lines: list[Line]) -> list[ReadService]:
        found = []
        for row in self._shelf.linked("service", "organization_id", stored.id):
            line = Line(self._layout, row)
            service = self._services.record(line)
            if service is None:
                line.complain("MISSING_NAME", "The service has no name; ask for it.", Severity.ERROR, "name")
                lines.append(line)
            else:
                record = replace(service.record, phones=phones.of_service(row.id))
                found.append(replace(service, record=record))
                lines += service.lines
        return found

    def _read_locations(
        self, stored: Stored, services: list[ReadService], phones: Phones, lines: list[Line]
    ) -> tuple[LocationRecord, ...]:
        """The organization's own locations, then those where only its services are."""
        own = {row.id: row for row in self._shelf.linked("location", "organization_id", stored.id)}
        schedules: dict[str, list[Line]] = {}
        for service in services:
            for id, rows in service.schedules.items():
                schedules.setdefault(id, []).extend(rows)
                found = None if id in own else self._shelf.find("location", id)
                if found:
                    own[id] = found
        records = [
            self._locations.record(row, schedules.get(id, ()), phones.of(("location_id", id)))
            for id, row in own.items()
        ]
        lines += self._locations.lines
        self._locations.lines.clear()
        return tuple(record for record in records if record)

    def _at_known_places(
        self, services: list[ReadService], locations: tuple[LocationRecord, ...]
    ) -> tuple[ServiceRecord, ...]:
        """The services; one without a location of its own counts as given at all of its organization's."""
        known = {location.key for location in locations}
        found = []
        for service in services:
            here = tuple(key for key in service.record.locations if key in known)
            found.append(replace(service.record, locations=here))
            if locations and not here:
                message = (
                    "The service names no location, so it counts as given at every location of its "
                    "organization; add it to service_at_location."
                )
                service.lines[0].complain("SERVICE_WITHOUT_LOCATION", message, Severity.INFO)
        return tuple(found)

    def _names(self, line: Line, facets: Facets) -> Iterator[NameRecord]:
        facts = [(name, link.value) for name, link in facets.facts if name.startswith(_NAME_FACT)]
        for fact, value in facts:
            _, kind, lang = [*fact.split("."), ""][:3]
            if value and lang in set(Lang):
                yield NameRecord(value, Lang(lang), kind)
        alternate = line.said("alternate_name")
        if alternate and alternate not in [value for _, value in facts]:
            yield NameRecord(alternate, self._region.lang)

    def _identifiers(self, line: Line, lines: list[Line]) -> Iterator[IdentifierRecord]:
        rows = self._shelf.linked("organization_identifier", "organization_id", line.id)
        for row in (Line(self._layout, each) for each in rows):
            lines.append(row)
            said = {text for column in _SCHEME_COLUMNS if (text := row.said(column))}
            scheme = next((one.code for one in SCHEMES.values() if {one.code, one.org_id} & said), None)
            if scheme is None:
                message = f"The hub knows no scheme {' or '.join(sorted(said))}; the number was left out."
                row.complain("IDENTIFIER_SCHEME_UNKNOWN", message, column=row.name_of("identifier_scheme"))
            elif is_hidden_number(row.said("identifier") or ""):
                continue
            elif found := row.read("identifier", partial(clean_identifier, scheme=scheme)):
                yield found
        yield from self._tax_id(line)

    def _bears_persons_number(self, line: Line, identifiers: tuple[IdentifierRecord, ...]) -> bool:
        """Whether a number of the organization is a person's, and none is an organisation's valid one."""
        rows = self._shelf.linked("organization_identifier", "organization_id", line.id)
        said = [line.id, line.said("tax_id"), *(Line(self._layout, row).said("identifier") for row in rows)]
        return any(text and is_hidden_number(text) for text in said) and not any(
            one.valid for one in identifiers
        )

    def _tax_id(self, line: Line) -> Iterator[IdentifierRecord]:
        """A tax number of an unknown scheme may be a person's: only one whose scheme is certain is taken."""
        text = line.said("tax_id")
        if text and is_hidden_number(text):
            return
        scheme = guess_scheme(text, self._region.country) if text and self._region.country else None
        if scheme and (found := line.read("tax_id", partial(clean_identifier, scheme=scheme))):
            yield found
        elif text and scheme is None:
            line.personal.add("tax_id")
            message = "The scheme of the tax number is not known, and it may be a person's: it was left out."
            line.complain("IDENTIFIER_SCHEME_UNKNOWN", message, Severity.INFO, "tax_id")

    def _sector(self, name: str, facets: Facets) -> Sector:
        """What a term says; without one, the sector that the legal form alone decides."""
        form = split_legal_form(name, self._region.country)[0] if self._region.country else None
        return facets.sector or (form.sector if form and form.sector else Sector.UNKNOWN)

    def _rules(self, facets: Facets, name: str) -> dict[str, str]:
        """What no term of the package states: a sector told by the legal form, a status by default."""
        status = {} if facets.fact("status") else {"status": BY_DEFAULT}
        told = not facets.sector and self._sector(name, facets) is not Sector.UNKNOWN
        return status | ({"sector": BY_LEGAL_FORM} if told else {})

    def _parent(self, line: Line) -> str | None:
        parent = line.said("parent_organization_id")
        return parent if parent and self._shelf.find("organization", parent) else None

    def _is_synthetic(self, stored: Stored, lines: list[Line]) -> bool:
        rows = [Line(self._layout, row) for row in self._shelf.linked("metadata", "resource_id", stored.id)]
        lines += rows
        return any((row.said("replacement_value") or "").lower() == "true" for row in rows)


def _emails(lines: list[Line], facets: Facets) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        found.update(dict.fromkeys(line.read("email", clean_emails)))
    found.update({link.value: None for name, link in facets.facts if name == "email" and link.value})
    return tuple(found)


def _attributes(line: Line, facets: Facets) -> dict[str, Any]:
    names = [name for name in ("description", "year_incorporated") if not facets.made(name)]
    said = {name: text for name in names if (text := line.said(name))}
    return {**said, **facets.attributes()}


def _complain_of_term(link: TermLink) -> None:
    message = f"«{tidy(link.name)}» is no kind or sector; add it to lookups.yml."
    link.line.complain("UNKNOWN_VALUE", message, value=link.name)
