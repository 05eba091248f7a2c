"""A file that is written while it is read is told, however the reading went."""

import os

import pytest

from importers.readers.errors import FileChanged, MalformedFile
from importers.readers.steady import see

PIECES = ["a", "b", "c"]


def test_all_pieces_of_a_file_that_stays_are_given(tmp_path):
    (tmp_path / "inner").mkdir()
    file = tmp_path / "inner" / "a.csv"
    file.write_text("name\n")
    for path in (file, tmp_path):
        assert list(see(path).pieces(PIECES)) == PIECES


def write_longer(file):
    file.write_text("name\nmore\n")


def write_the_same_again(file):
    before = file.stat()
    file.write_text("")
    file.write_text("name\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def write_other_words_and_hide_it(file):
    before = file.stat()
    file.write_text("nami\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (write_longer, "from 5 to 10 bytes"),
        (write_the_same_again, "it was written again"),
        (write_other_words_and_hide_it, "it was written again"),
        (os.remove, "it cannot be read any more"),
    ],
)
def test_each_change_is_told_after_the_last_piece(tmp_path, change, told):
    file = tmp_path / "a.csv"
    file.write_text("name\n")
    read = []

    def reading():
        yield from PIECES
        change(file)

    with pytest.raises(FileChanged, match=rf"^a\.csv was changed while it was read \({told}\)"):
        read.extend(see(file).pieces(reading()))
    assert read == PIECES


@pytest.mark.parametrize("changes", [True, False])
def test_what_cannot_be_read_is_told_as_a_change_only_if_there_was_one(tmp_path, changes):
    file = tmp_path / "a.csv"
    file.write_text("name\n")

    def reading():
        yield "a"
        if changes:
            file.write_text("")
        raise MalformedFile(file="a.csv", format="csv", where="row 2", reason="it ends within a quote")

    with pytest.raises(FileChanged if changes else MalformedFile):
        list(see(file).pieces(reading()))


def test_a_file_that_a_folder_gains_is_a_change(tmp_path):
    (tmp_path / "a.csv").write_text("name\n")
    seen = see(tmp_path)
    (tmp_path / "b.csv").write_text("")
    with pytest.raises(FileChanged):
        seen.require_same()
