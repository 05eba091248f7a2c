"""`merezha programme …`: programmes, practices that others may take over, and visits."""

from typing import Annotated, Any, Final

import typer

from hub.cli.database import open_database
from hub.cli.output import Json, answer, show_table
from hub.domain.vocabulary import Lang, ProgrammeKind
from hub.settings import KeyLimits
from hub.store.engine import ReadSession
from hub.store.planning.once import ask_once
from schema.build import build_schema
from schema.context import Context
from schema.execution import Executor, Operation
from schema.papers.asking import QuestionRefused

_PAGE: Final = 20
_QUERY: Final = """
query ($kind: ProgrammeKind, $first: Int!, $after: String) {
  programmes(kind: $kind, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      id name kind owner starts ends isSynthetic cites source { code }
      territoryParts { role since until territory { code name } }
      providerParts { role since until provider { id name isSynthetic } }
    } }
  }
}
"""

programme = typer.Typer(
    help="Programmes, practices that others may take over, and visits.", no_args_is_help=True
)


@programme.command("list")
def list_programmes(
    kind: Annotated[ProgrammeKind | None, typer.Option(help="Only those of this kind.")] = None,
    lang: Annotated[Lang, typer.Option(help="The language of territories' names.")] = Lang.UK,
    json: Json = False,
) -> None:
    """List programmes with whose they are, who took them over, who visited whom, and when."""
    with open_database() as url:
        found = ask_once(url, lambda session: _read(session, kind, lang))
    answer(found, json, lambda: _show(found))


async def _read(session: ReadSession, kind: ProgrammeKind | None, lang: Lang) -> list[dict[str, Any]]:
    executor, found, after = Executor(build_schema()), list[dict[str, Any]](), None
    while True:
        context = Context(session, KeyLimits(), (lang,))
        variables = {"kind": kind and kind.name, "first": _PAGE, "after": after}
        try:
            told = await executor.execute(Operation(_QUERY, variables), context, reads_only=True)
        finally:
            context.let_go()
        if told.errors or told.data is None:
            raise QuestionRefused(errors=told.errors)
        page = told.data["programmes"]
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def _show(found: list[dict[str, Any]]) -> None:
    show_table(
        ("kind", "name", "owner", "adopters", "hosts", "guests", "members", "from", "to", "source"),
        (
            (
                each["kind"].lower(),
                f"{each['name']} (made up)" if each["isSynthetic"] else each["name"],
                "; ".join(filter(None, (each["owner"], *_parts(each, "OWNER")))),
                *("; ".join(_parts(each, role)) for role in ("ADOPTER", "HOST", "GUEST")),
                len(_parts(each, "MEMBER")),
                each["starts"],
                each["ends"],
                each["source"]["code"],
            )
            for each in found
        ),
    )


def _parts(held: dict[str, Any], role: str) -> list[str]:
    """Who has a part in it, each with the days of it that are known."""
    parts = [(each, each["territory"]) for each in held["territoryParts"]]
    parts += [(each, each["provider"]) for each in held["providerParts"]]
    return [f"{who['name']}{_days(each)}" for each, who in parts if each["role"] == role]


def _days(part: dict[str, Any]) -> str:
    known = [f"{word} {part[key]}" for word, key in (("since", "since"), ("until", "until")) if part[key]]
    return f" ({', '.join(known)})" if known else ""
