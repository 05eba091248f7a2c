"""Rows of one key come together wherever they stand, and leave no file behind."""

from pathlib import Path

from hub.domain.records import RawRow
from importers.mapping.grouping import RowGroups


def _row(number: int, name: str) -> RawRow:
    return RawRow(number, {"Назва": name}, "Аркуш 1")


def test_groups_stand_in_the_order_of_their_first_rows() -> None:
    with RowGroups() as groups:
        for number, key in ((2, "б"), (3, "а"), (4, "б"), (5, "в"), (6, "а")):
            groups.put(key, _row(number, key))
        found = list(groups.groups())
    assert [(key, [row.number for row in rows]) for key, rows in found] == [
        ("б", [2, 4]),
        ("а", [3, 6]),
        ("в", [5]),
    ]
    assert found[0][1][0] == _row(2, "б")


def test_the_temporary_file_goes_with_the_groups() -> None:
    with RowGroups() as groups:
        folder = Path(groups._folder.name)
        assert folder.is_dir()
    assert not folder.exists()
