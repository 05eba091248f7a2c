"""Reading streams: the memory that a reading takes does not grow with the file."""

import json
import tracemalloc
import zipfile

import pytest

from importers.readers import FormatOptions, open_rows

COLUMNS = [f"column {number}" for number in range(8)]


def _csv(path, count):
    with path.open("w", encoding="utf-8") as out:
        out.write(";".join(COLUMNS) + "\n")
        for number in range(count):
            out.write(";".join(f"значення {number}-{column}" for column in range(8)) + "\n")


def _json_text(number):
    return json.dumps(dict.fromkeys(COLUMNS, f"значення {number}"), ensure_ascii=False)


def _json(path, count):
    with path.open("w", encoding="utf-8") as out:
        out.write("[" + _json_text(0))
        for number in range(1, count):
            out.write(",\n" + _json_text(number))
        out.write("]")


def _jsonl(path, count):
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(_json_text(number) + "\n")


def _geojson(path, count):
    feature = '{"type":"Feature","geometry":{"type":"Point","coordinates":[30,48]},"properties":%s}'
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[' + feature % _json_text(0))
        for number in range(1, count):
            out.write("," + feature % _json_text(number))
        out.write("]}")


def _xml(path, count):
    with path.open("w", encoding="utf-8") as out:
        out.write("<register>")
        for number in range(count):
            cells = "".join(f"<c{column}>значення {number}</c{column}>" for column in range(8))
            out.write(f"<row>{cells}</row>\n")
        out.write("</register>")


def _zip(path, count):
    inner = path.with_suffix(".csv")
    _csv(inner, count)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "register.csv")


def _peak(path):
    """The most bytes of Python objects alive while the file was opened and read, and the rows it gave."""
    tracemalloc.start()
    try:
        with open_rows(path, FormatOptions()) as source:
            count = sum(1 for _ in source)
        return tracemalloc.get_traced_memory()[1], count
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("suffix", "make"),
    [
        ("csv", _csv),
        ("json", _json),
        ("jsonl", _jsonl),
        ("geojson", _geojson),
        ("xml", _xml),
        ("zip", _zip),
    ],
)
def test_a_tenfold_file_takes_no_more_memory(tmp_path, suffix, make):
    small, big = tmp_path / f"small.{suffix}", tmp_path / f"big.{suffix}"
    # Both are longer than the beginning that tells encoding and delimiter.
    make(small, 1_000)
    make(big, 10_000)
    _peak(small)  # The first reading also loads modules and caches.
    small_peak, small_count = _peak(small)
    big_peak, big_count = _peak(big)
    assert (small_count, big_count) == (1_000, 10_000)
    assert big_peak < small_peak * 1.5
