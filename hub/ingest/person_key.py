"""The secret of an installation that hashes of persons' numbers are made with."""

import os
import secrets
from functools import cached_property
from pathlib import Path

from hub.domain.identifiers import PersonalNumber
from hub.domain.persons.hashes import fingerprint, person_hash
from hub.domain.records import PersonHash
from hub.errors import MerezhaError
from hub.settings import ClusterSettings, InvalidSetting, PersonSettings

#: In the folder of MEREZHA_HOME, beside the private cluster and not in it: a copy of the database has no key.
FILE = "person.key"
_BYTES = 32


class PersonKeyUnreadable(MerezhaError):
    """The key for numbers of natural persons in {path} cannot be read or made: {reason}. Set
    MEREZHA_PERSON_KEY, or make the folder writable."""

    code = "PERSON_KEY_UNREADABLE"


class PersonKey:
    """Hashes persons' numbers. The key is read, or made, when the first number is met."""

    def __call__(self, person: PersonalNumber) -> PersonHash:
        """What may be kept of a number; raises PersonKeyUnreadable."""
        return person_hash(self.key, person)

    @property
    def fingerprint(self) -> bytes:
        """Tells whether a hub's hashes were made with this key."""
        return fingerprint(self.key)

    @cached_property
    def key(self) -> bytes:
        """MEREZHA_PERSON_KEY; without it the key file of this installation, made with mode 0600."""
        secret = PersonSettings().person_key
        if secret is not None and secret.get_secret_value():
            return _long_enough(secret.get_secret_value().encode())
        path = ClusterSettings().home / FILE
        try:
            return path.read_bytes() if path.exists() else _made(path)
        except OSError as error:
            raise PersonKeyUnreadable(path=str(path), reason=error.strerror or str(error)) from error


def _long_enough(key: bytes) -> bytes:
    if len(key) < _BYTES:
        # The value itself is not repeated: it would stand in a log.
        raise InvalidSetting(
            name="MEREZHA_PERSON_KEY", value="…", reason=f"it has fewer than {_BYTES} characters"
        )
    return key


def _made(path: Path) -> bytes:
    """A new key, or the one that another process made at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{FILE}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
    try:
        # A link appears whole or not at all, and never replaces a key that is in use.
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_bytes()
