"""The sample files that lie in a region's folder: the present one, and editions of former days beside it."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from importers.errors import RegionFileMissing, SampleNotAlone
from importers.region import Region

_EDITION = re.compile(r"sample\.(?P<day>\d{4}-\d{2}-\d{2})\.\w+")


@dataclass(frozen=True, slots=True)
class Edition:
    """A sample as it was on a day, `sample.2024-12-31.csv`: the demo imports it before the present one."""

    day: date
    path: Path


def sample_of(region: Region) -> Path:
    """The region's present sample: `sample.*` without a day, else the newest with one.

    Raises RegionFileMissing and SampleNotAlone.
    """
    found = sorted(path for path in region.folder.glob("sample.*") if day_of(path) is None)
    if len(found) > 1:
        raise SampleNotAlone(folder=str(region.folder), files=", ".join(path.name for path in found))
    if found:
        return found[0]
    dated = _dated(region)
    if not dated:
        raise RegionFileMissing(file=str(region.folder / "sample.*"))
    return dated[-1].path


def has_sample(region: Region) -> bool:
    """Whether any sample lies in the region's folder."""
    return any(region.folder.glob("sample.*"))


def editions_of(region: Region) -> list[Edition]:
    """The samples of former days beside the present one, the oldest first."""
    present = sample_of(region)
    return [edition for edition in _dated(region) if edition.path != present]


def day_of(path: Path) -> date | None:
    """The day that a sample stands for by its name, None for today."""
    match = _EDITION.fullmatch(path.name)
    return date.fromisoformat(match["day"]) if match else None


def _dated(region: Region) -> list[Edition]:
    found = ((day_of(path), path) for path in region.folder.glob("sample.*"))
    return sorted((Edition(day, path) for day, path in found if day), key=lambda edition: edition.day)
