"""A difference of golden files in a few words for each record: which field was what and is what."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def explain(diff: Iterable[str]) -> Iterator[str]:
    """Yield one sentence for each field of a record or issue that a unified diff of JSON lines changes."""
    before: dict[str, dict[str, Any]] = {}
    after: dict[str, dict[str, Any]] = {}
    for line in diff:
        if line.startswith(("-{", "+{")):
            record = json.loads(line[1:])
            side = before if line[0] == "-" else after
            side[_name(record, side)] = record
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            yield f"{name} is gone"
        elif name not in before:
            yield f"{name} is new"
        else:
            yield from _changes(name, dict(_leaves(before[name])), dict(_leaves(after[name])))


def _name(record: dict[str, Any], taken: dict[str, Any]) -> str:
    """Return what tells a record or an issue from the others; a repeated name gets a number."""
    if "type" in record:
        name = f"{record['type']} «{record['key']}»"
    else:
        place = ", ".join(f"{part} {record[part]}" for part in ("row", "column") if part in record)
        name = f"issue {record['code']} ({place or 'whole file'})"
    repeated = sum(other == name or other.startswith(f"{name} #") for other in taken)
    return f"{name} #{repeated + 1}" if repeated else name


def _changes(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each path whose value differs."""
    for path in dict.fromkeys([*before, *after]):
        was, now = before.get(path), after.get(path)
        if was != now:
            yield f"{name}: {path} was {_shown(was)} and is {_shown(now)}"


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value that holds no other, with its path; items of a list go by their key."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _leaves(held, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for position, item in enumerate(value):
            yield from _leaves(item, f"{path}[{item.get('key', position)}]")
    else:
        yield path, value


def _shown(value: Any) -> str:
    """Return a value as JSON, and nothing as a word."""
    return "empty" if value is None else json.dumps(value, ensure_ascii=False)
