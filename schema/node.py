"""Global ids: base64 of `Type:key`, opaque to clients."""

import base64
import binascii
from uuid import UUID

import strawberry

from hub.domain.filter_errors import BadId, IdOfAnotherType

TYPES = frozenset(
    {
        "AccessPoint",
        "Location",
        "PlanningJob",
        "Norm",
        "Programme",
        "Provider",
        "Release",
        "Run",
        "Service",
        "Source",
        "TaxonomyTerm",
        "Territory",
    }
)


@strawberry.interface(description="Anything with an id. `node(id:)` reads it again, whatever its type.")
class Node:
    """What all types with an id share."""

    id: strawberry.ID = strawberry.field(description="Global id: stable, opaque, unique in the whole hub.")


def encode_id(typename: str, key: object) -> strawberry.ID:
    """The global id of a record."""
    return strawberry.ID(base64.b64encode(f"{typename}:{key}".encode()).decode())


def decode_id(given: str) -> tuple[str, str]:
    """Type name and key of a global id, or BadId."""
    try:
        typename, colon, key = base64.b64decode(given.encode(), validate=True).decode().partition(":")
    except (UnicodeError, binascii.Error) as error:
        raise BadId(id=given[:100]) from error
    if not colon or typename not in TYPES or not key or "\0" in key:
        raise BadId(id=given[:100])
    return typename, key


def uuid_of(given: str, typename: str) -> UUID:
    """The key of an id that must be of one type, or BadId, IdOfAnotherType."""
    found, key = decode_id(given)
    if found != typename:
        raise IdOfAnotherType(id=given[:100], found=found, wanted=typename)
    return key_as_uuid(given, key)


def key_as_uuid(given: str, key: str) -> UUID:
    """The key as a UUID, or BadId."""
    try:
        return UUID(key)
    except ValueError as error:
        raise BadId(id=given[:100]) from error


def key_as_int(given: str, key: str) -> int:
    """The key as a number that fits a database id, or BadId."""
    if not (key.isascii() and key.isdigit() and int(key[:12]) < 2**31 and len(key) <= 10):
        raise BadId(id=given[:100])
    return int(key)
