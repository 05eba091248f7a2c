"""Former states: what a record was once hides it today, in all its states, until a person opens it.

A shelter that its file calls otherwise since is the same house. So what the hub knows of former states counts
like what the record says now, and is noted with it as HIDDEN_FORMERLY.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from hub.domain.confidentiality.anew import judged_anew
from hub.domain.confidentiality.protect import places_of
from hub.domain.confidentiality.reasons import Hideable, RegionRule
from hub.domain.confidentiality.refuge import Text
from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord

HIDDEN_FORMERLY = "HIDDEN_FORMERLY"

#: Reasons that outlive the state which gave them. What a source marks, what a steward decides and what was
#: joined hides as long as it stands: each ends by an act of somebody who says so.
_LASTING = ("REFUGE_", "PERSON_", "REGION_", HIDDEN_FORMERLY)


def former_reasons(
    record: Hideable,
    states: Sequence[Hideable],
    rule: RegionRule,
    opened: Collection[str] | None,
    decision: bool | None,
    texts: Sequence[Text] = (),
) -> tuple[HidingReason, ...]:
    """Why the record's former states are hidden by the rules of today; nothing where somebody opened it.

    `states` are what it was, `texts` what any kept row of its files said. Of what older rules noted nothing
    counts but HIDDEN_FORMERLY, which notes what is no longer known.
    """
    judged: list[tuple[Hideable, Sequence[Text]]] = [(_unjudged(state, record), ()) for state in states]
    if texts:
        judged.append((_unjudged(record, record), texts))
    reasons: list[HidingReason] = []
    for state, said in judged:
        after = judged_anew(state, rule, opened, decision, said)
        if after.opened is None:
            reasons += _noted(after.hidden, record)
    return tuple(dict.fromkeys(reasons))


def lasting_reasons(
    before: ProviderRecord | AccessPointRecord,
    after: ProviderRecord | AccessPointRecord,
    *,
    same_row: bool,
) -> tuple[HidingReason, ...]:
    """Why a record that was published as `before` is hidden, whatever its file says of it now.

    Where its row is the very `same_row`, other rules are at work and not other words: theirs hold.
    """
    noted = [one for one in before.hidden if one.code == HIDDEN_FORMERLY or not same_row]
    lasting = [one for one in after.hidden if _lasts(one)]
    return tuple(dict.fromkeys(one for one in _noted(noted, after) if not _covered(one, lasting)))


def _covered(reason: HidingReason, others: Sequence[HidingReason]) -> bool:
    """Whether one of the others hides the same places, and lasts, too."""
    places = set(reason.locations)
    return any(not one.locations or (places and places <= set(one.locations)) for one in others)


def _unjudged(state: Hideable, record: Hideable) -> Hideable:
    """The former state under the key and the opening of today, without what other rules noted of it."""
    noted = tuple(one for one in state.hidden if one.code == HIDDEN_FORMERLY)
    return replace(state, key=record.key, opened=record.opened, hidden=noted)


def _noted(
    reasons: Sequence[HidingReason], record: ProviderRecord | AccessPointRecord
) -> Iterator[HidingReason]:
    """The reasons that last, as those of a former state; of all places where keys are others now."""
    known = {place.key for place in places_of(record)}
    for one in filter(_lasts, reasons):
        places = one.locations if known.issuperset(one.locations) else ()
        yield HidingReason(HIDDEN_FORMERLY, one.field, one.word, places)


def _lasts(reason: HidingReason) -> bool:
    return reason.code.startswith(_LASTING)
