"""Whether a request's variables are small enough to be looked at."""

from typing import Any, Final

from schema.guards.errors import VariablesTooDeep, VariablesTooLarge

#: A filter with a GeoJSON Feature of a MultiPolygon nests nine deep.
DEEPEST: Final = 16


def check_variables(variables: dict[str, Any] | None, most: int) -> None:
    """Raise VariablesTooLarge or VariablesTooDeep, before anything is coerced.

    Takes no longer than `most` values do, however many there are.
    """
    level: list[Any] = [variables] if variables else []
    count, depth = 0, 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise VariablesTooDeep(limit=DEEPEST)
        below: list[Any] = []
        for value in level:
            count += len(value)
            if count > most:
                raise VariablesTooLarge(limit=most)
            inner = value.values() if isinstance(value, dict) else value
            below.extend(each for each in inner if isinstance(each, dict | list))
        level = below
