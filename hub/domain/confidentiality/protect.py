"""What a hidden record loses, and how its places are coarsened.

The exact place is dropped before a record is staged, so no table that a reader can see, no claim and
no search key ever holds it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hub.domain.confidentiality.addresses import holds_address, street_of, without_address
from hub.domain.confidentiality.reasons import STATED, Hideable, reasons_of
from hub.domain.records import (
    AccessPointRecord,
    HidingReason,
    LocationRecord,
    ProviderRecord,
    ServiceRecord,
    StaffRecord,
    TermRecord,
)
from hub.domain.staff import with_publishable_staff
from hub.domain.vocabulary import Lang, PrecisionClass

#: Raw values that may stay: a source's words for any other field may give the place away.
_HARMLESS_RAW = frozenset({"name", "kind", "sector", "status", "founded"})

#: Keys of locations that say nothing. Others are made of addresses, and ids are made of keys.
_HARMLESS_KEYS = frozenset({"main", "legal"})

#: What stands for a name that is nothing but an address.
_NAMELESS = {
    Lang.UK: "Заклад, адреса якого не розголошується",
    Lang.RU: "Учреждение, адрес которого не разглашается",
    Lang.KK: "Мекенжайы жария етілмейтін мекеме",
    Lang.EN: "Institution whose address is not told",
}
_NAMELESS_SERVICE = {Lang.UK: "Послуга", Lang.RU: "Услуга", Lang.KK: "Қызмет", Lang.EN: "Service"}

#: The reason of a record that is hidden for what another source says.
ELSEWHERE = "HIDDEN_ELSEWHERE"

#: Ways to the door that are no place: a number, an address or a page leads there as surely as a street.
_SILENT: dict[str, Any] = {
    "phones": (), "emails": (), "url": None, "attributes": {}, "status_evidence": None
}  # fmt: skip


#: What a service says in words or by a way to its door.
_SILENT_SERVICE: dict[str, Any] = {
    "url": None, "application_process": None, "eligibility": None,
    "phones": (), "languages": (), "schedules": (), "shift": None,
}  # fmt: skip


def is_confidential(record: ProviderRecord | AccessPointRecord) -> bool:
    """Whether something of the record must not be told, and is not."""
    if any(place.confidential for place in places_of(record)):
        return True
    return bool(record.hidden) and record.opened is None


def protect(record: Hideable) -> Hideable:
    """The record as it may be published: without what leads to a place that anything in it hides.

    Nor does it tell of the persons who work there (`hub.domain.staff`).
    """
    record = with_publishable_staff(record)
    reasons = reasons_of(record)
    if record.opened is None:
        return apply(record, reasons)
    # What the source itself marks is its own secret; a decision of this hub does not tell it.
    shown = apply(record, tuple(reason for reason in reasons if reason.code == STATED))
    return replace(shown, hidden=reasons) if shown is record else shown


def protect_all(record: ProviderRecord) -> ProviderRecord:
    """The provider with every location coarsened, be it only for what another source says of it."""
    reasons = reasons_of(record)
    if all(reason.locations for reason in reasons):
        reasons = (*reasons, HidingReason(ELSEWHERE, "", ""))
    return apply(record, reasons)


def leads_there(record: ProviderRecord) -> bool:
    """Whether the record, all of whose places are secret, holds anything that leads to one of them."""
    return replace(protect_all(record), hidden=record.hidden) != record


def newly_hidden(before: Hideable, after: Hideable) -> tuple[HidingReason, ...]:
    """Why `after` hides a place or contact that `before` shows, else nothing; the reasons hide all places.

    Both are protected. Keys of places may change from file to file, so whichever is meant, none stays.
    """
    if not is_confidential(after):
        return ()
    if is_confidential(before) and _open_keys(before) <= _open_keys(after):
        return ()
    found = (replace(reason, locations=()) for reason in after.hidden)
    return tuple(dict.fromkeys(found)) or (HidingReason(ELSEWHERE, "", ""),)


def _open_keys(record: ProviderRecord | AccessPointRecord) -> set[str]:
    return {place.key for place in places_of(record) if not place.confidential}


def places_of(record: ProviderRecord | AccessPointRecord) -> tuple[LocationRecord, ...]:
    """The places of a provider, or that of an access point."""
    return record.locations if isinstance(record, ProviderRecord) else (record.location,)


def apply(record: Hideable, reasons: Sequence[HidingReason]) -> Hideable:
    """The record without what leads to the places that the reasons name, each of which it keeps.

    A drawn service area goes, since it may be drawn around the door; ingest lifts named ones to the hromada.
    """
    if not reasons:
        return record
    shown = _Shown(record)
    if isinstance(record, AccessPointRecord):
        location = coarsen(record.location, _harmless(record.location.key, 1))
        return replace(
            record,
            location=location,
            name=shown.name(record.name),
            operator_name=shown.text(record.operator_name),
            cites=shown.text(record.cites),
            hidden=_with_keys(reasons, {record.location.key: location.key}),
            raw=shown.raw(record.raw),
            **_SILENT,
        )
    keys = _keys(record, reasons)
    return replace(
        record,
        name=shown.name(record.name),
        short_name=shown.text(record.short_name),
        names=tuple(replace(one, name=text) for one in record.names if (text := shown.text(one.name))),
        cites=shown.text(record.cites),
        locations=tuple(
            coarsen(place, keys[place.key]) if place.key in keys else place for place in record.locations
        ),
        services=tuple(
            shown.service(service, number, keys) for number, service in enumerate(record.services, 1)
        ),
        staff=shown.staff(record.staff),
        hidden=_with_keys(reasons, keys),
        raw=shown.raw(record.raw),
        **_SILENT,
    )


def streets_of(record: ProviderRecord | AccessPointRecord) -> tuple[str, ...]:
    """The streets of the record's places."""
    told = (place.street or street_of(place.address or "") for place in places_of(record))
    return tuple(street for street in told if street)


