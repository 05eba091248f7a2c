"""The reference data of this folder as the hub keeps it: taxonomies, crosswalks, basic services, norms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from hub.domain.reference import (
    BasicService,
    CrosswalkEntry,
    ReferenceData,
    Taxonomy,
    Term,
    TermLabel,
    in_filters,
)
from hub.domain.vocabulary import Country, Lang, MatchRelation
from hub.store.inputs.norms import load_norms
from hub.store.inputs.sources import InputSource
from hub.store.reference import publish_reference
from importers.planning.norms import bundled_norms
from importers.reference.tables import Row, marked, rows_of

#: Taxonomy → its file and its title. The codes are those that claims, filters and facets use.
TAXONOMIES = {
    "category": ("categories", "Services"),
    "target-group": ("target_groups", "For whom"),
    "form": ("forms", "Delivery forms"),
    "duration": ("durations", "Durations"),
    "kind": ("kinds", "Kinds of providers"),
    "sector": ("sectors", "Sectors"),
    "funding": ("funding", "Funding"),
    "status": ("record_statuses", "Statuses of records"),
    "precision": ("precisions", "Precisions of places"),
}
UA_BASIC = "ua-basic-service"


class National(NamedTuple):
    """A national system of categories: its code in the crosswalk, its file and title, columns of names."""

    system: str
    file: str
    title: str
    names: dict[Lang, str]


#: National systems whose codes filters may name. Concepts whose codes nobody has verified are no terms.
NATIONAL = (
    National(
        "ua-classifier-429",
        "ua_classifier",
        "Classifier of social services of Ukraine (order 429)",
        {Lang.UK: "name_uk", Lang.EN: "name_en"},
    ),
    National(
        "ru-442-kind",
        "ru_kinds",
        "Kinds of social services of the Russian Federation (442-FZ, art. 20)",
        {Lang.RU: "kind_ru", Lang.UK: "name_uk", Lang.EN: "name_en"},
    ),
    National(
        "kz-ssu-kind",
        "kz_kinds",
        "Kinds of special social services of Kazakhstan (Social Code)",
        {Lang.RU: "kind_ru", Lang.KK: "kind_kk", Lang.EN: "name_en"},
    ),
)

#: National grounds of need → hub target groups: system, column of the ground, column of the relation.
_GROUNDS = (
    ("ua-szho", "ua_szho_ref", "ua_match"),
    ("ru-442-art15", "ru_442_art15_ref", "ru_match"),
    ("kz-ground", "kz_ground_ref", "kz_match"),
)

#: Who gives the norms that come with the project; each cites its document.
_NORMS = InputSource(
    code="merezha-norms",
    title="Norms and benchmarks of planning, written down by hand for Merezha",
    edition=f"tables {marked('norms')}",
    publisher="Merezha",
    licence="Apache-2.0",
)


def load_reference(url: str) -> None:
    """Bring the database's reference data up to date; a second call changes nothing."""
    publish_reference(url, reference_data())
    load_norms(url, _NORMS, bundled_norms(), bundled=True)


def reference_data() -> ReferenceData:
    """Everything that this folder's files say."""
    taxonomies = [_taxonomy(code, *about) for code, about in TAXONOMIES.items()]
    return ReferenceData(
        taxonomies=(*taxonomies, _basic_taxonomy(), *(_national(system) for system in NATIONAL)),
        crosswalk=(*_category_crosswalk(), *_form_crosswalk(), *_ground_crosswalk(), *_basic_crosswalk()),
        basic_services=tuple(basic_services()),
    )


def _taxonomy(code: str, file: str, title: str) -> Taxonomy:
    terms = (_term(row, position) for position, row in enumerate(rows_of(file), start=1))
    return Taxonomy(code=code, title=title, terms=tuple(terms))


def _term(row: Row, position: int) -> Term:
    comprehensive = row.get("is_comprehensive")
    return Term(
        code=row["code"],
        sort=int(row.get("sort") or position * 10),
        labels=tuple(_labels(row)),
        parent=row.get("parent") or None,
        definition=row.get("definition_en") or None,
        is_comprehensive=comprehensive == "1" if comprehensive else None,
    )


