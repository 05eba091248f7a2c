"""XML: the record element, attributes and children as columns, entity bombs refused."""

import pytest

from importers.readers.errors import DoctypeForbidden, EmptyFile, MalformedFile, RecordsNotFound

REGISTER = """<?xml version="1.0" encoding="{encoding}"?>
<r:register xmlns:r="urn:r"><date>2024-01-01</date><list>
  <r:provider id="1"><name lang="uk">Центр</name><phone>1</phone><phone>2</phone>
    <service><title>догляд</title><places>5</places></service><service><title>притулок</title></service>
  </r:provider>
  <r:provider id="2"><name>Дім</name><note><![CDATA[a & b]]></note></r:provider>
</list></r:register>"""
ROWS = [
    {
        "@id": "1",
        "name.@lang": "uk",
        "name.#text": "Центр",
        "phone": "1\n2",
        "service.title": "догляд\nпритулок",
        "service.places": "5\n",
        "name": "",
        "note": "",
    },
    {
        "@id": "2",
        "name.@lang": "",
        "name.#text": "",
        "phone": "",
        "service.title": "",
        "service.places": "",
        "name": "Дім",
        "note": "a & b",
    },
]


@pytest.mark.parametrize("records", [None, "provider", "list/provider", "/register/list/provider"])
def test_records_are_found_or_named_by_tag_or_path(write, read, records):
    rows, _ = read(write("a.xml", REGISTER.format(encoding="UTF-8")), records=records)
    assert rows == [(1, ROWS[0]), (2, ROWS[1])]


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16"])
def test_the_declared_encoding_is_used(write, read, encoding):
    rows, source = read(write("a.xml", REGISTER.format(encoding=encoding), encoding))
    assert [values for _, values in rows] == ROWS
    assert source.encoding == encoding


def test_mixed_text_is_kept(write, read):
    rows, _ = read(write("a.xml", "<l><p>до <b>5</b> осіб</p><p/></l>"), records="p")
    assert rows == [(1, {"b": "5", "#text": "до осіб"}), (2, {"b": "", "#text": ""})]


def test_a_single_record_has_to_be_named(write, read):
    path = write("a.xml", "<register><provider><name>Центр</name></provider></register>")
    with pytest.raises(RecordsNotFound) as caught:
        read(path)
    assert caught.value.details["candidates"] == "register, register/provider, register/provider/name"
    assert read(path, records="provider")[0] == [(1, {"name": "Центр"})]
    with pytest.raises(RecordsNotFound):
        read(path, records="organisation")


def test_a_tag_in_two_places_has_to_be_named_by_its_path(write, read):
    path = write("a.xml", "<r><a><p><n>1</n></p></a><b><p><n>2</n></p></b></r>")
    with pytest.raises(RecordsNotFound) as caught:
        read(path, records="p")
    assert caught.value.details["candidates"] == "r/a/p, r/b/p"
    assert read(path, records="b/p")[0] == [(1, {"n": "2"})]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
        "<!-- x --><!DOCTYPE r>",
    ],
)
def test_a_document_type_is_refused(write, read, doctype):
    with pytest.raises(DoctypeForbidden) as caught:
        read(write("a.xml", f'<?xml version="1.0"?>\n{doctype}<r><p>&b;</p><p/></r>'))
    assert caught.value.details == {"file": "a.xml", "line": 2}


def test_a_document_type_is_refused_in_utf_16_too(write, read):
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "x">]><r><p>&a;</p><p/></r>'
    with pytest.raises(DoctypeForbidden):
        read(write("a.xml", text, "utf-16"))


def test_broken_xml_names_its_line(write, read):
    with pytest.raises(MalformedFile) as caught:
        read(write("a.xml", "<r>\n<p><n>1</n></p>\n<p><n>2</p>\n</r>"))
    assert caught.value.details["where"] == "line 3"


def test_deep_nesting_is_refused(write, read):
    with pytest.raises(MalformedFile):
        read(write("a.xml", "<r><p/><p>" + "<a>" * 100_000 + "</a>" * 100_000 + "</p></r>"))
    with pytest.raises(MalformedFile):
        read(write("a.xml", "<r><p/><p>" + "<a>" * 60 + "</a>" * 60 + "</p></r>"))


def test_an_empty_file_is_named(write, read):
    with pytest.raises(EmptyFile):
        read(write("a.xml", ""))


def test_signs_that_no_xml_may_hold_are_issues_of_their_cells(write, read):
    first = "<row><a>x\x0by</a><b>&#0;&#xD800;z&#55296;</b></row>"
    text = f"<rows>{first}<row><a>&#10;w</a><b>&#x9;</b></row></rows>"
    rows, source = read(write("a.xml", text))
    assert [values for _, values in rows] == [{"a": "xy", "b": "z"}, {"a": "w", "b": ""}]
    assert [(note.code, note.row, note.column) for note in source.notes] == [
        ("UNSTORABLE_TEXT", 1, "a"),
        ("UNSTORABLE_TEXT", 1, "b"),
    ]
