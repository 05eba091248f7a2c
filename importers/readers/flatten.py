"""Nested values of JSON and XML as one flat row: column path → text."""

import json
from decimal import Decimal
from typing import Any

#: Deeper nesting than any register has; a bomb of brackets is stopped here.
MAX_DEPTH = 32


class NestedTooDeep(ValueError):
    """A value is nested deeper than MAX_DEPTH."""


def flatten(value: Any, prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Columns of a value: objects give dotted paths, null gives '', booleans true or false.

    A list's items are joined by line breaks, column by column: `[{"a": 1, "b": 2}, {"a": 3}]` under `s`
    gives `s.a` = "1\\n3" and `s.b` = "2\\n", so that the n-th lines of its columns belong together.
    """
    if depth > MAX_DEPTH:
        raise NestedTooDeep(f"values are nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        result: dict[str, str] = {}
        for key, inner in value.items():
            result.update(flatten(inner, f"{prefix}.{key}" if prefix else str(key), depth + 1))
        return result
    if isinstance(value, list):
        if not any(isinstance(item, dict | list) for item in value):
            return {prefix: _lines(list(map(scalar_text, value)))}
        return _joined([flatten(item, prefix, depth + 1) for item in value], prefix)
    return {prefix: scalar_text(value)}


def _joined(items: list[dict[str, str]], prefix: str) -> dict[str, str]:
    if not items:
        return {prefix: ""}
    if len(items) == 1:
        return items[0]
    columns = dict.fromkeys(column for item in items for column in item)
    return {column: _lines([item.get(column, "") for item in items]) for column in columns}


def _lines(texts: list[str]) -> str:
    """Texts as the lines of a cell; one alone keeps its own lines."""
    return texts[0] if len(texts) == 1 else "\n".join(" ".join(text.split("\n")) for text in texts)


def scalar_text(value: Any) -> str:
    """The text of a plain value; a number as it was written, unless that would be hundreds of zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < 100 else str(value)
    return str(value)


def compact_json(value: Any) -> str:
    """JSON text without needless spaces, numbers as they were written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain_number)


def _plain_number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"not a JSON value: {value!r}")
