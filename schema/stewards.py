"""Who asks: fields for stewards only, and how their acts run beside the reading of a request."""

from collections.abc import Callable
from dataclasses import replace

from anyio import to_thread

from hub.domain.stewards import Outcome, Signature
from hub.errors import MerezhaError
from schema.context import Context, Info, Steward, root_key


class KeyNeeded(MerezhaError):
    """This is for stewards: send the header `Authorization: Bearer KEY`; `merezha steward add` makes keys."""

    code = "UNAUTHENTICATED"


def steward_of(info: Info) -> Steward:
    """The steward who asks; raises KeyNeeded."""
    found = info.context.steward
    if found is None:
        raise KeyNeeded()
    return found


async def act(info: Info, reason: str, perform: Callable[[str, Signature], Outcome]) -> Outcome:
    """Run an act on a connection of its own, then let this root field and all below it see what it did.

    Raises KeyNeeded, BadSignature, and what the act raises.
    """
    steward = steward_of(info)
    signed = Signature(steward.name, reason)
    outcome = await to_thread.run_sync(perform, steward.url, signed)
    context: Context = info.context
    await context.session.renew()
    context.roots[root_key(info)] = replace(context)
    return outcome
