"""The exported schema, and whether a change of it would break clients without being announced."""

from dataclasses import dataclass
from pathlib import Path

from graphql import build_schema as parse_sdl
from graphql import find_breaking_changes

from schema.build import build_schema

#: Where the exported schema is committed.
PATH = Path(__file__).with_name("schema.graphql")


@dataclass(frozen=True, slots=True)
class BreakingChange:
    """A change that breaks clients; `announced` when CHANGELOG.md's Unreleased section names its element."""

    kind: str
    description: str
    announced: bool


def export() -> str:
    """The schema in SDL, as schema/schema.graphql holds it."""
    return build_schema().as_str() + "\n"


def check(old: str, new: str, changelog: str) -> list[BreakingChange]:
    """Every breaking change from the old SDL to the new one.

    A change is announced when the changelog's section Unreleased holds its description word for word,
    as this check prints it.
    """
    announced = unreleased(changelog)
    found = find_breaking_changes(parse_sdl(old), parse_sdl(new))
    return [
        BreakingChange(change.type.name, change.description, change.description in announced)
        for change in found
    ]


def unreleased(changelog: str) -> str:
    """The text under the heading Unreleased, up to the next heading of its rank."""
    lines = iter(changelog.splitlines())
    for line in lines:
        if line.startswith("## ") and "unreleased" in line.lower():
            break
    section = []
    for line in lines:
        if line.startswith("## "):
            break
        section.append(line)
    return "\n".join(section)
