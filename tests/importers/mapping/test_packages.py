"""Packages and functions: a form's care as a whole, its kinds under it, and nothing counted twice."""

from collections import Counter
from typing import Any

import orjson
import pytest

from importers.mapping.kind_names import SHORT_FORMS, SYSTEMS
from importers.reference.tables import rows_of
from importers.region import REGIONS


def _services(region: str) -> list[tuple[str, dict[str, Any]]]:
    """(provider, service) of the region's golden file, which test_regions.py holds the mapping to."""
    lines = (REGIONS / region / "expected.jsonl").read_bytes().splitlines()
    records = [orjson.loads(line) for line in lines]
    return [(record["key"], service) for record in records for service in record.get("services", [])]


@pytest.mark.parametrize("system", SYSTEMS.values())
def test_no_branch_of_the_categories_holds_a_package_and_another_function_of_it(system: str) -> None:
    of_code: dict[tuple[str, str], set[str]] = {}
    for row in rows_of("crosswalk"):
        of_code.setdefault((row["system"], row["code"]), set()).add(row["category"])
    kinds = {code.split("|")[0] for of, code in of_code if of == f"{system}-kind-form"}
    assert len(kinds) == {"ru-442": 7, "kz-ssu": 8}[system]
    for short in SHORT_FORMS.values():
        package = of_code.get((f"{system}-form", short), set())
        for kind in kinds:
            function = of_code.get((f"{system}-kind-form", f"{kind}|{short}"), set())
            # A kind with the package's own categories is the package; any other lies in another branch.
            if function != package:
                assert not {_branch(code) for code in function} & {_branch(code) for code in package}


def _branch(category: str) -> str:
    return category.partition(".")[0]


@pytest.mark.parametrize("region", ["ru_oms", "kz_59"])
def test_no_function_repeats_a_package_of_its_provider_or_has_places(region: str) -> None:
    packages: dict[str, set[tuple[str, str]]] = {}
    for provider, service in _services(region):
        if not service.get("is_function"):
            pairs = {(service.get("category", ""), form) for form in service.get("forms", [])}
            packages.setdefault(provider, set()).update(pairs)
    for provider, service in _services(region):
        if service.get("is_function"):
            assert "capacities" not in service
            own = {form for _, form in packages[provider]}
            assert set(service["forms"]) <= own, "each function stands under a package of its form"
            repeated = {(service.get("category"), form) for form in service["forms"]} & packages[provider]
            assert not repeated


def test_the_omsk_sample_has_a_package_for_each_provider_and_form() -> None:
    assert _counted("ru_oms", is_function=False) == {
        # Urgent services have no form and stand for themselves; two of them could not be mapped.
        "access.legal close": 9,
        "crisis.in-kind close": 34,
        "crisis.intervention close": 1,
        "crisis.shelter-homeless close": 9,
        "None None": 2,
        "care.home close home": 32,
        "care.day close semi-residential": 12,
        "care.residential close residential": 7,
    }
    functions = _counted("ru_oms", is_function=True)
    assert sum(functions.values()) == 137
    assert functions["aux.medical close home"] == 32
    assert functions["rehab.communication exact semi-residential"] == 2
    assert functions["None None home"] == 1


def test_the_petropavl_sample_has_a_package_for_each_department() -> None:
    assert _counted("kz_59", is_function=False) == {
        "care.home close home": 19,
        "care.day close semi-residential": 12,
        "care.residential close residential": 5,
        "crisis.shelter-homeless narrow temporary-stay": 1,
        "crisis.shelter-violence narrow temporary-stay": 1,
    }
    functions = _counted("kz_59", is_function=True)
    assert sum(functions.values()) == 71
    assert functions["support.culture close semi-residential"] == 9
    assert functions["None None semi-residential"] == 1


def _counted(region: str, *, is_function: bool) -> dict[str, int]:
    """Services by category, relation and form."""
    return dict(
        Counter(
            f"{one.get('category')} {one.get('matched_via')} {','.join(one.get('forms', []))}".strip()
            for _, one in _services(region)
            if bool(one.get("is_function")) is is_function
        )
    )
