"""Records of programmes, practices and visits, as an importer hands them over: see `hub.domain.records`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from hub.domain.vocabulary import Lang, ProgrammeKind, ProgrammeRole


@dataclass(frozen=True, slots=True)
class ProgrammePart:
    """The part that a territory (by code) or a provider (by key) has in a programme, and when it had it."""

    role: ProgrammeRole
    territory: str | None = None
    provider_key: str | None = None
    since: date | None = None
    until: date | None = None  # the first day without it


@dataclass(frozen=True, slots=True)
class ProgrammeRecord:
    """A programme, practice or visit over many territories and providers; members stand in its own lists."""

    key: str
    name: str
    lang: Lang
    description: str | None = None
    starts: date | None = None
    ends: date | None = None
    territories: tuple[str, ...] = ()
    provider_keys: tuple[str, ...] = ()
    kind: ProgrammeKind = ProgrammeKind.PROGRAMME
    owner: str | None = None  # whose it is, in the source's words
    parts: tuple[ProgrammePart, ...] = ()
    synthetic: bool = False
    cites: str | None = None
    rows: tuple[int, ...] = ()

    def in_known(self, is_known: Callable[[str], bool]) -> "ProgrammeRecord":
        """The programme without the territories whose codes are not known."""
        return replace(
            self,
            territories=tuple(code for code in self.territories if is_known(code)),
            parts=tuple(part for part in self.parts if part.territory is None or is_known(part.territory)),
        )
