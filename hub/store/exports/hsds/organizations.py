"""A provider as an HSDS organization with everything nested in it."""

from collections.abc import Iterator
from typing import Any

from hub.domain.identifiers import SCHEMES
from hub.store.exports.hsds.gather import Reference, Whole
from hub.store.exports.hsds.places import Places, facts_of
from hub.store.exports.hsds.reaching import phones
from hub.store.exports.hsds.services import Services
from hub.store.exports.hsds.staff import staff_facts
from hub.store.exports.hsds.terms import Object, Terms, own_id
from hub.store.reads.providers import IdentifierRow, ProviderRow

#: Attributes that HSDS has fields for.
_FIELDS = ("description", "year_incorporated")
_UNKNOWN_SECTOR = "unknown"


class Organizations:
    """Makes the organizations of one export. What no source says is left out, never made up."""

    def __init__(self, reference: Reference) -> None:
        self._terms = Terms(reference.terms)
        self.terms_used = self._terms.used
        self._places = Places(reference, self._terms)
        self._services = Services(reference, self._terms)

    def organization(self, whole: Whole) -> Object:
        """The organization as JSON of HSDS 3.1, without empty fields."""
        row = whole.provider
        hidden = any(place.confidential for place in whole.locations)
        made = {
            "id": str(row.id),
            "name": row.name,
            "alternate_name": _alternate_name(whole),
            "description": row.attributes.get("description") or self._description(whole),
            "email": row.emails[0] if row.emails and not hidden else None,
            "website": None if hidden else row.url,
            "year_incorporated": _year(row),
            "legal_status": row.legal_form,
            "parent_organization_id": str(row.parent_id) if whole.parent_is_here else None,
            "phones": [] if hidden else phones(row.id, "organization_id", row.phones),
            "organization_identifiers": [_identifier(row, one) for one in whole.identifiers],
            "locations": [self._places.location(whole, place) for place in whole.locations],
            "services": [self._services.service(whole, service) for service in whole.services],
            "attributes": list(self._attributes(whole, hidden)),
            "metadata": list(_metadata(whole)),
        }
        return dict(_filled(made))

    def _description(self, whole: Whole) -> str:
        """What HSDS requires and no source gives: the kind, owner and services in words, and the register."""
        row = whole.provider
        kind = [self._terms.name("kind", row.kind, row.lang)] if row.kind else []
        known = row.sector != _UNKNOWN_SECTOR
        sector = [self._terms.name("sector", row.sector, row.lang)] if known else []
        codes = dict.fromkeys(service.category for service in whole.services if service.category)
        categories = [self._terms.name("category", code, row.lang) for code in codes]
        parts = [", ".join(part) for part in (kind + sector, categories) if part]
        return ". ".join([*parts, whole.source.title])

    def _attributes(self, whole: Whole, hidden: bool) -> Iterator[Object]:
        row, terms = whole.provider, self._terms
        if row.kind:
            yield terms.attribute("organization", row.id, "kind", row.kind)
        if row.sector != _UNKNOWN_SECTOR:
            yield terms.attribute("organization", row.id, "sector", row.sector)
        yield terms.fact("organization", row.id, "status", row.status)
        if row.short_name:
            yield terms.fact("organization", row.id, "name.short", row.short_name)
        for name in whole.names:
            yield terms.fact("organization", row.id, f"name.{name.kind}.{name.lang}", name.name)
        if row.cites:
            yield terms.fact("organization", row.id, "cites", row.cites)
        yield from staff_facts(terms, "organization", row.id, whole.staff)
        if not hidden:
            yield from (terms.fact("organization", row.id, "email", email) for email in row.emails[1:])
            yield from facts_of(terms, "organization", row.id, row.attributes, _FIELDS)
        if not row.attributes.get("description"):
            yield terms.made("organization", row.id, "description")
        if _year(row) is not None and not row.attributes.get("year_incorporated"):
            yield terms.made("organization", row.id, "year_incorporated")


def _alternate_name(whole: Whole) -> str | None:
    """The short name, else the first other name; HSDS has room for one."""
    others = [name.name for name in whole.names]
    return whole.provider.short_name or next(iter(others), None)


def _year(row: ProviderRow) -> int | None:
    told = str(row.attributes.get("year_incorporated") or "")
    if row.founded:
        return row.founded.year
    return int(told) if told.isdigit() else None


def _identifier(row: ProviderRow, one: IdentifierRow) -> Object:
    """The number under the code of org-id.guide, where that list has its register, and under the hub's."""
    scheme = SCHEMES.get(one.scheme)
    return {
        "id": own_id(row.id, "identifier", f"{one.scheme} {one.value}"),
        "organization_id": str(row.id),
        "identifier_scheme": scheme.org_id if scheme else None,
        "identifier_type": one.scheme,
        "identifier": one.value,
    }


def _metadata(whole: Whole) -> Iterator[Object]:
    """Who says so: the source, its licence, whether it is a sample, and whether the record is made up."""
    row, source = whole.provider, whole.source
    said = {
        "source": source.title,
        "licence": source.licence,
        "attribution": source.attribution,
        "is_sample": "true" if source.is_sample else "false",
        "synthetic": "true" if row.synthetic else "false",
        "release": str(whole.release.number),
    }
    for field, value in said.items():
        if value:
            yield {
                "id": own_id(row.id, "metadata", field),
                "resource_id": str(row.id),
                "resource_type": "organization",
                "last_action_date": whole.release.published_at.date().isoformat(),
                "last_action_type": "publish",
                "field_name": field,
                "previous_value": "",
                "replacement_value": value,
                "updated_by": source.publisher or source.title,
            }


def _filled(value: Any) -> Any:
    """The value without what is None or an empty list; an empty text that HSDS requires stays."""
    if isinstance(value, dict):
        kept = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one is not None and one != []}
    return [_filled(one) for one in value] if isinstance(value, list) else value
