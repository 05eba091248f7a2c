"""Secret places and persons: the one rule of imports, corrections, joined records, exports and history.

`reasons_of` tells why a record is hidden, `protect` takes out of it what leads to its door.
"""

from hub.domain.confidentiality.protect import (
    apply,
    coarsen,
    is_confidential,
    leads_there,
    protect,
    protect_all,
)
from hub.domain.confidentiality.reasons import NO_RULE, RegionRule, reasons_of, with_reasons

__all__ = [
    "NO_RULE",
    "RegionRule",
    "apply",
    "coarsen",
    "is_confidential",
    "leads_there",
    "protect",
    "protect_all",
    "reasons_of",
    "with_reasons",
]
