"""One provider from its rows: a single one, or all rows of services or departments that share its key."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from hub.domain.confidentiality import is_hidden_number, with_reasons
from hub.domain.confidentiality.people import number_reason
from hub.domain.identifiers import SCHEMES, personal_number, read_identifier
from hub.domain.persons.hashes import Hashing
from hub.domain.persons.runs import tells_institution
from hub.domain.records import (
    HidingReason,
    IdentifierRecord,
    LocationRecord,
    NameRecord,
    PersonHash,
    ProviderRecord,
    ServiceRecord,
    StaffRecord,
)
from hub.domain.text import normalise_apostrophe, tidy
from hub.domain.vocabulary import Sector
from importers.cleaning.identifiers import clean_identifier
from importers.cleaning.legal_forms import LegalForm
from importers.cleaning.names import ProviderName
from importers.columns import HubField
from importers.mapping.attributes import attributes
from importers.mapping.cells import Cell, Layout, RowView
from importers.mapping.common import (
    LONGEST_NAME,
    check_order,
    emails,
    founded_day,
    phones,
    raw_texts,
    read_name,
    said_synthetic,
    state,
    status_on,
    website,
)
from importers.mapping.evidence import (
    BY_CLOSING_DAY,
    BY_LEGAL_FORM,
    BY_NAME,
    place_texts,
    record_columns,
    record_rules,
)
from importers.mapping.facets import Facets
from importers.mapping.keys import Keys
from importers.mapping.locations import MAIN, Locations
from importers.mapping.places import Outside, address_key
from importers.mapping.services import Services
from importers.mapping.staff import each_once, read_staff
from importers.region import Region


class _Held(NamedTuple):
    """What a provider gives, and the posts that are of none of its services."""

    services: tuple[ServiceRecord, ...]
    staff: tuple[StaffRecord, ...]


class Providers:
    """Makes the providers of one region."""

    def __init__(
        self,
        region: Region,
        facets: Facets,
        locations: Locations,
        services: Services,
        hashing: Hashing | None = None,
        own_numbers: frozenset[str] = frozenset(),
    ) -> None:
        """`own_numbers` are the columns whose numbers are the provider's own."""
        self._region = region
        self._facets = facets
        self._locations = locations
        self._services = services
        self._keys = Keys(region)
        self._hashing = hashing
        self._columns = record_columns(Layout(region))
        self._own_numbers = own_numbers

    def of_rows(self, key: str, views: Sequence[RowView]) -> ProviderRecord | None:
        """The provider, or None when all of its rows were rejected; the reasons are in the views."""
        placed = list(self._placed(views))
        if not placed:
            return None
        first = placed[0][0]
        name = read_name(first, self._region.country)
        if name is None:
            return None
        form = name.legal_form
        kind = self._facets.kind(first)
        named_kind = None if kind else self._facets.kind_by_name(first)
        site = website(first)
        times = state(first)
        said = self._facets.status(first)
        status = status_on(first, said, times["closed"])
        founded, years = founded_day(first)
        check_order(first, founded, times["closed"])
        locations = self._all_locations(placed)
        facts, attribute_rows = _attributes(placed, self._facets)
        record = ProviderRecord(
            key=key,
            name=name.full,
            lang=self._region.lang,
            short_name=first.text(HubField.SHORT_NAME) or name.short,
            names=tuple(_other_names(first)),
            identifiers=tuple(_identifiers(first)),
            kind=kind or named_kind,
            sector=self._sector(first, form),
            status=status,
            **times,
            legal_form=first.text(HubField.LEGAL_FORM) or (form.code if form else None),
            founded=founded,
            parent_key=next(self._keys.named(first, HubField.PARENT_KEY), None),
            successor_keys=tuple(self._keys.named(first, HubField.SUCCESSOR_KEY)),
            predecessor_keys=tuple(self._keys.named(first, HubField.PREDECESSOR_KEY)),
            phones=phones(first, self._region.numbering_plan),
            emails=emails(first),
            url=site,
            locations=locations,
            services=(held := self._services_and_staff(placed)).services,
            staff=held.staff,
            attributes=years | facts,
            synthetic=any(said_synthetic(view, self._facets) for view, _ in placed),
            cites=first.text(HubField.CITES),
            rows=tuple(view.row.number for view, _ in placed),
            derived=_rules(first, name, form, named_kind, closed=status is not said),
            columns=self._columns,
            attribute_rows=attribute_rows,
            raw=raw_texts(first, name=name.full, url=site) | _place_texts(placed, locations),
            person_hashes=tuple(self._person_hashes(first)),
            hidden=tuple(self._number_reasons(placed)),
        )
        _complain_of_differences(placed)
        return self._with_reasons(record, placed)

    def _with_reasons(
        self, record: ProviderRecord, placed: Sequence[tuple[RowView, LocationRecord]]
    ) -> ProviderRecord:
        """The provider with every reason to hide it that its rows give."""
        several = len(record.locations) > 1
        texts = [
            text for view, location in placed for text in view.texts(*((location.key,) if several else ()))
        ]
        doubts = tuple(doubt for view, _ in placed for doubt in view.doubts)
        return with_reasons(record, self._region.confidential.rule, texts, doubts)

    def _sector(self, view: RowView, form: LegalForm | None) -> Sector:
        """The source's word for it; without one, the sector that the legal form alone decides."""
        if view.cell(HubField.SECTOR) is None and form and form.sector:
            return form.sector
        return self._facets.sector(view)

    def _person_hashes(self, view: RowView) -> Iterator[PersonHash]:
        """What may be kept of numbers of natural persons, in columns of the provider's own numbers."""
        for column, kept in view.row.persons.items():
            if kept and column in self._own_numbers:
                yield kept
        for cell in view.cells(HubField.IDENTIFIER):
            person = personal_number(cell.text, cell.target.scheme or "") if self._hashing else None
            if person and self._hashing:
                yield self._hashing(person)

    def _number_reasons(self, placed: Sequence[tuple[RowView, LocationRecord]]) -> Iterator[HidingReason]:
        """That a person's own number stands in the row, and no organisation's valid one beside it.

        A person's number elsewhere in the row may be that of a head, so that an institution's name clears it.
        """
        first = placed[0][0]
        columns = {column for view, _ in placed for column in view.row.persons}
        own = columns & self._own_numbers or any(map(_is_personal, first.cells(HubField.IDENTIFIER)))
        name = first.text(HubField.NAME) or ""
        if not own and (not columns or tells_institution(name)):
            return
        if not any(one.valid for one in _organisation_numbers(first)):
            yield number_reason()

    def _placed(self, views: Sequence[RowView]) -> Iterator[tuple[RowView, LocationRecord]]:
        """Each row with its location, those outside the jurisdiction left out."""
        for view in views:
            key = MAIN if not self._region.group_by else address_key(view) or MAIN
            try:
                yield view, self._locations.actual(view, key)
            except Outside:
                continue

    def _all_locations(self, placed: Sequence[tuple[RowView, LocationRecord]]) -> tuple[LocationRecord, ...]:
        """The provider's places, those with the same words once, and its registered address last."""
        found: dict[str, LocationRecord] = {}
        for view, location in placed:
            found.setdefault(location.key, replace(location, row=_other_row(view, placed)))
        legal = self._locations.legal(placed[0][0])
        return (*found.values(), *((legal,) if legal else ()))

    def _services_and_staff(self, placed: Sequence[tuple[RowView, LocationRecord]]) -> "_Held":
        """The services of all rows, each at the place of its row, and the posts that belong to none of them.

        Where a row is one service or department, the posts that it counts are those of its service.
        """
        several = len({location.key for _, location in placed}) > 1
        has_legal = any(view.text(HubField.LEGAL_ADDRESS) for view, _ in placed)
        found: dict[str, ServiceRecord] = {}
        told: dict[str | None, list[tuple[RowView, StaffRecord]]] = {}
        for view, location in placed:
            key = self._keys.of(view, self._region.key) or str(view.row.number)
            row = _other_row(view, placed)
            services = self._services.of_row(view, key)
            packages = [one.key for one in services if not one.is_function]
            owner = packages[0] if self._region.row != "provider" and len(packages) == 1 else None
            staff = read_staff(view, self._region.as_of)
            told.setdefault(owner, []).extend((view, replace(one, row=row)) for one in staff)
            for service in services:
                if several or has_legal:
                    service = replace(service, locations=(location.key,))
                found.setdefault(service.key, replace(service, row=row))
        for key, service in found.items():
            found[key] = replace(service, staff=each_once(told.get(key, ())))
        return _Held(tuple(found.values()), each_once(told.get(None, ())))


