"""Answers as of a day or a release: the argument, and which state the fields below a root field see."""

from dataclasses import replace
from typing import Annotated

import strawberry

from hub.domain.moments import parse_as_of
from hub.store.as_of import moment_of, past_session, require_records
from schema.context import Context, Info, root_key
from schema.scalars import AsOf

AsOfArgument = Annotated[
    AsOf | None,
    strawberry.argument(
        description="The state to look at, for this field and all below it: a day or a release number; "
        "today's without it."
    ),
]


async def look_back(info: Info, given: AsOf | None, *, records: bool = True) -> None:
    """Let this root field and all below it see the hub as of the given moment.

    Raises BadAsOf, UnknownRelease and, where `records` are asked for, NothingKnownYet.
    """
    past = await context_at(info, given, records=records)
    if past is not info.context:
        info.context.roots[root_key(info)] = past


async def context_at(info: Info, given: AsOf | None, *, records: bool = True) -> Context:
    """The context that sees the hub as of the given moment: the request's own without one.

    Raises as `look_back` does.
    """
    context: Context = info.context
    if given is None:
        return context
    moment = await moment_of(context.session, parse_as_of(given))
    if records:
        await require_records(context.session, moment)
    past = context.past.get(moment)
    if past is None:
        session = past_session(context.session, moment)
        past = context.past[moment] = replace(context, session=session, moment=moment, present=context)
    return past


async def known_then(info: Info) -> None:
    """Raise NothingKnownYet below a territory as of a day before any file: no record is not none there."""
    context = info.context
    if context.moment is not None and context.present is not None:
        await require_records(context.present.session, context.moment)
