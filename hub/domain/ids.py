"""Record ids: a hash of what the source itself calls the record, so cleaning never moves an id.

They are UUIDs of version 8 (RFC 9562: made by a rule of one's own), as 32 hexadecimal digits: an import
makes millions of them, and PostgreSQL takes them as they are.
"""

from hashlib import blake2b


def record_id(source: str, record_type: str, key: str) -> str:
    """Id of a provider, access point or programme: source code, type and the source's stable key."""
    return _uuid(f"{source}\x1f{record_type}\x1f{key}")


def part_id(owner: str, part: str, key: object = "", detail: object = "") -> str:
    """Id of what belongs to a record: a location, a service, a claim…"""
    return _uuid(f"{owner}\x1f{part}\x1f{key}\x1f{detail}")


def _uuid(text: str) -> str:
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    return f"{digest[:12]}8{digest[13:16]}8{digest[17:]}"
