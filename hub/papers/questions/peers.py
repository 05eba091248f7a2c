"""The paper of communities alike: whom to visit, in what they are alike, and what they have."""

from hub.papers.model import MapPoint, MapScale, Number, Paper, PaperColumn, PaperTable, Phrase, Text, Value
from hub.papers.reading import (
    NOT_STATED,
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    label_of,
    listed,
    name_of,
    place_of,
    shares_of,
    sources_of,
    told,
)
from hub.papers.wording import phrase_of


def peers_paper(data: Held) -> Paper:
    """The most alike stand first."""
    found = data["peers"]
    edges, basis = found["edges"], found["basis"]
    distances = [edge["distance"] for edge in edges]
    return Paper(
        title=Phrase("peers.title", {"name": place_of(data["place"], basis["question"]["territory"])}),
        basis=basis_of(basis),
        statements=(
            Phrase("peers.summary", {"shown": count(len(edges)), "all": count(found["totalCount"])}),
            *caveats_of(basis),
        ),
        tables=(_visits(edges), _features(edges)),
        points=tuple(_points(edges, shares_of(distances))),
        scale=MapScale(Phrase("peers.scale"), _distance(0), _distance(max(distances, default=0))),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _distance(value: float) -> Number:
    return Number(value, decimals=2)


def _visits(edges: list[Held]) -> PaperTable:
    columns = tuple(
        map(
            column_of,
            (
                "territory",
                "code",
                "part_of",
                "difference",
                "has",
                "lacks",
                "programmes",
                "contacts",
                "not_reachable",
            ),
        )
    )
    rows = tuple(
        (
            edge["node"]["name"],
            edge["node"]["code"],
            told(edge["node"]["parent"] and edge["node"]["parent"]["name"]),
            _distance(edge["distance"]),
            listed(map(label_of, edge["has"]), Phrase("nothing")),
            listed(map(label_of, edge["lacks"]), Phrase("nothing")),
            listed(map(_programme, edge["programmes"]), Phrase("none_known")),
            listed(_contacts(edge["node"]), Phrase("not_known")),
            edge["notReachableBecause"] or Phrase("not_known"),
        )
        for edge in edges
    )
    return PaperTable(Phrase("peers.rows"), columns, rows)


def _programme(held: Held) -> Text:
    return Phrase("made_up", {"name": held["name"]}) if held["isSynthetic"] else str(held["name"])


def _contacts(territory: Held) -> list[Text]:
    """Whom to ask there, of whom the hub knows how: the authority first, then who gives the services."""
    found = {
        edge["node"]["id"]: edge["node"]
        for name in ("authorities", "givers")
        for edge in territory[name]["edges"]
    }
    told_: list[Text] = []
    for each in found.values():
        ways = [*each["phones"], *each["emails"], *([each["url"]] if each["url"] else [])]
        if ways:
            told_.append(Phrase("peers.contact", {"name": name_of(each), "ways": ", ".join(ways)}))
    return told_


def _features(edges: list[Held]) -> PaperTable:
    names = [each["feature"] for each in edges[0]["differences"]] if edges else []
    columns = (
        column_of("territory"),
        column_of("code"),
        *(PaperColumn(phrase_of("feature", name)) for name in names),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            edge["node"]["name"],
            edge["node"]["code"],
            *(
                NOT_STATED if each["difference"] is None else _distance(each["difference"])
                for each in edge["differences"]
            ),
        )
        for edge in edges
    )
    return PaperTable(Phrase("peers.features"), columns, rows)


def _points(edges: list[Held], shades: list[float | None]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for edge, shade in zip(edges, shades, strict=True):
        made += area_of(edge["node"], shade, {"difference": _distance(edge["distance"])})
    return made
