"""What numbers and days of a register can be true: beyond these a cell holds two numbers, or a slip."""

from datetime import timedelta
from typing import NamedTuple


class Between(NamedTuple):
    """The least and the greatest number that a field may hold, both included."""

    least: int
    most: int


#: The largest residential institutions have some 1,500 places; a service of an oblast has fewer than this.
_PLACES = Between(0, 20_000)
#: People that one service counts in a year. A state's telephone line counts contacts in millions.
_PEOPLE = Between(0, 10_000_000)
_QUEUE = Between(0, 1_000_000)

#: By the last word of a field's name, as `total` of `capacity.total` and of the columns of a service.
COUNTS: dict[str, Between] = {
    "total": _PLACES,
    "available": _PLACES,
    "served": _PEOPLE,
    "waiting": _QUEUE,
}
#: Mobile teams of one service, and visits of one team in a day.
TEAMS = Between(0, 1_000)
VISITS = Between(0, 200)
#: Posts of one title at one provider, and years for which a qualification holds.
POSTS = Between(0, 20_000)
QUALIFICATION_YEARS = Between(0, 50)
#: Years of a person.
AGE = Between(0, 120)
#: A tariff in roubles, hryvnias or tenge, for a year of residential care at most.
MONEY = Between(0, 100_000_000)
#: What every whole number must stay below where its field has no bound of its own: columns hold 32 bits.
WHOLE = Between(0, 2**31 - 1)
#: Of numbers that are kept as they are: beyond these JSON readers lose digits.
ANY_NUMBER = Between(-(10**15), 10**15)

#: A register enters an office before the day on which it opens; nobody enters one more than a year ahead.
AHEAD = timedelta(days=366)
#: A closing day farther off than this is a computer's way to say that there is none: 31.12.2099, 9999-12-31.
NO_END = timedelta(days=50 * 365)
