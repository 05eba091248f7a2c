"""Secret places and persons: the one rule of imports, corrections, joined records, exports and history.

`reasons_of` tells why a record is hidden, `protect` takes out of it what leads to its door.
"""

from hub.domain.confidentiality.addresses import without_address
from hub.domain.confidentiality.anew import judged_anew
from hub.domain.confidentiality.decisions import DECISION_FIELD, decided
from hub.domain.confidentiality.fingerprint import rule_files, rules_fingerprint
from hub.domain.confidentiality.former import HIDDEN_FORMERLY, former_reasons, lasting_reasons
from hub.domain.confidentiality.issues import OF_HIDING, WITHHELD, withheld
from hub.domain.confidentiality.keys import OF_PLACE, hidden_number, is_hidden_number, told_key, under_key
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
from hub.domain.confidentiality.row_texts import row_texts

__all__ = [
    "DECISION_FIELD",
    "HIDDEN_FORMERLY",
    "NO_RULE",
    "OF_HIDING",
    "OF_PLACE",
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
    "former_reasons",
    "hidden_number",
    "is_confidential",
    "is_hidden_number",
    "judged_anew",
    "lasting_reasons",
    "leads_there",
    "may_be_refuge",
    "newly_hidden",
    "protect",
    "protect_all",
    "reasons_of",
    "row_texts",
    "rule_files",
    "rule_reasons",
    "rules_fingerprint",
    "told_key",
    "under_key",
    "with_reasons",
    "withheld",
    "without_address",
]
