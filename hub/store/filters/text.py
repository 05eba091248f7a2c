"""What a text finds, and what of it comes first.

A record is found by the words of its own search key, its names and addresses, and by the names of the units
that its locations lie in. Those names are looked up where they stand, so that a unit that is renamed or gets
a name in another language is found by it at once. A hidden record's location lies in its hromada, so that
nothing smaller finds it.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_, select, true, union_all

from hub.domain.vocabulary import TerritoryLevel
from hub.store.parameters import Word, begins, begins_whole, contains, contains_whole
from hub.store.tables import location, territory, territory_closure, territory_population

#: Units whose names give their larger neighbours theirs: «Умань» finds who is known to be in «Уманська»
#: hromada, and not all of «Уманський» raion.
_NEAR: Final = (
    TerritoryLevel.HROMADA.value,
    TerritoryLevel.SETTLEMENT.value,
    TerritoryLevel.CITY_DISTRICT.value,
)
_FAR: Final = (TerritoryLevel.REGION.value, TerritoryLevel.DISTRICT.value)

#: How many people a unit counts for, in an order, where nobody tells: so that an oblast comes before a town.
_USUAL_SIZE: Final = {
    TerritoryLevel.COUNTRY.value: 10_000_000,
    TerritoryLevel.REGION.value: 1_000_000,
    TerritoryLevel.DISTRICT.value: 100_000,
    TerritoryLevel.HROMADA.value: 10_000,
    TerritoryLevel.CITY_DISTRICT.value: 10_000,
}
#: No unit is larger, and four such steps are still a 32-bit number, as cursors hold it.
_LARGEST: Final = 500_000_000


def finds_record(words: Sequence[Word], record: FromClause, owner: str) -> list[ColumnElement[bool]]:
    """A condition for each word; `owner` is the column of locations that names records of this table.

    Each is a set of ids, so that the indexes of both search keys serve.
    """
    return [record.c.id.in_(_having(word, record, owner)) for word in words]


def _having(word: Word, record: FromClause, owner: str) -> Any:
    """Ids of the records whose own text has the word, and of those placed in a unit that is called so."""
    named, spot = record.alias("named"), location.alias("spot")
    line, unit = territory_closure.alias("line"), territory.alias("unit")
    called = and_(
        contains(unit.c.search, word),
        or_(unit.c.level.in_(_NEAR), and_(unit.c.level.in_(_FAR), contains_whole(unit.c.search, word))),
    )
    return union_all(
        select(named.c.id).where(contains(named.c.search, word)).correlate(None),
        select(spot.c[owner])
        .join(line, line.c.territory_id == spot.c.territory_id)
        .join(unit, unit.c.id == line.c.ancestor_id)
        .where(spot.c[owner].is_not(None), called)
        .correlate(None),
    )


def record_relevance(words: Sequence[Word], record: FromClause) -> ColumnElement[int]:
    """Records that hold the whole words come first, then beginnings, then those placed in what is named."""
    search = record.c.search
    return case(
        (and_(true(), *(contains_whole(search, word) for word in words)), 0),
        (and_(true(), *(contains(search, word) for word in words)), 1),
        else_=2,
    )


def territory_relevance(
    words: Sequence[Word], unit: FromClause, *, steps_behind: int = 0
) -> ColumnElement[int]:
    """Units called exactly so come first, then beginnings; among each other the more populous first.

    `steps_behind` (at most 1) sets all of them behind others of the same kind.
    """
    search, first = unit.c.search, words[:1]
    whole = and_(true(), *(contains_whole(search, word) for word in words))
    rank = case(
        (and_(whole, *(begins_whole(search, word) for word in first)), 0),
        (whole, 1),
        (and_(true(), *(begins(search, word) for word in first)), 2),
        else_=3,
    )
    return (rank + steps_behind) * _LARGEST - func.least(_size(unit), _LARGEST)


def _size(unit: FromClause) -> ColumnElement[int]:
    """The newest population, or what is usual for the level."""
    people = territory_population.alias("people")
    newest = (
        select(people.c.value)
        .where(people.c.territory_id == unit.c.id)
        .order_by(people.c.as_of.desc().nulls_last(), people.c.source_id)
        .limit(1)
        .correlate(unit)
        .scalar_subquery()
    )
    return func.coalesce(newest, case(_USUAL_SIZE, value=unit.c.level, else_=literal(0)))
