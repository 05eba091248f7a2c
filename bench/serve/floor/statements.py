"""The SQL of the floor: files of `sql/`, in which <name> stands for another file."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("sql")
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)
#: Which file stands for what may be counted live.
_ROLES = {"cells": "live_cells", "buckets": "live_buckets", "count": "count_live"}


@cache
def statement(name: str) -> str:
    """The text of a statement, with every <name> filled in."""
    text = _COMMENT.sub("", (_FOLDER / f"{_ROLES.get(name, name)}.sql").read_text()).strip()
    return re.sub(r"<(\w+)>", lambda found: statement(found[1]), text)
