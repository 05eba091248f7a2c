"""Every error code, setting and command stands in the docs, or these tests fail."""

import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

import hub
import importers
import schema
from hub import settings
from hub.cli.lazy import COMMANDS
from hub.errors import MerezhaError

DOCS = Path(__file__).resolve().parents[1] / "docs"


def _import_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def _codes(error: type[MerezhaError]) -> set[str]:
    """Codes of the program's errors; those that tests make for themselves need no page."""
    below = set().union(*(_codes(each) for each in error.__subclasses__()))
    ours = error.__module__.partition(".")[0] in {"hub", "importers", "schema"}
    return below | ({error.code} if ours and error.__doc__ and not error.__subclasses__() else set())


def test_every_error_code_has_a_section_and_the_sections_are_sorted() -> None:
    for package in (hub, importers, schema):
        _import_all(package)
    sections = re.findall(r"^## ([A-Z][A-Z0-9_]+)$", (DOCS / "errors.md").read_text(), re.MULTILINE)
    assert sorted(_codes(MerezhaError) - set(sections)) == []
    assert sections == sorted(set(sections))


def test_every_setting_is_documented() -> None:
    text = (DOCS / "install.md").read_text() + (DOCS / "limits.md").read_text()
    names = [line.name for line in settings.describe(settings.load())]
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"^\| `{name}\b", (DOCS / "install.md").read_text(), re.MULTILINE)
