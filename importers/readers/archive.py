"""A ZIP with one data file in it: unpacked to a temporary file, with a bound on its size."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from hub.settings import FileLimits
from importers.readers.detect import format_by_name
from importers.readers.errors import (
    ArchiveTooLarge,
    EncryptedFile,
    MalformedFile,
    MemberNotFound,
    UnknownFormat,
)
from importers.readers.options import FileFormat

_CHUNK = 1 << 16


def unpack_member(path: Path, pattern: str | None, file: str) -> tuple[Path, str, Callable[[], None]]:
    """Unpack the one data file of a ZIP; its path, its name in the archive, and what removes it again."""
    try:
        # Windows in our countries writes names in cp866 where the archive does not say UTF-8.
        with zipfile.ZipFile(path, metadata_encoding="cp866") as archive:
            member = _choose(archive.infolist(), pattern, file)
            if member.flag_bits & 0x1:
                raise EncryptedFile(file=f"{file} → {member.filename}")
            folder = Path(tempfile.mkdtemp(prefix="merezha-"))
            target = folder / f"member{PurePosixPath(member.filename).suffix}"
            try:
                _copy(archive, member, target, file)
            except BaseException:
                shutil.rmtree(folder)
                raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise MalformedFile(file=file, format="zip", where="archive", reason=str(error)) from error
    return target, member.filename, lambda: shutil.rmtree(folder, ignore_errors=True)


def _choose(members: list[zipfile.ZipInfo], pattern: str | None, file: str) -> zipfile.ZipInfo:
    files = [member for member in members if not member.is_dir() and not _is_litter(member.filename)]
    if pattern is None:
        chosen = [member for member in files if _is_data(member.filename)]
        trouble = "no file in it has a known format" if not chosen else "more than one file in it has data"
    else:
        chosen = [member for member in files if _matches(member.filename, pattern)]
        trouble = f"{len(chosen)} files in it match {pattern!r}"
    if len(chosen) != 1:
        names = ", ".join(member.filename for member in files[:20]) or "nothing"
        raise MemberNotFound(file=file, reason=trouble, members=names)
    return chosen[0]


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


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, file: str) -> None:
    """Unpack, counting what comes out: the size written in an archive is only its author's claim."""
    limit = FileLimits().unpacked_bytes
    if member.file_size > limit:
        raise ArchiveTooLarge(file=file, limit=limit)
    unpacked = 0
    with archive.open(member) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > limit:
                raise ArchiveTooLarge(file=file, limit=limit)
            sink.write(chunk)


def unpack_all(path: Path, file: str) -> tuple[Path, Callable[[], None]]:
    """Unpack every file of a ZIP; the folder they lie in, and what removes it again.

    Together they may not exceed the bound of one member. Names that would leave the folder are refused by
    being made relative to it.
    """
    folder = Path(tempfile.mkdtemp(prefix="merezha-"))
    try:
        with zipfile.ZipFile(path, metadata_encoding="cp866") as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_litter(one.filename)]
            if sum(member.file_size for member in members) > FileLimits().unpacked_bytes:
                raise ArchiveTooLarge(file=file, limit=FileLimits().unpacked_bytes)
            for member in members:
                if member.flag_bits & 0x1:
                    raise EncryptedFile(file=f"{file} → {member.filename}")
                parts = [part for part in PurePosixPath(member.filename).parts if part not in ("..", "/")]
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(archive, member, target, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        shutil.rmtree(folder)
        raise MalformedFile(file=file, format="zip", where="archive", reason=str(error)) from error
    except BaseException:
        shutil.rmtree(folder)
        raise
    return folder, lambda: shutil.rmtree(folder, ignore_errors=True)
