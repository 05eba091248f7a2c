"""Where an export goes: a folder or a ZIP that appears under its name only when it is complete."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.errors import MerezhaError

#: Written into every folder that an export made, so that the next one may replace it.
MARK = ".merezha-export"


class ExportTargetTaken(MerezhaError):
    """{path} exists and is no export of this program; choose another --out, or remove it."""

    code = "EXPORT_TARGET_TAKEN"


class ExportTargetUnwritable(MerezhaError):
    """{path} cannot be written: {reason}. Choose another --out."""

    code = "EXPORT_TARGET_UNWRITABLE"


@contextmanager
def whole_target(out: Path) -> Iterator[Path]:
    """A folder to write into; at the end of the block it becomes `out`, or the ZIP `out` is made of it.

    What `out` held before stays until then, and for good when the block raises. Raises ExportTargetTaken for
    something else of that name, and ExportTargetUnwritable.
    """
    as_zip = out.suffix.lower() == ".zip"
    if out.exists() and not (out.is_file() if as_zip else _is_ours(out)):
        raise ExportTargetTaken(path=str(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise ExportTargetUnwritable(path=str(out), reason=error.strerror or str(error)) from error
    try:
        folder = work / "export"
        folder.mkdir()
        yield folder
        if as_zip:
            _pack(folder, work / "export.zip")
            (work / "export.zip").replace(out)
        else:
            (folder / MARK).touch()
            folder.chmod(0o755)
            _swap(folder, out, work / "before")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _is_ours(out: Path) -> bool:
    """Whether a folder may be replaced: it is empty, or an export of before."""
    return out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))


def _swap(folder: Path, out: Path, before: Path) -> None:
    """Put the new folder in the old one's place; nothing is between the two renames but a moment."""
    if out.exists():
        out.rename(before)
    try:
        folder.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise


def _pack(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
