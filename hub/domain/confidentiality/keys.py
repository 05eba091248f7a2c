"""Keys of records that tell what must not be told, and what stands for them.

Keys are published and ids are made of them, so that a slow hash takes the place of a person's number in any
key, and of the whole key of a hidden record that leads to its door.
"""

import hashlib
from dataclasses import replace
from functools import lru_cache

from hub.domain.confidentiality.addresses import holds_address
from hub.domain.confidentiality.protect import streets_of
from hub.domain.confidentiality.reasons import Hideable
from hub.domain.records import AccessPointRecord, ProviderRecord

#: Cost of a hash: some 50 ms each, so that neither all numbers nor all addresses of a city can be tried.
_SCRYPT_COST = 2**14
_OF_PERSON = "person-"
#: Begins what stands for the key of a hidden record.
OF_PLACE = "place-"
#: So many last digits tell a telephone, whatever stands before them.
_TELEPHONE = 7


def hidden_number(text: str, source: str) -> str:
    """What stands for a person's number in keys of a source: everywhere the same, as ids are made of it."""
    return _OF_PERSON + _slow_hash(text, source)


def is_hidden_number(text: str) -> bool:
    """Whether a text is what stands for a person's number."""
    return text.startswith(_OF_PERSON)


def told_key(record: ProviderRecord | AccessPointRecord, source: str) -> str:
    """The key under which the hidden record is published; `record` still has what it is to lose."""
    return OF_PLACE + _slow_hash(record.key, source) if _leads_there(record) else record.key


def under_key(record: Hideable, key: str, identity: str) -> Hideable:
    """The record under another key, and the id that it has all the same."""
    return record if key == record.key else replace(record, key=key, id=identity)


@lru_cache(maxsize=50_000)
def _slow_hash(text: str, source: str) -> str:
    salt = source.encode()
    return hashlib.scrypt(text.encode(), salt=salt, n=_SCRYPT_COST, r=8, p=1, dklen=16).hex()


def _leads_there(record: ProviderRecord | AccessPointRecord) -> bool:
    """Whether the key holds an address, or a telephone of the record."""
    if record.key.startswith((_OF_PERSON, OF_PLACE)):
        return False
    if any(map(str.isalpha, record.key)) or "." in record.key or "," in record.key:
        return holds_address(record.key, streets_of(record))
    digits = "".join(filter(str.isdigit, record.key))
    return len(digits) >= _TELEPHONE and any(phone.endswith(digits[-_TELEPHONE:]) for phone in record.phones)
