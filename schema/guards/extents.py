"""What questions about new sites cost: by whether they are asked of a state or of a part of one."""

from typing import Final

from hub.domain.vocabulary import Country
from hub.planning.scenario import BadScenario, decode

REGION: Final = 3_000
STATE: Final = 30_000
#: A side of a difference is solved like a scenario, but what it costs beside solving it does not: rows are
#: compared in memory and only those that differ are told, nobody is listed who is beyond reach, and people
#: and pairs of one territory are read once for both. So two sides within a region fit into 5,000 nodes.
REGION_SIDE: Final = 2_400
STATE_SIDE: Final = 24_000


def of_territory(code: str | None) -> int:
    """Nodes of a plan within a territory. A code that no region has is taken for a state's."""
    return STATE if _is_state(code) else REGION


def of_scenario(identity: str | None) -> int:
    """Nodes of the plan that an id stands for; one that is none is refused when it is read."""
    return STATE if _is_state(_within(identity)) else REGION


def of_difference(identity: str | None) -> int:
    """Nodes of one side of a difference."""
    return STATE_SIDE if _is_state(_within(identity)) else REGION_SIDE


def _within(identity: str | None) -> str | None:
    try:
        within = None if identity is None else decode(identity)["within"]
    except BadScenario:
        return None
    return within if isinstance(within, str) else None


def _is_state(code: str | None) -> bool:
    """States answer to their two letters in any scheme; what else is large is refused by its size."""
    return code is not None and code.rpartition(":")[2].strip().upper() in Country.__members__
