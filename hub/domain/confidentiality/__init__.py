"""Secret places and persons: the one rule of imports, corrections, joined records, exports and history.

`reasons_of` tells why a record is hidden, `protect` takes out of it what leads to its door.
"""

from hub.domain.confidentiality.addresses import without_address
from hub.domain.confidentiality.decisions import DECISION_FIELD, decided
from hub.domain.confidentiality.issues import OF_HIDING, WITHHELD, withheld
from hub.domain.confidentiality.keys import hidden_number, is_hidden_number, told_key, under_key
from hub.domain.confidentiality.protect import (
    apply,
    coarsen,
    is_confidential,
    leads_there,
    newly_hidden,
    protect,
    protect_all,
)
from hub.domain.confidentiality.reasons import (
    NO_RULE,
    Hideable,
    RegionRule,
    reasons_of,
    rule_reasons,
    with_reasons,
)
from hub.domain.confidentiality.refuge import (
    REFUGE_CATEGORIES,
    REFUGE_CATEGORY,
    REFUGE_WORD,
    Text,
    may_be_refuge,
)

__all__ = [
    "DECISION_FIELD",
    "NO_RULE",
    "OF_HIDING",
    "REFUGE_CATEGORIES",
    "REFUGE_CATEGORY",
    "REFUGE_WORD",
    "WITHHELD",
    "Hideable",
    "RegionRule",
    "Text",
    "apply",
    "coarsen",
    "decided",
    "hidden_number",
    "is_confidential",
    "is_hidden_number",
    "leads_there",
    "may_be_refuge",
    "newly_hidden",
    "protect",
    "protect_all",
    "reasons_of",
    "rule_reasons",
    "told_key",
    "under_key",
    "with_reasons",
    "withheld",
    "without_address",
]
