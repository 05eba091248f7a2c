"""The eight kinds of services of 442-FZ and of the Kazakh Social Code, under a delivery form.

A kind is a function inside the package that a form gives (care at home, day care, residential care), not
a service to be counted beside it. So the package carries the places, and a kind whose category is the
package's own is the package.
"""

import re
from collections.abc import Iterator
from functools import cache

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Country, DeliveryForm
from importers.lookups import Lookups
from importers.mapping.categories import Categories, Decision
from importers.mapping.cells import RowView
from importers.mapping.facts import RowFacts
from importers.mapping.service import complain_of_candidates, context_of, service
from importers.mapping.words import Words
from importers.reference.tables import rows_of
from importers.shapes import ServiceDefaults

_FILES: dict[Country | None, tuple[str, tuple[str, ...]]] = {
    Country.RU: ("ru_kinds", ("kind_ru",)),
    Country.KZ: ("kz_kinds", ("kind_ru", "kind_kk")),
}
_SYSTEMS: dict[Country | None, str] = {Country.RU: "ru-442", Country.KZ: "kz-ssu"}
_SHORT = {
    DeliveryForm.HOME: "home",
    DeliveryForm.SEMI_RESIDENTIAL: "semi",
    DeliveryForm.RESIDENTIAL: "res",
    DeliveryForm.TEMPORARY_STAY: "temp",
}
_SERVICES = re.compile(r"\b(?:услуги|услуга|социальные услуги|қызметтері?|көрсету)\b")
_ENOUGH_TO_KNOW = 12


class Kinds:
    """Kinds and packages of one region's state."""

    def __init__(self, country: Country | None, lookups: Lookups, categories: Categories) -> None:
        self._categories = categories
        self._system = _SYSTEMS.get(country, "")
        self._words = Words(lookups.kind_of_service)
        self._names = _names(country)

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
    ) -> ServiceRecord | None:
        """The form's package with its places; None for a form that has none unless `category` says one."""
        label = _package_label(self._system, form)
        if category:
            decision = self._categories.stated(category, label or form.value)
        elif label is None:
            return None
        else:
            context = context_of(facts, defaults, label)
            decision = self._categories.of_code(f"{self._system}-form", _SHORT[form], context)
            complain_of_candidates(view, decision, name or label, None)
        shown = name or _capitalised(label or form.value)
        return service(facts, decision, shown, key=key, defaults=defaults, capacities=capacities)

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
        """One service per kind, without places; a kind whose category is the package's is left to it."""
        for label in labels:
            kind = self.kind(label)
            if kind is None:
                message = f"«{tidy(label)}» is no known kind; add it to `kind_of_service` in lookups.yml."
                view.complain("UNKNOWN_VALUE", message, column=column, value=label)
                continue
            decision = self._decision(kind, form, context_words=label, facts=facts, defaults=defaults)
            if package and package.category and package.category in (decision.category, *decision.candidates):
                continue
            complain_of_candidates(view, decision, label, column)
            yield service(facts, decision, label, key=f"{key} | {kind}", defaults=defaults, code=kind)

    def kind(self, label: str) -> str | None:
        """The code of a kind: by the lookups, else by its name with or without the word "services"."""
        if label in self._words:
            return self._words.get(label)
        bare = _bare(label)
        if bare in self._names:
            return self._names[bare]
        begun = {
            code
            for name, code in self._names.items()
            if len(bare) >= _ENOUGH_TO_KNOW and name.startswith(bare)
        }
        return begun.pop() if len(begun) == 1 else None

    def _decision(
        self,
        kind: str,
        form: DeliveryForm | None,
        *,
        context_words: str,
        facts: RowFacts,
        defaults: ServiceDefaults,
    ) -> Decision:
        context = context_of(facts, defaults, context_words)
        if form in _SHORT:
            decision = self._categories.of_code(
                f"{self._system}-kind-form", f"{kind}|{_SHORT[form]}", context
            )
            if decision != Decision():
                return decision
        return self._categories.of_code(f"{self._system}-kind", kind, context)


@cache
def _names(country: Country | None) -> dict[str, str]:
    file, columns = _FILES.get(country, ("", ()))
    rows = rows_of(file) if file else ()
    return {_bare(row[column]): row["code"] for row in rows for column in columns}


def _bare(label: str) -> str:
    return " ".join(_SERVICES.sub(" ", fold(label)).split())


def _package_label(system: str, form: DeliveryForm) -> str | None:
    short = _SHORT.get(form)
    for row in rows_of("crosswalk"):
        if short and (row["system"], row["code"]) == (f"{system}-form", short):
            return row["label"].removesuffix(" (целиком)")
    return None


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
