"""The eight kinds of services of 442-FZ and of the Kazakh Social Code, under a delivery form.

A kind is a function inside the package that a form gives (care at home, day care, residential care), not
a service to be counted beside it. So the package carries the places, and a kind whose category is the
package's own is the package.
"""

from collections.abc import Iterator
from dataclasses import replace

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import tidy
from hub.domain.vocabulary import Country, DeliveryForm
from importers.lookups import Lookups
from importers.mapping.categories import Categories
from importers.mapping.cells import RowView
from importers.mapping.choosing import Decision
from importers.mapping.facts import RowFacts
from importers.mapping.kind_names import SHORT_FORMS, SYSTEMS, kind_named
from importers.mapping.service import complain_of_candidates, context_of, service
from importers.mapping.words import Words
from importers.reference.tables import rows_of
from importers.shapes import ServiceDefaults


class Kinds:
    """Kinds and packages of one region's state."""

    def __init__(self, country: Country | None, lookups: Lookups, categories: Categories) -> None:
        self._categories = categories
        self._system = SYSTEMS.get(country, "")
        self._words = Words(lookups.kind_of_service)
        self._country = country

    def package(
        self,
        view: RowView,
        facts: RowFacts,
        form: DeliveryForm,
        *,
        key: str,
        category: str | None = None,
        capacities: tuple[CapacityRecord, ...] = (),
        defaults: ServiceDefaults,
        name: str | None = None,
        column: str | None = None,
    ) -> ServiceRecord | None:
        """The form's package with its places; None for a form that has none unless `category` says one."""
        label = _package_label(self._system, form)
        decision = Decision()
        if label is not None:
            context = context_of(facts, defaults, label)
            decision = self._categories.of_code(f"{self._system}-form", SHORT_FORMS[form], context)
        elif category is None:
            return None
        if category and category != decision.category:
            decision = self._categories.stated(category, label or form.value)
        complain_of_candidates(view, decision, name or label or form.value, None)
        shown = name or _capitalised(label or form.value)
        return service(
            facts, decision, shown, key=key, defaults=defaults, capacities=capacities, column=column
        )

    def functions(
        self,
        view: RowView,
        facts: RowFacts,
        labels: list[str],
        form: DeliveryForm | None,
        *,
        key: str,
        column: str | None,
        package: ServiceRecord | None,
        defaults: ServiceDefaults,
    ) -> Iterator[ServiceRecord]:
        """One service per kind, without places; a kind whose category is the package's is left to it.

        Words that are no kind give a service without category and, unless the lookups know them to be none,
        the issue UNKNOWN_VALUE.
        """
        for label in labels:
            kind = self.kind(label)
            decision = Decision()
            if kind is not None:
                context = replace(context_of(facts, defaults, label), forms=(form,) if form else ())
                decision = self._categories.of_kind(kind, context)
            elif label not in self._words:
                message = f"«{tidy(label)}» is no known kind; add it to `kind_of_service` in lookups.yml."
                view.complain("UNKNOWN_VALUE", message, column=column, value=label)
            if package and package.category and package.category in (decision.category, *decision.candidates):
                continue
            complain_of_candidates(view, decision, label, column)
            yield service(
                facts,
                decision,
                label,
                key=f"{key} | {kind or tidy(label)}",
                defaults=defaults,
                code=kind,
                is_function=package is not None,
                column=column,
            )

    def kind(self, label: str) -> str | None:
        """The code of a kind: by the lookups, else by its name with or without the word "services"."""
        if label in self._words:
            return self._words.get(label)
        return kind_named(self._country, label)


def _package_label(system: str, form: DeliveryForm) -> str | None:
    short = SHORT_FORMS.get(form)
    for row in rows_of("crosswalk"):
        if short and (row["system"], row["code"]) == (f"{system}-form", short):
            return row["label"].removesuffix(" (целиком)")
    return None


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
