"""The crosswalk from national concepts to hub categories, as the mapping of services asks it."""

from dataclasses import dataclass
from functools import cache

from hub.domain.text import fold
from hub.domain.vocabulary import DeliveryForm, Duration, MatchRelation
from importers.reference.tables import Row, listed, rows_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the crosswalk, its facets read."""

    system: str
    code: str | None
    category: str
    relation: MatchRelation
    forms: tuple[DeliveryForm, ...]
    target_groups: tuple[str, ...]
    words: tuple[str, ...]
    duration: Duration | None
    funding: tuple[str, ...]
    bundle: bool


@cache
def by_label() -> dict[tuple[str, str], list[Entry]]:
    """(system, folded label) → the entries of that national concept."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows_of("crosswalk"):
        found.setdefault((row["system"], fold(row["label"])), []).append(_entry(row))
    return found


@cache
def by_code() -> dict[tuple[str, str], list[Entry]]:
    """(system, code) → the entries of that national concept."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows_of("crosswalk"):
        if row["code"]:
            found.setdefault((row["system"], row["code"]), []).append(_entry(row))
    return found


def _entry(row: Row) -> Entry:
    return Entry(
        system=row["system"],
        code=row["code"] or None,
        category=row["category"],
        relation=MatchRelation(row["relation"]),
        forms=tuple(DeliveryForm(form) for form in listed(row["forms"])),
        target_groups=listed(row["target_groups"]),
        words=tuple(fold(word) for word in listed(row["words"], ";")),
        duration=Duration(row["duration"]) if row["duration"] else None,
        funding=listed(row["funding"]),
        bundle=row["bundle"] == "yes",
    )
