"""Which records may be a refuge from violence or trafficking.

A record is hidden as soon as anything in it may mean a refuge, and stays so until a person decides. What
is read: the codes of its kind, categories and groups, and every text of it by the words of
`refuge_words.csv`. Their roles:

- `refuge` hides alone, unless its part of the sentence says otherwise (`harmless`: for animals, of civil
  defence, a village's name), or names other people (`group`), or the categories and groups of the services
  say that they are for others. Where anything in the record speaks of women, violence or victims, other
  people and categories make nothing harmless.
- `survivor` (violence, trafficking) hides, unless no word or category of the record tells of a stay and
  there is evidence that nobody stays: its sentence tells of advice (`no-bed`) or `prevention`, or it stands
  neither in name nor kind and every service has a category of which none is a stay. Beside stays that are
  all services with the categories of others («підтримане проживання»), `prevention` makes it harmless where
  nothing in the record speaks of women, victims or a refuge.
- `stay` hides beside `women` or `victim` in the same text. Where a service is a stay («Проживання»), a cell
  that names women or victims hides too, unless other groups are named: who a service is for often stands
  in a column of its own.
- `women` beside `victim` in a clause says what `survivor` does: «жінки, які постраждали».
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hub.domain.confidentiality.lexicon import Hit, clauses, hits
from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord, ServiceRecord
from hub.domain.text import fold

REFUGE_CATEGORIES = frozenset({"crisis.shelter-violence"})
REFUGE_KINDS = frozenset({"crisis-centre"})
REFUGE_GROUPS = frozenset({"violence", "trafficking"})
#: Categories of services where people stay overnight; a category counts with all below it.
STAYS = ("crisis.shelter", "care.residential", "care.respite", "living")

#: Categories of places to stay for others, whose doors are no secret.
OTHER_REFUGES = frozenset({"crisis.shelter-homeless", "crisis.shelter-children", "crisis.shelter-displaced"})

REFUGE_CATEGORY = "REFUGE_CATEGORY"
REFUGE_KIND = "REFUGE_KIND"
REFUGE_GROUP = "REFUGE_GROUP"
REFUGE_WORD = "REFUGE_WORD"

#: What decides a service without a category: a person who wrote into lookups.yml that it has none.
_DECIDED = frozenset({"lookups.yml", "correction"})
_NAMING = frozenset({"name", "short_name", "kind"})


class Text(NamedTuple):
    """A text of a record: the field or column it stands in, and the places it speaks of, none for all."""

    field: str
    text: str
    locations: tuple[str, ...] = ()
    address: bool = False  # words for buildings and flats say nothing there
    cells: bool = False  # several cells in one: only phrases that go over their edge say something


def refuge_reasons(
    record: ProviderRecord | AccessPointRecord, more: Sequence[Text] = ()
) -> Iterator[HidingReason]:
    """Everything that says the record may be a refuge; `more` are texts of its rows that it does not keep."""
    if isinstance(record, ProviderRecord):
        yield from _by_codes(record)
    # What stands in a row is told by its column: that is where whoever decides must look.
    found = [(text, _spoken(text.text)) for text in (*more, *_texts(record))]
    found = [(text, spoken) for text, spoken in found if spoken]
    if found:
        yield from _by_words(record, found)


def _spoken(text: str) -> tuple[Hit, ...]:
    """The words of a text, and women who are victims as a word of violence."""
    spoken = hits(text)
    victims = [hit for hit in spoken if hit.role == "victim"]
    women = {hit.clause for hit in spoken if hit.role == "women"}
    return (*spoken, *(hit._replace(role="survivor") for hit in victims if hit.clause in women))


def may_be_refuge(texts: Iterable[Text]) -> bool:
    """Whether any of the texts speaks of a refuge or of violence, whatever stands beside it."""
    for text in texts:
        spoken = _spoken(text.text)
        if text.cells:
            spoken = tuple(_over_edges(spoken))
        if any(hit.role in {"refuge", "survivor"} for hit in spoken):
            return True
        if not text.address and _stays_of(spoken):
            return True
    return False


def _by_codes(record: ProviderRecord) -> Iterator[HidingReason]:
    if record.kind in REFUGE_KINDS:
        yield HidingReason(REFUGE_KIND, "kind", record.kind or "")
    for service in record.services:
        if service.category in REFUGE_CATEGORIES:
            yield HidingReason(REFUGE_CATEGORY, "services", service.category or "", service.locations)
        groups = sorted(REFUGE_GROUPS.intersection(service.target_groups))
        if groups and (_is_unknown(service) or _is_stay(service)):
            yield HidingReason(REFUGE_GROUP, "service.target_groups", groups[0], service.locations)


def _is_unknown(service: ServiceRecord) -> bool:
    return service.category is None and service.matched_by not in _DECIDED


def _is_stay(service: ServiceRecord) -> bool:
    return (service.category or "").startswith(STAYS)


def _by_words(
    record: ProviderRecord | AccessPointRecord, found: Sequence[tuple[Text, tuple[Hit, ...]]]
) -> Iterator[HidingReason]:
    services = record.services if isinstance(record, ProviderRecord) else ()
    roles = {hit.role for text, spoken in found for hit in spoken if not text.cells}
    at_risk = not roles.isdisjoint({"survivor", "women", "victim"})
    stays = any(map(_is_stay, services)) or any(
        hit.role == "stay" and not (text.address or text.cells) for text, spoken in found for hit in spoken
    )
    only_prevents = roles.isdisjoint({"refuge", "women", "victim"}) and _stays_are_others(services, found)
    known = bool(services) and not any(map(_is_unknown, services))
    others = not at_risk and _shelters_others(services)
    for_women = "group" not in roles and _has_stay(services)
    for text, spoken in found:
        if text.cells:
            yield from _reasons(text, _refuges(_over_edges(spoken), at_risk))
            continue
        if not others or text.field in _NAMING:
            yield from _reasons(text, _refuges(spoken, at_risk))
        if stays:
            quiet = {"prevention"} if only_prevents else set()
            yield from _reasons(text, _survivors(spoken, quiet))
        elif not known or text.field in _NAMING:
            yield from _reasons(text, _survivors(spoken, {"no-bed", "prevention"}))
        if not text.address:
            yield from _reasons(text, _stays_of(spoken))
        if for_women:
            yield from _reasons(text, _only_people(spoken))


def _has_stay(services: Sequence[ServiceRecord]) -> bool:
    """Whether people stay in a service, by its category or its words."""
    return any(
        _is_stay(service) or any(hit.role == "stay" for text in _words_of(service) for hit in hits(text))
        for service in services
    )


def _stays_are_others(
    services: Sequence[ServiceRecord], found: Sequence[tuple[Text, tuple[Hit, ...]]]
) -> bool:
    """Whether every word of a stay is that of a service whose category is known and no place of refuge."""
    if any((service.category or "").startswith("crisis.shelter") for service in services):
        return False
    known = {fold(words) for service in services if not _is_unknown(service) for words in _words_of(service)}
    return all(
        fold(clauses(text.text)[hit.clause]) in known
        for text, spoken in found
        if not (text.address or text.cells)
        for hit in spoken
        if hit.role == "stay"
    )


def _shelters_others(services: Sequence[ServiceRecord]) -> bool:
    """Whether every service that may be a refuge is known to be one for others, whom its source names."""
    refuges = [
        service
        for service in services
        if any(hit.role == "refuge" for text in _words_of(service) for hit in hits(text))
    ]
    return bool(refuges) and all(
        service.category in OTHER_REFUGES and service.target_groups for service in refuges
    )


def _words_of(service: ServiceRecord) -> Iterator[str]:
    said = (service.name, service.national_label, service.description, service.eligibility)
    terms = (term.name for term in service.terms)
    return filter(None, (*said, service.application_process, *terms))


def _reasons(text: Text, spoken: Sequence[Hit]) -> Iterator[HidingReason]:
    for hit in spoken[:1]:
        yield HidingReason(REFUGE_WORD, text.field, hit.word, text.locations)


def _over_edges(spoken: Sequence[Hit]) -> list[Hit]:
    """Words of a text of several cells, without words for a refuge that stand in one of them."""
    return [hit for hit in spoken if hit.role != "refuge" or " " in hit.word]


def _refuges(spoken: Sequence[Hit], at_risk: bool) -> list[Hit]:
    """Words for a refuge that nothing beside them makes harmless."""
    found = []
    for hit in spoken:
        if hit.role == "refuge":
            beside = {other.role for other in spoken if _is_beside(other, hit)}
            speaks_of_people = not beside.isdisjoint({"survivor", "women", "victim"})
            harmless = "harmless" in beside and not speaks_of_people
            if not harmless and not ("group" in beside and not at_risk):
                found.append(hit)
    return found


def _is_beside(other: Hit, hit: Hit) -> bool:
    return other.clause == hit.clause and (other.part == hit.part or -1 in (other.part, hit.part))


def _survivors(spoken: Sequence[Hit], quiet: set[str]) -> list[Hit]:
    """Words for violence in a clause that has no word of these roles."""
    clauses = {hit.clause for hit in spoken if hit.role in quiet}
    return [hit for hit in spoken if hit.role == "survivor" and hit.clause not in clauses]


def _stays_of(spoken: Sequence[Hit]) -> list[Hit]:
    """Words for a stay in a text that also tells of women or victims."""
    if {hit.role for hit in spoken}.isdisjoint({"women", "victim"}):
        return []
    return [hit for hit in spoken if hit.role == "stay"]


def _only_people(spoken: Sequence[Hit]) -> list[Hit]:
    """Words for women or victims in a text that tells of neither violence nor a place."""
    people = [hit for hit in spoken if hit.role in {"women", "victim"}]
    return people if {hit.role for hit in spoken} <= {"women", "victim"} else []


def _texts(record: ProviderRecord | AccessPointRecord) -> Iterator[Text]:
    """Every text that the record keeps."""
    yield Text("name", record.name)
    # What is published of a place is read with the place.
    yield from (Text(name, text) for name, text in record.raw.items() if not name.startswith("location."))
    yield from (Text(name, str(value)) for name, value in record.attributes.items())
    if record.url:
        yield Text("url", record.url)
    yield from (Text("emails", email) for email in record.emails)
    places = record.locations if isinstance(record, ProviderRecord) else (record.location,)
    if isinstance(record, AccessPointRecord):
        yield Text("operator_name", record.operator_name or "")
    else:
        yield Text("short_name", record.short_name or "")
        yield from (Text("name", name.name) for name in record.names)
        for service in record.services:
            yield from (Text("services", text, service.locations) for text in _words_of(service))
    for place in places:
        here = (place.key,)
        yield Text("location.name", place.name or "", here)
        yield Text("location.address", place.address or "", here, address=True)
        yield from (Text(name, str(value), here) for name, value in place.attributes.items())
