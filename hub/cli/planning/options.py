"""Options of the questions of planning, and the variables of GraphQL that they mean."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer

from hub.domain.filters import Categories, ProviderFilter
from hub.domain.vocabulary import DeliveryForm, Lang, RecordStatus, Sector, TerritoryLevel
from hub.errors import MerezhaError
from schema.node import encode_id
from schema.papers.variables import filter_variables

Within = Annotated[str, typer.Argument(metavar="TERRITORY", help="The territory to look in, by code.")]
Level = Annotated[TerritoryLevel, typer.Option(help="The rank of the territories that make the rows.")]
Services = Annotated[
    list[str] | None,
    typer.Option(
        "--service",
        metavar="CODE",
        help="A service to look for; may be repeated. By default the basic ones of the state.",
    ),
]


class BadFilterText(MerezhaError):
    """--filter is no filter: {why}. Give an object of JSON as `ProviderFilter` of the schema has it, such as
    '{{"sectors": ["STATE"]}}'."""

    code = "BAD_FILTER_TEXT"


@dataclass(frozen=True)
class Output:
    """How an answer is told: in which language, as JSON, and as files."""

    lang: Annotated[Lang, typer.Option(help="The language of labels, sentences and of the paper.")] = Lang.UK
    out: Annotated[
        list[Path] | None,
        typer.Option(
            dir_okay=False,
            help="Write the paper here: .xlsx, .csv, .geojson, .html, .pdf or .docx; may be repeated.",
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON as GraphQL does.")] = False


@dataclass(frozen=True)
class When:
    """The state that a question looks at."""

    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="The state of a day: 2020-03-11.")
    ] = None
    release: Annotated[int | None, typer.Option(min=1, help="The state of a release, by its number.")] = None

    def variables(self) -> dict[str, Any]:
        """As variables."""
        if self.as_of is not None and self.release is not None:
            raise typer.BadParameter("give --as-of or --release, not both.")
        moment = self.as_of if self.release is None else self.release
        return {} if moment is None else {"asOf": moment}


@dataclass(frozen=True)
class Chosen:
    """Which providers count."""

    source: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only providers of this source; may be repeated.")
    ] = None
    category: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only providers with a service of this category; may be repeated."),
    ] = None
    kind: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only providers of this kind; may be repeated.")
    ] = None
    sector: Annotated[
        list[Sector] | None, typer.Option(help="Only providers of this sector; may be repeated.")
    ] = None
    form: Annotated[
        list[DeliveryForm] | None, typer.Option(help="Only services of this form; may be repeated.")
    ] = None
    target_group: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only services for this group; may be repeated.")
    ] = None
    status: Annotated[
        list[RecordStatus] | None, typer.Option(help="Only of this status; may be repeated.")
    ] = None
    real: Annotated[bool, typer.Option("--real", help="Leave made-up records out.")] = False
    filter: Annotated[
        str | None,
        typer.Option(metavar="JSON", help="A filter as GraphQL's ProviderFilter, beside the options."),
    ] = None

    def variables(self, name: str = "filter") -> dict[str, Any]:
        """As the variable `name`; nothing where all providers count. Raises BadFilterText."""
        wanted = ProviderFilter(
            sources=tuple(self.source or ()),
            categories=Categories(any_of=tuple(self.category)) if self.category else None,
            kinds=tuple(self.kind or ()),
            sectors=tuple(self.sector or ()),
            forms=tuple(self.form or ()),
            target_groups=tuple(self.target_group or ()),
            status=tuple(self.status or ()),
            is_synthetic=False if self.real else None,
        )
        by_options = filter_variables(wanted)
        given = {} if self.filter is None else _object(self.filter)
        twice = sorted(by_options.keys() & given.keys())
        if twice:
            raise BadFilterText(why=f"it says {twice[0]}, and so does an option")
        both = {**given, **by_options}
        return {name: both} if both else {}


@dataclass(frozen=True)
class Whom:
    """Whose people are counted."""

    group: Annotated[
        str | None, typer.Option(metavar="CODE", help="Count the people of this target group alone.")
    ] = None
    age_from: Annotated[int | None, typer.Option(help="The youngest to be counted, in years.")] = None
    age_to: Annotated[int | None, typer.Option(help="The oldest to be counted, in years.")] = None

    def variables(self) -> dict[str, Any]:
        """As the variable `people`; nothing where all inhabitants count."""
        people: dict[str, Any] = {}
        if self.group is not None:
            people["targetGroup"] = self.group
        if self.age_from is not None or self.age_to is not None:
            people["ages"] = {"from": self.age_from or 0, "to": self.age_to}
        return {"people": people} if people else {}


@dataclass(frozen=True)
class Travel:
    """How far people go."""

    metres: Annotated[float | None, typer.Option(help="The reach in a straight line.")] = None
    minutes: Annotated[
        float | None, typer.Option(help="The reach in minutes: by a loaded matrix, else by the rule.")
    ] = None
    strict: Annotated[bool, typer.Option("--strict", help="With --minutes: take none by the rule.")] = False

    def value(self) -> dict[str, float | bool] | None:
        """As `TravelInput`; None where nothing is said."""
        held = {"metres": self.metres, "minutes": self.minutes, "strict": self.strict or None}
        return {name: value for name, value in held.items() if value is not None} or None


def provider_id(given: str) -> str:
    """The global id of a provider by its UUID, or that id itself."""
    try:
        return encode_id("Provider", UUID(given))
    except ValueError:
        return given


def _object(text: str) -> dict[str, Any]:
    try:
        held = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadFilterText(why=f"{error.msg} at character {error.pos}") from None
    if not isinstance(held, dict):
        raise BadFilterText(why="it is no object")
    return held
