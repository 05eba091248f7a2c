"""Which territories a filter means, in SQL."""

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.sql.selectable import NamedFromClause

from hub.store.filters.resolve import TerritoryScope
from hub.store.filters.spatial import Condition, lies_below
from hub.store.filters.text import territory_relevance
from hub.store.parameters import among, contains, words_of


def territory_condition(scope: TerritoryScope, territory: NamedFromClause) -> Condition:
    """Whether a row of `territory` is meant."""
    wanted = scope.wanted
    conditions: list[Condition] = []
    if not wanted.abolished:
        conditions.append(territory.c.valid_to.is_(None))
    if wanted.text is not None:
        conditions += [contains(territory.c.search, word) for word in words_of(wanted.text)]
    if wanted.levels:
        conditions.append(territory.c.level.in_([level.value for level in wanted.levels]))
    if wanted.countries:
        conditions.append(territory.c.country.in_([country.value for country in wanted.countries]))
    if scope.territory_id is not None:
        conditions.append(lies_below(territory.c.id, scope.territory_id))
    if scope.ids is not None:
        conditions.append(among(territory.c.id, scope.ids))
    return and_(true(), *conditions)


def relevance(scope: TerritoryScope, territory: NamedFromClause) -> ColumnElement[int]:
    """The smaller, the more a unit is what the text means."""
    return territory_relevance(words_of(scope.wanted.text), territory)
