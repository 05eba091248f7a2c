"""Travel times from files and engines: no road stays none, and what cannot be used is counted."""

from pathlib import Path

import numpy as np
import pytest

from hub.store.as_of import moment_of, past_session
from hub.store.connection import connect
from hub.store.inputs.sources import InputSource
from hub.store.inputs.travel import TravelCandidates
from hub.store.planning.once import ask_once
from hub.store.planning.travel import TravelTimes, read_matrices, read_travel
from importers.planning.engine_errors import NoPlacesToTravel
from importers.planning.engines import Engine, Router
from importers.planning.errors import NothingToLoad, RepeatedRow, UnusableRow
from importers.planning.filling import fill_travel
from importers.planning.travel import load_travel
from tests.importers.planning.test_engines import Engines, engine_server
from tests.importers.planning.world import build_hub
from tests.schema.world.base import rid
from tests.schema.world.providers import HARMONY, SHELTER

VINNYTSIA, CITY, VORONOVYTSIA = "UA05020030000031457", "UA05020030010063857", "UA05020050010034567"
SOURCE = InputSource("roads", "Roads", "1")
OBLAST = 2


def written(folder: Path, *rows: str, header: str = "origin,destination,minutes,km") -> Path:
    """A file of times."""
    path = folder / "times.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def times(url: str, within: int = OBLAST) -> TravelTimes | None:
    """What is read of a unit."""
    return ask_once(url, lambda session: read_travel(session, within))


def test_a_file_gives_pairs_between_codes_and_ids(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    harmony, place = rid("provider", HARMONY), rid("location", HARMONY, "1")
    path = written(
        tmp_path,
        f"{CITY},{place},4.5,2",
        f"{VORONOVYTSIA},{place},31,",
        f"{VORONOVYTSIA},{harmony.hex},,",
        f"{CITY},UA00,1,1",
    )
    report = load_travel(database_url, path, SOURCE, "car")
    assert (report.read, report.matched, dict(report.left_out)) == (4, 3, {"unknown place": 1})
    assert report.notes == ["Row 5: neither a territory nor a record is «UA00»."]
    assert report.written["holes"] == 1
    found = times(database_url)
    assert found is not None
    assert (found.no_road, found.unusable, found.holes) == (1, 0, 1)
    assert found.minutes.tolist() == [4.5, 31.0]
    assert np.isnan(found.km).tolist() == [False, True]
    pairs = [
        (found.places[i].territory_id, found.places[j].record_id)
        for i, j in zip(found.origin, found.destination, strict=True)
    ]
    assert pairs == [(5, place), (7, place)]
    assert times(database_url, within=8) is None
    # The same source replaces its matrix, and a trial changes nothing.
    load_travel(database_url, written(tmp_path, f"{CITY},{place},6,"), SOURCE, "car", dry_run=True)
    assert times(database_url) is not None
    load_travel(database_url, written(tmp_path, f"{CITY},{place},6,"), SOURCE, "car")
    again = times(database_url)
    assert again is not None
    assert again.minutes.tolist() == [6.0]
    assert len(ask_once(database_url, read_matrices)) == 1


def test_places_far_from_a_road_are_not_used_but_counted(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    header = "origin,destination,minutes,origin_snap_m"
    path = written(tmp_path, f"{CITY},{VORONOVYTSIA},5,2001", f"{VORONOVYTSIA},{CITY},5,2000", header=header)
    report = load_travel(database_url, path, SOURCE, "car")
    assert report.written["unusable, snapped from beyond 2000 m"] == 2
    found = times(database_url)
    assert found is not None
    assert (found.unusable, found.minutes.tolist()) == (2, [])


def test_times_of_a_place_that_is_secret_now_are_not_read(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    path = written(tmp_path, f"{CITY},{rid('provider', SHELTER)},5,", f"{CITY},{VORONOVYTSIA},40,")
    load_travel(database_url, path, SOURCE, "car")
    found = times(database_url)
    assert found is not None
    assert found.minutes.tolist() == [40.0]


def test_as_of_a_day_the_matrix_is_that_of_today(database_url: str, tmp_path: Path) -> None:
    build_hub(database_url)
    load_travel(database_url, written(tmp_path, f"{CITY},{VORONOVYTSIA},40,"), SOURCE, "car")

    async def then(session):  # type: ignore[no-untyped-def]
        return await read_travel(past_session(session, await moment_of(session, 1)), OBLAST)

    found = ask_once(database_url, then)
    assert found is not None
    assert found.matrix.release == 1


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ((f"{CITY},{VORONOVYTSIA},fast,",), UnusableRow),
        ((f"{CITY},{VORONOVYTSIA},-1,",), UnusableRow),
        ((f",{VORONOVYTSIA},1,",), UnusableRow),
        ((f"{CITY},{VORONOVYTSIA},1,",) * 2, RepeatedRow),
        ((), NothingToLoad),
        (("X,Y,1,",), NothingToLoad),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    database_url: str, tmp_path: Path, rows: tuple[str, ...], error: type[Exception]
) -> None:
    build_hub(database_url)
    with pytest.raises(error):
        load_travel(database_url, written(tmp_path, *rows), SOURCE, "car")


def test_an_engine_fills_a_territory_with_times_to_open_places(database_url: str) -> None:
    build_hub(database_url)
    with engine_server() as url:
        Engines.sized = True
        with Router(Engine.VALHALLA, url) as router:
            report = fill_travel(database_url, router, VINNYTSIA, 60)
        Engines.sized = False
    found = times(database_url, 4)
    assert found is not None
    assert (found.matrix.engine, found.matrix.profile) == ("valhalla", "auto")
    assert report.matched == len(found.minutes) == len(found.origin) > 0
    assert set(found.minutes.tolist()) == {10.0}


@pytest.mark.parametrize(
    ("candidates", "levels"),
    [(None, set()), (TravelCandidates.SETTLEMENTS, {"settlement"}), (TravelCandidates.SEATS, {"hromada"})],
)
def test_an_engine_fills_times_to_places_for_new_centres(
    database_url: str, candidates: TravelCandidates | None, levels: set[str]
) -> None:
    build_hub(database_url)
    with engine_server() as url, Router(Engine.VALHALLA, url) as router:
        Engines.sized = True
        fill_travel(database_url, router, VINNYTSIA, 60, candidates=candidates)
        Engines.sized = False
    found = times(database_url, 4)
    assert found is not None
    ends = {found.places[end].territory_id for end in found.destination.tolist()} - {None}
    with connect(database_url) as connection:
        rows = connection.execute(
            "SELECT t.id, t.level FROM hub.territory t JOIN hub.territory_closure c ON c.territory_id = t.id "
            "JOIN hub.territory a ON a.id = c.ancestor_id WHERE a.code = %s AND t.point IS NOT NULL "
            "AND t.valid_to IS NULL AND t.level IN ('settlement', 'hromada')",
            (VINNYTSIA,),
        ).fetchall()
    assert ends == {identity for identity, level in rows if level in levels}
    assert bool(ends) == (candidates is not None)


def test_without_places_there_is_nothing_to_fetch(database_url: str) -> None:
    build_hub(database_url)
    with Router(Engine.OSRM, "http://127.0.0.1:9") as router, pytest.raises(NoPlacesToTravel):
        fill_travel(database_url, router, "UA14120150020021113", 60)
