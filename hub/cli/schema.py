"""`merezha schema …`: the GraphQL schema as a file, and what a change of it would break."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.output import Json, answer, answers, show_table
from hub.errors import MerezhaError

if TYPE_CHECKING:
    from schema.sdl import BreakingChange

schema = typer.Typer(
    help="The GraphQL schema: written as SDL, and checked for breaking changes.", no_args_is_help=True
)

_CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


class SchemaBroken(MerezhaError):
    """CHANGELOG.md does not announce {count} of the breaking changes under Unreleased."""

    code = "SCHEMA_BROKEN"


class SchemaOutdated(MerezhaError):
    """The file {file} is not the schema that this program serves; write it with `merezha schema export`."""

    code = "SCHEMA_OUTDATED"


@schema.command()
def export(
    output: Annotated[
        Path | None,
        typer.Option(help="Where to write; - is standard output, and schema.graphql the default."),
    ] = None,
) -> None:
    """Write the schema's SDL to the file that is committed."""
    # The schema takes a second to import, which other commands need not wait for.
    from schema import sdl

    if output == Path("-"):
        typer.echo(sdl.export(), nl=False)
        return
    path = output or sdl.PATH
    path.write_text(sdl.export(), "utf-8")
    answers.print(f"The schema is in {path}.", markup=False)


@schema.command()
def check(
    against: Annotated[
        Path | None, typer.Option(exists=True, help="The SDL to compare with; by default the committed one.")
    ] = None,
    json: Json = False,
) -> None:
    """Fail on a breaking change that CHANGELOG.md does not announce, and on an outdated committed file."""
    from schema import sdl

    path = against or sdl.PATH
    old = path.read_text("utf-8") if path.is_file() else ""
    new = sdl.export()
    changes = sdl.check(old, new, _CHANGELOG.read_text("utf-8")) if old else []
    answer({"changes": changes, "outdated": old != new}, json, lambda: _show(changes))
    if unannounced := [change for change in changes if not change.announced]:
        raise SchemaBroken(count=len(unannounced))
    if against is None and old != new:
        raise SchemaOutdated(file=path)


def _show(changes: Sequence["BreakingChange"]) -> None:
    """Print the breaking changes to a person."""
    columns = ("breaking change", "what", "announced")
    if changes:
        show_table(columns, ((each.kind, each.description, each.announced) for each in changes))
    else:
        answers.print("No change breaks clients.")
