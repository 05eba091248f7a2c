"""Units of a codifier in temporary tables, each with the id it has or will have in the tree."""

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.territory import TerritoryUnit
from hub.domain.text import search_key

_TABLES = """
    DROP TABLE IF EXISTS loading_unit, loading_code, loading_name;
    CREATE TEMP TABLE loading_unit (
        place int, country text, scheme text, code text, level text, category text, parent_code text,
        name text, lang text, valid_from date, valid_to date, search text, id int, parent_id int)
        ON COMMIT DROP;
    CREATE TEMP TABLE loading_code (place int, scheme text, code text) ON COMMIT DROP;
    CREATE TEMP TABLE loading_name (place int, lang text, name text, kind text, valid_from date,
        valid_to date) ON COMMIT DROP;
"""
_UNIT_COLUMNS = (
    "place, country, scheme, code, level, category, parent_code, name, lang, valid_from, valid_to, search"
)
# New units get their ids here, so that parents and children can be written in one statement.
_IDS = """
    ANALYZE loading_unit, loading_code, loading_name;
    UPDATE loading_unit l SET id = t.id FROM hub.territory t WHERE (t.scheme, t.code) = (l.scheme, l.code);
    UPDATE loading_unit SET id = nextval(pg_get_serial_sequence('hub.territory', 'id')) WHERE id IS NULL;
    UPDATE loading_unit l SET parent_id = p.id FROM loading_unit p
    WHERE p.code = l.parent_code AND p.country = l.country;
    UPDATE loading_unit l SET parent_id = p.id FROM hub.territory p
    WHERE l.parent_id IS NULL AND p.code = l.parent_code AND p.country = l.country;
"""


def stage_units(connection: Connection[TupleRow], units: list[TerritoryUnit]) -> None:
    """Fill `loading_unit`, `loading_code` and `loading_name`, which live until the transaction ends."""
    connection.execute(_TABLES)
    cursor = connection.cursor()
    with cursor.copy(f"COPY loading_unit ({_UNIT_COLUMNS}) FROM STDIN".encode()) as copy:
        for place, unit in enumerate(units):
            copy.write_row(
                (
                    place,
                    unit.country.value,
                    unit.scheme.value,
                    unit.code,
                    unit.level.value,
                    unit.category,
                    unit.parent_code,
                    unit.name,
                    unit.lang.value,
                    unit.valid_from,
                    unit.valid_to,
                    _search(unit),
                )
            )
    with cursor.copy("COPY loading_code FROM STDIN") as copy:
        for place, unit in enumerate(units):
            copy.write_row((place, unit.scheme.value, unit.code))
            for code in unit.codes:
                copy.write_row((place, code.scheme.value, code.code))
    with cursor.copy("COPY loading_name FROM STDIN") as copy:
        for place, unit in enumerate(units):
            copy.write_row((place, unit.lang.value, unit.name, "official", None, None))
            for name in unit.other_names:
                copy.write_row((place, name.lang.value, name.name, name.kind, name.valid_from, name.valid_to))
    connection.execute(_IDS)


def _search(unit: TerritoryUnit) -> str:
    """The search key of every name; a transliterated one has the same key as its original."""
    names = [unit.name, *(name.name for name in unit.other_names if name.kind != "transliterated")]
    return "".join(dict.fromkeys(map(search_key, names)))
