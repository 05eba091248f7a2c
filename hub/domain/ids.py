"""Record ids: uuid5 of what the source itself calls the record, so cleaning never moves an id."""

from uuid import NAMESPACE_URL, UUID, uuid5

_ROOT = uuid5(NAMESPACE_URL, "https://merezha.example/records")


def record_id(source: str, record_type: str, key: str) -> UUID:
    """Id of a provider, access point or programme: source code, type and the source's stable key."""
    return uuid5(_ROOT, f"{source}\x1f{record_type}\x1f{key}")


def part_id(owner: UUID, part: str, *keys: object) -> UUID:
    """Id of what belongs to a record: a location, a service, a claim…"""
    return uuid5(owner, "\x1f".join((part, *map(str, keys))))