def _place_texts(
    placed: Sequence[tuple[RowView, LocationRecord]], locations: Sequence[LocationRecord]
) -> dict[str, str]:
    """What is said of the places, each by the row that told it first; of the legal one by the first row."""
    views = {location.key: view for view, location in reversed(placed)}
    first = placed[0][0]
    texts = (place_texts(views.get(place.key, first), place) for place in locations)
    return {field: text for told in texts for field, text in told.items()}


def _other_row(view: RowView, placed: Sequence[tuple[RowView, LocationRecord]]) -> int | None:
    """The number of a row that is not the provider's first."""
    return None if view is placed[0][0] else view.row.number


def _rules(
    view: RowView, name: ProviderName, form: LegalForm | None, named_kind: str | None, *, closed: bool
) -> dict[str, str]:
    """What of the provider its name tells, and its legal form, where no cell does."""

    def unless_said(field: HubField, rule: str, value: object) -> str | None:
        return rule if value and view.text(field) is None else None

    return record_rules(
        view,
        short_name=unless_said(HubField.SHORT_NAME, BY_NAME, name.short),
        status=BY_CLOSING_DAY if closed else None,
        legal_form=unless_said(HubField.LEGAL_FORM, BY_NAME, form),
        sector=unless_said(HubField.SECTOR, BY_LEGAL_FORM, form and form.sector),
        kind=BY_NAME if named_kind else None,
    )


