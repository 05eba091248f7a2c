"""Data files of a ZIP: unpacked to temporary files, with a bound on their size."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from importers.readers.detect import format_by_name
from importers.readers.errors import MemberNotFound, UnknownFormat
from importers.readers.options import FileFormat
from importers.readers.several import MAX_TABLES
from importers.readers.zips import Unpacking, open_zip

_CHUNK = 1 << 16


class Member(NamedTuple):
    """A file of an archive or a folder: where it lies now, and its name there."""

    path: Path
    name: str


class Choice(NamedTuple):
    """Names of the files of an archive or a folder: those to read, and those of formats that are not read."""

    read: list[str]
    passed: list[str]


def unpack_members(
    path: Path, pattern: str | None, file: str
) -> tuple[list[Member], list[str], Callable[[], None]]:
    """Unpack the data files of a ZIP, or those that a pattern names.

    The second are names of files of formats that are not read, the third removes what was unpacked. Together
    the files may not exceed the bound of one member. Raises MemberNotFound.
    """
    with open_zip(path, file) as archive:
        members = {each.filename: each for each in archive.infolist() if not each.is_dir()}
        chosen, passed = choose(members, pattern, file)
        folder = Path(tempfile.mkdtemp(prefix="merezha-"))
        try:
            unpacking = Unpacking(file)
            unpacked = []
            for number, name in enumerate(chosen):
                target = folder / f"{number}{PurePosixPath(name).suffix}"
                _copy(archive, members[name], target, unpacking)
                unpacked.append(Member(target, name))
        except BaseException:
            shutil.rmtree(folder)
            raise
    return unpacked, passed, lambda: shutil.rmtree(folder, ignore_errors=True)


def choose(names: Iterable[str], pattern: str | None, file: str) -> Choice:
    """The names of data files, or those that match a pattern, each sorted. Raises MemberNotFound."""
    files = sorted(name for name in names if not _is_litter(name))
    if pattern is None:
        chosen = [name for name in files if _is_data(name)]
        trouble = "no file in it has a known format"
    else:
        chosen = [name for name in files if _matches(name, pattern)]
        trouble = f"no file in it matches {pattern!r}"
    if len(chosen) > MAX_TABLES:
        trouble = f"more than {MAX_TABLES} files in it have data"
    elif chosen:
        return Choice(chosen, [name for name in files if name not in chosen] if pattern is None else [])
    raise MemberNotFound(file=file, reason=trouble, members=", ".join(files[:20]) or "nothing")


def _matches(name: str, pattern: str) -> bool:
    return fnmatch(name.lower(), pattern.lower()) or fnmatch(
        PurePosixPath(name).name.lower(), pattern.lower()
    )


def _is_litter(name: str) -> bool:
    """Folders of resource forks and hidden files that macOS adds."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _is_data(name: str) -> bool:
    try:
        return format_by_name(name) is not FileFormat.ZIP
    except UnknownFormat:
        return False


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, unpacking: Unpacking) -> None:
    unpacking.expect(member.file_size)
    with unpacking.open(archive, member) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            sink.write(chunk)


def unpack_all(path: Path, file: str) -> tuple[Path, Callable[[], None]]:
    """Unpack every file of a ZIP; the folder they lie in, and what removes it again.

    Together they may not exceed the bound of one member. Names that would leave the folder are refused by
    being made relative to it.
    """
    folder = Path(tempfile.mkdtemp(prefix="merezha-"))
    try:
        with open_zip(path, file) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_litter(one.filename)]
            unpacking = Unpacking(file)
            unpacking.expect(sum(member.file_size for member in members))
            for member in members:
                parts = [part for part in PurePosixPath(member.filename).parts if part not in ("..", "/")]
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(archive, member, target, unpacking)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return folder, lambda: shutil.rmtree(folder, ignore_errors=True)
