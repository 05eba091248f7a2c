"""The sample file that lies in a region's folder."""

from pathlib import Path

from importers.errors import RegionFileMissing, SampleNotAlone
from importers.region import Region


def sample_of(region: Region) -> Path:
    """The region's `sample.*`, or RegionFileMissing, or SampleNotAlone."""
    found = sorted(region.folder.glob("sample.*"))
    if not found:
        raise RegionFileMissing(file=str(region.folder / "sample.*"))
    if len(found) > 1:
        raise SampleNotAlone(folder=str(region.folder), files=", ".join(path.name for path in found))
    return found[0]
