"""Which territories a filter means, in SQL."""

from sqlalchemy import ColumnElement, and_, case, literal, true
from sqlalchemy.sql.selectable import NamedFromClause

from hub.domain.text import search_key, search_terms
from hub.store.filters.resolve import TerritoryScope
from hub.store.filters.spatial import Condition, lies_below


def territory_condition(scope: TerritoryScope, territory: NamedFromClause) -> Condition:
    """Whether a row of `territory` is meant."""
    wanted = scope.wanted
    conditions: list[Condition] = []
    if not wanted.abolished:
        conditions.append(territory.c.valid_to.is_(None))
    if wanted.text is not None:
        conditions += [
            territory.c.search.contains(found, autoescape=True) for found in search_terms(wanted.text)
        ]
    if wanted.levels:
        conditions.append(territory.c.level.in_([level.value for level in wanted.levels]))
    if wanted.countries:
        conditions.append(territory.c.country.in_([country.value for country in wanted.countries]))
    if scope.territory_id is not None:
        conditions.append(lies_below(territory.c.id, scope.territory_id))
    if scope.ids is not None:
        conditions.append(territory.c.id.in_(scope.ids))
    return and_(true(), *conditions)


def relevance(scope: TerritoryScope, territory: NamedFromClause) -> ColumnElement[int]:
    """0 where the unit is called what was asked for, 1 where its name begins so, else 2."""
    key = search_key(scope.wanted.text or "")
    if not key:
        return literal(0)
    names = territory.c.search + " "
    called = names.contains(key + " ", autoescape=True)
    return case((called, 0), (territory.c.search.startswith(key, autoescape=True), 1), else_=2)
