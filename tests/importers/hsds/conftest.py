"""A region folder for HSDS as a test writes it, and reading a package through it without a database."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import Issue, ProviderRecord, RawRow
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.reading import open_items
from importers.region import Region, load_region

ABROAD = """
code: us_sample
title: Example City services
publisher: Open Referral
licence: CC BY-SA 4.0
lang: en
phone_country: US
format: hsds
"""
LOOKUPS = """
category:
  The City's Kitchen: crisis.in-kind
  Al-Anon Family Group: null
target_groups: {adult: null}
funding: {Funding source A: null}
"""


@dataclass(frozen=True)
class Read:
    """Everything that came out of a package, by what it is."""

    raw: list[RawRow]
    issues: list[Issue]
    providers: list[ProviderRecord]
    programmes: list[ProgrammeRecord]

    def codes(self) -> Counter[str]:
        """How many issues there are of each code."""
        return Counter(issue.code for issue in self.issues)

    def said(self, code: str) -> list[tuple[str | None, int | None, str | None, str | None]]:
        """Sheet, row, column and value of the issues of one code."""
        return [(i.sheet, i.row, i.column, i.value) for i in self.issues if i.code == code]


MakeRegion = Callable[..., Region]
Reads = Callable[[Region, Path], Read]
WritePackage = Callable[[dict[str, str]], Path]


@pytest.fixture
def hsds_region(tmp_path: Path) -> MakeRegion:
    """Write a region's folder and load it; by default one of a country that the hub has no codifier of."""

    def make(yaml: str = ABROAD, lookups: str = LOOKUPS, code: str = "us_sample") -> Region:
        folder = tmp_path / "regions" / code
        folder.mkdir(parents=True)
        (folder / "region.yml").write_text(yaml, "utf-8")
        (folder / "lookups.yml").write_text(lookups, "utf-8")
        return load_region(folder)

    return make


@pytest.fixture
def read() -> Reads:
    """Read a package of a region with the territories that come with the project."""

    def through(region: Region, path: Path) -> Read:
        found = Read([], [], [], [])
        with open_items(region, load_lookups(region.folder), bundled_gazetteer(), path) as reading:
            for item in reading.items:
                if isinstance(item, RawRow):
                    found.raw.append(item)
                elif isinstance(item, Issue):
                    found.issues.append(item)
                elif isinstance(item, ProviderRecord):
                    found.providers.append(item)
                else:
                    assert isinstance(item, ProgrammeRecord)
                    found.programmes.append(item)
        return found

    return through


@pytest.fixture
def package(tmp_path: Path) -> WritePackage:
    """Write CSV files by table name into a folder, and give the folder."""

    def write(tables: dict[str, str]) -> Path:
        folder = tmp_path / "package"
        folder.mkdir()
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        return folder

    return write
