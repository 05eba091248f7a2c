"""Which of several hub categories a national concept stands for, by what else the row says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hub.domain.text import fold
from hub.domain.vocabulary import DeliveryForm, Duration, MatchRelation
from importers.mapping.crosswalk import Entry
from importers.reference.tables import rows_of

_RANKS = (MatchRelation.EXACT, MatchRelation.CLOSE, MatchRelation.BROAD)


@dataclass(frozen=True, slots=True)
class Context:
    """What else a row says of a service: it chooses where one national concept has several hub ones."""

    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[str, ...] = ()
    words: str = ""


#: A row that says nothing else.
ANY = Context()


@dataclass(frozen=True, slots=True)
class Decision:
    """A category with its evidence; without one, `candidates` says between which it could not be told."""

    category: str | None = None
    via: MatchRelation | None = None
    by: str | None = None
    system: str | None = None
    code: str | None = None
    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[str, ...] = ()
    duration: Duration | None = None
    funding: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


def choose(entries: Sequence[Entry], context: Context) -> Decision:
    """The entry that the context allows or supports, else the one for any context or the most direct."""
    allowed = [entry for entry in entries if not _contradicts(entry, context)] or list(entries)
    for choice in _choices(allowed, context):
        if len({entry.category for entry in choice}) == 1:
            return _decision(choice[0])
    some = entries[0]
    candidates = tuple(sorted({entry.category for entry in allowed}))
    return Decision(by=f"crosswalk {some.system}", system=some.system, code=some.code, candidates=candidates)


def _choices(allowed: list[Entry], context: Context) -> Iterator[list[Entry]]:
    yield allowed
    yield [entry for entry in allowed if _supports(entry, context)]
    yield [entry for entry in allowed if not (entry.forms or entry.target_groups or entry.words)]
    yield _most_direct(allowed)


def bundled(entries: Sequence[Entry], context: Context) -> list[Decision]:
    """A decision for each part of a concept that is several hub ones at once; none for other concepts."""
    parts = [entry for entry in entries if entry.bundle]
    fitting = [entry for entry in parts if not _contradicts(entry, context)]
    return [_decision(entry) for entry in fitting or parts]


def _decision(entry: Entry) -> Decision:
    # An entry that covers several forms or groups does not say which of them a provider has.
    return Decision(
        category=entry.category,
        via=entry.relation,
        by=f"crosswalk {entry.system}",
        system=entry.system,
        code=entry.code,
        forms=entry.forms if len(entry.forms) == 1 else (),
        target_groups=entry.target_groups if entry.relation is not MatchRelation.NARROW else (),
        duration=entry.duration,
        funding=entry.funding,
    )


def _contradicts(entry: Entry, context: Context) -> bool:
    other_forms = entry.forms and context.forms and not set(entry.forms) & set(context.forms)
    groups = _with_ancestors(context.target_groups)
    other_groups = entry.target_groups and groups and not set(entry.target_groups) & groups
    return bool(other_forms or other_groups)


def _supports(entry: Entry, context: Context) -> bool:
    if entry.forms and set(entry.forms) & set(context.forms):
        return True
    if set(entry.target_groups) & _with_ancestors(context.target_groups):
        return True
    words = fold(context.words).split() if entry.words else ()
    return any(word.startswith(stem) for stem in entry.words for word in words)


def _most_direct(entries: Sequence[Entry]) -> list[Entry]:
    for relation in _RANKS:
        found = [entry for entry in entries if entry.relation is relation]
        if found:
            return found
    return []


@lru_cache(maxsize=20_000)
def _with_ancestors(groups: tuple[str, ...]) -> set[str]:
    parents = {row["code"]: row["parent"] for row in rows_of("target_groups")}
    return set(groups) | {parents[group] for group in groups if parents.get(group)}
