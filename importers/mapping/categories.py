"""Which hub category a service's words stand for, and how that was decided; nothing is guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from hub.domain.text import fold
from hub.domain.vocabulary import Country, DeliveryForm, Duration, MatchRelation
from importers.lookups import Lookups, ServiceMeaning
from importers.mapping.kind_names import SHORT_FORMS, SYSTEMS, kind_named
from importers.mapping.words import LANGUAGES, Words
from importers.reference.tables import Row, listed, rows_of

#: Systems of the crosswalk whose labels a state's sources use. Kinds by form are found by code only.
_SYSTEMS: dict[Country | None, tuple[str, ...]] = {
    Country.UA: ("ua-classifier-429", "ua-free-text"),
    Country.RU: ("ru-service-name", "ru-442-kind", "ru-442-form"),
    Country.KZ: ("kz-free-text", "kz-ssu-kind", "kz-ssu-form", "ru-service-name"),
    None: (),
}
_RANKS = (MatchRelation.EXACT, MatchRelation.CLOSE, MatchRelation.BROAD)
BY_LOOKUP = "lookups.yml"
BY_REGION = "region.yml"
BY_ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Context:
    """What else a row says of a service: it chooses where one national concept has several hub ones."""

    forms: tuple[DeliveryForm, ...] = ()
    target_groups: tuple[str, ...] = ()
    words: str = ""


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


@dataclass(frozen=True, slots=True)
class _Entry:
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


@dataclass
class Categories:
    """The decision order of one region: its lookups, the crosswalk of its state, the aliases."""

    country: Country | None
    lookups: Lookups
    _known: Words[tuple[ServiceMeaning, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._known = Words(self.lookups.category)
        self._decided = lru_cache(maxsize=20_000)(self._decide)
        self._entries = lru_cache(maxsize=20_000)(self._read_entries)

    def decide(self, label: str, code: str | None = None, context: Context = Context()) -> list[Decision]:
        """The hub categories that the words stand for: one as a rule, several for a bundle.

        An empty list: the words are unknown. A decision without category: they are known, but either
        no category fits or they mean several and the context does not choose.
        """
        # Words choose between the categories of few concepts. Without them one answer serves many rows.
        if context.words and not self._listens(label, code):
            context = Context(context.forms, context.target_groups)
        return list(self._decided(label, code, context))

    def _listens(self, label: str, code: str | None) -> bool:
        """Whether the other words of a row may decide what the label stands for."""
        if label in self._known:
            return False
        entries = self._entries(label, code)
        return not entries or any(entry.words for entry in entries)

    def _decide(self, label: str, code: str | None, context: Context) -> list[Decision]:
        if label in self._known:
            meanings = self._known.get(label) or (ServiceMeaning(),)
            return [self._meant(meaning, label) for meaning in meanings]
        entries = self._entries(label, code)
        if entries:
            return _bundled(entries, context) or [_choose(entries, context)]
        kind = kind_named(self.country, label)
        if kind:
            return [self.of_kind(kind, context)]
        alias = _aliases(self.country).get(fold(label))
        if not alias:
            return []
        if len(alias) > 1:
            return [Decision(by=BY_ALIAS, candidates=tuple(sorted(alias)))]
        return [Decision(category=min(alias), via=MatchRelation.CLOSE, by=BY_ALIAS)]

    def stated(self, category: str, label: str) -> Decision:
        """A category that region.yml states itself; the crosswalk tells its relation where it has it."""
        return self._meant(ServiceMeaning(category=category), label, BY_REGION)

    def of_code(self, system: str, code: str, context: Context = Context()) -> Decision:
        """The decision for a national code, such as a kind by form; empty when the crosswalk lacks it."""
        entries = _by_code().get((system, code), ())
        return _choose(entries, context) if entries else Decision()

    def of_kind(self, kind: str, context: Context = Context()) -> Decision:
        """The decision for a kind of services by its code: under the context's form where it has one."""
        system = SYSTEMS.get(self.country, "")
        short = SHORT_FORMS.get(context.forms[0]) if len(context.forms) == 1 else None
        decision = self.of_code(f"{system}-kind-form", f"{kind}|{short}", context) if short else Decision()
        return self.of_code(f"{system}-kind", kind, context) if decision == Decision() else decision

    def _read_entries(self, label: str, code: str | None) -> Sequence[_Entry]:
        systems = _SYSTEMS[self.country]
        found = [entry for system in systems for entry in _by_code().get((system, code or ""), ())]
        for system in systems:
            found = found or list(_by_label().get((system, fold(label)), ()))
        return found

    def _meant(self, meaning: ServiceMeaning, label: str, by: str = BY_LOOKUP) -> Decision:
        same = [entry for entry in self._entries(label, None) if entry.category == meaning.category]
        evidence = same[0] if same else None
        via = evidence.relation if evidence else MatchRelation.CLOSE
        return Decision(
            category=meaning.category,
            via=via if meaning.category else None,
            by=by,
            system=evidence.system if evidence else None,
            code=evidence.code if evidence else None,
            forms=meaning.forms,
            target_groups=meaning.target_groups,
            duration=meaning.duration,
        )


