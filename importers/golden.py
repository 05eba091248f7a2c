"""Golden files: records and issues as JSON lines, sorted keys, empty fields left out, no ids."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import orjson

from hub.domain.confidentiality import protect
from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import AccessPointRecord, HarmonisedRecord, Issue, ProviderRecord

_TYPES = {
    ProviderRecord: "provider",
    AccessPointRecord: "access-point",
    ProgrammeRecord: "programme",
}


def record_line(record: HarmonisedRecord) -> str:
    """One record as it may be published, as a line; `type` says what it is."""
    if not isinstance(record, ProgrammeRecord):
        record = protect(record)
    return _line({"type": _TYPES[type(record)], **_filled(record)})


def issue_line(issue: Issue) -> str:
    """One issue as a line."""
    return _line(_filled(issue))


def read_lines(path: Path) -> list[str]:
    """The lines of a golden file; none when it is missing."""
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Replace a golden file."""
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _line(content: dict[str, Any]) -> str:
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()


def _filled(record: Any) -> dict[str, Any]:
    """Field → value of a dataclass, without what is empty or False; nested ones likewise; zero is a value.

    Which columns values were read from stands in region.yml.
    """
    values = {each.name: _plain(getattr(record, each.name)) for each in fields(record) if each.compare}
    return {
        name: value
        for name, value in values.items()
        if value is not False and value not in (None, "", [], {})
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return _filled(value) if hasattr(value, "__dataclass_fields__") else value
