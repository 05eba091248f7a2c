"""One service from its words, its row's facts and its defaults."""

from collections.abc import Iterator

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import normalise_apostrophe, tidy
from importers.cleaning.no_service import names_no_service
from importers.mapping.categories import Categories
from importers.mapping.cells import RowView
from importers.mapping.choosing import Context, Decision
from importers.mapping.evidence import BY_LOOKUP, BY_REGION, meant_rules
from importers.mapping.facts import RowFacts
from importers.mapping.readings import doubts_of
from importers.shapes import ServiceDefaults

NO_DEFAULTS = ServiceDefaults()


def named_services(
    view: RowView,
    categories: Categories,
    facts: RowFacts,
    label: str,
    *,
    key: str,
    column: str | None,
    code: str | None = None,
    defaults: ServiceDefaults = NO_DEFAULTS,
    capacities: tuple[CapacityRecord, ...] = (),
) -> Iterator[ServiceRecord]:
    """The services that the words stand for: one, or several for a bundle, of which the first has the places.

    Words that no table knows give a service without category and the issue UNKNOWN_CATEGORY; words that
    a lookup declares to be no service of the hub stay a service without category, without complaint. Words
    that say that nothing is given give none.
    """
    if names_no_service(label):
        return
    context = context_of(facts, defaults, label)
    decisions = categories.decide(label, code, context)
    if not decisions:
        message = f"«{tidy(label)}» has no hub category; add it to `category` in lookups.yml."
        view.complain("UNKNOWN_CATEGORY", message, column=column, value=label)
    for decision in decisions or [Decision()]:
        complain_of_candidates(view, decision, label, column)
        own_key = key if len(decisions) < 2 else f"{key} → {decision.category}"
        yield service(
            facts,
            decision,
            label,
            key=own_key,
            defaults=defaults,
            capacities=capacities,
            code=code,
            column=column,
        )
        capacities = ()


def context_of(facts: RowFacts, defaults: ServiceDefaults, label: str) -> Context:
    """What chooses between several categories of the same words."""
    return Context(
        forms=facts.forms or defaults.forms,
        target_groups=facts.target_groups or defaults.target_groups,
        words=f"{label} {facts.words}",
    )


def complain_of_candidates(view: RowView, decision: Decision, label: str, column: str | None) -> None:
    """AMBIGUOUS_CATEGORY, where the words mean several categories and nothing chose."""
    if decision.candidates:
        message = (
            f"«{tidy(label)}» may be {' or '.join(decision.candidates)}; "
            "say which in `category` of lookups.yml, or give the target groups."
        )
        view.complain("AMBIGUOUS_CATEGORY", message, column=column, value=label)
        view.doubts += doubts_of(decision.candidates, column)


def service(
    facts: RowFacts,
    decision: Decision,
    label: str,
    *,
    key: str,
    defaults: ServiceDefaults = NO_DEFAULTS,
    capacities: tuple[CapacityRecord, ...] = (),
    code: str | None = None,
    is_function: bool = False,
    column: str | None = None,
) -> ServiceRecord:
    """The record: the row's own words win, then what the words stand for, then the defaults.

    `column` is where the words of its category stand.
    """
    looked_up = decision.forms if decision.by == BY_LOOKUP else ()
    forms = tuple(dict.fromkeys((*looked_up, *facts.forms))) or decision.forms or defaults.forms
    derived = facts.derived | _rules(facts, decision, defaults)
    if looked_up:
        derived["forms"] = BY_LOOKUP
    return ServiceRecord(
        key=key,
        name=normalise_apostrophe(tidy(label)),
        category=decision.category,
        matched_via=decision.via,
        matched_by=decision.by,
        national_system=decision.system,
        national_code=decision.code or code,
        national_label=tidy(label),
        is_function=is_function,
        forms=forms,
        duration=facts.duration or decision.duration or defaults.duration,
        target_groups=facts.target_groups or decision.target_groups or defaults.target_groups,
        minimum_age=facts.ages[0],
        maximum_age=facts.ages[1],
        status=facts.status,
        description=facts.description,
        funding=facts.funding or decision.funding,
        costs=facts.costs,
        capacities=capacities,
        areas=facts.areas,
        **facts.team.parts(),
        derived=derived,
        columns=facts.columns | {"name": column} if column else facts.columns,
    )


def _rules(facts: RowFacts, decision: Decision, defaults: ServiceDefaults) -> dict[str, str]:
    """Part → rule for what the row does not say: what its words stand for, or what region.yml says of it."""
    said = {part: getattr(facts, part) for part in ("forms", "duration", "target_groups", "funding")}
    stood_for = [part for part, value in said.items() if not value and getattr(defaults, part, None)]
    return dict.fromkeys(stood_for, BY_REGION) | meant_rules(said, decision)


def unique_keys(services: Iterator[ServiceRecord]) -> tuple[ServiceRecord, ...]:
    """The services, each key once: what a row names twice is one service."""
    found: dict[str, ServiceRecord] = {}
    for one in services:
        found.setdefault(one.key, one)
    return tuple(found.values())
