"""What people decided about hidden records: that one may be shown, or that one must be hidden."""

from dataclasses import replace

from hub.domain.confidentiality.reasons import STATED, Hideable
from hub.domain.records import AccessPointRecord, HidingReason, LocationRecord, ProviderRecord

#: The field under which a steward's decision is kept as a correction: false opens, true hides.
DECISION_FIELD = "confidential"
#: Who opened a record by a decision that the hub keeps; region.yml names its own.
STEWARD = "steward"
HIDDEN_BY_STEWARD = "HIDDEN_BY_STEWARD"

_HIDDEN = HidingReason(HIDDEN_BY_STEWARD, DECISION_FIELD, "true")


def decided(record: Hideable, secret: bool | None) -> Hideable:
    """The record under a steward's decision; None where there is none, or none any more."""
    if secret:
        return replace(record, hidden=tuple(dict.fromkeys((_HIDDEN, *record.hidden))), opened=None)
    if secret is False:
        return _opened(record)
    return replace(record, opened=None) if record.opened == STEWARD else record


def _opened(record: Hideable) -> Hideable:
    """The record opened: of what was coarsened before, the marks go too, but for those of its source."""
    reasons = tuple(one for one in record.hidden if one != _HIDDEN)
    stated = {key for one in reasons if one.code == STATED for key in one.locations}
    opened = replace(record, hidden=reasons, opened=STEWARD)
    if isinstance(opened, AccessPointRecord):
        return replace(opened, location=_marked(opened.location, stated))
    if isinstance(opened, ProviderRecord):
        return replace(opened, locations=tuple(_marked(place, stated) for place in opened.locations))
    return opened


def _marked(location: LocationRecord, stated: set[str]) -> LocationRecord:
    secret = location.confidential and location.key in stated
    return location if secret == location.confidential else replace(location, confidential=secret)
