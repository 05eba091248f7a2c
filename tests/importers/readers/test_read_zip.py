"""ZIP and folders: data files with one header, all or by a pattern, bounded in size, removed afterwards."""

import zipfile

import pytest

from importers.readers import FormatOptions, archive, open_rows
from importers.readers.errors import (
    ArchiveTooLarge,
    EncryptedFile,
    HeaderNotFound,
    MalformedFile,
    MemberNotFound,
    UnknownFormat,
)

TABLE = "Назва;Місто\nЦентр;Умань\n"


@pytest.fixture
def pack(tmp_path):
    def make(members, name="a.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as made:
            for member, text in members.items():
                made.writestr(member, text)
        return tmp_path / name

    return make


@pytest.fixture
def unpacked(tmp_path, monkeypatch):
    """The folder in which members are unpacked, to see what is left of them."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    monkeypatch.setattr(archive.tempfile, "tempdir", str(folder))
    return folder


def test_the_only_data_file_is_read_and_removed(pack, read, unpacked):
    path = pack({"__MACOSX/._дані.csv": "x", "читай мене.docx": "x", "дані/дані.csv": TABLE})
    rows, source = read(path)
    assert rows == [(2, {"Назва": "Центр", "Місто": "Умань"})]
    assert (source.format, source.file) == ("csv", "a.zip → дані/дані.csv")
    assert list(unpacked.iterdir()) == []


def test_a_member_is_chosen_by_its_pattern(pack, read):
    path = pack(
        {"2023/register.csv": "a;b\nx;y\n", "2024/register.csv": TABLE, "2024/notes.csv": "c;d\nx;y\n"}
    )
    with pytest.raises(MemberNotFound) as caught:
        read(path)
    assert caught.value.details["members"] == "2023/register.csv, 2024/notes.csv, 2024/register.csv"
    with pytest.raises(MemberNotFound):
        read(path, member="Register.*")
    assert read(path, member="2024/REGISTER.csv")[1].columns == ["Назва", "Місто"]
    assert read(path, member="notes.csv")[1].columns == ["c", "d"]


def test_an_archive_in_an_archive_is_refused(pack, read, unpacked):
    inner = pack({"a.csv": TABLE}, "inner.zip")
    with pytest.raises(MemberNotFound):
        read(pack({"inner.zip": inner.read_bytes()}), member="*.zip")
    assert list(unpacked.iterdir()) == []


def test_names_written_by_windows_are_read(tmp_path, read):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("XXXX.csv", TABLE)
    path.write_bytes(path.read_bytes().replace(b"XXXX", "дані".replace("і", "и").encode("cp866")))
    assert read(path, member="дани.csv")[1].file == "a.zip → дани.csv"


def test_what_unpacks_beyond_the_bound_is_refused(pack, read, unpacked, monkeypatch):
    monkeypatch.setenv("MEREZHA_FILE_UNPACKED_BYTES", "10000")
    path = pack({"a.csv": TABLE + "x;y\n" * 10_000})
    with pytest.raises(ArchiveTooLarge) as caught:
        read(path)
    assert caught.value.details == {"file": "a.zip", "limit": 10_000}
    assert list(unpacked.iterdir()) == []


def test_a_member_under_a_password_is_refused(pack, read):
    path = pack({"a.csv": TABLE})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 0x1
    path.write_bytes(data)
    with pytest.raises(EncryptedFile):
        read(path)


def test_a_damaged_archive_is_refused(pack, read):
    path = pack({"a.csv": TABLE * 100})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(MalformedFile):
        read(path)
    path.write_bytes(data.replace(data[60:70], b"\xff" * 10))
    with pytest.raises(MalformedFile):
        read(path)


def test_a_failure_to_read_the_member_removes_it(pack, unpacked):
    options = FormatOptions.model_validate({"header": {"known": ["a", "b", "c"]}})
    with pytest.raises(HeaderNotFound) as caught:
        open_rows(pack({"a.csv": TABLE}), options)
    assert caught.value.details["file"] == "a.zip → a.csv"
    assert list(unpacked.iterdir()) == []


def test_an_unknown_format_is_named(write, read):
    with pytest.raises(UnknownFormat):
        read(write("a.docx", "Центр"))
    assert read(write("register", '[{"a": 1}]'))[1].format == "json"
    assert read(write("other", "<r><p><a>1</a></p><p/></r>"))[1].format == "xml"


def told(source):
    return [(note.code, note.value) for note in source.notes]


@pytest.fixture
def folder(tmp_path):
    def make(members):
        for name, text in members.items():
            path = tmp_path / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path / "files"

    return make


@pytest.mark.parametrize("make", ["pack", "folder"])
def test_all_files_with_the_same_header_are_read(make, request, unpacked):
    path = request.getfixturevalue(make)(
        {
            "б/Барська.csv": TABLE,
            "а.csv": "Місто;Назва\nБар;Дім\nБар;Сад;зайве\n",
            "порожній.csv": "",
            "лист.docx": "x",
            "в.json": '[{"Назва": "Яр", "Місто": "Яр"}]',
        }
    )
    with open_rows(path) as source:
        rows = [(row.sheet, row.number, *row.values.values()) for row in source]
    assert rows == [
        ("а.csv", 2, "Бар", "Дім"),
        ("а.csv", 3, "Бар", "Сад"),
        ("б/Барська.csv", 2, "Умань", "Центр"),
        ("в.json", 1, "Яр", "Яр"),
    ]
    assert told(source) == [
        ("FILE_NOT_READ", "лист.docx"),
        ("FILE_NOT_READ", "порожній.csv"),
        ("RAGGED_ROW", "зайве"),
    ]
    assert source.notes[2].sheet == "а.csv"
    assert list(unpacked.iterdir()) == []


def test_files_with_different_headers_are_refused_by_name(folder):
    path = folder({"organisations.csv": "a;b\nx;y\n", "services.csv": "a;c\nx;y\n"})
    with pytest.raises(MemberNotFound, match="the header of services"):
        open_rows(path)
    with open_rows(path, FormatOptions(member="services.*")) as source:
        assert source.columns == ["a", "c"]
    with pytest.raises(MemberNotFound, match="no file in it matches"):
        open_rows(path, FormatOptions(member="people.*"))


def test_the_number_of_files_is_bounded(pack, monkeypatch):
    monkeypatch.setattr(archive, "MAX_TABLES", 2)
    with pytest.raises(MemberNotFound, match="more than 2 files"):
        open_rows(pack({f"{number}.csv": TABLE for number in range(3)}))
