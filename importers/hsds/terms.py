"""Terms and words of a package → the hub's codes: the hub's own taxonomies, lookups.yml, then their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hub.domain.records import TermRecord
from hub.domain.vocabulary import DeliveryForm, Duration, Sector
from importers.hsds.line import Line
from importers.hsds.shelf import Shelf, Stored
from importers.lookups import Lookups
from importers.mapping.cells import Layout
from importers.mapping.provider_kinds import ProviderKinds
from importers.mapping.words import Words, aliases_of, names_of
from importers.reference.tables import codes_of
from importers.region import Region

#: How the hub's export calls its taxonomies; a term's code is `category:care.home` there.
OWN = "merezha:"
FACT = "fact"
MADE = "made"
#: More words than that are a sentence, and no label that a lookup could explain.
_LABEL_WORDS = 4
ATTRIBUTE = "attribute."
_FILES = {
    "category": "categories",
    "target-group": "target_groups",
    "form": "forms",
    "duration": "durations",
    "funding": "funding",
    "kind": "kinds",
    "sector": "sectors",
}


@dataclass(frozen=True, slots=True)
class TermLink:
    """A term that a record bears, and the value and label of the link."""

    line: Line
    term: TermRecord
    value: str | None
    label: str | None

    @property
    def name(self) -> str:
        """The term's words."""
        return self.term.name

    @property
    def code(self) -> str:
        """The term's own code."""
        return self.term.code

    @property
    def own(self) -> tuple[str, str] | None:
        """(taxonomy, code) where the term is of the hub's own taxonomies."""
        if not self.term.taxonomy.startswith(OWN):
            return None
        taxonomy, _, code = self.code.partition(":")
        return taxonomy, code


def links_of(shelf: Shelf, layout: Layout, stored: Stored) -> Iterator[TermLink]:
    """The terms of a record: attributes of 3.x, `service_taxonomy` of 1.1."""
    found = [
        (row, row.values.get("taxonomy_term_id", ""))
        for row in shelf.linked("attribute", "link_id", stored.id)
        if row.values.get("link_entity", stored.table) in ("", stored.table)
    ]
    if stored.table == "service":
        taxonomies = shelf.linked("service_taxonomy", "service_id", stored.id)
        found += [(row, row.values.get("taxonomy_id", "")) for row in taxonomies]
    for row, term_id in found:
        if not term_id:
            continue
        term = _term(shelf, layout, term_id)
        link = Line(layout, row, {"term": term.name})
        yield TermLink(link, term, link.said("value"), link.said("label"))


def _term(shelf: Shelf, layout: Layout, id: str) -> TermRecord:
    """The term with this id; one that the package does not hold is known by its id only."""
    stored = shelf.find("taxonomy_term", id)
    if stored is None:
        return TermRecord("", id, id)
    line = Line(layout, stored)
    taxonomy = line.said("taxonomy")
    if taxonomy is None and (named := shelf.find("taxonomy", line.said("taxonomy_id") or "")):
        taxonomy = Line(layout, named).said("name")
    code = line.said("code") or id
    return TermRecord(taxonomy or "", code, line.said("name") or code)


@dataclass(slots=True)
class Facets:
    """What the terms of one record say, by the hub's taxonomies."""

    categories: dict[str, TermLink] = field(default_factory=dict)
    named: list[TermLink] = field(default_factory=list)  # may be categories by their words
    target_groups: dict[str, None] = field(default_factory=dict)
    forms: dict[DeliveryForm, None] = field(default_factory=dict)
    funding: dict[str, None] = field(default_factory=dict)
    duration: Duration | None = None
    kind: str | None = None
    sector: Sector | None = None
    facts: list[tuple[str, TermLink]] = field(default_factory=list)
    foreign: list[TermRecord] = field(default_factory=list)  # all that are not of the hub's own taxonomies

    def attributes(self) -> dict[str, str | int | bool]:
        """Facts without a field of their own, under the names that the hub's export gave them."""
        named = [(name.removeprefix(ATTRIBUTE), link.value) for name, link in self.facts if ATTRIBUTE in name]
        return {name: _plain(value) for name, value in named if value}

    def made(self, field: str) -> bool:
        """Whether the hub's export made a field of what stands elsewhere, so that nobody says it."""
        return any(name == MADE and link.value == field for name, link in self.facts)

    def fact(self, name: str) -> str | None:
        """The value of the first fact of this name."""
        return next((link.value for known, link in self.facts if known == name), None)


