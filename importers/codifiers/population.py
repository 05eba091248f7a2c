"""Population of hromadas: by code (1 January 2022), or by names with area (2021)."""

from datetime import date
from pathlib import Path

from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Country
from importers.codifiers.facts import FactsRead
from importers.codifiers.tables import Row, read_table
from importers.readers import open_rows

KIND = "population"
BY_CODE = ("hromada_code", "total_population_2022")
BY_NAME = ("Область", "Район", "Назва", "Площа", "Населення (2021)")
#: Ukrstat counts on 1 January of the year that the column names.
_AS_OF = {BY_CODE: date(2022, 1, 1), BY_NAME: date(2021, 1, 1)}


def read_population(path: Path, units: list[TerritoryUnit]) -> FactsRead:
    """People of each hromada, found by its code or by oblast, raion and name; doubtful rows are named."""
    gazetteer = Gazetteer(units)
    result = FactsRead()
    with open_rows(path) as source:
        layout = BY_CODE if BY_CODE[0] in source.columns else BY_NAME
    result.series = str(_AS_OF[layout].year)
    for row in read_table(path, KIND, layout):
        unit = gazetteer.by_code(row[BY_CODE[0]]) if layout is BY_CODE else _by_name(gazetteer, row)
        people = row[layout[-1]]
        if unit is None:
            label = " ".join(row[column] for column in layout[:3] if column in row)
            result.leave_out(
                "not placed", f"The row «{label}» names no one unit; its {people} people are left out."
            )
            continue
        result.counts["joined"] += 1
        area = float(row["Площа"]) if layout is BY_NAME and row["Площа"] else None
        result.facts.append(
            UnitFacts(unit.code, population=int(people), population_as_of=_AS_OF[layout], area_km2=area)
        )
    return result


def _by_name(gazetteer: Gazetteer, row: Row) -> TerritoryUnit | None:
    query = PlaceQuery(region=row["Область"], district=row["Район"], hromada=row["Назва"], country=Country.UA)
    return gazetteer.resolve(query).unit
