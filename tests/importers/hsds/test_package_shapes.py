"""One package in the shapes in which publishers hand it over: what comes out is the same."""

import csv
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from importers.hsds.package import DESCRIPTION
from tests.importers.hsds.conftest import MakeRegion, Reads
from tests.importers.hsds.made_package import Size, write_package


def _flat(folder: Path) -> Path:
    """Tables beside each other, without a description."""
    target = folder.parent / "flat"
    target.mkdir()
    for path in folder.rglob("*.csv"):
        shutil.copy(path, target / path.name)
    return target


def _undescribed(folder: Path) -> Path:
    (folder / DESCRIPTION).unlink()
    return folder


def _lower_case(folder: Path) -> Path:
    for path in folder.rglob("*.csv"):
        header, _, rest = path.read_text("utf-8").partition("\n")
        path.write_text(f"{header.lower()}\n{rest}", "utf-8")
    return folder


def _by_excel(folder: Path) -> Path:
    """Each table saved anew by a spreadsheet program: semicolons, a mark, CRLF."""
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    return folder


def _zipped(folder: Path) -> Path:
    target = folder.parent / "package.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return target


def _zipped_by_finder(folder: Path) -> Path:
    """Below a folder of the package's name, beside what a Mac adds to archives."""
    target = folder.parent / "package.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, Path("directory") / path.relative_to(folder))
            if path.is_file():
                archive.writestr(f"__MACOSX/directory/._{path.name}", b"\x00\x05\x16\x07")
    return target


@pytest.mark.parametrize("shape", [_flat, _undescribed, _lower_case, _by_excel, _zipped, _zipped_by_finder])
def test_every_shape_gives_the_same_records(
    shape: Callable[[Path], Path], hsds_region: MakeRegion, read: Reads, tmp_path: Path
) -> None:
    region = hsds_region()
    plain = read(region, write_package(tmp_path / "plain", Size()))
    (tmp_path / "other").mkdir()
    other = read(region, shape(write_package(tmp_path / "other" / "made", Size())))
    assert len(plain.providers) == Size.organizations
    assert other.providers == plain.providers
    assert len(other.raw) == len(plain.raw)
    # What is told differs only by the description, which some shapes lack.
    of_rows = [issue.code for issue in plain.issues if issue.row is not None]
    assert [issue.code for issue in other.issues if issue.row is not None] == of_rows
