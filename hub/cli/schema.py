"""`merezha schema …`: the GraphQL schema as a file, and what a change of it would break."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.text import Text
from rich.tree import Tree

from hub.cli.output import Json, answer, answers, show_table
from hub.errors import MerezhaError

if TYPE_CHECKING:
    from schema.explain import Explanation
    from schema.plan.picture import Branch
    from schema.sdl import BreakingChange

schema = typer.Typer(
    help="The GraphQL schema: written as SDL, checked for breaking changes; how operations are answered.",
    no_args_is_help=True,
)

_CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


class VariablesUnreadable(MerezhaError):
    """The variables are no JSON object: {why}. Give for example --variables '{{"first": 10}}'."""

    code = "VARIABLES_UNREADABLE"


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


@schema.command()
def explain(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            readable=True,
            allow_dash=True,
            help="The document, of one file or of several with its fragments; - is standard input.",
        ),
    ],
    variables: Annotated[str, typer.Option(metavar="JSON", help="The variables, as a JSON object.")] = "{}",
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which operation of the document is meant.")
    ] = None,
    json: Json = False,
) -> None:
    """Show how an operation is answered: by plans or resolvers and why, in which statements, at what cost."""
    from schema.explain import explain as explained

    text = "\n".join(sys.stdin.read() if file == Path("-") else file.read_text("utf-8") for file in files)
    found = explained(text, _read_variables(variables), operation)
    answer(found, json, lambda: _show_explanation(found))


def _read_variables(text: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise VariablesUnreadable(why=str(error)) from error
    if not isinstance(found, dict):
        raise VariablesUnreadable(why="it is no object")
    return found


def _show_explanation(found: "Explanation") -> None:
    """Print the picture of the plan as a tree."""
    tree = Tree(Text(f"{found.operation}: {found.nodes} of at most {found.limit} nodes"))
    for root in found.roots:
        _grow(tree, root)
    answers.print(tree)


def _grow(tree: Tree, branch: "Branch") -> None:
    above = tree.add(Text(branch.text))
    for one in branch.below:
        _grow(above, one)


def _show(changes: Sequence["BreakingChange"]) -> None:
    """Print the breaking changes to a person."""
    columns = ("breaking change", "what", "announced")
    if changes:
        show_table(columns, ((each.kind, each.description, each.announced) for each in changes))
    else:
        answers.print("No change breaks clients.")
