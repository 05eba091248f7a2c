"""The exported schema: committed, described to the last value, and guarded against silent breaks."""

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType
from graphql import build_schema as parse_sdl

from schema import sdl


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert sdl.PATH.read_text("utf-8") == sdl.export(), "write it with `merezha schema export`"


def test_everything_is_described() -> None:
    bare = []
    for name, kind in parse_sdl(sdl.export()).type_map.items():
        if name.startswith("__") or name in {"Boolean", "Float", "ID", "Int", "String"}:
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                bare += [] if field.description else [f"{name}.{field_name}"]
                arguments = getattr(field, "args", {})
                bare += [
                    f"{name}.{field_name}({key})" for key, arg in arguments.items() if not arg.description
                ]
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{key}" for key, value in kind.values.items() if not value.description]
    assert bare == []


def test_every_object_with_an_id_is_a_node() -> None:
    types = parse_sdl(sdl.export()).type_map.values()
    objects = [kind for kind in types if isinstance(kind, GraphQLObjectType) and "id" in kind.fields]
    assert [kind.name for kind in objects if "Node" not in {face.name for face in kind.interfaces}] == []


OLD = "type Query { a: Int  b(c: Int): String! }\nenum E { X Y }"
CHANGED = "type Query { b(c: Int): String }\nenum E { X }"


def test_breaking_changes_must_be_announced() -> None:
    found = sdl.check(
        OLD, CHANGED, "# Changes\n\n## Unreleased\n\n- nothing\n\n## 0.1.0\n\n- E.Y was removed."
    )
    assert {change.kind for change in found} == {
        "FIELD_REMOVED",
        "FIELD_CHANGED_KIND",
        "VALUE_REMOVED_FROM_ENUM",
    }
    assert [change.announced for change in found] == [False, False, False]
    log = "## [Unreleased]\n\n" + "".join(f"- {change.description}\n" for change in found[:2])
    assert [change.announced for change in sdl.check(OLD, CHANGED, log)] == [True, True, False]


@pytest.mark.parametrize("new", [OLD, OLD + "\ntype T { a: Int }", OLD.replace("a: Int", "a: Int!")])
def test_other_changes_are_free(new: str) -> None:
    assert sdl.check(OLD, new, "") == []