def _choose(entries: Sequence[_Entry], context: Context) -> Decision:
    """The entry that the context allows or supports, else the one for any context or the most direct."""
    allowed = [entry for entry in entries if not _contradicts(entry, context)] or list(entries)
    for choice in _choices(allowed, context):
        if len({entry.category for entry in choice}) == 1:
            return _decision(choice[0])
    some = entries[0]
    candidates = tuple(sorted({entry.category for entry in allowed}))
    return Decision(by=f"crosswalk {some.system}", system=some.system, code=some.code, candidates=candidates)


def _choices(allowed: list[_Entry], context: Context) -> Iterator[list[_Entry]]:
    yield allowed
    yield [entry for entry in allowed if _supports(entry, context)]
    yield [entry for entry in allowed if not (entry.forms or entry.target_groups or entry.words)]
    yield _most_direct(allowed)


def _bundled(entries: Sequence[_Entry], context: Context) -> list[Decision]:
    """A decision for each part of a concept that is several hub ones at once; none for other concepts."""
    parts = [entry for entry in entries if entry.bundle]
    fitting = [entry for entry in parts if not _contradicts(entry, context)]
    return [_decision(entry) for entry in fitting or parts]


def _decision(entry: _Entry) -> Decision:
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


def _contradicts(entry: _Entry, context: Context) -> bool:
    other_forms = entry.forms and context.forms and not set(entry.forms) & set(context.forms)
    groups = _with_ancestors(context.target_groups)
    other_groups = entry.target_groups and groups and not set(entry.target_groups) & groups
    return bool(other_forms or other_groups)


def _supports(entry: _Entry, context: Context) -> bool:
    if entry.forms and set(entry.forms) & set(context.forms):
        return True
    if set(entry.target_groups) & _with_ancestors(context.target_groups):
        return True
    words = fold(context.words).split() if entry.words else ()
    return any(word.startswith(stem) for stem in entry.words for word in words)


def _most_direct(entries: Sequence[_Entry]) -> list[_Entry]:
    for relation in _RANKS:
        found = [entry for entry in entries if entry.relation is relation]
        if found:
            return found
    return []


@lru_cache(maxsize=20_000)
def _with_ancestors(groups: tuple[str, ...]) -> set[str]:
    parents = {row["code"]: row["parent"] for row in rows_of("target_groups")}
    return set(groups) | {parents[group] for group in groups if parents.get(group)}


def _entry(row: Row) -> _Entry:
    return _Entry(
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


@cache
def _by_label() -> dict[tuple[str, str], list[_Entry]]:
    found: dict[tuple[str, str], list[_Entry]] = {}
    for row in rows_of("crosswalk"):
        found.setdefault((row["system"], fold(row["label"])), []).append(_entry(row))
    return found


@cache
def _by_code() -> dict[tuple[str, str], list[_Entry]]:
    found: dict[tuple[str, str], list[_Entry]] = {}
    for row in rows_of("crosswalk"):
        if row["code"]:
            found.setdefault((row["system"], row["code"]), []).append(_entry(row))
    return found


@cache
def _aliases(country: Country | None) -> dict[str, set[str]]:
    """Folded alias → categories; one with a note needs a look at the departments and decides nothing."""
    found: dict[str, set[str]] = {}
    for row in rows_of("aliases"):
        if row["kind"] == "service" and row["lang"] in LANGUAGES[country] and not row["note"]:
            found.setdefault(fold(row["alias"]), set()).add(row["code"])
    return found
