"""`merezha norms …`: the norms that planning computes with."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.cli.database import open_database
from hub.cli.inputs import DryRun, Licence, Publisher, SourceCode, Title, source_of
from hub.cli.output import Json, answer, answers, show_table
from hub.demo import prepare
from hub.domain.norms import Norm, uncertainty_of
from hub.domain.vocabulary import LANG_FALLBACK, Country, Lang
from hub.store.inputs.norms import NormCounts, load_norms
from hub.store.planning.norms import StoredNorm, read_norms
from hub.store.planning.once import ask_once
from importers.planning.norms import read_norms as read_file

norms = typer.Typer(help="Norms of planning: documents, dates and numbers.", no_args_is_help=True)


@norms.command()
def load(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A table of norms, such as CSV.")],
    source: SourceCode = None,
    title: Title = None,
    publisher: Publisher = None,
    licence: Licence = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Load a ministry's norms in the place of those that the same source gave before."""
    found = read_file(file)
    given = source_of(file, "norms", source, title, publisher, licence)
    with open_database() as url:
        prepare(url)
        counts = load_norms(url, given, found, dry_run=dry_run)
    answer(counts, json, lambda: _tell(given.code, counts, dry_run))


@norms.command("list")
def list_norms(
    country: Annotated[Country | None, typer.Option(help="Only norms of this state.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to judge them on; today if left out."),
    ] = None,
    json: Json = False,
) -> None:
    """List norms with their numbers, and why nothing is computed with those that are not certain."""
    day = on.date() if on else datetime.now(UTC).date()
    with open_database() as url:
        prepare(url)
        found = ask_once(url, lambda session: read_norms(session, country))
    answer([_plain(one, day) for one in found], json, lambda: _list(found, day))


def _plain(stored: StoredNorm, day: date) -> dict[str, Any]:
    return {"norm": stored.norm, "source": stored.source, "not_used": uncertainty_of(stored.norm, day)}


def _tell(source: str, counts: NormCounts, dry_run: bool) -> None:
    would = "Nothing was written; it would be: " if dry_run else ""
    answers.print(
        f"{would}norms of {source}: {counts.added} added, {counts.changed} changed, "
        f"{counts.unchanged} unchanged, {counts.removed} removed.",
        markup=False,
    )
    if counts.taken:
        answers.print(f"  In the place of another source's: {', '.join(counts.taken)}.", markup=False)


def _list(found: list[StoredNorm], day: date) -> None:
    show_table(
        ("id", "about", "number", "unit", "status", "document", "not used"),
        (
            (
                one.norm.id,
                _subject(one.norm),
                _number(one.norm),
                one.norm.unit,
                one.norm.status.value,
                one.norm.document,
                uncertainty_of(one.norm, day) or "",
            )
            for one in found
        ),
        title=f"Norms on {day}",
    )


def _subject(norm: Norm) -> str:
    return next(norm.subjects[lang] for lang in LANG_FALLBACK[Lang.EN] if lang in norm.subjects)


def _number(norm: Norm) -> str:
    if norm.numerator is None or norm.denominator is None:
        return ""
    band = "" if (norm.band_from, norm.band_to) == (None, None) else f", {_band(norm)} inhabitants"
    return f"{norm.numerator:g} / {norm.denominator:g}{band}"


def _band(norm: Norm) -> str:
    return f"{norm.band_from or 0:,} to {norm.band_to:,}" if norm.band_to else f"{norm.band_from:,} and more"
