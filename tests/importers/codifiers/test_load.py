"""Loading into the database: what comes with the project, and files that a user brings."""

from pathlib import Path

import pytest

from hub.ingest.territories import known_units, load_codifier, loaded_editions
from hub.store.connection import connect
from importers.codifiers import oktmo, sources
from importers.codifiers.errors import UnknownCodifier
from importers.codifiers.files import KINDS, load_file
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.load import load_bundled, load_geonames
from importers.readers.errors import FileChanged

OKTMO = """\
"52";"000";"000";"000";"9";"1";"Муниципальные образования Омской области";"г Омск";;"0";"0";1;1
"52";"648";"000";"000";"1";"1";"Саргатский муниципальный район";"рп Саргатское";;"0";"0";1;1
"52";"648";"151";"000";"1";"1";"Саргатское";"рп Саргатское";;"0";"0";1;1
"52";"648";"151";"051";"1";"2";"рп Саргатское";;;"0";"0";1;1
"""


@pytest.fixture
def small_url(database_url: str) -> str:
    """A database with the handwritten territories only: loading all of КАТОТТГ takes seconds."""
    load_codifier(database_url, sources.handwritten("test"), read_handwritten())
    return database_url


def test_everything_that_comes_with_the_project(database_url: str) -> None:
    steps: list[tuple[int, int]] = []
    first = load_bundled(database_url, lambda _step, done, total: steps.append((done, total)))
    assert [(report.kind, report.counts.get("added")) for report in first] == [
        ("merezha-territories", 181),
        ("katottg", 31744),
        ("geonames", None),
    ]
    assert (first[2].counts["points"], first[2].counts["populations"]) == (5681, 3842)
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [report.unchanged for report in load_bundled(database_url)] == [True, True, True]
    with connect(database_url) as connection:
        pairs = connection.execute("SELECT count(*) FROM hub.territory_closure").fetchone()
        sources_shown = connection.execute(
            "SELECT code, licence, attribution FROM hub.source WHERE kind = 'reference' AND code = 'geonames'"
        ).fetchall()
    # A unit, its ancestors and itself: counted from the units' parents.
    units = {unit.code: unit for unit in known_units(database_url)}
    assert pairs == (sum(_depth(units, code) for code in units),)
    assert sources_shown == [
        ("geonames", "CC BY 4.0", "Points and populations: GeoNames (geonames.org), CC BY 4.0")
    ]


def _depth(units: dict[str, object], code: str | None) -> int:
    depth = 0
    while code is not None:
        depth += 1
        code = units[code].parent_code  # type: ignore[attr-defined]
    return depth


def test_real_codes_replace_provisional_ones(small_url: str, tmp_path: Path) -> None:
    path = tmp_path / "oktmo.csv"
    path.write_text(OKTMO, encoding="windows-1251")
    report = load_file(small_url, "oktmo", path)
    assert report.counts["provisional codes replaced"] == 2
    ended = {unit.code for unit in known_units(small_url) if unit.valid_to is not None}
    assert ended == {"RU-OMS.sargatskiy", "RU-OMS.sargatskiy.sargatskoe"}
    with connect(small_url) as connection:
        links = connection.execute(
            "SELECT p.code, s.code, l.kind FROM hub.territory_link l JOIN hub.territory p "
            "ON p.id = l.predecessor_id JOIN hub.territory s ON s.id = l.successor_id ORDER BY p.code"
        ).fetchall()
    assert links == [
        ("RU-OMS.sargatskiy", "52648000", "renamed"),
        ("RU-OMS.sargatskiy.sargatskoe", "52648151051", "renamed"),
    ]
    # Loading the handwritten tables again does not bring them back.
    load_codifier(small_url, sources.handwritten("again"), read_handwritten(), secondary=True)
    assert {unit.code for unit in known_units(small_url) if unit.valid_to is not None} == ended


def test_geonames_joins_what_was_loaded_since(small_url: str) -> None:
    report = load_geonames(small_url)
    assert (report.counts["RU joined"], report.counts["KZ joined"]) == (32, 12)
    omsk = next(unit for unit in known_units(small_url) if unit.code == "52000000")
    assert (omsk.lat, omsk.lon, omsk.point_precision) == (54.99244, 73.36859, "territory")


def test_boundaries_are_a_source_of_their_own(small_url: str, tmp_path: Path) -> None:
    path = tmp_path / "my districts.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kato":"593200000"},'
        '"geometry":{"type":"Polygon","coordinates":[[[67,53],[68,53],[68,54],[67,53]]]}}]}',
        encoding="utf-8",
    )
    report = load_file(small_url, "boundaries", path)
    assert report.counts == {"joined": 1, "repaired": 0, "boundaries": 1}
    assert loaded_editions(small_url)["boundaries-my-districts"].startswith("my districts.geojson ")


def test_an_unknown_kind_names_the_known_ones(small_url: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownCodifier, match="«fias»; there are: katottg, katottg-older, koatuu"):
        load_file(small_url, "fias", tmp_path / "x.csv")
    assert set(KINDS) == {
        "katottg",
        "katottg-older",
        "koatuu",
        "kato",
        "oktmo",
        "centroids",
        "population",
        "history",
        "boundaries",
    }


def test_a_file_that_grows_while_it_is_read_changes_nothing(
    small_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, editions = known_units(small_url), loaded_editions(small_url)
    file = tmp_path / "oktmo.csv"
    file.write_text(OKTMO, "utf-8")
    read = oktmo.read_oktmo

    def read_while_it_is_written(path: Path) -> oktmo.RussianUnits:
        units = read(path)
        path.write_text(OKTMO + OKTMO, "utf-8")
        return units

    monkeypatch.setattr(oktmo, "read_oktmo", read_while_it_is_written)
    with pytest.raises(FileChanged, match=r"^oktmo\.csv was changed while it was read"):
        load_file(small_url, "oktmo", file)
    assert (known_units(small_url), loaded_editions(small_url)) == (before, editions)
