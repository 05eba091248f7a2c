"""Measure planning: `python -m bench.planning [people access siting network] [--write]`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.conditions import Conditions
from bench.figures import DOCUMENT, replace_section
from bench.planning.catchments import access_figures
from bench.planning.figures import Figure, shown
from bench.planning.house import planning_hub
from bench.planning.network import network_figures
from bench.planning.siting import siting_figures
from bench.planning_people import error_lines, model_errors, read_judge
from bench.planning_places import DATA

KINDS = ("people", "access", "siting", "network")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, "all"], default="all")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--home", type=Path, help="keep the hub's cluster in this folder, and use it again")
    parser.add_argument("--pysal", type=Path, help="a Python that has access, spopt and pulp")
    parser.add_argument("--rival-seconds", type=float, default=900, help="how long spopt is waited for")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    asked = parser.parse_args()
    if "all" in asked.kinds:
        asked.kinds = list(KINDS)
    return asked


def figures(asked: argparse.Namespace, conditions: Conditions) -> Iterator[Figure]:
    """The figures of the kinds that were asked for, as they are measured."""
    if "access" in asked.kinds:
        yield from access_figures(asked.repeats, asked.pysal)
    if "siting" in asked.kinds:
        yield from siting_figures(asked.repeats, asked.pysal, asked.rival_seconds)
    if "network" in asked.kinds:
        with planning_hub(asked.home) as url:
            conditions.note_database(url)
            yield from network_figures(url, asked.repeats)


def main() -> None:
    """Print the tables, and write them where asked."""
    asked = _arguments()
    if not DATA.is_dir():
        raise SystemExit(f"The public files are not there: {DATA}")
    conditions = Conditions(("numpy", "shapely", "highspy", "psycopg", "strawberry-graphql"))
    parts = []
    if "people" in asked.kinds:
        parts.append("\n".join(error_lines(model_errors(read_judge()))))
    measured = []
    for figure in figures(asked, conditions):
        print(shown([figure]).splitlines()[-1], file=sys.stderr, flush=True)
        measured.append(figure)
    if measured:
        parts.append(shown(measured))
    rivals = " --pysal PYTHON" if asked.pysal else ""
    command = f"python -m bench.planning {' '.join(asked.kinds)} --repeats {asked.repeats}{rivals} --write"
    how = f"{asked.repeats} repeats (one of the country's plans)"
    text = "\n\n".join([*parts, conditions.sentence(command, how)])
    print(text)
    if asked.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "planning", text))


if __name__ == "__main__":
    main()
