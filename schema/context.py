"""What every resolver can reach: the request's snapshot, loaders, limits and languages."""

from dataclasses import dataclass, field

import strawberry

from hub.domain.vocabulary import Lang
from hub.settings import RequestLimits
from hub.store.engine import ReadSession
from schema.languages import accepted_languages
from schema.loaders import Loaders


@dataclass
class Context:
    """One request. `languages` are those the client accepts, the most wanted first."""

    session: ReadSession
    limits: RequestLimits
    languages: tuple[Lang, ...] = ()
    operation_name: str | None = None
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self.session)


def make_context(
    session: ReadSession, limits: RequestLimits | None = None, accept_language: str | None = None
) -> Context:
    """The context of a request with this Accept-Language header."""
    return Context(session, limits or RequestLimits(), accepted_languages(accept_language))


Info = strawberry.Info[Context, None]
