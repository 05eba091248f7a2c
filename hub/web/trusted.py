"""Trusted documents: operations that client applications were built with, asked for by their SHA-256.

A manifest is the file that client code generators write: a JSON object of document texts by their hashes.
No request adds to them, as Apollo's automatic persisted queries would, so that nobody can fill the memory.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import orjson
from graphql import GraphQLSyntaxError, parse

import schema
from hub.errors import MerezhaError
from hub.settings import TrustedSettings
from hub.web.body import Asked
from hub.web.problems import HttpProblem, MalformedRequest
from schema.execution import Operation

#: The project's own operations.
OWN = Path(schema.__file__).with_name("operations") / "manifest.json"
#: How GraphQL over HTTP names a document by its SHA-256; code generators leave the prefix to the client.
PREFIX = "sha256:"


class UnusableManifest(MerezhaError):
    """The manifest of trusted documents {file} cannot be used: {why}."""

    code = "UNUSABLE_MANIFEST"


class UnknownDocument(HttpProblem):
    """No trusted document has the id {document_id!r}; its manifest must be given to the server first."""

    code = "UNKNOWN_DOCUMENT"
    status = 404


class UntrustedDocument(HttpProblem):
    """This server answers trusted documents only; send the documentId of one."""

    code = "UNTRUSTED_DOCUMENT"
    status = 403


class AutomaticPersistedQuery(HttpProblem):
    """Automatic persisted queries are not served; send query, or the documentId of a trusted document."""

    # Apollo's clients know this code, and go on with the whole text.
    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class TrustedDocuments:
    """Documents by the SHA-256 of their texts; with `only`, no others are answered."""

    def __init__(self, documents: Mapping[str, str], *, only: bool = False) -> None:
        self._documents = documents
        self._only = only

    def operation(self, asked: Asked) -> Operation:
        """The operation that is asked for, its document looked up. Raises the problems above."""
        return Operation(self._text(asked), asked.variables, asked.operation_name)

    def _text(self, asked: Asked) -> str:
        if asked.document_id is not None:
            if asked.query is not None:
                raise MalformedRequest(why="query and documentId exclude each other")
            text = self._documents.get(asked.document_id.removeprefix(PREFIX))
            if text is None:
                raise UnknownDocument(document_id=asked.document_id[:100])
            return text
        if asked.query is None and "persistedQuery" in asked.extensions:
            raise AutomaticPersistedQuery()
        if asked.query is None or not asked.query.strip():
            raise MalformedRequest(why="the key query must hold the text of an operation")
        if self._only and hash_of(asked.query) not in self._documents:
            raise UntrustedDocument()
        return asked.query


def hash_of(text: str) -> str:
    """The hash by which a document is known, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def load_trusted(settings: TrustedSettings) -> TrustedDocuments:
    """The project's own operations and those of the settings' manifests. Raises UnusableManifest."""
    documents: dict[str, str] = {}
    for file in (*_files(OWN if OWN.exists() else None), *_files(settings.manifests)):
        documents.update(_read(file))
    return TrustedDocuments(documents, only=settings.only)


def _files(place: Path | None) -> list[Path]:
    if place is None:
        return []
    if not place.exists():
        raise UnusableManifest(file=place, why="there is no such file or folder")
    return sorted(place.glob("*.json")) if place.is_dir() else [place]


def _read(file: Path) -> Iterator[tuple[str, str]]:
    try:
        content = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise UnusableManifest(file=file, why=str(error)) from error
    if not isinstance(content, dict):
        raise UnusableManifest(file=file, why="it is no JSON object of documents by their hashes")
    for key, text in content.items():
        reason = _wrong(key.removeprefix(PREFIX), text)
        if reason is not None:
            raise UnusableManifest(file=file, why=f"its entry {key[:100]!r} {reason}")
        yield key.removeprefix(PREFIX), text


def _wrong(key: str, text: object) -> str | None:
    """What is wrong with an entry of a manifest."""
    if re.fullmatch("[0-9a-f]{64}", key) is None:
        return "is not named by a SHA-256 in hexadecimal (let the generator use sha256)"
    if not isinstance(text, str):
        return "holds no text"
    if hash_of(text) != key:
        return f"holds a text whose SHA-256 is {hash_of(text)}"
    try:
        parse(text)
    except GraphQLSyntaxError as error:
        return f"holds no GraphQL: {error.message}"
    return None
