"""The reference data of this folder as the hub keeps it: taxonomies, crosswalks, basic services, norms."""

from collections.abc import Iterable, Iterator

from hub.domain.reference import (
    BasicService,
    CrosswalkEntry,
    Norm,
    ReferenceData,
    Taxonomy,
    Term,
    TermLabel,
)
from hub.domain.vocabulary import Country, Lang, MatchRelation
from hub.store.reference import publish_reference
from importers.reference.tables import Row, rows_of

#: Taxonomy → its file and its title. The codes are those that claims, filters and facets use.
TAXONOMIES = {
    "category": ("categories", "Services"),
    "target-group": ("target_groups", "For whom"),
    "form": ("forms", "Delivery forms"),
    "duration": ("durations", "Durations"),
    "kind": ("kinds", "Kinds of providers"),
    "sector": ("sectors", "Sectors"),
    "funding": ("funding", "Funding"),
}
UA_BASIC = "ua-basic-service"

#: National grounds of need → hub target groups: system, column of the ground, column of the relation.
_GROUNDS = (
    ("ua-szho", "ua_szho_ref", "ua_match"),
    ("ru-442-art15", "ru_442_art15_ref", "ru_match"),
    ("kz-ground", "kz_ground_ref", "kz_match"),
)


def load_reference(url: str) -> None:
    """Bring the database's reference data up to date; a second call changes nothing."""
    publish_reference(url, reference_data())


def reference_data() -> ReferenceData:
    """Everything that this folder's files say."""
    taxonomies = [_taxonomy(code, *about) for code, about in TAXONOMIES.items()]
    return ReferenceData(
        taxonomies=(*taxonomies, _basic_taxonomy()),
        crosswalk=(*_category_crosswalk(), *_form_crosswalk(), *_ground_crosswalk()),
        basic_services=tuple(basic_services()),
        norms=tuple(_norms()),
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
        terms.append(Term(code=_basic_code(row), sort=int(row["n"]), labels=tuple(labels)))
    note = (
        "Law 2671-VIII, art. 16(6): what every hromada must secure; the numbering of points is to be checked."
    )
    return Taxonomy(UA_BASIC, "Basic services of Ukraine", tuple(terms), note)


def _basic_code(row: Row) -> str:
    return f"ua-basic.{int(row['n']):02}"


def basic_services() -> Iterator[BasicService]:
    """Ukraine's 18 basic services with the hub categories that fulfil each, found by the service's name.

    Where the classifier's concept has an exact or close hub category, only that one fulfils it; a group
    concept, which has only narrower ones, is fulfilled by any of them.
    """
    for row in rows_of("ua_basic_services"):
        entries = [
            entry
            for entry in rows_of("crosswalk")
            if entry["system"] == "ua-classifier-429" and entry["label"] == row["name_uk"]
        ]
        direct = [entry for entry in entries if entry["relation"] in {"exact", "close"}]
        for entry in direct or entries:
            yield BasicService(Country.UA, UA_BASIC, _basic_code(row), entry["category"])


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


def _norms() -> Iterable[Norm]:
    """Only norms that their file declares fit to be used without a person's check."""
    for row in rows_of("norms"):
        if row["use_as_default"] == "yes":
            yield Norm(
                id=row["id"],
                country=Country(row["country"]),
                subject=row["subject"],
                value=row["value"],
                unit=row["unit"],
                status=row["status"],
                source=row["source"],
                confidence=row["confidence"],
                note=row["note"] or None,
            )
