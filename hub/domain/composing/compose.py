"""Composes one provider from the statements of several sources, and says whose claim each field took."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from hub.domain.claims import claims_of
from hub.domain.composing.locations import united_locations
from hub.domain.composing.losses import Losses
from hub.domain.composing.precedence import GROUPS, Member, in_order
from hub.domain.composing.services import united_services
from hub.domain.composing.staff import united_staff
from hub.domain.confidentiality import is_confidential, protect_all
from hub.domain.records import BY_DEFAULT, IdentifierRecord, NameRecord, ProviderRecord

#: Whether the first territory code lies in the second, or is it.
LiesIn = Callable[[str, str], bool]

_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
_UNITED = frozenset({"names", "identifiers", "locations", "services", "staff", "attributes", "hidden"})
#: These follow the winner of another field: a language that of the name, evidence that of the status.
_FOLLOWS = {"lang": "name", "status_since": "status", "status_evidence": "status", "closed": "status"}
_EMPTY: tuple[object, ...] = (None, "", (), "unknown")
_OWN = frozenset({"id", "key", "rows", "raw", "synthetic", "derived", "columns"})
_KEYS = frozenset({"parent_key"})


@dataclass(frozen=True, slots=True)
class Composite:
    """A composed record and, for each member, its fields that lost: field → (winner, its field)."""

    record: ProviderRecord
    lost: dict[str, dict[str, tuple[str, str]]]


def compose(members: Sequence[Member], survivor: str, lies_in: LiesIn) -> Composite:
    """The record that the members speak of, under the id and key of the member called `survivor`.

    One confidential statement makes every place of the record confidential, whoever else names it openly.
    """
    members = (
        [replace(one, record=protect_all(one.record)) for one in members]
        if any(is_confidential(one.record) for one in members)
        else list(members)
    )
    own = next(one for one in members if one.id == survivor)
    losses = Losses({one.id: claims_of(one.record) for one in members})
    values: dict[str, Any] = {}
    winners: dict[str, Member] = {}
    for one in fields(ProviderRecord):
        if one.name not in _UNITED | _OWN | _FOLLOWS.keys():
            winners[one.name] = _winner(members, one.name)
            values[one.name] = _value(winners[one.name], one.name, own)
            losses.note(one.name, winners[one.name].id, one.name)
    for name, leader in _FOLLOWS.items():
        if hasattr(own.record, name):
            values[name] = getattr(winners[leader].record, name)
            losses.note(name, winners[leader].id, leader)
    locations, keys = united_locations(members, own, lies_in, losses)
    record = replace(
        own.record,
        **values,
        names=_names(members, winners["name"]),
        identifiers=_identifiers(members, losses),
        locations=locations,
        services=united_services(members, own, keys, losses),
        staff=united_staff(members, losses),
        attributes=_attributes(members, losses),
        hidden=tuple(dict.fromkeys(reason for one in members for reason in one.record.hidden)),
        synthetic=all(one.record.synthetic for one in members),
        raw={},
        derived={},
    )
    for member in members:
        for name, correction in member.corrected.items():
            losses.overrule(member.id, name, f"correction:{correction}")
    return Composite(record, losses.found)


def _winner(members: Sequence[Member], name: str) -> Member:
    """The first member, by precedence, that fills the field; a correction to nothing fills it too.

    What one only takes by default gives way to what another says.
    """
    ordered = in_order(members, _GROUP_OF.get(name, "default"), name)
    filled = (one for one in ordered if name in one.corrected or _fills(one.record, name))
    return next(filled, ordered[0])


def _fills(record: ProviderRecord, name: str) -> bool:
    return getattr(record, name) not in _EMPTY and record.derived.get(name) != BY_DEFAULT


def _value(winner: Member, name: str, own: Member) -> Any:
    """The winner's value; a key of another source's record is written `source/key`."""
    value = getattr(winner.record, name)
    if winner is own or not value:
        return value
    if name in _KEYS:
        return f"{winner.source}/{value}"
    if name.endswith("_keys"):
        return tuple(f"{winner.source}/{key}" for key in value)
    return value


def _names(members: Sequence[Member], winner: Member) -> tuple[NameRecord, ...]:
    """Every other name, with the names that were not published as alternates."""
    found: dict[NameRecord, None] = {}
    for member in in_order(members, "name"):
        if member is not winner and member.record.name != winner.record.name:
            found[NameRecord(member.record.name, member.record.lang)] = None
        found.update(dict.fromkeys(member.record.names))
    return tuple(found)


def _identifiers(members: Sequence[Member], losses: Losses) -> tuple[IdentifierRecord, ...]:
    """One of each scheme; one whose check digit fails gives way to one whose check digit holds."""
    best: dict[str, tuple[IdentifierRecord, Member]] = {}
    for member in in_order(members, "identifiers"):
        for one in member.record.identifiers:
            known = best.get(one.scheme)
            if known is None or (known[0].valid is False and one.valid is not False):
                best[one.scheme] = (one, member)
    for scheme, (_, member) in best.items():
        losses.note(f"identifier.{scheme}", member.id, f"identifier.{scheme}")
    return tuple(identifier for identifier, _ in best.values())


def _attributes(members: Sequence[Member], losses: Losses) -> dict[str, Any]:
    """Every attribute as the first member by precedence says it."""
    found: dict[str, Any] = {}
    for member in reversed(in_order(members, "default")):
        found.update(member.record.attributes)
    for name in found:
        teller = next(one for one in in_order(members, "default") if name in one.record.attributes)
        losses.note(f"attribute.{name}", teller.id, f"attribute.{name}")
    return found
