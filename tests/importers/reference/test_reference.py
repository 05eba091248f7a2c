"""The reference files fit together: every code that one file names, another defines."""

from hub.domain.vocabulary import DeliveryForm, Duration, PrecisionClass, RecordStatus, Sector
from importers.reference.load import basic_services, reference_data
from importers.reference.tables import codes_of, listed, rows_of

TERMS = {taxonomy.code: {term.code for term in taxonomy.terms} for taxonomy in reference_data().taxonomies}


def test_the_taxonomies_hold_what_the_field_agreed_on() -> None:
    assert {code: len(terms) for code, terms in TERMS.items()} == {
        "category": 52,
        "target-group": 27,
        "form": 9,
        "duration": 4,
        "kind": 26,
        "sector": 8,
        "funding": 13,
        "status": 8,
        "precision": 5,
        "ua-basic-service": 18,
        "ua-classifier-429": 3,
        "ru-442-kind": 8,
        "kz-ssu-kind": 8,
    }


def test_every_code_of_the_crosswalk_is_a_term() -> None:
    unknown = [entry for entry in reference_data().crosswalk if entry.term not in TERMS[entry.taxonomy]]
    assert unknown == []


def test_every_facet_of_the_crosswalk_is_a_term() -> None:
    facets = {"forms": "form", "target_groups": "target-group", "duration": "duration", "funding": "funding"}
    unknown = [
        (row["label"], code)
        for row in rows_of("crosswalk")
        for column, taxonomy in facets.items()
        for code in listed(row[column])
        if code not in TERMS[taxonomy]
    ]
    assert unknown == []


def test_a_concept_that_a_category_means_exactly_means_no_other_exactly() -> None:
    exact: dict[tuple[str, str, str], set[str]] = {}
    for row in rows_of("crosswalk"):
        if row["relation"] == "exact":
            exact.setdefault((row["system"], row["code"], row["label"]), set()).add(row["category"])
    assert [concept for concept, categories in exact.items() if len(categories) > 1] == []


def test_a_narrower_category_stands_where_something_chooses_it_or_beside_all_its_parts() -> None:
    concepts: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows_of("crosswalk"):
        concepts.setdefault((row["system"], row["code"], row["label"]), []).append(row)
    undecided = []
    for (_, _, label), rows in concepts.items():
        bundle = all(row["bundle"] == "yes" for row in rows)
        assert bundle or not any(row["bundle"] for row in rows), "all parts of a bundle are marked"
        assert not bundle or len(rows) > 1, "a bundle has several parts"
        # A concept with a broader or equal category falls back on that; others need a choice for each line.
        narrow_only = all(row["relation"] == "narrow" for row in rows)
        chosen = all(row["forms"] or row["target_groups"] or row["words"] for row in rows)
        if narrow_only and not bundle and not chosen:
            undecided.append(label)
    assert undecided == []


def test_every_alias_means_a_category_a_kind_or_a_target_group() -> None:
    taxonomies = {"service": "category", "provider": "kind", "target": "target-group"}
    unknown = [row for row in rows_of("aliases") if row["code"] not in TERMS[taxonomies[row["kind"]]]]
    assert unknown == []


def test_each_of_the_18_basic_services_has_a_category() -> None:
    services = list(basic_services())
    assert len({service.code for service in services}) == 18
    shelter = {service.category for service in services if service.code == "ua-basic.06"}
    assert shelter == {
        "crisis.shelter-homeless",
        "crisis.shelter-violence",
        "crisis.shelter-children",
        "crisis.shelter-displaced",
    }
    in_kind = {service.category for service in services if service.code == "ua-basic.13"}
    assert in_kind == {"crisis.in-kind"}


def test_sectors_are_those_of_the_vocabulary() -> None:
    assert codes_of("sectors") == {sector.value for sector in Sector}
    assert codes_of("forms") == {form.value for form in DeliveryForm}
    assert codes_of("durations") == {duration.value for duration in Duration}
    assert codes_of("record_statuses") == {status.value for status in RecordStatus}
    assert codes_of("precisions") == {precision.value for precision in PrecisionClass}
