"""The SQL of the floor: files of `sql/`, in which <name> stands for another file."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("sql")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)
#: What counts live in the place of what reads the sums that a release keeps.
_LIVE = {"matrix_json": "live_matrix_json", "buckets": "live_buckets", "count": "live_count"}


@cache
def statement(name: str, *, live: bool = False) -> str:
    """The text of a statement with every <name> filled in; if asked, one that counts all it says itself."""
    file = _LIVE.get(name, name) if live else name
    text = _COMMENT.sub("", (_FOLDER / f"{file}.sql").read_text()).strip()
    return re.sub(r"<(\w+)>", lambda found: statement(found[1], live=live), text)
