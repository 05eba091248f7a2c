"""Which services meet the part of a provider filter that speaks of services."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.types import Text

from hub.domain.filters import DEFAULT_STATUSES, Eligible, ProviderFilter
from hub.store.filters.reach import serves_unit
from hub.store.filters.resolve import ProviderScope
from hub.store.filters.spatial import Condition, serves
from hub.store.filters.terms import CATEGORY, TARGET_GROUP
from hub.store.parameters import among, one_code
from hub.store.tables import service, term_closure

#: The target group of services that are for everybody.
EVERYBODY = "general"


def asks_of_services(wanted: ProviderFilter) -> bool:
    """Whether the filter says anything of services, `noneOf` aside."""
    categories = wanted.categories
    return bool(
        wanted.forms
        or wanted.target_groups
        or (wanted.eligible and (wanted.eligible.age is not None or wanted.eligible.target_groups))
        or wanted.serves
        or wanted.serves_territory is not None
        or (categories and (categories.any_of or categories.all_of))
    )


def service_conditions(scope: ProviderScope, offered: NamedFromClause) -> list[list[Condition]]:
    """Lists of conditions on the service `offered`; for each list the provider must have a service.

    `anyOf` makes one list and each code of `allOf` one more, every one with all other conditions.
    """
    wanted = scope.wanted
    common = _common(scope, offered)
    categories = wanted.categories
    if categories is None or not (categories.any_of or categories.all_of):
        return [common]
    lists = [[in_terms(offered.c.category, CATEGORY, one_code(code)), *common] for code in categories.all_of]
    if categories.any_of:
        lists.append([in_terms(offered.c.category, CATEGORY, categories.any_of), *common])
    return lists


def has_none_of(provider_id: ColumnElement[object], codes: tuple[str, ...]) -> Condition:
    """Whether a provider gives no working service of these categories, whatever else is asked."""
    other = service.alias("unwanted")
    return (
        ~select(other.c.id)
        .where(other.c.provider_id == provider_id, works(other), in_terms(other.c.category, CATEGORY, codes))
        .correlate_except(other)
        .exists()
    )


def in_terms(code: ColumnElement[str], taxonomy: str, codes: Sequence[str]) -> Condition:
    """Whether a term is one of `codes` or below one of them."""
    return code.in_(_below(taxonomy, codes))


def works(offered: NamedFromClause) -> Condition:
    """Whether a service is neither closed nor missing."""
    return offered.c.status.in_([status.value for status in DEFAULT_STATUSES])


def _common(scope: ProviderScope, offered: NamedFromClause) -> list[Condition]:
    wanted = scope.wanted
    conditions: list[Condition] = []
    if not wanted.status:
        conditions.append(works(offered))
    if wanted.forms:
        conditions.append(offered.c.forms.op("&&")(_texts([form.value for form in wanted.forms])))
    if wanted.target_groups:
        below = _below(TARGET_GROUP, wanted.target_groups)
        conditions.append(offered.c.target_groups.op("&&")(func.array(below.scalar_subquery())))
    if wanted.eligible is not None:
        conditions.append(_is_for(offered, wanted.eligible))
    if wanted.serves is not None:
        conditions.append(serves(offered, wanted.serves, scope.served, scope.nearby))
    if scope.served_id is not None:
        conditions.append(serves_unit(offered, scope.served_id, or_around=scope.or_around))
    return conditions


def _is_for(offered: NamedFromClause, person: Eligible) -> Condition:
    """Whether a person may have the service: no stated age limit excludes it, and a target group is met.

    A group is met when the service is for it, for a wider one or for everybody. A service that
    states no groups is not known to be for anyone.
    """
    conditions: list[Condition] = []
    if person.age is not None:
        conditions.append(or_(offered.c.minimum_age.is_(None), offered.c.minimum_age <= person.age))
        conditions.append(or_(offered.c.maximum_age.is_(None), offered.c.maximum_age >= person.age))
    if person.target_groups:
        above = select(term_closure.c.ancestor).where(
            term_closure.c.taxonomy == TARGET_GROUP, among(term_closure.c.code, person.target_groups)
        )
        groups = func.array(above.scalar_subquery())
        conditions.append(
            or_(
                offered.c.target_groups.op("&&")(groups),
                offered.c.target_groups.op("&&")(_texts([EVERYBODY])),
            )
        )
    return and_(*conditions)


def _below(taxonomy: str, codes: Sequence[str]) -> Select[str]:
    return select(term_closure.c.code).where(
        term_closure.c.taxonomy == taxonomy, among(term_closure.c.ancestor, codes)
    )


def _texts(values: list[str]) -> ColumnElement[Any]:
    return literal(values, ARRAY(Text))
