"""Communities alike."""

import csv
from pathlib import Path

import numpy as np
import pytest

from hub.planning.peers import Communities, PeerFeature, nearest_peers

_COLUMNS = ("total_popultaion_2022", "square", "urban_pct", "travel_time", "n_settlements")


def _profile(folder: Path) -> tuple[list[dict[str, str]], Communities]:
    with (folder / "population" / "ua_hromada_profile_2022.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = [
        np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])
        for name in _COLUMNS
    ]
    return rows, Communities(*columns)


def test_the_peers_of_uman_are_cities_of_its_size(shared_data: Path) -> None:
    rows, communities = _profile(shared_data)
    uman = [row["hromada_code"] for row in rows].index("UA71060210000032972")
    peers = nearest_peers(communities, uman, first=6)
    names = [rows[peer.index]["hromada_name"] for peer in peers]
    assert names == [
        "Ізмаїльська",
        "Прилуцька",
        "Конотопська",
        "Енергодарська",
        "Нікопольська",
        "Авдіївська",
    ]
    allowed = np.array([row["hromada_name"] not in {"Енергодарська", "Авдіївська"} for row in rows])
    left = [rows[peer.index]["hromada_name"] for peer in nearest_peers(communities, uman, allowed=allowed)]
    assert left[:4] == ["Ізмаїльська", "Прилуцька", "Конотопська", "Нікопольська"]
    assert [len(peer.differences) for peer in peers] == [5] * 6
    squares = [each.difference**2 for each in peers[0].differences]
    assert peers[0].distance == pytest.approx(np.sqrt(np.mean(squares)))


def test_who_lacks_a_feature_stands_behind_and_says_which() -> None:
    nan = float("nan")
    communities = Communities(
        people=np.array([1_000.0, 1_000, 5_000, 9_000]),
        area_km2=np.array([10.0, nan, 20, 30]),
        urban_share=np.array([0.0, 0, 0, 0]),
        minutes_to_centre=np.array([5.0, 5, 50, 0]),
        settlements=np.array([3.0, 3, 9, 0]),
    )
    peers = nearest_peers(communities, 0)
    assert [peer.index for peer in peers] == [2, 1, 3]
    # Nobody differs in the urban share, so it says nothing.
    assert peers[0].missing == (PeerFeature.URBAN_SHARE,)
    assert peers[1].missing == (PeerFeature.DENSITY, PeerFeature.URBAN_SHARE)
    assert peers[2].missing == (PeerFeature.URBAN_SHARE, PeerFeature.SETTLEMENTS)
    assert peers[1].distance == 0 < peers[0].distance


def test_a_community_of_which_nothing_is_known_has_no_peers() -> None:
    nothing = np.full(3, np.nan)
    assert nearest_peers(Communities(nothing, nothing, nothing, nothing, nothing), 1) == []
