"""Which territories a filter means, in SQL."""

from sqlalchemy import ColumnElement, and_, case, false, or_, true
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
        conditions.append(or_(_called(wanted.text, territory), _called_by_type(scope, territory)))
    if wanted.levels:
        conditions.append(territory.c.level.in_([level.value for level in wanted.levels]))
    if wanted.countries:
        conditions.append(territory.c.country.in_([country.value for country in wanted.countries]))
    if scope.territory_id is not None:
        conditions.append(lies_below(territory.c.id, scope.territory_id))
    if scope.ids is not None:
        conditions.append(among(territory.c.id, scope.ids))
    return and_(true(), *conditions)


def _called(text: str, territory: NamedFromClause) -> Condition:
    return and_(true(), *(contains(territory.c.search, word) for word in words_of(text)))


def _called_by_type(scope: TerritoryScope, territory: NamedFromClause) -> Condition:
    """Whether a unit has the name beside a word of type, and the level that this word says."""
    if scope.name is None:
        return false()
    return and_(
        territory.c.level.in_([level.value for level in scope.levels]), _called(scope.name, territory)
    )


def relevance(scope: TerritoryScope, territory: NamedFromClause) -> ColumnElement[int]:
    """The smaller, the more a unit is what the text means: as it stands, and then by its word of type."""
    whole = territory_relevance(words_of(scope.wanted.text), territory)
    if scope.name is None or scope.wanted.text is None:
        return whole
    return case(
        (_called(scope.wanted.text, territory), whole),
        else_=territory_relevance(words_of(scope.name), territory, steps_behind=1),
    )