class _Shown:
    """What may be shown of the texts of one hidden record."""

    def __init__(self, record: ProviderRecord | AccessPointRecord) -> None:
        self._streets = streets_of(record)
        self._lang = record.lang

    def text(self, text: str | None) -> str | None:
        """The text without addresses; None where nothing is left."""
        return (without_address(text, self._streets) or None) if text else text

    def name(self, name: str) -> str:
        """The name without addresses, or the words that stand for one which is nothing else."""
        return self.text(name) or _NAMELESS[self._lang]

    def raw(self, raw: dict[str, str]) -> dict[str, str]:
        """Raw texts that say nothing of a place."""
        shown = {name: self.text(text) for name, text in raw.items() if name in _HARMLESS_RAW}
        return {name: text for name, text in shown.items() if text}

    def service(self, service: ServiceRecord, number: int, keys: dict[str, str]) -> ServiceRecord:
        """The service under keys and texts that say nothing of a place."""
        key = f"service-{number}" if holds_address(service.key, self._streets) else service.key
        return replace(
            service,
            key=key,
            name=self.text(service.name) or _NAMELESS_SERVICE[self._lang],
            national_label=self.text(service.national_label),
            locations=tuple(keys.get(key, key) for key in service.locations),
            areas=tuple(area for area in service.areas if area.polygon is None),
            description=None,
            staff=self.staff(service.staff),
            terms=tuple(term for term in map(self._term, service.terms) if term),
            **_SILENT_SERVICE,
        )

    def staff(self, staff: Sequence[StaffRecord]) -> tuple[StaffRecord, ...]:
        """The posts under titles that say nothing of a place; those whose title is nothing else go."""
        return tuple(replace(one, title=title) for one in staff if (title := self.text(one.title)))

    def _term(self, term: TermRecord) -> TermRecord | None:
        """A term that says nothing of a place; who linked it may have said anything beside it."""
        shown = self.text(term.name) == term.name and not holds_address(term.code, self._streets)
        return TermRecord(term.taxonomy, term.code, term.name) if shown else None


def _keys(record: ProviderRecord, reasons: Sequence[HidingReason]) -> dict[str, str]:
    """The harmless keys of the places that the reasons hide."""
    everywhere = any(not reason.locations for reason in reasons)
    named = {key for reason in reasons for key in reason.locations}
    return {
        place.key: _harmless(place.key, number)
        for number, place in enumerate(record.locations, 1)
        if everywhere or place.key in named
    }


def _with_keys(reasons: Sequence[HidingReason], keys: dict[str, str]) -> tuple[HidingReason, ...]:
    """The reasons with the keys that the coarse places have."""
    found = (
        replace(reason, locations=tuple(keys.get(key, key) for key in reason.locations)) for reason in reasons
    )
    return tuple(dict.fromkeys(found))


def coarsen(location: LocationRecord, key: str) -> LocationRecord:
    """The location without anything finer than its territory; ingest lifts the territory to the hromada."""
    return replace(
        location,
        id=None,
        key=key,
        territory_how=None,
        territory_distance_m=None,
        point=None,
        precision=PrecisionClass.TERRITORY,
        address=None,
        street=None,
        house=None,
        postal_code=None,
        city=None,
        region=None,
        state_province=None,
        country=None,
        phones=(),
        languages=(),
        schedules=(),
        name=None,
        confidential=True,
        attributes={},
    )


def _harmless(key: str, number: int) -> str:
    """The key itself where it says nothing, else the location's number among those of its provider."""
    hidden = f"confidential-{number}"
    return key if key in _HARMLESS_KEYS or key == hidden else hidden
