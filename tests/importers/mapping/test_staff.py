"""Posts of staff from the columns of a file."""

from datetime import date
from typing import Any

import pytest

from hub.domain.claims import claims_of, rows_of
from hub.domain.records import ProviderRecord, StaffRecord
from tests.importers.mapping.builders import Mapped, map_rows

COLUMNS = {
    "Посада": "staff.title",
    "Ставок": "staff.posts",
    "Зайнято": "staff.filled",
    "Станом на": "staff.as_of",
    "Кваліфікованих": "staff.qualified",
    "Дійсна до": "staff.qualification_ends",
    "Раз на": "staff.qualification_years",
}
BLANK = dict.fromkeys(COLUMNS, "")


def mapped(*rows: dict[str, str], **keys: Any) -> Mapped:
    return map_rows([{"Назва": "Центр", **BLANK, **row} for row in rows], **({"columns": COLUMNS} | keys))


def one(*rows: dict[str, str], **keys: Any) -> ProviderRecord:
    (provider,) = mapped(*rows, **keys).providers
    return provider


def test_a_row_counts_the_posts_of_its_title() -> None:
    row = {"Посада": "Психолог", "Ставок": "1,5", "Зайнято": "0.5", "Станом на": "01.02.2024"}
    assert one(row).staff == (StaffRecord("Психолог", date(2024, 2, 1), 1.5, 0.5),)


def test_qualification_of_ten_people_is_kept_by_month() -> None:
    row = {"Посада": "Доглядальник", "Зайнято": "12", "Кваліфікованих": "9", "Дійсна до": "17.03.2026"}
    (staff,) = one(row | {"Станом на": "01.02.2024", "Раз на": "3 роки"}).staff
    assert (staff.qualified, staff.qualification_ends, staff.qualification_years) == (9, date(2026, 3, 1), 3)


def test_qualification_of_one_person_is_kept_nowhere() -> None:
    row = {"Посада": "Психолог", "Зайнято": "1", "Кваліфікованих": "1", "Дійсна до": "17.03.2026"}
    found = mapped(row | {"Станом на": "01.02.2024"})
    assert found.providers[0].staff == (StaffRecord("Психолог", date(2024, 2, 1), filled=1),)
    told = [issue for issue in found.issues if issue.code == "STAFF_TOO_FEW"]
    assert [(issue.row, issue.column, issue.value) for issue in told] == [
        (found.raw[0].number, "Кваліфікованих", None),
        (found.raw[0].number, "Дійсна до", None),
    ]
    assert (found.raw[0].values["Кваліфікованих"], found.raw[0].values["Дійсна до"]) == ("", "")


def test_a_title_that_names_a_person_is_kept_nowhere() -> None:
    found = mapped({"Посада": "Психолог Коваль Ольга Іванівна", "Ставок": "1"})
    assert found.providers[0].staff == ()
    (issue,) = [issue for issue in found.issues if issue.code == "STAFF_NAMES_PERSON"]
    assert (issue.column, issue.value) == ("Посада", None)
    assert found.raw[0].values["Посада"] == ""


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"Ставок": "багато"}, "NUMBER_UNCLEAR", "Ставок"),
        ({"Ставок": "-1"}, "NUMBER_TOO_SMALL", "Ставок"),
        ({"Ставок": "1", "Зайнято": "2"}, "STAFF_ABOVE_POSTS", "Зайнято"),
        ({"Ставок": "1", "Станом на": "31.02.2024"}, "DATE_IMPOSSIBLE", "Станом на"),
        ({"Ставок": "1", "Посада": ""}, "STAFF_WITHOUT_TITLE", None),
        ({"Ставок": "1"}, "STAFF_UNDATED", None),
    ],
)
def test_what_cannot_be_is_an_issue_of_row_and_column(
    row: dict[str, str], code: str, column: str | None
) -> None:
    found = mapped({"Посада": "Психолог", **row})
    (issue,) = [issue for issue in found.issues if issue.code == code]
    assert (issue.row, issue.column) == (found.raw[0].number, column)


def test_columns_of_a_wide_row_name_their_posts() -> None:
    columns = {
        "Психологів": {"to": "staff.posts", "post": "Психолог"},
        "Психологів є": {"to": "staff.filled", "post": "Психолог"},
        "Водіїв": {"to": "staff.posts", "post": "Водій"},
        "Дата": "staff.as_of",
    }
    row = {"Назва": "Центр", "Психологів": "2", "Психологів є": "1", "Водіїв": "", "Дата": "01.02.2024"}
    (provider,) = map_rows([row], columns=columns).providers
    assert provider.staff == (StaffRecord("Психолог", date(2024, 2, 1), 2, 1),)


def test_a_department_s_posts_are_of_its_service_and_a_second_count_is_told() -> None:
    columns = COLUMNS | {"Відділення": "service.name"}
    rows = [
        {"Відділення": "Догляд вдома", "Посада": "Доглядальник", "Ставок": "5", "Станом на": "01.02.2024"},
        {"Відділення": "Догляд вдома", "Посада": "доглядальник", "Ставок": "6", "Станом на": "01.02.2024"},
    ]
    keys: dict[str, Any] = {
        "row": "department",
        "key": ["Назва", "Відділення"],
        "group_by": ["Назва"],
        "services": {"shape": "row"},
    }
    found = mapped(*rows, columns=columns, **keys)
    (provider,) = found.providers
    assert provider.staff == ()
    assert [service.staff for service in provider.services] == [
        (StaffRecord("Доглядальник", date(2024, 2, 1), 5),)
    ]
    assert [issue.row for issue in found.issues if issue.code == "STAFF_TWICE"] == [found.raw[1].number]


def test_claims_name_column_and_row() -> None:
    keys: dict[str, Any] = {"row": "service", "key": ["Назва", "Посада"], "group_by": ["Назва"]}
    provider = one({"Посада": "Водій", "Ставок": "1"}, {"Посада": "Психолог", "Ставок": "2"}, **keys)
    claims, rows = claims_of(provider), rows_of(provider)
    field = "staff.психолог.undated.posts"
    assert claims[field] == {"value": "2.0", "column": "Ставок"}
    assert rows[field] == provider.rows[1]


def test_posts_without_a_title_are_no_region() -> None:
    with pytest.raises(Exception, match=r"staff\.posts needs post, or a column mapped to staff\.title"):
        mapped({"Ставок": "1"}, columns={"Ставок": "staff.posts"})
