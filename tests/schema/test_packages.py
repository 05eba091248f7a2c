"""Packages and functions of the demo: compared by packages, and nothing counted twice."""

from collections.abc import Iterator

import pytest

from tests.schema.hub import Hub

CATEGORIES = ["care", "care.home", "care.day", "care.residential", "support.psychological", "access.legal"]
QUERY = """
query ($within: String!, $categories: [String!]!) {
  coverage(within: $within, level: REGION, categories: $categories) {
    territory { code }
    cells { category { code } providers services functions }
  }
}
"""


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Hub]:
    """The schema over the demo's data."""
    opened = Hub(demo_url)
    yield opened
    opened.close()


def cells(demo: Hub, country: str, region: str) -> dict[str, tuple[int, int, int]]:
    """Category → (providers, services, functions among them) of one region."""
    rows = demo.data(QUERY, {"within": country, "categories": CATEGORIES})["coverage"]
    (row,) = [row for row in rows if row["territory"]["code"] == region]
    return {
        cell["category"]["code"]: (cell["providers"], cell["services"], cell["functions"])
        for cell in row["cells"]
    }


RUSSIA = {
    "care": (36, 51, 0),
    "care.home": (32, 32, 0),
    "care.day": (12, 12, 0),
    "care.residential": (7, 7, 0),
    "support.psychological": (31, 42, 42),
    "access.legal": (31, 49, 40),
}
KAZAKHSTAN = {
    "care": (26, 36, 0),
    "care.home": (18, 19, 0),
    "care.day": (12, 12, 0),
    "care.residential": (5, 5, 0),
    "support.psychological": (12, 13, 13),
    "access.legal": (16, 16, 16),
}
UKRAINE = {
    "care": (28, 36, 0),
    "care.home": (23, 23, 0),
    "care.day": (9, 9, 0),
    "care.residential": (4, 4, 0),
    "support.psychological": (0, 0, 0),
    "access.legal": (0, 0, 0),
}


@pytest.mark.parametrize(
    ("country", "region", "expected"),
    [
        ("RU", "52000000", RUSSIA),
        ("KZ", "590000000", KAZAKHSTAN),
        ("UA", "UA05000000000010236", UKRAINE),
    ],
)
def test_a_cell_holds_packages_or_functions_of_another_branch_and_none_twice(
    demo: Hub, country: str, region: str, expected: dict[str, tuple[int, int, int]]
) -> None:
    found = cells(demo, country, region)
    assert found == expected
    # A branch holds what its leaves hold: the kinds under a form of care are no care of their own.
    leaves = [found[code] for code in ("care.home", "care.day", "care.residential")]
    assert found["care"][1] == sum(services for _, services, _ in leaves)


def test_a_service_says_whether_it_is_a_function(demo: Hub) -> None:
    found = demo.data(
        '{ providers(filter: {sources: ["kz_59"], categories: {anyOf: ["care.day"]}}, first: 1, '
        "orderBy: [{field: NAME, direction: ASC}]) { edges { node { services { "
        "isFunction forms matchedVia matchedBy category { code } } } } } }"
    )
    services = found["providers"]["edges"][0]["node"]["services"]
    functions = {one["category"]["code"] for one in services if one["isFunction"]}
    packages = {one["category"]["code"] for one in services if not one["isFunction"]}
    assert "care.day" in packages
    assert not functions & packages
    assert all(one["matchedVia"] and one["matchedBy"] for one in services)
