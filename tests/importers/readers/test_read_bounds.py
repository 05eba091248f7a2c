"""What a file may cost to read: records, numbers and nesting without end, and things that are no file."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from importers.readers import open_rows, sha256_of
from importers.readers.errors import (
    FileOfZeros,
    MalformedFile,
    NotAFile,
    ReaderError,
    RecordTooFull,
    RecordTooLong,
    UnclosedQuote,
)

LIMIT = 200_000
LONG = "x" * (LIMIT + 70_000)


@pytest.fixture(autouse=True)
def _small_records(monkeypatch):
    monkeypatch.setenv("MEREZHA_FILE_RECORD_CHARACTERS", str(LIMIT))


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.csv", f"name;code\na;1\n{LONG}\n", "row 3"),
        ("a.csv", f"name;code\na;1\n{LONG}", "row 3"),
        ("a.csv", "name;code\n" + "a;1\n" * 20_000 + "\0" * (LIMIT + 1), "row 20002"),
        ("a.jsonl", f'{{"a":1}}\n{{"a":"{LONG}"}}\n', "line 2"),
        ("a.json", f'[{{"a":1}},{{"a":"{LONG}"}}]', "record 2"),
        ("a.json", '[{"a":1},{"a":[' + '{"b":1},' * 40_000 + "1]}]", "record 2"),
        ("a.json", '{"head":1,"rows":[{"a":1},[' + "1," * 150_000 + "1]]}", "record 2"),
        ("a.xml", f"<r><row><n>{LONG}</n></row><row/></r>", "element r/row/n"),
        ("a.xml", "<r><row>" + "<n>1</n>" * 40_000 + "</row><row/></r>", "element r/row"),
        ("a.xml", f'<r><row n="{LONG}"/><row/></r>', "element r"),
        ("a.xml", f"<!--{LONG}--><r><row/><row/></r>", "line 1"),
    ],
)
def test_a_record_without_end_is_told_with_its_place(write, read, name, text, where):
    with pytest.raises(RecordTooLong) as caught:
        read(write(name, text))
    assert caught.value.details == {"file": name, "where": where, "limit": LIMIT}


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("a.csv", "name;code\n" + f"{'x' * 1000};1\n" * 500, 500),
        ("a.csv", f"name;code\n{'y' * (LIMIT - 10)};1\n{'z' * (LIMIT - 10)};2\n", 2),
        ("a.csv", f'name;code\n"{"y" * 150_000}\n";1\n"{"y" * 150_000}\n";2\n', 2),
        ("a.jsonl", f'{{"a":"{"x" * 1000}"}}\n' * 500, 500),
        ("a.json", "[" + ",".join([f'{{"a":"{"x" * 1000}"}}'] * 500) + "]", 500),
        ("a.json", '{"head":{"x":"' + '","y":"'.join(["z" * 1000] * 500) + '"},"rows":[{"a":1}]}', 1),
        ("a.xml", "<r>" + f"<row><n>{'x' * 1000}</n></row>" * 500 + "</r>", 500),
        ("a.xml", "<r><o>" + "<p>1</p>" * 50_000 + "</o><row><n>1</n></row><row><n>2</n></row></r>", 2),
    ],
)
def test_a_long_file_of_short_records_is_read_whole(write, read, name, text, count):
    records = "rows" if '"rows"' in text else "row" if name == "a.xml" else None
    assert len(read(write(name, text), records=records)[0]) == count


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.csv", "name;code\na;1\n" + ";" * 2_000 + "\n", "row 3"),
        ("a.jsonl", '{"a":1}\n{"a":[' + "1," * 2_000 + "1]}\n", "line 2"),
        ("a.json", '[{"a":1},{"a":[' + "1," * 2_000 + "1]}]", "record 2"),
        ("a.json", '[{"a":1},{' + ",".join(f'"{n}":1' for n in range(1_000)) + "}]", "record 2"),
        (
            "a.geojson",
            '{"type":"FeatureCollection","features":[{"a":[' + "[1,2]," * 700 + "[]]}]}",
            "record 1",
        ),
        ("a.xml", "<r><row/><row>" + "<n/>" * 2_000 + "</row></r>", "element r/row/n"),
        ("a.xml", "<r><row/><row " + " ".join(f'a{n}="1"' for n in range(2_000)) + "/></r>", "element r/row"),
    ],
)
def test_a_record_of_countless_values_is_told_with_its_place(write, read, monkeypatch, name, text, where):
    monkeypatch.setenv("MEREZHA_FILE_RECORD_VALUES", "1500")
    records = "row" if name == "a.xml" else None
    with pytest.raises(RecordTooFull) as caught:
        read(write(name, text), records=records)
    assert caught.value.details == {"file": name, "where": where, "limit": 1500}
    monkeypatch.setenv("MEREZHA_FILE_RECORD_VALUES", "10000")
    if name in ("a.csv", "a.json", "a.jsonl", "a.xml"):
        assert read(write(name, text), records=records)[0]


def test_a_quote_left_open_is_told_by_its_row_also_where_the_file_is_long(write, read):
    with pytest.raises(UnclosedQuote) as caught:
        read(write("a.csv", 'name;code\na;1\n"b;2\n' + "c;3\n" * LIMIT))
    assert caught.value.details["row"] == 3


def test_a_row_of_delimiters_only_is_no_row_of_a_table(write, read):
    with pytest.raises(MalformedFile, match=r"row 2\): the row has more than 16384 cells"):
        read(write("a.csv", "name;code\n" + ";" * 20_000 + "\n"))


@pytest.mark.parametrize("digits", [4_301, 100_000])
@pytest.mark.parametrize("suffix", ["json", "geojson"])
def test_a_number_of_countless_digits_is_malformed(write, read, digits, suffix):
    rows = f'[{{"a": {"7" * digits}}}]'
    text = rows if suffix == "json" else f'{{"type":"FeatureCollection","features":{rows}}}'
    with pytest.raises(MalformedFile, match="a number has more than 4,300 digits"):
        read(write(f"a.{suffix}", text))


def test_many_digits_in_a_text_or_a_line_are_a_text(write, read):
    digits = "7" * 30_000
    assert read(write("a.json", f'[{{"a": "{digits}"}}]'))[0] == [(1, {"a": digits})]
    assert read(write("a.jsonl", f'{{"a": {digits}}}'))[0] == [(1, {"a": digits})]


def test_a_number_with_a_huge_exponent_stays_short(write, read):
    assert read(write("a.json", '[{"a": 1e999999999}]'))[0] == [(1, {"a": "1E+999999999"})]


@pytest.mark.parametrize("text", ["<r><row>a&nbsp;b</row><row/></r>", '<r><row n="&x;"/><row/></r>'])
def test_an_entity_that_nobody_defined_is_malformed(write, read, text):
    with pytest.raises(MalformedFile, match="undefined entity"):
        read(write("a.xml", text))


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.geojson"])
def test_a_file_of_zero_bytes_was_never_written(tmp_path, name):
    path = tmp_path / name
    for text, offset in ((b"", 0), (b"name;code\n1;2\n", 14)):
        path.write_bytes(text + b"\0" * 5_000)
        with pytest.raises(FileOfZeros) as caught, open_rows(path):
            pass
        assert caught.value.details["offset"] == offset


def test_a_pipe_and_a_device_are_no_files(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    link = tmp_path / "link.csv"
    link.symlink_to("/dev/zero")
    for path, kind in (
        (pipe, "a pipe"),
        (link, "a device"),
        (Path("/dev/null"), "a device"),
    ):
        with pytest.raises(NotAFile, match=f"{path.name} is {kind}, not a file"), open_rows(path):
            pass
    with pytest.raises(NotAFile):
        sha256_of(pipe)


def test_a_workbook_whose_own_xml_is_broken_is_malformed(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="a&x;"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    with pytest.raises(ReaderError), open_rows(path):
        pass


_BOUNDED = """
import resource, sys
from pathlib import Path
from importers.readers import open_rows
from importers.readers.errors import RecordTooLong
held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + (200 << 20),) * 2)
try:
    with open_rows(Path(sys.argv[1])) as source:
        sum(1 for _ in source)
except RecordTooLong as error:
    print(error.details["where"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded on Linux only")
def test_a_sparse_file_larger_than_the_memory_is_refused_within_it(tmp_path):
    path = tmp_path / "sparse.csv"
    path.write_text("name;address;code\n" + "a;b;1\n" * 20_000)
    os.truncate(path, 600 << 20)
    environment = {
        name: value for name, value in os.environ.items() if name != "MEREZHA_FILE_RECORD_CHARACTERS"
    }
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(path)],
        cwd=Path(__file__).parents[3],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "row 20002\n", "")
