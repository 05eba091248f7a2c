"""The maker of synthetic registers: the same bytes each time, honest marks, real places, counted troubles."""

from stdnum.ua import edrpou

from bench.maker import COLUMNS, Made, make_rows, places, write_csv
from bench.mess import TROUBLES
from importers.readers import open_rows


def test_the_same_seed_makes_the_same_bytes_and_another_does_not(tmp_path):
    first, again, other = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    assert write_csv(first, 300, seed=7) == write_csv(again, 300, seed=7)
    write_csv(other, 300, seed=8)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_every_row_says_that_it_is_synthetic():
    rows = list(make_rows(500, mess=1))
    assert {row["Походження"] for row in rows} == {"synthetic"}
    assert all(row["Назва"].endswith("(зразок)") for row in make_rows(50, mess=0))


def test_codes_have_right_check_digits_in_a_range_that_was_never_issued():
    codes = [row["Код ЄДРПОУ"] for row in make_rows(2_000, mess=0)]
    assert len(set(codes)) == 2_000
    assert all(code[0] == "9" and edrpou.is_valid(code) for code in codes)


def test_places_are_those_of_the_codifier():
    known = set(places())
    assert len(known) > 25_000
    assert ("Черкаська область", "Уманська територіальна громада", "м. Умань") in known
    rows = make_rows(500, mess=0)
    assert all((row["Область"], row["Громада"], row["Населений пункт"]) in known for row in rows)


def test_without_mess_nothing_is_wrong_and_with_it_about_the_share_that_was_asked_for():
    clean, messy = Made(), Made()
    tidy = list(make_rows(1_000, mess=0, made=clean))
    assert clean == Made(rows=1_000)
    assert all(int(row["Вільно"]) <= int(row["Місць"]) for row in tidy)
    list(make_rows(1_000, mess=0.3, made=messy))
    assert set(messy.troubles) == set(TROUBLES)
    assert 300 <= messy.troubles.total() <= 480


def test_a_made_file_is_read_back_whole(tmp_path):
    path = tmp_path / "made.csv"
    made = write_csv(path, 400, seed=3, mess=0.5)
    with open_rows(path) as source:
        rows = [row.values for row in source]
    assert source.columns == list(COLUMNS)
    assert rows == list(make_rows(400, seed=3, mess=0.5))
    assert len(rows) == made.rows
    assert source.notes == []
