"""`merezha lookups …`: the words of a region's source and the codes that they may stand for."""

from pathlib import Path
from typing import Annotated, Any

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, answers, notes
from hub.store.connection import connect
from hub.store.overview import last_issues
from importers.check import bundled_gazetteer
from importers.lookups import Lookups, load_lookups
from importers.region import Region, find_region
from importers.suggest import Suggestion, UnknownWord, as_yaml, suggest, words_of_file, words_of_issues

lookups = typer.Typer(help="Lookups: the codes that a source's words stand for.", no_args_is_help=True)


@lookups.command("suggest")
def suggest_lookups(
    code: Annotated[str, typer.Argument(metavar="REGION", help="The region whose words are looked at.")],
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Its file; without it, the last import's issues."),
    ] = None,
    json: Json = False,
) -> None:
    """Propose lines of lookups.yml for words that nothing maps; prints them and writes nothing."""
    region = find_region(code)
    known = load_lookups(region.folder)
    words = _of_file(region, known, file) if file else _of_last_run(region)
    found = suggest(region, known, words)
    answer([_as_json(one) for one in found], json, lambda: _show(region, found))


def _of_file(region: Region, known: Lookups, file: Path) -> list[UnknownWord]:
    return words_of_file(region, known, file, bundled_gazetteer())


def _of_last_run(region: Region) -> list[UnknownWord]:
    with open_database() as url, connect(url) as connection:
        return words_of_issues(region, last_issues(connection, region.code))


def _show(region: Region, found: list[Suggestion]) -> None:
    """Print the lines to paste; what to do with them goes to standard error."""
    if not found:
        notes.print(f"Every word of {region.code} is mapped.")
        return
    answers.print(as_yaml(found), markup=False, end="")
    decided = sum(one.decided for one in found)
    notes.print(
        f"{len(found)} words, {decided} of them with a proposal. Check each line, put it under its table in "
        f"{region.folder / 'lookups.yml'}, then import again.",
        markup=False,
    )


def _as_json(one: Suggestion) -> dict[str, Any]:
    return {
        "table": one.word.table,
        "words": one.word.words,
        "column": one.word.column,
        "count": one.word.count,
        "rows": one.word.rows,
        "ambiguous": one.word.ambiguous,
        "proposals": one.proposals,
    }
