"""Loading a YAML file into a strict model, so that an error names file, line and key."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from importers.errors import InvalidRegion, InvalidYaml, RegionFileMissing

Model = TypeVar("Model", bound=BaseModel)


def load_model(path: Path, model: type[Model]) -> Model:
    """The file as the model, or InvalidYaml, InvalidRegion or RegionFileMissing."""
    document = load_yaml(path)
    try:
        return model.model_validate(_plain(document))
    except ValidationError as error:
        # A misspelt key is both unknown and missing: the unknown one is what its author sees.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        keys = _keys(document, first["loc"])
        raise InvalidRegion(
            file=str(path),
            line=_line(document, keys),
            key=".".join(map(str, keys)) or "the document",
            problem=_problem(first["type"], first["msg"]),
        ) from error


def load_yaml(path: Path) -> Any:
    """The file as ruamel's commented document, which knows the line of every key; {} when empty."""
    if not path.is_file():
        raise RegionFileMissing(file=str(path))
    try:
        loaded = YAML(typ="rt").load(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = (error.problem or "it cannot be parsed").split("\n")[0]
        raise InvalidYaml(file=str(path), line=line, problem=problem) from error
    return CommentedMap() if loaded is None else loaded


def _plain(node: Any) -> Any:
    """The document without ruamel's types; keys become text, since `1:` is a column's name too."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_plain(value) for value in node]
    return node


def _keys(document: Any, location: Sequence[str | int]) -> list[str | int]:
    """The part of pydantic's location that exists in the document; union tags are left out."""
    keys: list[str | int] = []
    node = document
    for index, key in enumerate(location):
        child = _child(node, key)
        if child is not None:
            node = child[0]
            keys.append(key)
        elif index == len(location) - 1 and isinstance(key, str):
            keys.append(key)
    return keys


def _child(node: Any, key: str | int) -> tuple[Any] | None:
    if isinstance(node, CommentedMap):
        for own in node:
            if str(own) == str(key):
                return (node[own],)
    if isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
        return (node[key],)
    return None


def _line(document: Any, keys: Sequence[str | int]) -> int:
    """The line, from 1, where the deepest existing key of the path stands."""
    node, line = document, 1
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        if isinstance(node, CommentedMap):
            own = next(own for own in node if str(own) == str(key))
            line = node.lc.key(own)[0] + 1
        else:
            line = node.lc.item(key)[0] + 1
        node = child[0]
    return line


def _problem(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "there is no such key"
    if kind == "missing":
        return "this key is missing"
    return message.removeprefix("Value error, ").rstrip(".")
