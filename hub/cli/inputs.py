"""What commands that load inputs of planning share: how a file's source is called, and trying it first."""

from pathlib import Path
from typing import Annotated

import typer

from hub.store.inputs.sources import InputSource
from importers.readers import sha256_of

SourceCode = Annotated[
    str | None, typer.Option("--source", help="The source's code; the file's name when left out.")
]
Title = Annotated[str | None, typer.Option("--title", help="What the source is called in answers.")]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published the file.")]
Licence = Annotated[str | None, typer.Option("--licence", help="Under which licence.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be loaded.")]


def source_of(
    file: Path,
    kind: str,
    code: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    licence: str | None = None,
) -> InputSource:
    """The source of a file that a user brings; its edition is the file's name and hash."""
    return InputSource(
        code=code or f"{kind}:{file.stem}",
        title=title or f"{kind}: {file.name}",
        edition=f"{file.name} {sha256_of(file)[:8]}",
        publisher=publisher,
        licence=licence,
    )