def _labels(row: Row) -> Iterator[TermLabel]:
    for lang in Lang:
        label = row.get(f"name_{lang}")
        if label:
            # Only the Kazakh names carry a status; the others were taken from acts and registers.
            draft = lang is Lang.KK and row.get("kk_status") == "draft"
            yield TermLabel(lang, label, "draft" if draft else None)


def _basic_taxonomy() -> Taxonomy:
    english = {row["name_uk"]: row["name_en"] for row in rows_of("ua_classifier")}
    terms = []
    for row in rows_of("ua_basic_services"):
        labels = [TermLabel(Lang.UK, row["name_uk"])]
        if english.get(row["name_uk"]):
            labels.append(TermLabel(Lang.EN, english[row["name_uk"]]))
        terms.append(_evidenced(Term(_basic_code(row), int(row["n"]), tuple(labels)), row))
    note = (
        "Law 2671-VIII, art. 16(6): what every hromada must secure; the numbering of points is to be checked."
    )
    return Taxonomy(UA_BASIC, "Basic services of Ukraine", tuple(terms), note)


def _national(system: National) -> Taxonomy:
    """The concepts of a national system that have a code."""
    rows = [row for row in rows_of(system.file) if row["code"]]
    terms = []
    for sort, row in enumerate(rows, start=1):
        labels = (TermLabel(lang, row[column]) for lang, column in system.names.items() if row[column])
        terms.append(_evidenced(Term(row["code"], sort * 10, tuple(labels)), row))
    return Taxonomy(system.system, system.title, tuple(terms))


def _evidenced(term: Term, row: Row) -> Term:
    """The term with what its row rests on: the place in the law, the source, and whether it was recalled."""
    cites = "; ".join(text for text in (row.get("law_ref"), row["source"]) if text)
    recalled = row.get("recalled") == "yes"
    return replace(term, cites=cites or None, confidence=row["confidence"] or None, is_recalled=recalled)


def _basic_code(row: Row) -> str:
    return f"ua-basic.{int(row['n']):02}"


def basic_services() -> Iterator[BasicService]:
    """Ukraine's 18 basic services with the hub categories that fulfil each: those that a filter asks for."""
    entries = list(_basic_crosswalk())
    for code in dict.fromkeys(entry.code for entry in entries):
        for entry in in_filters(entry for entry in entries if entry.code == code):
            yield BasicService(Country.UA, UA_BASIC, code or "", entry.term)


def _basic_crosswalk() -> Iterator[CrosswalkEntry]:
    """The basic services as the classifier's concepts of the same name are matched."""
    for basic in rows_of("ua_basic_services"):
        for row in rows_of("crosswalk"):
            if row["system"] == "ua-classifier-429" and row["label"] == basic["name_uk"]:
                about = {**row, "source": f"{row['source']}; {basic['source']}"}
                code = _basic_code(basic)
                yield _entry(UA_BASIC, basic["name_uk"], "category", row["category"], about, code=code)


def _category_crosswalk() -> Iterator[CrosswalkEntry]:
    for row in rows_of("crosswalk"):
        yield _entry(row["system"], row["label"], "category", row["category"], row, code=row["code"] or None)


def _form_crosswalk() -> Iterator[CrosswalkEntry]:
    for row in rows_of("crosswalk_forms"):
        system = f"{row['country']}-delivery-form"
        yield _entry(
            system, row["label_original"], "form", row["hub_form"], {**row, "relation": row["match"]}
        )


def _ground_crosswalk() -> Iterator[CrosswalkEntry]:
    for row in rows_of("target_groups"):
        for system, ground, relation in _GROUNDS:
            if row[ground] and row[relation]:
                about = {"relation": row[relation], "confidence": row["confidence"]}
                yield _entry(system, row[ground], "target-group", row["code"], about)


def _entry(
    system: str, label: str, taxonomy: str, term: str, about: Row, code: str | None = None
) -> CrosswalkEntry:
    return CrosswalkEntry(
        system=system,
        label=label,
        taxonomy=taxonomy,
        term=term,
        relation=MatchRelation(about["relation"]),
        code=code,
        note=about.get("note") or None,
        source=about.get("source") or None,
        confidence=about.get("confidence") or None,
    )
