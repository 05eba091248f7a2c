"""Words of closed vocabularies: kind, sector, status, forms, duration, target groups, funding, flags."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from hub.domain.text import tidy
from hub.domain.vocabulary import Country, DeliveryForm, Duration, RecordStatus, Sector, Severity
from importers.cleaning.booleans import clean_boolean
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping.cells import Cell, RowView
from importers.mapping.provider_kinds import ProviderKinds
from importers.mapping.words import Words, aliases_of, form_labels, names_of, words_of

Code = TypeVar("Code")
One = TypeVar("One")

_SEPARATORS = re.compile(r"[;\n|]")
_boolean = lru_cache(maxsize=1_000)(clean_boolean)


class Facets:
    """The closed vocabularies of one region: unknown words are issues, never a default."""

    def __init__(self, country: Country | None, lookups: Lookups) -> None:
        self._kinds = ProviderKinds(country, lookups)
        self._sector = Words(lookups.sector, _as(Sector, names_of("sectors", country)))
        self._status = Words(lookups.status, _as(RecordStatus, words_of("statuses", country)))
        forms = {**form_labels(country), **names_of("forms", country)}
        self._forms = Words(lookups.forms, _many(DeliveryForm, forms))
        self._duration = Words(lookups.duration, _as(Duration, names_of("durations", country)))
        # Old words («інвалід», БОМЖ) are understood; what is shown is the term of today.
        groups = {**aliases_of("target", country), **names_of("target_groups", country)}
        self._groups = Words(lookups.target_groups, _many(str, groups))
        self._funding = Words(lookups.funding, _many(str, names_of("funding", country)))
        self._flag = Words(lookups.flag)

    def kind(self, view: RowView) -> str | None:
        """The provider's kind, a code of the taxonomy `kind`, as its own cell says it."""
        cell = view.cell(HubField.KIND)
        if cell is not None and cell.text not in self._kinds:
            _unknown(view, cell, cell.text, HubField.KIND)
        return self._kinds.of(cell.text) if cell else None

    def kind_by_name(self, view: RowView) -> str | None:
        """The kind that the provider's name says, unless its own cell is known to say none."""
        cell = view.cell(HubField.KIND)
        if cell is not None and self._kinds.decided(cell.text):
            return None
        return self.kind_of(view.text(HubField.NAME) or "")

    def kind_of(self, words: str) -> str | None:
        """The kind that words stand for, without complaint about unknown ones."""
        return self._kinds.of(words)

    def sector(self, view: RowView) -> Sector:
        """The provider's sector; UNKNOWN where the source does not say, or says it in unknown words."""
        return self._one(view, HubField.SECTOR, self._sector) or Sector.UNKNOWN

    def status(self, view: RowView, field: HubField = HubField.STATUS) -> RecordStatus:
        """ACTIVE where the source has no such column, since it then lists those that work."""
        if view.cell(field) is None:
            return RecordStatus.ACTIVE
        return self._one(view, field, self._status) or RecordStatus.UNKNOWN

    def forms(self, view: RowView) -> tuple[DeliveryForm, ...]:
        """Delivery forms of the row's services."""
        return self._several(view, HubField.SERVICE_FORMS, self._forms)

    def duration(self, view: RowView) -> Duration | None:
        """How long the row's services last."""
        return self._one(view, HubField.SERVICE_DURATION, self._duration)

    def target_groups(self, view: RowView) -> tuple[str, ...]:
        """Whom the row's services are for."""
        return self._several(view, HubField.SERVICE_TARGET_GROUPS, self._groups)

    def funding(self, view: RowView) -> tuple[str, ...]:
        """Who pays for the row's services."""
        return self._several(view, HubField.SERVICE_FUNDING, self._funding)

    def flag(self, view: RowView, cell: Cell) -> bool | None:
        """Yes, no, or None for blank and for words that are neither."""
        if cell.text in self._flag:
            return self._flag.get(cell.text)
        return view.cleaned(cell, _boolean)

    def is_flag(self, words: str) -> bool:
        """Whether words are a yes or a no."""
        return words in self._flag or _boolean(words).value is not None

    def _one(self, view: RowView, field: HubField, words: Words[Code]) -> Code | None:
        cell = view.cell(field)
        if cell is None:
            return None
        if cell.text not in words:
            _unknown(view, cell, cell.text, field)
        return words.get(cell.text)

    def _several(self, view: RowView, field: HubField, words: Words[tuple[One, ...]]) -> tuple[One, ...]:
        found: dict[One, None] = {}
        for cell in view.cells(field):
            for part, codes in _parts(words, cell.text, cell.target.separator):
                if codes is None:
                    _unknown(view, cell, part, field)
                else:
                    found.update(dict.fromkeys(codes))
        return tuple(found)


@lru_cache(maxsize=20_000)
def _parts(
    words: Words[tuple[One, ...]], text: str, separator: str | None
) -> tuple[tuple[str, tuple[One, ...] | None], ...]:
    """The parts of a cell with their codes, None for unknown words.

    A cell that is known as a whole is not split; else at its separator, semicolons and lines.
    """
    if text in words:
        parts = [text]
    else:
        pieces = text.split(separator) if separator else _SEPARATORS.split(text)
        parts = [tidy(piece) for piece in pieces if piece.strip()]
    return tuple((part, (words.get(part) or ()) if part in words else None) for part in parts)


def _unknown(view: RowView, cell: Cell, words: str, field: HubField) -> None:
    name = field.value.rpartition(".")[2]
    message = f"«{tidy(words)}» is no known {name}; add it to `{name}` in lookups.yml, or correct the source."
    view.complain("UNKNOWN_VALUE", message, Severity.WARNING, cell.column, words)


def _as(make: Callable[[str], One], codes: dict[str, str]) -> dict[str, One]:
    return {words: make(code) for words, code in codes.items()}


def _many(make: Callable[[str], One], codes: dict[str, str]) -> dict[str, tuple[One, ...]]:
    return {words: (make(code),) for words, code in codes.items()}
