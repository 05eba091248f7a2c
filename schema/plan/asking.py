"""What one asking of a plan carries along: the reads, the variables, the languages, the limits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from graphql.execution.values import VariableValues

from hub.domain.filters import ProviderFilter
from hub.store.compiled.memory import FACTS, SHARED, SHARED_LISTS
from hub.store.compiled.nesting import Nest, unfold
from hub.store.compiled.run import Run
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, resolve_providers
from hub.store.reads.relation import Relation, ToOne
from hub.store.reads.taxonomy import CrosswalkRow, TermRow, every_crosswalk, every_term, taxonomies
from schema.context import Context
from schema.loaders import Loaders, read_provider_scopes

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


class PlanContext(Context):
    """A request's context for methods of fields that a plan asks."""

    def __init__(self, context: Context, asking: "Asking") -> None:
        self._asking = asking
        super().__init__(asking.run.session, context.limits, context.languages, context.operation_name)
        self.loaders = Reads(asking)


@dataclass(frozen=True, slots=True)
class Told:
    """What methods of fields get in the place of Strawberry's Info."""

    context: Context


class Asking:
    """One answer in the making."""

    def __init__(self, run: Run, variables: VariableValues, context: Context) -> None:
        self.run = run
        self.variables = variables
        self.languages = context.languages
        #: What the client gave for fields that are computed for many rows.
        self.given: dict[int, dict[str, Any]] = {}
        #: Rows that came with those that they hang on, by the id of whom they are for.
        self._taken: dict[int, list[tuple[Any, ...]]] = {}
        self.info = Told(PlanContext(context, self))

    @property
    def reads_clock(self) -> bool:
        """Whether anything rests on the time of day."""
        return self.info.context.reads_clock

    def let_go(self) -> None:
        """When all was asked, part it from its context: each knows the other."""
        del self.info

    async def terms(self) -> "Terms":
        """All terms of all taxonomies."""
        return await self.info.context.known(read_terms, None)

    def take(self, rows: Sequence[Any], names: Sequence[str], nests: Sequence[Nest]) -> None:
        """Keep what came with rows for those whom it is for."""
        self._taken.update(unfold(rows, names, 2, nests))

    async def related(
        self, owner: Any, relation: Relation[Any], names: tuple[str, ...], keys: Sequence[Any]
    ) -> list[Any]:
        """Columns of what hangs on the keys, unless it came already."""
        taken = self._taken.pop(id(owner), None)
        if taken is not None:
            return taken
        if relation not in SHARED_LISTS:
            return await self.run.related(relation, names, keys)
        kept = self.run.memory.lists
        found = {key: kept[relation, names, key] for key in keys if (relation, names, key) in kept}
        missing = [key for key in keys if key not in found]
        if missing:
            found |= {key: [] for key in missing}
            for row in await self.run.related(relation, names, missing):
                found[row[1]].append(row)
            kept.update({(relation, names, key): found[key] for key in missing})
        return [row for key in keys for row in found[key]]

    async def rows(self, read: Any, keys: Sequence[Any]) -> list[Any]:
        """What a read gives for each key; rows that answers share are kept for others."""
        if read in FACTS:
            return await self._facts(read, keys)
        if read not in SHARED:
            if isinstance(read, ToOne):
                return await self.run.whole(read, keys)
            return list(await read(self.run.session, keys))
        kept = self.run.memory.rows[read]
        missing = [key for key in dict.fromkeys(keys) if key not in kept]
        if not missing:
            return [kept[key] for key in keys]
        found = dict(zip(missing, await self.run.whole(read, missing), strict=True))
        kept.update(found)
        return [found[key] if key in found else kept[key] for key in keys]

    async def _facts(self, read: Any, keys: Sequence[Any]) -> list[Any]:
        kept = self.run.memory.facts
        found = {key: kept[read, key] for key in keys if (read, key) in kept}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            for key, fact in zip(missing, await read(self.run.session, missing), strict=True):
                found[key] = fact
                kept[read, key] = fact
        return [found[key] for key in keys]


async def read_terms(session: ReadSession, _: None) -> "Terms":
    """Everything of the taxonomies."""
    return Terms(await every_term(session), await every_crosswalk(session))


class Terms:
    """The taxonomies of one edition; a few thousand terms at most."""

    def __init__(
        self, rows: Sequence[TermRow], matched: Mapping[tuple[str, str], Sequence[CrosswalkRow]]
    ) -> None:
        self._rows = {(row.taxonomy, row.code): row for row in rows}
        self._matched = matched
        self._taxonomies: dict[str, list[TermRow]] = {}
        for row in rows:
            self._taxonomies.setdefault(row.taxonomy, []).append(row)

    def found(self, taxonomy: str, code: str) -> TermRow | None:
        """The term, unless a record holds a code that no taxonomy lists."""
        return self._rows.get((taxonomy, code))

    def siblings(self, taxonomy: str) -> Sequence[TermRow]:
        """Every term of a taxonomy, in its own order."""
        return self._taxonomies.get(taxonomy, ())

    def matched(self, taxonomy: str, code: str) -> Sequence[CrosswalkRow]:
        """National concepts that are matched to the term."""
        return self._matched.get((taxonomy, code), ())


class Read:
    """A loader of one read, for the methods of fields."""

    def __init__(self, load: Callable[[Sequence[Any]], Any]) -> None:
        self._load = load

    async def load(self, key: Any) -> Any:
        """What the read gives for the key."""
        found = (await self._load([key]))[0]
        if isinstance(found, Exception):
            raise found
        return found

    async def load_many(self, keys: Sequence[Any]) -> list[Any]:
        """What the read gives for each key."""
        return await self._load(keys) if keys else []


class Reads(Loaders):
    """The loaders of a request, without waiting for other resolvers."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def of(self, read: Any) -> Any:
        """The loader of a read."""
        if read is read_provider_scopes:
            return Read(self._scopes)
        if read is taxonomies:
            return Read(self._taxonomies)
        return Read(partial(self._asking.rows, read))

    async def _scopes(self, filters: Sequence[ProviderFilter]) -> list[ProviderScope]:
        known = self._asking.info.context.known
        return [await known(resolve_providers, wanted) for wanted in filters]

    async def _taxonomies(self, names: Sequence[str]) -> list[Sequence[TermRow]]:
        terms = await self._asking.terms()
        return [terms.siblings(name) for name in names]
