"""The category of a service: the hub's own code, or words that a register would use for it."""

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from hub.ingest.stewarding.reading import Reading
from importers.corrections.cells import Table
from importers.mapping.categories import Categories
from importers.mapping.facts import RowFacts
from importers.mapping.service import named_services


def read_category(table: Table) -> Reading:
    """The one category that the words stand for beside what the record says of the service."""
    asked = table.asked
    if ("category", asked.value) in asked.terms:
        return Reading(asked.value)
    view = table.row({"category": asked.value})
    categories = Categories(table.region.country, table.lookups)
    named = list(
        named_services(view, categories, _facts(table), asked.value, key=asked.name.key, column="category")
    )
    for issue in view.issues:
        raise table.refuse(issue)
    if len(named) > 1:
        listed = " and ".join(one.category or "" for one in named)
        message = f"The words stand for {listed} at once; give one of the codes."
        raise table.refuse(Issue("AMBIGUOUS_CATEGORY", message, Severity.WARNING, value=asked.value))
    return Reading(named[0].category)


def _facts(table: Table) -> RowFacts:
    service = next(one for one in table.asked.record.services if one.key == table.asked.name.key)
    return RowFacts(
        forms=service.forms,
        duration=service.duration,
        target_groups=service.target_groups,
        ages=(service.minimum_age, service.maximum_age),
        status=service.status,
        description=service.description,
        funding=service.funding,
        costs=(),
        areas=(),
        as_of=None,
        words=f"{table.asked.record.name} {service.description or ''}",
    )
