"""Centroids of OCHA: a point and names in Russian and English for hromadas and raions, by P-code."""

from pathlib import Path

from hub.domain.territory import TerritoryUnit, UnitFacts, UnitName
from hub.domain.vocabulary import Lang, PrecisionClass, TerritoryScheme
from importers.codifiers.facts import FactsRead
from importers.codifiers.tables import read_table

KIND = "centroids"
_COLUMNS = ("pcode", "name_ru", "name_en", "lat_centroid", "lon_centroid")


def read_centroids(path: Path, units: list[TerritoryUnit]) -> FactsRead:
    """Points of the class TERRITORY and names in ru and en, for units that have the P-code."""
    result = FactsRead()
    by_pcode = {
        code.code: unit for unit in units for code in unit.codes if code.scheme is TerritoryScheme.PCODE
    }
    for row in read_table(path, KIND, _COLUMNS):
        unit = by_pcode.get(row["pcode"])
        if unit is None:
            result.leave_out("unknown P-code", f"No unit has the P-code {row['pcode']}.")
            continue
        result.counts["joined"] += 1
        names = [(row["name_ru"], Lang.RU), (row["name_en"], Lang.EN)]
        result.facts.append(
            UnitFacts(
                unit.code,
                float(row["lat_centroid"]),
                float(row["lon_centroid"]),
                PrecisionClass.TERRITORY,
                names=tuple(UnitName(name, lang, "alternate") for name, lang in names if name),
            )
        )
    return result
