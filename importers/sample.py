"""The sample file that lies in a region's folder."""

from pathlib import Path

from importers.errors import RegionFileMissing
from importers.region import Region


def sample_of(region: Region) -> Path:
    """The region's `sample.*`, or RegionFileMissing."""
    found = sorted(region.folder.glob("sample.*"))
    if not found:
        raise RegionFileMissing(file=str(region.folder / "sample.*"))
    return found[0]
