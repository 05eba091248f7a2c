"""What every resolver can reach: the request's snapshot, loaders, limits and languages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

import strawberry
from graphql.pyutils import Path

from hub.domain.moments import Moment
from hub.domain.vocabulary import Lang
from hub.ingest.stewarding.reading import CorrectionReader
from hub.settings import JobSettings, RequestLimits
from hub.store.engine import ReadSession
from schema.languages import accepted_languages
from schema.loaders import Loaders

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Steward:
    """A steward who showed a key, the database that acts are written to, and who reads corrected values."""

    name: str
    url: str
    read: CorrectionReader


@dataclass(frozen=True, slots=True)
class Planner:
    """Who showed a key and so may have plans computed: the name, the database that jobs are asked of, and
    how many there may be."""

    name: str
    url: str
    bounds: JobSettings


@dataclass
class Context:
    """One request. `languages` are those the client accepts, the most wanted first.

    `roots` holds the contexts of root fields that look at the hub as of a `moment`, by their names in the
    answer; such a context knows the `present` one. `cost` is how many nodes the operation asks for, and
    `charge` is told of it before anything is executed; `charge_seconds` is told afterwards how long the
    database worked.
    """

    session: ReadSession
    limits: RequestLimits
    languages: tuple[Lang, ...] = ()
    operation_name: str | None = None
    moment: Moment | None = None
    present: "Context | None" = None
    steward: Steward | None = None
    planner: Planner | None = None
    charge: Callable[[int], None] = lambda _nodes: None
    charge_seconds: Callable[[float], None] = lambda _seconds: None
    cost: int = 0
    past: dict[Moment, "Context"] = field(init=False, default_factory=dict)
    roots: dict[str | int, "Context"] = field(init=False, default_factory=dict)
    loaders: Loaders = field(init=False)
    #: Seconds that the database took for what plans read.
    plan_seconds: float = field(init=False, default=0.0)
    #: Whether the answer rests on the clock, and so may be another one tomorrow.
    reads_clock: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self.session)

    @property
    def database_seconds(self) -> float:
        """Seconds that the database worked for the request so far, without those in which it was silent."""
        return self.plan_seconds + self.session.spent

    def let_go(self) -> None:
        """At the end of the request, drop all that was read.

        Contexts know each other, and an executor of GraphQL knows itself and its context: they stay until
        the garbage collector comes.
        """
        for context in {id(one): one for one in (*self.past.values(), *self.roots.values(), self)}.values():
            context.past, context.roots = {}, {}
            del context.loaders, context.session

    def today(self) -> date:
        """The day of this answer, in UTC; an answer that rests on it is not kept."""
        self.note_clock()
        return datetime.now(UTC).date()

    def note_clock(self) -> None:
        """The answer may be another one soon though nothing is written: it is not kept."""
        (self.present or self).reads_clock = True

    async def known(self, read: Callable[[ReadSession, Wanted], Awaitable[Found]], wanted: Wanted) -> Found:
        """What a read gives for a question that many requests ask alike."""
        return await self.session.known(read, wanted)


def make_context(
    session: ReadSession,
    limits: RequestLimits | None = None,
    accept_language: str | None = None,
    steward: Steward | None = None,
) -> Context:
    """The context of a request with this Accept-Language header; `steward` is who showed a key."""
    languages = accepted_languages(accept_language)
    return Context(session, limits or RequestLimits(), languages, steward=steward)


Info = strawberry.Info[Context, None]


class PathInfo(Info):
    """What resolvers get: the context is that of the root field above them."""

    @property
    def context(self) -> Context:
        """The request's context, or the one of the moment that the root field asks for."""
        context: Context = self._raw_info.context
        return context.roots.get(root_key(self), context) if context.roots else context


def root_key(info: Info) -> str | int:
    """The name in the answer of the root field that is being resolved."""
    path: Path = info.path
    while path.prev is not None:
        path = path.prev
    return path.key
