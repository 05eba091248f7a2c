"""Signs that no XML may hold: each becomes a mark, so that only its cell is told of."""

import re
from typing import IO

from importers.readers.unstorable import MARK

_MARK = f"&#{ord(MARK)};".encode()
#: Control signs, halves of surrogate pairs and what is no character, as signs or as references to them.
_ILLEGAL = re.compile(
    rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|5(?:529[6-9]|5[3-9]\d\d)|5[67]\d{3}|6553[45])"
    rb"|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]));"
)
_LONGEST = 16
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


class LegalSigns:
    """A stream of XML in which marks stand for such signs; texts of two bytes a sign pass as they are."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = b""
        self._wide: bool | None = None

    def read(self, size: int = -1) -> bytes:
        """The next piece, at least a byte of it until the end."""
        while piece := self._stream.read(size):
            if self._wide is None:
                self._wide = piece.startswith(_WIDE)
            if self._wide:
                return piece
            text = self._kept + piece
            end = len(text)
            start = text.rfind(b"&", max(0, end - _LONGEST))
            lead = next((place for place in range(max(0, end - 2), end) if text[place] in b"\xed\xef"), -1)
            cut = min((place for place in (start, lead) if place >= 0), default=end)
            self._kept = text[cut:]
            if cut:
                return _ILLEGAL.sub(_MARK, text[:cut])
        rest, self._kept = self._kept, b""
        return _ILLEGAL.sub(_MARK, rest)
