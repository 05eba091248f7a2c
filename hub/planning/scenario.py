"""Scenarios: a question in its canonical form, its hash, and the id that is the question itself.

The id is the canonical form as JSON in UTF-8, packed by zlib and written in base64url without padding. So
nobody has to store a scenario to share it, and whoever has the id has all of the question.
"""

import base64
import binascii
import math
import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import orjson

from hub.domain.filter_errors import BadUserInput

#: Characters of an id: addresses longer than about 2,000 are cut by some programs.
MAX_ID: Final = 2_000
#: Bytes that an id may unpack to; zlib packs a thousand to one.
_MAX_BYTES: Final = 16_384
_MAX_DEPTH: Final = 8
#: Whole numbers that every reader of JSON keeps exactly.
_MAX_WHOLE: Final = 2**53
_ALPHABET: Final = re.compile(r"[A-Za-z0-9_-]+")

Question = dict[str, Any]


class BadScenario(BadUserInput):
    """The scenario is not usable: {why}. Ask the question anew, and take the id from its answer."""

    reason = "SCENARIO_ID"


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of question may hold: keys that it must have, and the others with their defaults.

    `optional` are further keys that are left out where they hold null. `parts` are keys whose values are
    objects with a form of their own. Any other object, as a filter, is open: its keys were checked where it
    was read.
    """

    required: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    parts: Mapping[str, "Form"] = field(default_factory=dict)


#: `TravelInput` of the schema.
TRAVEL: Final = Form(defaults={"metres": None, "minutes": None}, optional=frozenset({"strict"}))
#: `SitingInput` of the schema.
SITING: Final = Form(
    required=frozenset({"within", "goal"}),
    defaults={
        "new": None,
        "share": None,
        "reach": {"metres": 15_000},
        "keep": None,
        "candidates": {"kind": "SETTLEMENTS"},
        "exclude": None,
        "people": None,
        "capacity": None,
        "effort": "QUICK",
        "asOf": None,
    },
    parts={
        "reach": TRAVEL,
        "people": Form(defaults={"targetGroup": None, "ages": None}),
    },
)


def canonical(question: Mapping[str, Any], form: Form = SITING) -> Question:
    """The question with defaults filled in and values in one form; equal questions become equal.

    Null is as if absent; 10.0 is 10; texts are in NFC; a list of texts is a set, so it is sorted and has no
    doubles. Raises BadScenario.
    """
    return _filled(question, form, 0)


def text_of(question: Mapping[str, Any]) -> bytes:
    """A canonical question as JSON, keys sorted."""
    return orjson.dumps(question, option=orjson.OPT_SORT_KEYS)


def hash_of(question: Mapping[str, Any]) -> str:
    """SHA-256 of a canonical question, 64 hexadecimal digits."""
    return sha256(text_of(question)).hexdigest()


def encode(question: Mapping[str, Any]) -> str:
    """The id of a canonical question. Raises BadScenario when it would be longer than MAX_ID."""
    text = text_of(question)
    identity = _base64(zlib.compress(text, 9))
    if len(text) > _MAX_BYTES or len(identity) > MAX_ID:
        why = f"its question is too long for an address of {MAX_ID:,} characters: name fewer places"
        raise BadScenario(why=why)
    return identity


def decode(identity: str, form: Form = SITING) -> Question:
    """The canonical question that an id is. Raises BadScenario, and nothing else, for what is no such id."""
    return decode_by(identity, lambda _: form)


def decode_by(identity: str, form_of: Callable[[Question], Form]) -> Question:
    """The canonical question that an id is, whose form follows from what the id holds.

    Raises BadScenario, and what `form_of` raises.
    """
    text = _unpacked(identity)
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadScenario(why="its id holds no question") from None
    if not isinstance(read, dict):
        raise BadScenario(why="its id holds no question")
    question = canonical(read, form_of(read))
    if text_of(question) != text:
        raise BadScenario(why="its id is not in the canonical form")
    return question


def _unpacked(identity: str) -> bytes:
    if len(identity) > MAX_ID:
        raise BadScenario(why=f"its id has more than {MAX_ID:,} characters")
    if not _ALPHABET.fullmatch(identity):
        raise BadScenario(why="its id holds other signs than A-Z, a-z, 0-9, - and _")
    try:
        packed = base64.urlsafe_b64decode(identity + "=" * (-len(identity) % 4))
    except binascii.Error:
        raise BadScenario(why="its id was cut") from None
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, _MAX_BYTES + 1)
    except zlib.error:
        raise BadScenario(why="its id was changed or cut") from None
    if len(text) > _MAX_BYTES:
        raise BadScenario(why=f"its id unpacks to more than {_MAX_BYTES:,} bytes")
    if not unpacking.eof or unpacking.unused_data or _base64(packed) != identity:
        raise BadScenario(why="its id was changed or cut")
    return text


def _base64(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _filled(value: Mapping[str, Any], form: Form, depth: int) -> Question:
    unknown = sorted(str(key) for key in value.keys() - form.required - form.defaults.keys() - form.optional)
    if unknown:
        raise BadScenario(why=f"a question has no {_shown(unknown[0])}")
    stated = {key: held for key, held in value.items() if held is not None}
    missing = sorted(form.required - stated.keys())
    if missing:
        raise BadScenario(why=f"its question lacks {missing[0]}")
    whole = {**form.defaults, **stated}
    return {key: _part(whole[key], form.parts.get(key), depth + 1) for key in sorted(whole)}


def _part(value: Any, form: Form | None, depth: int) -> Any:
    if form is None or value is None:
        return _plain(value, depth)
    if not isinstance(value, Mapping):
        raise BadScenario(why=f"{_shown(value)} stands where an object belongs")
    return _filled(value, form, depth)


def _plain(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise BadScenario(why=f"its question is nested deeper than {_MAX_DEPTH}")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list | tuple):
        held = [_plain(each, depth + 1) for each in value]
        return sorted(set(held)) if all(isinstance(each, str) for each in held) else held
    if isinstance(value, Mapping):
        items = {_key(key): _plain(held, depth + 1) for key, held in value.items() if held is not None}
        return dict(sorted(items.items()))
    raise BadScenario(why=f"a {type(value).__name__} is no value of a question")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise BadScenario(why=f"{_shown(key)} is no name of a value")
    return _text(key)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadScenario(why="a text holds half a surrogate pair") from None
    return unicodedata.normalize("NFC", value)


def _number(value: float) -> int | float:
    if not math.isfinite(value) or abs(value) > _MAX_WHOLE:
        raise BadScenario(why="a number is not finite, or too large to be kept exactly")
    return int(value) if value == int(value) else value


def _shown(value: Any) -> str:
    """A value of a stranger's as a sentence may hold it: short, and with no signs that do anything."""
    return ascii(value)[:40]
