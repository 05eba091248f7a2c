"""One line that tells an entity from its namesakes."""

from collections.abc import Sequence

from hub.domain.vocabulary import Lang
from hub.web.reconcile.facts import Facts, Lineage, TerritoryFacts
from hub.web.reconcile.words import ABOLISHED, STATUS_WORDS, TYPE_WORDS, shown

#: The state at the top of every lineage tells nothing.
_STATE = 1


def describe(facts: Facts, languages: Sequence[Lang]) -> str:
    """Type, state, the units around it, code or address; never the address of a confidential location."""
    word = shown(TYPE_WORDS[facts.types[0]], languages)
    if isinstance(facts, TerritoryFacts):
        gone = shown(ABOLISHED, languages) if facts.row.valid_to else ""
        around = _around(facts.lineage[:-1])
        return " · ".join(filter(None, (word, gone, around, facts.row.code)))
    addresses = [each.address for each in facts.locations if each.address and not each.confidential]
    around = _around(facts.lineages[0]) if facts.lineages else ""
    state = STATUS_WORDS.get(facts.row.status)
    said = (word, shown(state, languages) if state else "", around, addresses[0] if addresses else "")
    return " · ".join(filter(None, said))


def _around(lineage: Lineage) -> str:
    """Names from the smallest unit to the largest below the state."""
    return ", ".join(row.name for row in reversed(lineage[_STATE:]))
