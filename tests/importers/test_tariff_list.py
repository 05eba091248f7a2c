"""The real list of services and tariffs of one Russian region: what of it finds a category, and how."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from hub.domain.text import tidy
from hub.domain.vocabulary import MatchRelation
from tests.importers.mapping.builders import Mapped, map_rows

FILE = "classifiers/ru_omsk_region_social_services_tariffs_442fz_2020_normalised.csv"
COLUMNS: dict[str, Any] = {
    "service_name": [{"to": "service.name"}, {"to": "service.category"}],
    "parent_name": "service.category",
    "service_kind": "service.category",
}


def _mapped(shared_data: Path) -> Mapped:
    with (shared_data / FILE).open(encoding="utf-8", newline="") as file:
        rows = [
            {"Назва": "Список", "№": str(number), **row}
            for number, row in enumerate(csv.DictReader(file), start=1)
        ]
    return map_rows(
        rows,
        country="RU",
        row="service",
        key=["Назва", "№"],
        group_by=["Назва"],
        columns=COLUMNS,
        services={"shape": "row"},
    )


def test_every_row_of_the_list_is_a_service_and_each_unmapped_one_an_issue(shared_data: Path) -> None:
    mapped = _mapped(shared_data)
    (provider,) = mapped.providers
    assert len(provider.services) == 678
    unmapped = [one for one in provider.services if one.category is None]
    issues = [issue for issue in mapped.issues if issue.code == "UNKNOWN_CATEGORY"]
    assert [one.national_label for one in unmapped] == [tidy(issue.value or "") for issue in issues]


def test_the_list_is_mapped_by_names_and_by_kinds_and_the_rest_has_neither(shared_data: Path) -> None:
    mapped = _mapped(shared_data)
    (provider,) = mapped.providers
    assert Counter((one.matched_by, one.matched_via) for one in provider.services) == {
        ("crosswalk ru-service-name", MatchRelation.CLOSE): 1,
        ("crosswalk ru-service-name", MatchRelation.BROAD): 22,
        ("crosswalk ru-442-kind", MatchRelation.CLOSE): 94,
        ("alias", MatchRelation.CLOSE): 1,
        ("crosswalk ru-442-kind", MatchRelation.EXACT): 15,
        (None, None): 545,
    }
    # Every row that stands under a kind is mapped; what is not are paid services, which stand under none.
    kinds = [row.values["service_kind"] for row in mapped.raw]
    mapped_rows = [one.category is not None for one in provider.services]
    assert Counter(zip(map(bool, kinds), mapped_rows, strict=True)) == {
        (True, True): 117,
        (False, True): 16,
        (False, False): 545,
    }
