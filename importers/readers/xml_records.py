"""XML: one row for each record element, streamed; attributes, child elements and text become columns."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from importers.readers.doctype import refuse_doctype
from importers.readers.errors import EmptyFile, MalformedFile, RecordsNotFound
from importers.readers.flatten import MAX_DEPTH, NestedTooDeep, flatten
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.reach import BoundedStream
from importers.readers.records import FlatRecord, record_source
from importers.readers.source import RowSource
from importers.readers.xml_signs import LegalSigns

_MAX_PATHS = 1000


def open_xml(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of the elements with the tag or path in `records`, else of the repeated element nearest the root.

    `<a id="1">x<b c="2">y</b><d>z</d></a>` gives `@id`, `#text`, `b.@c`, `b.#text` and `d`. Namespaces are
    left out. The encoding is the one that the file declares.
    """
    with path.open("rb") as stream:
        if not stream.read(1):
            raise EmptyFile(file=file)
        stream.seek(0)
        encoding = refuse_doctype(stream, file)
    wanted = _record_path(path, options.records, file)

    def records() -> Iterator[FlatRecord]:
        return _records(path, wanted, file)

    return record_source(records, file=file, format=format, encoding=encoding)


def _record_path(path: Path, wanted: str | None, file: str) -> str:
    """The full path of the record element, found by counting the file's element paths."""
    counts: Counter[str] = Counter()
    for event, trail, _ in _elements(path, file):
        if event == "start" and ("/".join(trail) in counts or len(counts) < _MAX_PATHS):
            counts["/".join(trail)] += 1
    if wanted is not None:
        inner = "/" + wanted.strip("/")
        matching = [full for full in counts if f"/{full}".endswith(inner)]
        reason = f"{len(matching) or 'no'} paths match {wanted!r}"
    else:
        repeated = [full for full, count in counts.items() if count > 1]
        nearest = min((full.count("/") for full in repeated), default=0)
        matching = [full for full in repeated if full.count("/") == nearest]
        reason = f"{len(matching) or 'no'} elements next to the root repeat"
    if len(matching) == 1:
        return matching[0]
    candidates = ", ".join((matching or list(counts))[:20])
    raise RecordsNotFound(file=file, reason=reason, candidates=candidates)


def _records(path: Path, wanted: str, file: str) -> Iterator[FlatRecord]:
    depth = wanted.count("/") + 1
    number = 0
    for event, trail, element in _elements(path, file, keep_below=depth, keep=wanted):
        if event == "end" and len(trail) == depth and "/".join(trail) == wanted:
            number += 1
            with _malformed(file):
                flat = flatten(_plain(element))
            yield number, flat


def _elements(
    path: Path, file: str, *, keep_below: int = 0, keep: str | None = None
) -> Iterator[tuple[str, list[str], ElementTree.Element]]:
    """Start and end of each element with its path; an element is forgotten when what keeps it has ended."""
    trail: list[str] = []
    parents: list[ElementTree.Element] = []
    with path.open("rb") as source, _malformed(file):
        stream = BoundedStream(LegalSigns(source), file, lambda: f"element {'/'.join(trail)}")
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            if event == "start":
                trail.append(_local(element.tag))
                stream.hold(1 + len(element.attrib))
                parents.append(element)
                if len(trail) > MAX_DEPTH * 4:
                    raise NestedTooDeep(f"elements are nested deeper than {MAX_DEPTH * 4} levels")
                yield event, trail, element
                continue
            yield event, trail, element
            kept = len(trail) > keep_below and keep == "/".join(trail[:keep_below])
            trail.pop()
            parents.pop()
            if not kept:
                stream.settle()
                if parents:
                    parents[-1].remove(element)


@contextmanager
def _malformed(file: str) -> Iterator[None]:
    """Turn what the parser raises into MalformedFile."""
    try:
        yield
    except ElementTree.ParseError as error:
        where = f"line {error.position[0]}"
        raise MalformedFile(file=file, format="xml", where=where, reason=str(error)) from error
    except NestedTooDeep as error:
        raise MalformedFile(file=file, format="xml", where="nesting", reason=str(error)) from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain(element: ElementTree.Element, depth: int = 0) -> Any:
    """An element as nested dicts, lists and texts; an element with only text is its text."""
    texts = (element.text, *(child.tail for child in element))
    text = " ".join(part.strip() for part in texts if part and part.strip())
    if not len(element) and not element.attrib and depth:
        return text
    if depth > MAX_DEPTH:
        raise NestedTooDeep(f"elements are nested deeper than {MAX_DEPTH} levels")
    result: dict[str, Any] = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        inner = _plain(child, depth + 1)
        name = _local(child.tag)
        if name not in result:
            result[name] = inner
        elif isinstance(result[name], list):
            result[name].append(inner)
        else:
            result[name] = [result[name], inner]
    if text:
        result["#text"] = text
    return result
