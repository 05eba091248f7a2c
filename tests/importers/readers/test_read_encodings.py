"""Encodings: found where it can be done without doubt, refused with the place of the fault elsewhere."""

import pytest

from importers.readers.decoding import text_encoding
from importers.readers.errors import EmptyFile, UndecodableFile, UnknownEncoding

UKRAINIAN = "Назва;Адреса\nЦентр надання соціальних послуг;м. Умань, вул. Європейська, 5\n"
RUSSIAN = "Название;Адрес\nКомплексный центр социального обслуживания;г. Омск, ул. Ленина, 5\n"
KAZAKH = "Атауы;Мекенжайы\nӘлеуметтік қызмет көрсету орталығы;Петропавл қаласы, Абай көшесі, 5\n"


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN, KAZAKH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_found(write, read, text, encoding):
    rows, source = read(write("a.csv", text, encoding))
    assert source.columns == text.splitlines()[0].split(";")
    assert list(rows[0][1].values()) == text.splitlines()[1].split(";")
    assert source.encoding == encoding
    assert source.notes == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "windows-1251"),
        (RUSSIAN, "windows-1251"),
        (KAZAKH, "kz1048"),
        (RUSSIAN, "cp866"),
        (UKRAINIAN, "cp1125"),
        (UKRAINIAN.upper(), "windows-1251"),
    ],
)
def test_one_byte_encodings_are_found_by_their_letters(write, read, text, encoding):
    rows, source = read(write("a.csv", text, encoding))
    assert (source.encoding, list(rows[0][1].values())) == (encoding, text.splitlines()[1].split(";"))


def test_letters_that_begin_far_into_the_file_are_found(write, read):
    text = "id;name\n" + "1;x\n" * 100_000 + "2;Центр соціальних послуг\n"
    rows, source = read(write("a.csv", text, "windows-1251"))
    assert (source.encoding, rows[-1][1]["name"]) == ("windows-1251", "Центр соціальних послуг")


@pytest.mark.parametrize("count", [1, 50_000])
def test_a_damaged_byte_is_named_by_its_place(tmp_path, read, count):
    whole = UKRAINIAN.encode() + "Дім;Умань\n".encode() * count
    path = tmp_path / "a.csv"
    path.write_bytes(whole + b"\xd0;\n")
    with pytest.raises(UndecodableFile) as caught:
        read(path)
    details = caught.value.details
    assert (details["line"], details["offset"]) == (3 + count, len(whole))
    assert "UTF-8 up to here" in details["reason"]


def test_a_truncated_last_letter_is_damage_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(UKRAINIAN.encode() + "Д".encode()[:1])
    with pytest.raises(UndecodableFile):
        text_encoding(path, None, "a.csv")


def test_bytes_of_no_known_encoding_are_refused(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n" + bytes(range(128, 256)) + b";1\n")
    with pytest.raises(UndecodableFile) as caught:
        read(path)
    assert (caught.value.details["line"], caught.value.details["offset"]) == (2, 4)


def test_a_declared_encoding_is_used_unless_a_mark_tells_better(write, read):
    text = "a;b\nДом;ё\n"
    assert read(write("a.csv", text, "koi8-r"), encoding="koi8-r")[0][0][1]["a"] == "Дом"
    assert read(write("b.csv", text, "utf-8-sig"), encoding="windows-1251")[1].encoding == "utf-8-sig"


def test_a_declared_encoding_that_does_not_fit_is_refused(write, read):
    path = write("a.csv", "a;b\n1;2\nДом;ё\n", "windows-1251")
    with pytest.raises(UndecodableFile) as caught:
        read(path, encoding="utf-8")
    assert (caught.value.details["line"], caught.value.details["offset"]) == (3, 8)


def test_an_unknown_encoding_is_named(write, read):
    with pytest.raises(UnknownEncoding):
        read(write("a.csv", "a;b\n"), encoding="utf-9")


def test_letters_lost_earlier_are_reported(write, read):
    _, source = read(write("a.csv", "Назва;Місто\nБуд?нок соц?альний;Умань\n"))
    assert [note.code for note in source.notes] == ["ENCODING_LETTERS_LOST"]


def test_blank_bytes_are_an_empty_file(tmp_path):
    (tmp_path / "a.csv").write_bytes(b" \n\n")
    with pytest.raises(EmptyFile):
        text_encoding(tmp_path / "a.csv", None, "a.csv")
