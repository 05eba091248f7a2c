"""Moments: the day or the release as of which a question is asked, and what can be wrong with one."""

import re
from dataclasses import dataclass
from datetime import date

from hub.domain.filter_errors import BadUserInput

_MOST_DIGITS = 9


class BadAsOf(BadUserInput):
    """{given!r} is no moment: give a day such as "2020-03-11", or the number of a release."""

    reason = "AS_OF"


class UnknownRelease(BadUserInput):
    """There is no release {release}; the newest is {newest}."""

    reason = "UNKNOWN_RELEASE"


class NothingKnownYet(BadUserInput):
    """The hub knows of no records on {day}: its first file stands for {first}.

    Territories can be asked for as of any day.
    """

    reason = "NOTHING_KNOWN_YET"


class TerritoryNotThen(BadUserInput):
    """The territory {territory} was not on {day}: it exists since {since}. Before it were: {before}."""

    reason = "TERRITORY_NOT_THEN"


class TerritoryBeginningUnknown(TerritoryNotThen):
    """Whether the territory {territory} was on {day} is not known: nothing tells when it was formed.

    Before it were: {before}.
    """


@dataclass(frozen=True, slots=True)
class Moment:
    """A past state of the hub. `release` is the newest that counts, None where none does.

    By day (`by_release` False) those releases count whose files stand for that day or an earlier one, and
    `visible` names them; by release all up to it count, and `day` is the one on which it was published.
    """

    day: date
    by_release: bool
    visible: str
    release: int | None

    @property
    def mark(self) -> str:
        """What tells cursors of this moment from those of another."""
        return f"r{self.release}" if self.by_release else self.day.isoformat()


def parse_as_of(given: object) -> date | int:
    """The day or release number that a client gives, or BadAsOf."""
    text = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadAsOf(given=text) from error
    if re.fullmatch(r"[0-9]+", text) and len(text) <= _MOST_DIGITS:
        return int(text)
    raise BadAsOf(given=str(given)[:40])
