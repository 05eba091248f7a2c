"""What the values of a row rest on: the columns they were read from, and the rules that made others.

What stands in a cell is stated, in other words too; a constant of region.yml, a form told by a name or a
territory told by the name of a place is derived; what nobody says is a default.
"""

from collections.abc import Iterable, Mapping

from hub.domain.claims import claim_text, location_field
from hub.domain.records import BY_DEFAULT, LocationRecord
from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit
from importers.columns import HubField
from importers.mapping.cells import Layout, RowView
from importers.mapping.choosing import Decision

#: Rules of the hub, as claims name them.
BY_REGION = "region.yml"
BY_LOOKUP = "lookups.yml"
BY_NAME = "name"
BY_LEGAL_FORM = "legal-form"
BY_PLACE_NAME = "place-name"
BY_CLOSING_DAY = "closing-day"

_OF_RECORD = {
    "name": HubField.NAME,
    "short_name": HubField.SHORT_NAME,
    "kind": HubField.KIND,
    "sector": HubField.SECTOR,
    "status": HubField.STATUS,
    "status_since": HubField.STATUS_SINCE,
    "status_evidence": HubField.STATUS_EVIDENCE,
    "registered": HubField.REGISTERED,
    "closed": HubField.CLOSED,
    "legal_form": HubField.LEGAL_FORM,
    "founded": HubField.FOUNDED,
    "operator_name": HubField.OPERATOR_NAME,
    "url": HubField.URL,
    "phones": HubField.PHONES,
    "emails": HubField.EMAILS,
}
_OF_SERVICE = {
    "name": HubField.SERVICE_NAME,
    "forms": HubField.SERVICE_FORMS,
    "duration": HubField.SERVICE_DURATION,
    "target_groups": HubField.SERVICE_TARGET_GROUPS,
    "minimum_age": HubField.SERVICE_AGES,
    "maximum_age": HubField.SERVICE_AGES,
    "status": HubField.SERVICE_STATUS,
    "description": HubField.SERVICE_DESCRIPTION,
    "funding": HubField.SERVICE_FUNDING,
    "areas": HubField.SERVICE_AREAS,
    "teams": HubField.SERVICE_TEAMS,
    "visits_per_day": HubField.SERVICE_VISITS,
    "reach_minutes": HubField.SERVICE_REACH,
    "reach_km": HubField.SERVICE_REACH,
    "shift": HubField.SERVICE_SHIFT,
    "second_tier": HubField.SERVICE_SECOND_TIER,
    "capacity.total": HubField.CAPACITY_TOTAL,
    "capacity.available": HubField.CAPACITY_AVAILABLE,
    "capacity.served": HubField.CAPACITY_SERVED,
    "capacity.waiting": HubField.CAPACITY_WAITING,
}
_PLACE = (
    HubField.LOCATION_CODE,
    HubField.LOCATION_REGION,
    HubField.LOCATION_DISTRICT,
    HubField.LOCATION_HROMADA,
    HubField.LOCATION_SETTLEMENT,
)
_OF_LOCATION = {
    "address": (HubField.LOCATION_ADDRESS,),
    "point": (HubField.LOCATION_POINT, HubField.LOCATION_LAT, HubField.LOCATION_LON),
    "opening_hours": (HubField.LOCATION_OPENING_HOURS,),
}
_TITLE = (HubField.NAME,)
_OF_LEGAL = {"address": (HubField.LEGAL_ADDRESS,)}


def record_columns(layout: Layout) -> dict[str, str]:
    """Claim of a provider or access point → the columns that fill it; the same for every row of a region."""
    found = {name: _joined(layout, (field,)) for name, field in _OF_RECORD.items()}
    for column, target in layout.sources.get(HubField.IDENTIFIER, ()):
        found.setdefault(f"identifier.{target.scheme}", column)
    for column, target in layout.sources.get(HubField.ATTRIBUTE, ()):
        found.setdefault(f"attribute.{target.name}", column)
    return _filled(found)


def location_columns(layout: Layout) -> dict[str, str]:
    """Part of a location → the columns that fill it; a place is told by its columns, else by the address."""
    found = {part: _joined(layout, fields) for part, fields in _OF_LOCATION.items()}
    found["territory"] = _joined(layout, _PLACE) or found["address"]
    found["title"] = _joined(layout, _TITLE)
    return _filled(found)


def legal_columns(layout: Layout) -> dict[str, str]:
    """Part of a registered address → the column that tells it."""
    column = _joined(layout, _OF_LEGAL["address"])
    return _filled({"address": column, "territory": column})


def service_columns(layout: Layout) -> dict[str, str]:
    """Part of a service → the columns of the row that fill it."""
    return _filled({part: _joined(layout, (field,)) for part, field in _OF_SERVICE.items()})


def record_rules(view: RowView, **rules: str | None) -> dict[str, str]:
    """Field → rule for what no cell of the row states: the given ones, constants, a status by default."""
    found = {name: BY_REGION for name, field in _OF_RECORD.items() if is_constant(view, field)}
    found |= {name: rule for name, rule in rules.items() if rule is not None}
    if view.cell(HubField.STATUS) is None:
        found.setdefault("status", BY_DEFAULT)
    return found


def service_rules(view: RowView) -> dict[str, str]:
    """Part → rule for what no cell of the row states of its services."""
    found = {part: BY_REGION for part, field in _OF_SERVICE.items() if is_constant(view, field)}
    if view.cell(HubField.SERVICE_STATUS) is None:
        found["status"] = BY_DEFAULT
    return found


def meant_rules(said: Mapping[str, object], decision: Decision) -> dict[str, str]:
    """Part → rule for the parts that nobody `said` and that the words of the category stand for."""
    silent = (part for part, value in said.items() if not value and getattr(decision, part))
    return dict.fromkeys(silent, decision.by or BY_REGION)


def place_rules(view: RowView, unit: TerritoryUnit | None, gazetteer: Gazetteer) -> dict[str, str]:
    """The rule that made a territory of the names of places, unless a code of the row states it."""
    if unit is None:
        return {}
    if is_constant(view, HubField.LOCATION_CODE):
        return {"territory": BY_REGION}
    code = view.text(HubField.LOCATION_CODE)
    return {} if code and _means(gazetteer, code, unit) else {"territory": BY_PLACE_NAME}


def _means(gazetteer: Gazetteer, code: str, unit: TerritoryUnit) -> bool:
    """Whether the code alone, mended where need be, tells the unit."""
    if gazetteer.by_code(code, unit.country) == unit:
        return True
    return gazetteer.resolve(PlaceQuery(code=code, country=unit.country)).unit == unit


def place_texts(view: RowView, location: LocationRecord) -> dict[str, str]:
    """Claim → what the row says of the location, in its own words, where these are not what is published."""
    parts = _OF_LEGAL if location.kind == "legal" else {"territory": _PLACE, **_OF_LOCATION}
    said = {
        part: "; ".join(cell.text for field in fields for cell in view.cells(field) if cell.column)
        for part, fields in parts.items()
    }
    return {
        location_field(location, part): text
        for part, text in said.items()
        if text and text != claim_text(getattr(location, part))
    }


def is_constant(view: RowView, field: HubField) -> bool:
    """Whether the field holds what region.yml says of every row."""
    cell = view.cell(field)
    return cell is not None and cell.column is None


def _joined(layout: Layout, fields: Iterable[HubField]) -> str:
    columns = (column for field in fields for column, _ in layout.sources.get(field, ()))
    return "; ".join(dict.fromkeys(columns))


def _filled(columns: dict[str, str]) -> dict[str, str]:
    return {name: column for name, column in columns.items() if column}
