"""The project's own operations: valid, one to a file, and in the manifest as clients' tools write it."""

import hashlib

import pytest
from graphql import OperationDefinitionNode, build_schema, parse, validate

from schema import sdl
from tests.schema.operations import DEFINITIONS, FRAGMENTS, MANIFEST, OPERATIONS, meaning, text_of

SDL = build_schema(sdl.PATH.read_text("utf-8"))


def test_a_file_is_named_by_what_it_defines() -> None:
    assert {name: [node.name.value for node in nodes] for name, nodes in DEFINITIONS.items()} == {
        name: [name] for name in (*OPERATIONS, *FRAGMENTS)
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_valid(name: str) -> None:
    assert validate(SDL, parse(text_of(name))) == []


def test_the_id_of_a_trusted_document_is_the_hash_of_its_text() -> None:
    assert list(MANIFEST) == [
        f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" for text in MANIFEST.values()
    ]


def test_the_manifest_holds_each_operation_as_its_file_has_it() -> None:
    """If this fails, write the manifest with `bash tests/conformance/run manifest`."""
    trusted = {}
    for text in MANIFEST.values():
        definitions = parse(text).definitions
        (operation,) = (node for node in definitions if isinstance(node, OperationDefinitionNode))
        trusted[operation.name.value if operation.name else ""] = {meaning(node) for node in definitions}
    assert trusted == {
        name: {meaning(node) for node in parse(text_of(name)).definitions} for name in OPERATIONS
    }
