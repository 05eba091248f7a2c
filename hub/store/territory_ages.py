"""People by age in units of the tree: what one source states of them."""

from collections.abc import Sequence
from datetime import date

from hub.store.connection import DatabaseConnection
from hub.store.planning.people import OLDEST

#: A unit's own code, ages from and to (None: and older), people, day.
AgeSpan = tuple[str, int, int | None, int, date | None]


def load_ages(connection: DatabaseConnection, spans: Sequence[AgeSpan], source_id: int) -> int:
    """Replace what the source states of the ages in these units; gives how many groups were written."""
    connection.execute("DROP TABLE IF EXISTS loading_age")
    connection.execute(
        "CREATE TEMP TABLE loading_age (code text, age_from int, age_to int, people int, as_of date)"
    )
    with connection.cursor().copy("COPY loading_age FROM STDIN") as copy:
        for code, least, most, people, day in spans:
            copy.write_row((code, least, OLDEST if most is None else most, people, day))
    connection.execute(
        "DELETE FROM hub.territory_age a USING hub.territory t JOIN loading_age l ON l.code = t.code "
        "WHERE t.id = a.territory_id AND a.source_id = %s",
        (source_id,),
    )
    return connection.execute(
        """
        INSERT INTO hub.territory_age (territory_id, source_id, age_from, age_to, as_of, value)
        SELECT DISTINCT ON (t.id, l.age_from, l.age_to) t.id, %s, l.age_from, l.age_to, l.as_of, l.people
        FROM loading_age l JOIN hub.territory t ON t.code = l.code
        ORDER BY t.id, l.age_from, l.age_to
        """,
        (source_id,),
    ).rowcount
