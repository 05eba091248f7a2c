"""Records of lists by values of their own and of their services."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import FromClause, Select, func, literal, select, true, union

from hub.domain.filters import FacetField
from hub.store.filters.service import works
from hub.store.tables import service, source, statement, term_closure

#: The taxonomy in which the codes of a facet are terms.
TAXONOMY: dict[FacetField, str] = {
    FacetField.CATEGORY: "category",
    FacetField.SECTOR: "sector",
    FacetField.KIND: "kind",
    FacetField.FORM: "form",
    FacetField.TARGET_GROUP: "target-group",
    FacetField.STATUS: "status",
    FacetField.PRECISION: "precision",
}


def counted(members: FromClause, field: FacetField) -> Select[Any]:
    """How many of `members` (number, id and more) have each code: (number, field, code, count)."""
    return _FACETS[field](members, field)


def counted_by(members: FromClause, field: FacetField, code: Any, joined: FromClause) -> Select[Any]:
    """How many of `members` have each code, a column of what they are `joined` with."""
    # Hashing distinct rows first is several times faster than sorting for count(DISTINCT …).
    values = (
        select(members.c.number, members.c.id, code.label("code"))
        .distinct()
        .select_from(joined)
        .where(code.is_not(None))
        .subquery(f"{field.name.lower()}_values")
    )
    return select(
        values.c.number, literal(field.value).label("field"), values.c.code, func.count().label("count")
    ).group_by(values.c.number, values.c.code)


def _by_sector(members: FromClause, field: FacetField) -> Select[Any]:
    return counted_by(members, field, members.c.sector, members)


def _by_kind(members: FromClause, field: FacetField) -> Select[Any]:
    return _rolled_up(members, field, members, members.c.kind)


def _by_status(members: FromClause, field: FacetField) -> Select[Any]:
    return counted_by(members, field, members.c.status, members)


def _by_source(members: FromClause, field: FacetField) -> Select[Any]:
    """By every source that names the record, as the filter `sources` means it."""
    own = select(members.c.number, members.c.id, members.c.source_id)
    joined = (
        select(members.c.number, members.c.id, statement.c.source_id)
        .select_from(members.join(statement, statement.c.record_id == members.c.id))
        .where(statement.c.record_id != statement.c.id)
    )
    named = union(own, joined).subquery("named")
    return counted_by(named, field, source.c.code, named.join(source, source.c.id == named.c.source_id))


def _by_category(members: FromClause, field: FacetField) -> Select[Any]:
    offered = _offered(members)
    return _rolled_up(members, field, offered, service.c.category)


def _by_form(members: FromClause, field: FacetField) -> Select[Any]:
    form = _each(service.c.forms, "form")
    return counted_by(members, field, form.c.code, _offered(members).join(form, true()))


def _by_target_group(members: FromClause, field: FacetField) -> Select[Any]:
    group = _each(service.c.target_groups, "target_group")
    return _rolled_up(members, field, _offered(members).join(group, true()), group.c.code)


def _each(codes: Any, name: str) -> Any:
    """The elements of an array column as a table of `code`."""
    return func.unnest(codes).table_valued("code", name=name).render_derived()


def _offered(members: FromClause) -> FromClause:
    """Members with their services that work."""
    return members.join(service, (service.c.provider_id == members.c.id) & works(service))


def _rolled_up(members: FromClause, field: FacetField, joined: FromClause, code: Any) -> Select[Any]:
    """Counts by a term and by every term above it."""
    closure = term_closure.alias(f"{field.name.lower()}_closure")
    above = (closure.c.taxonomy == TAXONOMY[field]) & (closure.c.code == code) & ~closure.c.is_national
    return counted_by(members, field, closure.c.ancestor, joined.join(closure, above))


_FACETS: dict[FacetField, Callable[[FromClause, FacetField], Select[Any]]] = {
    FacetField.CATEGORY: _by_category,
    FacetField.SECTOR: _by_sector,
    FacetField.KIND: _by_kind,
    FacetField.FORM: _by_form,
    FacetField.TARGET_GROUP: _by_target_group,
    FacetField.STATUS: _by_status,
    FacetField.SOURCE: _by_source,
}
