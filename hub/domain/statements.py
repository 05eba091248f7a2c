"""A source's record as it is kept: JSON without what is empty, from which the record is read back."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from pydantic import TypeAdapter

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import AccessPointRecord, HarmonisedRecord, ProviderRecord

#: Name of each type of record, as ids and changes name it.
RECORD_TYPES: dict[str, type[HarmonisedRecord]] = {
    "provider": ProviderRecord,
    "access-point": AccessPointRecord,
    "programme": ProgrammeRecord,
}
_NAMES = {record: name for name, record in RECORD_TYPES.items()}

#: Which rows of the file a record was read from moves with every row above it and is kept beside, as columns
#: are with the claims; hashes of persons' numbers are kept where readers cannot see them.
_BESIDE = frozenset({"rows", "row", "attribute_rows", "person_hashes", "columns"})


def record_type(record: HarmonisedRecord) -> str:
    """provider, access-point or programme."""
    return _NAMES[type(record)]


def content_of(record: HarmonisedRecord) -> bytes:
    """The record as JSON; equal records give equal bytes."""
    return orjson.dumps(record, default=_filled, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def record_of(name: str, content: bytes | str) -> HarmonisedRecord:
    """The record of the type called `name` that `content` was made from, without its row numbers."""
    record: HarmonisedRecord = _adapter(name).validate_json(content)
    return record


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(RECORD_TYPES[name])


def _filled(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their defaults."""
    names, values, defaults = _layout(value.__class__)
    return {
        name: one
        for name, one, default in zip(names, values(value), defaults, strict=True)
        if one is not default and one != default
    }


@cache
def _layout(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    assert is_dataclass(kind)
    kept = [one for one in fields(kind) if one.name not in _BESIDE]
    defaults = [one.default_factory() if one.default_factory is not MISSING else one.default for one in kept]
    names = tuple(one.name for one in kept)
    getter = attrgetter(*names)
    values = getter if len(names) > 1 else lambda value: (getter(value),)
    return names, values, tuple(defaults)
