"""Office files without the time at which they were made: the same paper is the same bytes."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first day that a ZIP can name.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_TIMES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def timeless(office: bytes) -> bytes:
    """The same XLSX or DOCX, its members in order and of one day, and without when it was saved."""
    made = BytesIO()
    with ZipFile(BytesIO(office)) as old, ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            held = old.read(name)
            if name == _CORE:
                held = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", held)
            member = ZipInfo(name, _DAY)
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, held)
    return made.getvalue()
