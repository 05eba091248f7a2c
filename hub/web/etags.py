"""ETags: which answer a client already has."""

from base64 import urlsafe_b64encode
from hashlib import sha256


def etag_of(key: bytes, edition: int) -> str:
    """The ETag of the answer that a question of this key has in an edition.

    It is weak, since it promises equal data: the bytes on the way differ where an answer is compressed.
    """
    digest = sha256(key + edition.to_bytes(8, "big")).digest()[:18]
    return f'W/"{urlsafe_b64encode(digest).decode()}"'