class Vocabulary:
    """Reads the terms of one region's packages."""

    def __init__(self, region: Region, lookups: Lookups) -> None:
        country = region.country
        groups = {**aliases_of("target", country), **names_of("target_groups", country)}
        self._groups = Words(lookups.target_groups, {words: (code,) for words, code in groups.items()})
        forms = {words: (DeliveryForm(code),) for words, code in names_of("forms", country).items()}
        self._forms = Words(lookups.forms, forms)
        funding = {words: (code,) for words, code in names_of("funding", country).items()}
        self._funding = Words(lookups.funding, funding)
        self._kinds = ProviderKinds(country, lookups)
        sectors = {words: Sector(code) for words, code in names_of("sectors", country).items()}
        self._sector = Words(lookups.sector, sectors)

    def facets(self, links: Iterable[TermLink]) -> Facets:
        """What the terms say; those of no closed vocabulary are left in `named`."""
        found = Facets()
        for link in links:
            if link.own is None:
                found.foreign.append(replace(link.term, value=link.value, label=link.label))
                self._by_words(link, found)
            elif link.own[0] == FACT:
                found.facts.append((link.own[1], link))
            elif link.own[1] in codes_of(_FILES.get(link.own[0], "categories")):
                _by_own_code(link, *link.own, found)
            else:
                _unknown(link.line, link.code or link.name)
        return found

    def target_groups(self, line: Line, column: str) -> tuple[str, ...]:
        """Whom the words of a column mean; sentences mean no group and are kept as words only."""
        text = line.said(column)
        if text and text not in self._groups and len(text.split()) > _LABEL_WORDS:
            return ()
        return self._several(line, column, self._groups)

    def funding(self, line: Line, column: str) -> tuple[str, ...]:
        """Who pays, by the words of a column; unknown ones are issues."""
        return self._several(line, column, self._funding)

    def _several(self, line: Line, column: str, words: Words[tuple[str, ...]]) -> tuple[str, ...]:
        text = line.said(column)
        if text and text not in words:
            _unknown(line, text, column)
        return (words.get(text) or ()) if text else ()

    def _by_words(self, link: TermLink, found: Facets) -> None:
        if link.name in self._groups:
            found.target_groups.update(dict.fromkeys(self._groups.get(link.name) or ()))
        elif link.name in self._forms:
            found.forms.update(dict.fromkeys(self._forms.get(link.name) or ()))
        elif link.name in self._funding:
            found.funding.update(dict.fromkeys(self._funding.get(link.name) or ()))
        elif link.line.stored.values.get("link_entity") == "organization" and link.name in self._kinds:
            found.kind = self._kinds.of(link.name)
        elif link.line.stored.values.get("link_entity") == "organization" and link.name in self._sector:
            found.sector = self._sector.get(link.name)
        else:
            found.named.append(link)


def _by_own_code(link: TermLink, taxonomy: str, code: str, found: Facets) -> None:
    if taxonomy == "category":
        found.categories[code] = link
    elif taxonomy == "target-group":
        found.target_groups[code] = None
    elif taxonomy == "form":
        found.forms[DeliveryForm(code)] = None
    elif taxonomy == "funding":
        found.funding[code] = None
    elif taxonomy == "duration":
        found.duration = Duration(code)
    elif taxonomy == "kind":
        found.kind = code
    elif taxonomy == "sector":
        found.sector = Sector(code)


def _plain(value: str) -> str | int | bool:
    """A fact as the type that it had: whole numbers, yes and no, else text."""
    if value in {"true", "false"}:
        return value == "true"
    return int(value) if value.isdecimal() and str(int(value)) == value else value


def _unknown(line: Line, words: str, column: str | None = None) -> None:
    message = f"«{words}» is not known; add it to lookups.yml, or correct the source."
    line.complain("UNKNOWN_VALUE", message, column=column, value=words)
