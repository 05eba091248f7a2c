"""The moment that a question of planning looks back to."""

from hub.domain.moments import parse_as_of
from hub.planning.moments import require_past
from schema import as_of
from schema.context import Info
from schema.scalars import AsOf


async def look_back(info: Info, given: AsOf | None) -> None:
    """Let a field of planning see the hub as of a moment, as `schema.as_of.look_back` does.

    Raises FutureMoment too: a plan of a day that has not come would be another one then.
    """
    if given is not None:
        require_past(parse_as_of(given))
    await as_of.look_back(info, given)
