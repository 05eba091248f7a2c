"""The hub's codes as HSDS taxonomies: terms of its own taxonomies, and facts that HSDS has no field for."""

from collections.abc import Mapping
from typing import Any

from hub.domain.ids import part_id
from hub.domain.vocabulary import LANG_FALLBACK, Lang
from hub.store.reads.taxonomy import TermRow

Object = dict[str, Any]

OWN = "merezha"
FACT = "fact"
#: Taxonomy → what it is called and what it holds.
TAXONOMIES = {
    "category": "Categories of social services",
    "target-group": "Whom a service is for",
    "form": "Where or how a service reaches the person",
    "duration": "How long a service lasts",
    "kind": "Kinds of providers",
    "sector": "Who owns a provider",
    FACT: "Facts for which the specification has no field; the attribute's value holds them",
}
_FACTS = {
    "made": "A field of HSDS that the hub made of what stands elsewhere, since its source does not say it.",
    "opening_hours": "When the place is open, in the syntax of OpenStreetMap.",
    "territory": "The place's code in its state's codifier of territories.",
    "confidential": "The place is never published more exactly than its community.",
    "status": "Whether the provider works: active, suspended, relocated, closed, excluded, merged, missing.",
    "match": "How the category was told: by which rule, and of what words and code of the source.",
    "function": "The service is a part of a package that the same provider gives, and no service beside it.",
    "cites": "Where the record's facts were published.",
    "email": "A further e-mail address of the provider.",
    "name": "Another name of the provider, by kind and language.",
    "capacity": "A number of places or clients; the attribute's label is the day it was measured.",
    "team": "What is told of the mobile teams that give the service: how many, how often, how far and when.",
    "second_tier": "Whose work the service supports: hromadas or institutions; it has no people as clients.",
    "staff": "Posts of one title on a day, as JSON: a count of posts, which tells of no person.",
    "attribute": "A fact under the name that the source's description gives it.",
}


def uuid_text(id: str) -> str:
    """An id of 32 hexadecimal digits as a UUID is written."""
    return "-".join((id[:8], id[8:12], id[12:16], id[16:20], id[20:]))


def own_id(owner: object, part: str, key: object = "") -> str:
    """The lasting id of an object that the hub gives none of its own."""
    return uuid_text(part_id(str(owner), f"hsds {part}", key))


def label_of(labels: Mapping[str, str], lang: str, code: str) -> str:
    """A term's name in a language, or in the next one that has it."""
    wanted = LANG_FALLBACK[Lang(lang)] if lang in set(Lang) else LANG_FALLBACK[Lang.EN]
    return next((labels[one] for one in wanted if one in labels), code)


class Terms:
    """Makes the attributes of one export."""

    def __init__(self, terms: Mapping[tuple[str, str], TermRow]) -> None:
        self._terms = terms
        self._made: dict[tuple[str, str], Object] = {}

    def name(self, taxonomy: str, code: str, lang: str) -> str:
        """What a term is called in a language."""
        term = self._terms.get((taxonomy, code))
        return label_of(term.labels, lang, code) if term else code

    def attribute(self, entity: str, owner: object, taxonomy: str, code: str) -> Object:
        """A record's link to a term of a taxonomy of the hub."""
        return {
            "id": own_id(owner, f"attribute {taxonomy}", code),
            "link_id": str(owner),
            "link_entity": entity,
            "link_type": taxonomy,
            "taxonomy_term": self._term(taxonomy, code),
        }

    def fact(self, entity: str, owner: object, name: str, value: object, label: str | None = None) -> Object:
        """A record's link to the term of a fact, with the fact as its value."""
        key = f"{name} {value} {label or ''}"
        link = {**self.attribute(entity, owner, FACT, name), "value": str(value)}
        link["id"] = own_id(owner, "fact", key)
        return {**link, "label": label} if label else link

    def made(self, entity: str, owner: object, field: str) -> Object:
        """That a field of the record was made of what stands elsewhere."""
        return self.fact(entity, owner, "made", field)

    def foreign(self, entity: str, owner: object, number: int, linked: Mapping[str, str]) -> Object:
        """A record's link to a term of a taxonomy of its source."""
        taxonomy, code = linked["taxonomy"], linked["code"]
        key = (f"of {taxonomy}", code)
        term = self._made.setdefault(key, _foreign(taxonomy, code, linked["name"]))
        link = {
            "id": own_id(owner, f"attribute of {taxonomy}", f"{number} {code}"),
            "link_id": str(owner),
            "link_entity": entity,
            "taxonomy_term": term,
        }
        return link | {name: linked[name] for name in ("value", "label") if name in linked}

    def _term(self, taxonomy: str, code: str) -> Object:
        made = self._made.get((taxonomy, code))
        if made is None:
            made = self._made[taxonomy, code] = self._make(taxonomy, code)
        return made

    def _make(self, taxonomy: str, code: str) -> Object:
        term = self._terms.get((taxonomy, code))
        name = label_of(term.labels, Lang.EN, code) if term else code
        about = _FACTS.get(code.split(".")[0]) if taxonomy == FACT else term and term.definition
        made: Object = {
            "id": own_id(taxonomy, "term", code),
            "code": f"{taxonomy}:{code}",
            "name": name,
            "description": about or name,
            "taxonomy": f"{OWN}:{taxonomy}",
            "taxonomy_id": own_id(OWN, "taxonomy", taxonomy),
            "taxonomy_detail": _taxonomy(taxonomy),
            "language": "en",
        }
        if term and term.parent:
            made["parent_id"] = self._term(taxonomy, term.parent)["id"]
        return made

    def used(self) -> list[Object]:
        """Every term that was linked to, and those above them."""
        return list(self._made.values())


def _foreign(taxonomy: str, code: str, name: str) -> Object:
    """A term of another taxonomy, of which the hub keeps the name and the code."""
    made = {"id": own_id(f"of {taxonomy}", "term", code), "code": code, "name": name, "description": name}
    if not taxonomy:
        return made
    id = own_id("of", "taxonomy", taxonomy)
    detail = {"id": id, "name": taxonomy, "description": taxonomy}
    return made | {"taxonomy": taxonomy, "taxonomy_id": id, "taxonomy_detail": detail}


def _taxonomy(taxonomy: str) -> Object:
    title = TAXONOMIES[taxonomy]
    return {"id": own_id(OWN, "taxonomy", taxonomy), "name": f"{OWN}:{taxonomy}", "description": title}
