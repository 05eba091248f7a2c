"""The sort keys of providers."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from hub.domain.filters import Direction, ProviderOrder, ProviderOrderField
from hub.store.filters.text import record_relevance
from hub.store.pages import SortKey
from hub.store.parameters import words_of
from hub.store.tables import provider

BY_ID = SortKey("id", provider.c.id, UUID)


def provider_key(
    order: ProviderOrder, text: str | None, distance: ColumnElement[float] | None = None
) -> SortKey:
    """The sort key of an order; RELEVANCE is to a `text`, and DISTANCE needs the distance."""
    columns: dict[ProviderOrderField, tuple[Any, Any]] = {
        ProviderOrderField.RELEVANCE: (record_relevance(words_of(text), provider), int),
        ProviderOrderField.NAME: (provider.c.name, str),
        ProviderOrderField.UPDATED: (provider.c.release_from, int),
        ProviderOrderField.DISTANCE: (distance, float),
    }
    column, kind = columns[order.field]
    return SortKey(order.field.value, column, kind, order.direction is Direction.DESC)