def _other_names(view: RowView) -> Iterator[NameRecord]:
    for cell in view.cells(HubField.OTHER_NAME):
        if len(cell.text) > LONGEST_NAME:
            message = (
                f"The name has {len(cell.text)} signs, at most {LONGEST_NAME} can be kept; it is left out."
            )
            view.complain("NAME_TOO_LONG", message, column=cell.column, value=cell.text)
        elif cell.target.lang:
            yield NameRecord(normalise_apostrophe(tidy(cell.text)), cell.target.lang, cell.target.kind)


def _identifiers(view: RowView) -> Iterator[IdentifierRecord]:
    for cell in view.cells(HubField.IDENTIFIER):
        if is_hidden_number(cell.text):
            continue
        found = view.cleaned(cell, partial(clean_identifier, scheme=cell.target.scheme or ""))
        if found:
            yield found


def _is_personal(cell: Cell) -> bool:
    """Whether an identifier's cell holds a natural person's number, or should."""
    scheme = cell.target.scheme or ""
    said = SCHEMES[scheme].personal and any(map(str.isdigit, cell.text))
    return said or is_hidden_number(cell.text) or personal_number(cell.text, scheme) is not None


def _organisation_numbers(view: RowView) -> Iterator[IdentifierRecord]:
    """The numbers of organisations in the row, read without complaint."""
    for cell in view.cells(HubField.IDENTIFIER):
        record = read_identifier(cell.text, cell.target.scheme or "").record
        if record is not None:
            yield record


def _attributes(
    placed: Sequence[tuple[RowView, LocationRecord]], facets: Facets
) -> tuple[dict[str, Any], dict[str, int]]:
    """Attributes of all rows, and the rows of those that not the first tells; the first that has one wins."""
    found: dict[str, Any] = {}
    rows: dict[str, int] = {}
    for view, _ in placed:
        row = _other_row(view, placed)
        for name, value in attributes(view, HubField.ATTRIBUTE, facets).items():
            if name not in found:
                found[name] = value
                if row is not None:
                    rows[name] = row
    return found, rows


def _complain_of_differences(placed: Sequence[tuple[RowView, LocationRecord]]) -> None:
    """A provider whose rows give it different kinds, sectors or names: the first row counts."""
    first = placed[0][0]
    for view, _ in placed[1:]:
        for field in (HubField.NAME, HubField.KIND, HubField.SECTOR):
            if view.text(field) != first.text(field):
                cell = view.cell(field)
                message = (
                    f"Rows {first.row.number} and {view.row.number} differ in {field}; the first counts."
                )
                column = cell.column if cell else None
                view.complain("CONFLICTING_VALUE", message, column=column, value=cell.text if cell else None)
