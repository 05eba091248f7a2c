"""Which hub category a service's words stand for, and how that was decided; nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from hub.domain.text import fold
from hub.domain.vocabulary import Country, MatchRelation
from importers.lookups import Lookups, ServiceMeaning
from importers.mapping.choosing import ANY, Context, Decision, bundled, choose
from importers.mapping.crosswalk import Entry, by_code, by_label
from importers.mapping.evidence import BY_LOOKUP, BY_NAME, BY_REGION
from importers.mapping.kind_names import SHORT_FORMS, SYSTEMS, kind_named
from importers.mapping.service_names import SYSTEMS_OF, known_name
from importers.mapping.words import LANGUAGES, Words, names_of
from importers.reference.tables import rows_of

BY_ALIAS = "alias"


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

    def decide(self, label: str, code: str | None = None, context: Context = ANY) -> list[Decision]:
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
        return self._decide_exactly(label, code, context) or self._decide_wording(label, context)

    def _decide_wording(self, label: str, context: Context) -> list[Decision]:
        """The decision for the known name that the words are another wording of.

        Words that add for whom it is decide only where the name alone stands for one category.
        """
        name = known_name(self.country, label)
        if name is None:
            return []
        decisions = self._decide_exactly(name.label, None, context)
        if not name.narrower:
            return decisions
        sure = len(decisions) == 1 and decisions[0].category is not None
        return [replace(decisions[0], via=MatchRelation.BROAD)] if sure else []

    def _decide_exactly(self, label: str, code: str | None, context: Context) -> list[Decision]:
        if label in self._known:
            meanings = self._known.get(label) or (ServiceMeaning(),)
            return [self._meant(meaning, label) for meaning in meanings]
        entries = self._entries(label, code)
        if entries:
            return bundled(entries, context) or [choose(entries, context)]
        kind = kind_named(self.country, label)
        if kind:
            return [self.of_kind(kind, context)]
        alias = _aliases(self.country).get(fold(label))
        if not alias:
            term = _terms(self.country).get(label)
            return [Decision(category=term, via=MatchRelation.EXACT, by=BY_NAME)] if term else []
        if len(alias) > 1:
            return [Decision(by=BY_ALIAS, candidates=tuple(sorted(alias)))]
        return [Decision(category=min(alias), via=MatchRelation.CLOSE, by=BY_ALIAS)]

    def stated(self, category: str, label: str) -> Decision:
        """A category that region.yml states itself; the crosswalk tells its relation where it has it."""
        return self._meant(ServiceMeaning(category=category), label, BY_REGION)

    def of_code(self, system: str, code: str, context: Context = ANY) -> Decision:
        """The decision for a national code, such as a kind by form; empty when the crosswalk lacks it."""
        entries = by_code().get((system, code), ())
        return choose(entries, context) if entries else Decision()

    def of_kind(self, kind: str, context: Context = ANY) -> Decision:
        """The decision for a kind of services by its code: under the context's form where it has one."""
        system = SYSTEMS.get(self.country, "")
        short = SHORT_FORMS.get(context.forms[0]) if len(context.forms) == 1 else None
        decision = self.of_code(f"{system}-kind-form", f"{kind}|{short}", context) if short else Decision()
        return self.of_code(f"{system}-kind", kind, context) if decision == Decision() else decision

    def _read_entries(self, label: str, code: str | None) -> Sequence[Entry]:
        systems = SYSTEMS_OF[self.country]
        found = [entry for system in systems for entry in by_code().get((system, code or ""), ())]
        for system in systems:
            found = found or list(by_label().get((system, fold(label)), ()))
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


@cache
def _terms(country: Country | None) -> Words[str]:
    """The names of the hub's own categories; those of branches are no services."""
    leaves = {row["code"] for row in rows_of("categories") if row["parent"]}
    return Words({name: code for name, code in names_of("categories", country).items() if code in leaves})


@cache
def _aliases(country: Country | None) -> dict[str, set[str]]:
    """Folded alias → categories; one with a note needs a look at the departments and decides nothing."""
    found: dict[str, set[str]] = {}
    for row in rows_of("aliases"):
        if row["kind"] == "service" and row["lang"] in LANGUAGES[country] and not row["note"]:
            found.setdefault(fold(row["alias"]), set()).add(row["code"])
    return found
