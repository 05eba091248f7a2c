"""The paper of a composition: who makes a centre together, what it has, what it lacks, and from whom."""

from typing import Final

from hub.papers.model import (
    MapPoint,
    Number,
    Paper,
    PaperColumn,
    PaperTable,
    PaperUnit,
    Phrase,
    PointKind,
    Text,
    Value,
)
from hub.papers.reading import (
    NOT_STATED,
    Held,
    basis_of,
    capacity_of,
    caveats_of,
    column_of,
    count,
    grounds_of,
    high_of,
    label_of,
    listed,
    low_of,
    mark_of,
    name_of,
    number_of,
    place_of,
    sources_of,
    told,
)
from hub.papers.wording import phrase_of

#: A column for each member only while so many fit beside each other.
_COLUMNS: Final = 12
#: So many territories are named in a sentence.
_NAMED: Final = 20
_NOTHING: Final = Phrase("nothing")


def composition_paper(data: Held) -> Paper:
    """Raises nothing: an answer without sets says that there are none."""
    found = data["composition"]
    sets, basis = found["sets"], found["basis"]
    place = place_of(data["place"], basis["question"]["territory"])
    statements: list[Text] = [found["proof"]["sentence"], *_summary(found)]
    statements += caveats_of(basis)
    return Paper(
        title=Phrase("composition.title", {"name": place}),
        basis=basis_of(basis),
        statements=tuple(statements),
        tables=tuple(table for at, each in enumerate(sets) for table in _tables(each, at, len(sets))),
        points=tuple(_points(sets[0])) if sets else (),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _summary(found: Held) -> list[Text]:
    if not found["sets"]:
        return [Phrase("composition.none")]
    first = found["sets"][0]
    covered, missing = len(first["covered"]), len(first["missing"])
    lines: list[Text] = [
        Phrase(
            "composition.summary",
            {
                "members": count(len(first["members"])),
                "giving": count(found["giving"]),
                "candidates": count(found["candidates"]),
                "covered": count(covered),
                "asked": count(covered + missing),
                "missing": count(missing),
            },
        )
    ]
    catchment = first["catchment"]
    names = listed((each["name"] for each in catchment[:_NAMED]), NOT_STATED)
    lines.append(Phrase("composition.catchment", {"count": count(len(catchment)), "names": names}))
    return lines


def _tables(held: Held, at: int, sets: int) -> list[PaperTable]:
    def title(key: str) -> Text:
        plain = Phrase(f"composition.{key}")
        return plain if sets == 1 else Phrase("composition.of_set", {"title": plain, "set": count(at + 1)})

    made = [
        _members(held, title("members")),
        _services(held, title("services")),
        _missing(held, title("missing")),
        _given(held["duplicated"], title("doubled")),
        _given(held["others"], title("others")),
        _not_counted(held, title("not_counted")),
    ]
    # What members have and lack is always told; the others only where there is something to tell.
    return [table for place, table in enumerate(made) if place < 3 or table.rows]


def _members(held: Held, title: Text) -> PaperTable:
    members = held["members"]
    distance = members[0]["distance"] if members else None
    columns = (
        column_of("number"),
        column_of("provider"),
        column_of("distance", distance),
        column_of("low", distance),
        column_of("high", distance),
        column_of("brings"),
        column_of("doubles"),
        column_of("why"),
    )
    rows = tuple(
        (
            count(number),
            name_of(each["provider"]),
            number_of(each["distance"]),
            low_of(each["distance"]),
            high_of(each["distance"]),
            listed(map(label_of, each["brings"]), _NOTHING),
            listed(map(label_of, each["doubles"]), _NOTHING),
            each["why"],
        )
        for number, each in enumerate(members, 1)
    )
    return PaperTable(title, columns, rows)


def _services(held: Held, title: Text) -> PaperTable:
    """Services by members: only here, doubled, missing; members by their numbers."""
    members = held["members"]
    numbers = {each["provider"]["id"]: number for number, each in enumerate(members, 1)}
    apart = len(members) <= _COLUMNS
    columns = [column_of("service"), column_of("state")]
    if apart:
        columns += [column_of("of_member")] if not members else []
        columns += [_member_column(number) for number in numbers.values()]
    else:
        columns.append(column_of("given_by"))
    columns.append(column_of("capacity"))
    rows: list[tuple[Value, ...]] = []
    for each in held["covered"]:
        by = [numbers[giver["id"]] for giver in each["by"] if giver["id"] in numbers]
        state = Phrase("state.only" if len(by) == 1 else "state.doubled")
        if apart:
            cells: list[Value] = [state if number in by else Phrase("dash") for number in numbers.values()]
        else:
            cells = [listed(map(count, by), _NOTHING)]
        rows.append((label_of(each["service"]), state, *cells, capacity_of(each["capacity"])))
    for each in held["missing"]:
        cells = [Phrase("dash")] * (len(columns) - 3)
        rows.append((label_of(each["service"]), Phrase("state.missing"), *cells, Phrase("dash")))
    if apart and not members:
        rows = [(*row[:2], Phrase("dash"), row[-1]) for row in rows]
    return PaperTable(title, tuple(columns), tuple(sorted(rows, key=_by_code)))


def _member_column(number: int) -> PaperColumn:
    return PaperColumn(Phrase("column.member", {"number": count(number)}))


def _by_code(row: tuple[Value, ...]) -> str:
    return str(row[0].values["code"]) if isinstance(row[0], Phrase) else ""


def _missing(held: Held, title: Text) -> PaperTable:
    columns = (
        column_of("service"),
        column_of("nearest"),
        PaperColumn(Phrase("column.distance"), PaperUnit.KM),
        PaperColumn(Phrase("column.low"), PaperUnit.KM),
        PaperColumn(Phrase("column.high"), PaperUnit.KM),
        column_of("free"),
        column_of("extendable"),
    )
    rows: list[tuple[Value, ...]] = []
    for each in held["missing"]:
        service = label_of(each["service"])
        if not each["nearest"]:
            nowhere = Phrase("nowhere")
            rows.append((service, nowhere, *[Phrase("dash")] * 5))
        rows += [
            (
                service,
                name_of(near["provider"]),
                number_of(near["distance"]),
                low_of(near["distance"]),
                high_of(near["distance"]),
                number_of(near["free"]),
                NOT_STATED if near["extendable"] is None else near["extendable"],
            )
            for near in each["nearest"]
        ]
    return PaperTable(title, columns, tuple(rows))


def _given(services: list[Held], title: Text) -> PaperTable:
    columns = (column_of("service"), column_of("given_by"), column_of("capacity"))
    rows = tuple(
        (
            label_of(each["service"]),
            listed(map(name_of, each["by"]), _NOTHING),
            capacity_of(each["capacity"]),
        )
        for each in services
    )
    return PaperTable(title, columns, rows)


def _not_counted(held: Held, title: Text) -> PaperTable:
    columns = (column_of("provider"), column_of("service"), column_of("asked_as"), column_of("reason"))
    rows = tuple(
        (
            name_of(each["provider"]),
            Phrase("whole_provider") if each["service"] is None else told(each["service"]["name"]),
            each["code"] or Phrase("any_service"),
            phrase_of("reason", each["reason"]),
        )
        for each in held["notCounted"]
    )
    return PaperTable(title, columns, rows)


def _points(held: Held) -> list[MapPoint]:
    made: list[MapPoint] = []
    for number, each in enumerate(held["members"], 1):
        name, told_ = name_of(each["provider"]), {"member": Number(number)}
        for location in each["provider"]["actualPlaces"]:
            made += mark_of(
                location, PointKind.MEMBER, name, {**told_, "distance": number_of(each["distance"])}
            )
    near: dict[str, tuple[Held, list[str]]] = {}
    for each in held["missing"]:
        for supplier in each["nearest"][:1]:
            key = supplier["provider"]["id"]
            near.setdefault(key, (supplier, []))[1].append(each["service"]["code"])
    for supplier, codes in near.values():
        properties: dict[str, Value] = {
            "distance": number_of(supplier["distance"]),
            "services": ", ".join(codes),
        }
        made += mark_of(supplier["location"], PointKind.ELSEWHERE, name_of(supplier["provider"]), properties)
    return made
