"""Which services territories have, read once for all questions to the same state of the hub."""

from collections.abc import Mapping, Sequence, Set

from hub.planning.answers.keeping import once
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.presence import SourceRow, read_presence, read_sources


async def presence_of(
    session: ReadSession, units: Sequence[int], categories: Sequence[str], scope: ProviderScope
) -> Mapping[int, Set[str]]:
    """The categories of which somebody serves each unit or a part of it, as `read_presence` reads them."""
    question = ("presence", tuple(units), tuple(categories), scope)
    return await once(session, question, lambda: read_presence(session, units, categories, scope))


async def sources_of_presence(
    session: ReadSession, within: int, categories: Sequence[str], scope: ProviderScope
) -> Sequence[SourceRow]:
    """Whose providers `presence_of` looks at in a territory, as `read_sources` reads them."""
    question = ("sources of presence", within, tuple(categories), scope)
    return await once(session, question, lambda: read_sources(session, within, categories, scope))
