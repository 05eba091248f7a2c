"""JSON and JSON lines: where the records are, nested values, numbers as written, faults."""

import pytest

from importers.readers.errors import MalformedFile, RecordsNotFound
from importers.readers.flatten import flatten


def test_an_array_of_objects_gives_the_union_of_their_columns(write, read):
    path = write(
        "a.json", '[{"name": "Центр", "places": 25.50}, {"name": "Дім", "phone": null, "open": true}]'
    )
    rows, source = read(path)
    assert source.columns == ["name", "places", "phone", "open"]
    assert source.total == 2
    assert rows == [
        (1, {"name": "Центр", "places": "25.50", "phone": "", "open": ""}),
        (2, {"name": "Дім", "places": "", "phone": "", "open": "true"}),
    ]


def test_nested_values_become_dotted_columns_and_lists_become_lines():
    value = {
        "address": {"city": "Умань", "geo": {"lat": 48.75}},
        "phones": ["1", "2"],
        "services": [{"name": "догляд\nвдома", "places": 5}, {"name": "притулок"}],
        "none": [],
    }
    assert flatten(value) == {
        "address.city": "Умань",
        "address.geo.lat": "48.75",
        "phones": "1\n2",
        "services.name": "догляд вдома\nпритулок",
        "services.places": "5\n",
        "none": "",
    }


@pytest.mark.parametrize("records", ["result.items", None])
def test_records_below_a_path(write, read, records):
    path = write(
        "a.json", '{"help": "x", "result": {"total": 1, "items": [{"a": {"b": 1}, "c": [{"d": 2}]}]}}'
    )
    rows, _ = read(path, records=records)
    assert rows == [(1, {"a.b": "1", "c.d": "2"})]


def test_two_arrays_have_to_be_told_apart(write, read):
    path = write("a.json", '{"fields": [{"id": "x"}], "records": [{"x": 1}]}')
    with pytest.raises(RecordsNotFound) as caught:
        read(path)
    assert caught.value.details["candidates"] == "fields, records"
    with pytest.raises(RecordsNotFound):
        read(path, records="rows")
    assert read(path, records="records")[0] == [(1, {"x": "1"})]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_in_other_encodings(write, read, encoding):
    rows, _ = read(write("a.json", '[{"назва": "Центр"}]', encoding))
    assert rows == [(1, {"назва": "Центр"})]


def test_long_numbers_keep_their_digits(write, read):
    rows, _ = read(write("a.json", '[{"a": 12345678901234567890, "b": 1.10, "c": 1e3}]'))
    assert rows[0][1] == {"a": "12345678901234567890", "b": "1.10", "c": "1000"}


@pytest.mark.parametrize(
    "text", ['[{"a": 1}, {"a": ', '[{"a": 1} {"a": 2}]', '[{"a": NaN}]', '[{"a": 1}, 5]']
)
def test_broken_json_is_refused_before_the_first_row(write, read, text):
    with pytest.raises(MalformedFile):
        read(write("a.json", text))


def test_a_bomb_of_brackets_is_refused(write, read):
    with pytest.raises(MalformedFile):
        read(write("a.json", '[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]"))
    with pytest.raises(MalformedFile):
        read(write("a.jsonl", '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"))


def test_an_empty_array_has_no_records(write, read):
    with pytest.raises(RecordsNotFound):
        read(write("a.json", "[]"))


def test_keys_that_are_data_do_not_become_columns_without_end(write, read):
    records = ",".join(f'{{"id{number}": 1}}' for number in range(2001))
    with pytest.raises(MalformedFile) as caught:
        read(write("a.json", f"[{records}]"))
    assert "2000" in str(caught.value)


def test_json_lines_have_the_numbers_of_their_lines(write, read):
    rows, source = read(write("a.jsonl", '{"a": 1.10}\n\n{"a": 2, "b": {"c": "x"}}'))
    assert source.columns == ["a", "b.c"]
    assert rows == [(1, {"a": "1.10", "b.c": ""}), (3, {"a": "2", "b.c": "x"})]


@pytest.mark.parametrize("line", ['{"a": 2', "[1]", "5"])
def test_a_broken_line_is_named(write, read, line):
    with pytest.raises(MalformedFile) as caught:
        read(write("a.jsonl", f'{{"a": 1}}\n{line}\n'))
    assert caught.value.details["where"] == "line 2"


def test_half_of_a_surrogate_pair_is_an_issue_of_its_cell(write, read):
    text = r'[{"a": "x\ud800y", "b": "\\ud800"}, {"a": "\ud83d\ude00", "b": "\udc00"}]'
    rows, source = read(write("a.json", text))
    assert [values for _, values in rows] == [{"a": "xy", "b": "\\ud800"}, {"a": "\U0001f600", "b": ""}]
    assert [(note.code, note.row, note.column) for note in source.notes] == [
        ("UNSTORABLE_TEXT", 1, "a"),
        ("UNSTORABLE_TEXT", 2, "b"),
    ]
