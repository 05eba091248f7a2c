"""Numbers of natural persons: hashed with a key of the installation before anything is kept of them."""

import hmac
from collections.abc import Callable
from hashlib import sha256

from hub.domain.identifiers import PersonalNumber
from hub.domain.records import PersonHash

#: Turns a person's number into what may be kept of it.
Hashing = Callable[[PersonalNumber], PersonHash]

_FINGERPRINT_OF = b"merezha person key"


def person_hash(key: bytes, person: PersonalNumber) -> PersonHash:
    """HMAC-SHA256 of scheme and number: equal for equal persons, and of no use without the key."""
    said = f"{person.scheme}:{person.number}".encode()
    return PersonHash(person.scheme, hmac.digest(key, said, sha256))


def fingerprint(key: bytes) -> bytes:
    """32 bytes that tell two keys apart and say nothing of either."""
    return hmac.digest(key, _FINGERPRINT_OF, sha256)
