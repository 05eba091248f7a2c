"""Facts of persons are kept of ten and more people only, and of their days the month."""

from datetime import date

import pytest

from hub.domain.confidentiality import protect
from hub.domain.records import ProviderRecord, ServiceRecord, StaffRecord
from hub.domain.staff import FEWEST_PEOPLE, names_person, publishable, tells_of_persons
from hub.domain.vocabulary import Lang
from hub.small_cells import SMALL_CELL

DAY = date(2026, 3, 17)


def posts(filled: float | None, **more: object) -> StaffRecord:
    return StaffRecord("Психолог", posts=20, filled=filled, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("filled", [None, 0, 1, 9.5])
def test_of_few_people_neither_number_nor_day_is_kept(filled: float | None) -> None:
    told = posts(filled, qualified=1, qualification_ends=DAY, qualification_years=3)
    assert tells_of_persons(told)
    assert publishable(told) == posts(filled, qualification_years=3)


def test_of_ten_people_the_number_and_the_month_are_kept() -> None:
    told = posts(10, qualified=7, qualification_ends=DAY)
    assert publishable(told) == posts(10, qualified=7, qualification_ends=date(2026, 3, 1))


def test_numbers_of_posts_alone_tell_of_nobody() -> None:
    assert not tells_of_persons(posts(1))
    assert publishable(posts(1)) == posts(1)


def test_the_threshold_is_that_of_small_cells() -> None:
    assert FEWEST_PEOPLE == SMALL_CELL


def test_no_record_that_is_protected_tells_of_persons() -> None:
    service = ServiceRecord("s", "Догляд", staff=(posts(2, qualified=2),))
    record = ProviderRecord("1", "Центр", Lang.UK, services=(service,), staff=(posts(1, qualified=0),))
    shown = protect(record)
    assert shown.staff == (posts(1),)
    assert shown.services[0].staff == (posts(2),)


@pytest.mark.parametrize(
    "title", ["Психолог", "Медична сестра", "Әлеуметтік қызметкер", "Специалист по уходу"]
)
def test_titles_of_posts_name_nobody(title: str) -> None:
    assert not names_person(title)


@pytest.mark.parametrize("title", ["Іваненко Олена Петрівна", "Директор Коваль О. П.", "Психолог Ольга"])
def test_a_title_with_a_name_is_known(title: str) -> None:
    assert names_person(title)
