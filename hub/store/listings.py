"""The lists that the hub pages and counts: what each holds, in which order, and on what it may hang."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Uuid, and_, func, select, true
from sqlalchemy.types import TypeEngine

from hub.domain.filters import (
    Direction,
    ProviderOrder,
    ProviderOrderField,
    TerritoryOrder,
    TerritoryOrderField,
)
from hub.domain.records import Point
from hub.domain.roles import PART, SHAPE, declared
from hub.domain.vocabulary import ProgrammeKind
from hub.store.filters import (
    AccessPointScope,
    ProviderScope,
    TerritoryScope,
    access_point_condition,
    provider_condition,
    territory_condition,
)
from hub.store.filters.spatial import lies_below
from hub.store.filters.territory import relevance
from hub.store.filters.text import record_relevance
from hub.store.nearest import nearest_parts
from hub.store.orders import BY_ID, provider_key
from hub.store.pages import Parts, SortKey
from hub.store.parameters import words_of
from hub.store.reads.batch import columns_for
from hub.store.reads.offices import AccessPointRow, ProgrammeRow
from hub.store.reads.providers import ProviderRow
from hub.store.reads.sources import RunRow, SourceRow
from hub.store.reads.territories import TerritoryRow, territory_columns
from hub.store.runs import told_status
from hub.store.tables import (
    access_point,
    programme,
    programme_provider,
    programme_territory,
    provider,
    run,
    source,
    territory,
)

Group = ColumnElement[Any] | None


class On(StrEnum):
    """What a list hangs on."""

    NOTHING = "nothing"
    TERRITORY = "territory"
    PROVIDER = "provider"
    PROGRAMME = "programme"
    SOURCE = "source"


_TYPES: dict[On, TypeEngine[Any] | None] = {
    On.NOTHING: None,
    On.TERRITORY: Integer(),
    On.PROVIDER: Uuid(),
    On.PROGRAMME: Uuid(),
    On.SOURCE: Integer(),
}


@dataclass(frozen=True, slots=True)
class _Grouped:
    @property
    def group_type(self) -> TypeEngine[Any] | None:
        return _TYPES[self.on]  # type: ignore[attr-defined]


@declared
@dataclass(frozen=True, slots=True)
class ProviderListing(_Grouped):
    """Providers: of the hub, in a territory, of a programme, or the units of a provider."""

    scope: ProviderScope = field(metadata=PART)
    orders: tuple[ProviderOrder, ...] = field(default=(), metadata=PART)
    centre: Point | None = field(default=None, metadata=PART)
    on: On = field(default=On.NOTHING, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:
        """Providers of the scope; with a centre, each with its nearest fitting location."""
        condition = self.condition(group)
        if self.centre is not None:
            return nearest_parts(self.scope, self.centre, self.orders, condition)
        return Parts(
            ProviderRow,
            columns_for(provider, ProviderRow),
            provider,
            condition,
            (*(provider_key(order, self.scope.wanted.text) for order in self._orders()), BY_ID),
        )

    def _orders(self) -> tuple[ProviderOrder, ...]:
        by_name = ProviderOrder(ProviderOrderField.NAME)
        if self.orders or not self.scope.wanted.text:
            return self.orders or (by_name,)
        return (ProviderOrder(ProviderOrderField.RELEVANCE), by_name)

    def widened(self) -> "ProviderListing":
        """The same list with those whose places lie in units around its territory."""
        return replace(self, scope=replace(self.scope, or_around=True))

    def condition(self, group: Group) -> ColumnElement[bool]:
        """Whether a row of `provider` is in the list."""
        inside = group if self.on is On.TERRITORY else None
        return and_(provider_condition(self.scope, provider, inside), self._hangs(group))

    def _hangs(self, group: Group) -> ColumnElement[bool]:
        if self.on is On.PROVIDER:
            return provider.c.parent_id == group
        if self.on is On.PROGRAMME:
            link = programme_provider
            takes_part = select(link.c.provider_id).where(link.c.programme_id == group)
            return provider.c.id.in_(takes_part.correlate_except(link))
        return true()


@declared
@dataclass(frozen=True, slots=True)
class AccessPointListing(_Grouped):
    """Access points by name, with a text by relevance first: of the hub, a territory or a provider."""

    scope: AccessPointScope = field(metadata=PART)
    on: On = field(default=On.NOTHING, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:
        """Access points of the scope."""
        return Parts(
            AccessPointRow,
            columns_for(access_point, AccessPointRow),
            access_point,
            self.condition(group),
            self._keys(),
        )

    def widened(self) -> "AccessPointListing":
        """The same list with those whose places lie in units around its territory."""
        return replace(self, scope=replace(self.scope, or_around=True))

    def condition(self, group: Group) -> ColumnElement[bool]:
        """Whether a row of `access_point` is in the list."""
        inside = group if self.on is On.TERRITORY else None
        operated = access_point.c.operator_id == group if self.on is On.PROVIDER else true()
        return and_(access_point_condition(self.scope, access_point, inside), operated)

    def _keys(self) -> tuple[SortKey, ...]:
        keys = SortKey("name", access_point.c.name, str), SortKey("id", access_point.c.id, UUID)
        text = self.scope.wanted.text
        if not text:
            return keys
        return SortKey("relevance", record_relevance(words_of(text), access_point), int), *keys


@declared
@dataclass(frozen=True, slots=True)
class TerritoryListing(_Grouped):
    """Territories: of the hub, right below a territory, or those of a programme."""

    scope: TerritoryScope = field(metadata=PART)
    orders: tuple[TerritoryOrder, ...] = field(default=(), metadata=PART)
    on: On = field(default=On.NOTHING, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:
        """Territories of the scope."""
        condition = territory_condition(self.scope, territory)
        if self.on is On.TERRITORY:
            condition = and_(condition, territory.c.parent_id == group)
        elif self.on is On.PROGRAMME:
            link = programme_territory
            inside = select(link.c.territory_id).where(link.c.programme_id == group)
            condition = and_(condition, territory.c.id.in_(inside.correlate_except(link)))
        keys = tuple(self._key(order) for order in self.orders or self._default())
        tie = (SortKey("scheme", territory.c.scheme, str), SortKey("code", territory.c.code, str))
        return Parts(TerritoryRow, territory_columns(), territory, condition, (*keys, *tie))

    def _default(self) -> tuple[TerritoryOrder, ...]:
        by_name = TerritoryOrder(TerritoryOrderField.NAME)
        return (
            (TerritoryOrder(TerritoryOrderField.RELEVANCE), by_name) if self.scope.wanted.text else (by_name,)
        )

    def _key(self, order: TerritoryOrder) -> SortKey:
        descending = order.direction is Direction.DESC
        if order.field is TerritoryOrderField.RELEVANCE:
            return SortKey("relevance", relevance(self.scope, territory), int, descending)
        if order.field is TerritoryOrderField.NAME:
            return SortKey("name", func.lower(territory.c.name).collate("und-x-icu"), str, descending)
        return SortKey("by-code", territory.c.code, str, descending)


@declared
@dataclass(frozen=True, slots=True)
class ProgrammeListing(_Grouped):
    """Programmes by name: of the hub, in a territory (or one around it), of a provider; of a kind or all."""

    on: On = field(default=On.NOTHING, metadata=SHAPE)
    kind: ProgrammeKind | None = field(default=None, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:
        """Programmes that have not vanished from their source."""
        condition: ColumnElement[bool] = programme.c.missing_since.is_(None)
        if self.kind is not None:
            condition = and_(condition, programme.c.kind == self.kind.value)
        if self.on is On.TERRITORY:
            link = programme_territory
            inside = select(link.c.programme_id).where(lies_below(link.c.territory_id, _given(group)))
            condition = and_(condition, programme.c.id.in_(inside.correlate_except(link)))
        elif self.on is On.PROVIDER:
            taken = programme_provider
            of = select(taken.c.programme_id).where(taken.c.provider_id == group)
            condition = and_(condition, programme.c.id.in_(of.correlate_except(taken)))
        name = programme.c.name.collate("und-x-icu")
        return Parts(
            ProgrammeRow,
            columns_for(programme, ProgrammeRow),
            programme,
            condition,
            (SortKey("name", name, str), SortKey("id", programme.c.id, UUID)),
        )


@declared
@dataclass(frozen=True, slots=True)
class SourceListing(_Grouped):
    """Sources by code."""

    on: On = field(default=On.NOTHING, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:  # noqa: ARG002 - sources hang on nothing
        """Every source."""
        keys = (SortKey("code", source.c.code, str),)
        return Parts(SourceRow, columns_for(source, SourceRow), source, true(), keys)


@declared
@dataclass(frozen=True, slots=True)
class RunListing(_Grouped):
    """Runs of a source, the newest first."""

    on: On = field(default=On.SOURCE, metadata=SHAPE)

    def parts(self, group: Group) -> Parts:
        """Runs of one source."""
        keys = (SortKey("id", run.c.id, int, descending=True),)
        return Parts(
            RunRow, columns_for(run, RunRow, status=told_status()), run, run.c.source_id == group, keys
        )


def _given(group: Group) -> ColumnElement[Any]:
    assert group is not None, "a list that hangs on something is asked for with its groups"
    return group
