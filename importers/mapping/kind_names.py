"""The kinds of services of 442-FZ and of the Kazakh Social Code, by the names that registers give them."""

import re
from functools import cache

from hub.domain.text import fold
from hub.domain.vocabulary import Country, DeliveryForm
from importers.reference.tables import rows_of

#: The state's system in the crosswalk: its kinds, its forms and its kinds by form have it as prefix.
SYSTEMS: dict[Country | None, str] = {Country.RU: "ru-442", Country.KZ: "kz-ssu"}
#: How the crosswalk's codes write a form.
SHORT_FORMS = {
    DeliveryForm.HOME: "home",
    DeliveryForm.SEMI_RESIDENTIAL: "semi",
    DeliveryForm.RESIDENTIAL: "res",
    DeliveryForm.TEMPORARY_STAY: "temp",
}
#: The reference file of each state and its columns of names, which end in their language.
FILES: dict[Country | None, tuple[str, tuple[str, ...]]] = {
    Country.RU: ("ru_kinds", ("kind_ru",)),
    Country.KZ: ("kz_kinds", ("kind_ru", "kind_kk")),
}
#: Registers number the kinds as the law does, and write the word "services" or leave it out.
_NUMBERING = re.compile(r"^\d+ ")
_SERVICES = re.compile(r"\b(?:услуги|услуга|социальные услуги|қызметтері?|көрсету)\b")
_ENOUGH_TO_KNOW = 12


def kind_named(country: Country | None, label: str) -> str | None:
    """The code of a kind by its name, or by a beginning that only its name has; None for other words."""
    bare, names = _bare(label), _names(country)
    if bare in names:
        return names[bare]
    if len(bare) < _ENOUGH_TO_KNOW:
        return None
    begun = {code for name, code in names.items() if name.startswith(bare)}
    return begun.pop() if len(begun) == 1 else None


@cache
def _names(country: Country | None) -> dict[str, str]:
    file, columns = FILES.get(country, ("", ()))
    rows = rows_of(file) if file else ()
    return {_bare(row[column]): row["code"] for row in rows for column in columns}


def _bare(label: str) -> str:
    return " ".join(_SERVICES.sub(" ", _NUMBERING.sub("", fold(label))).split())
