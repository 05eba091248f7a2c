"""Values of arguments: mostly such as mean something to the hub at hand, at times such as it must refuse."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.schema.roads.chances import chance, numbers, pick, several
from tests.schema.roads.holdings import Holdings, content_of, cursor_of

#: What no hub holds, or none may hold.
UNKNOWN = ["no-such-code", "", " ", "UA", "ua05", "%", "x" * 300, "a\u0000b", "katottg:", "'; --", "😀"]
BAD_NUMBERS = [-1, 101, 1000, 2**31 - 1, -(2**31)]
BAD_CURSORS = ["", "x", "AAAA", "=", "W10", "bm90IGpzb24", "й"]
BAD_IDS = ["", "x", "UHJvdmlkZXI6eA==", "Tm90aGluZzox", "UHJvdmlkZXI6", "UmVsZWFzZTo5OTk=", "0", "ю"]


class Values:
    """Draws the values of one operation. `wrong` is how often, in percent, one is such as no hub takes."""

    def __init__(self, draw: st.DrawFn, holdings: Holdings, wrong: int) -> None:
        self.draw = draw
        self.holdings = holdings
        self.wrong = wrong

    def spoilt(self) -> bool:
        """Whether the next value shall be a wrong one."""
        return chance(self.draw, self.wrong)

    def code(self, *lists: str) -> str:
        """An entry of one of the lists, the first of which is drawn most."""
        if self.spoilt():
            return pick(self.draw, UNKNOWN)
        known = [name for name in lists if self.holdings.lists[name]]
        name = pick(self.draw, [*known[:1] * 3, *known]) if known else None
        return pick(self.draw, self.holdings.lists[name]) if name else "nothing"

    def codes(self, *lists: str, most: int = 3) -> list[str]:
        """Some entries of the lists."""
        if self.spoilt():
            return pick(self.draw, [[], ["no-such-code"], ["x"] * 101])
        return [self.code(*lists) for _ in range(self.draw(numbers(1, most)))]

    def territory(self) -> str:
        """A code of a territory in any scheme, mostly of one that holds providers."""
        return self.code("territories", "any_territories", "other_codes")

    def identity(self, *types: str) -> str:
        """A global id of one of the types."""
        if self.spoilt():
            return pick(self.draw, BAD_IDS)
        known = [name for name in types if self.holdings.ids[name]]
        return pick(self.draw, self.holdings.ids[pick(self.draw, known)]) if known else "nothing"

    def moment(self) -> str | int:
        """A release or a day to look back to."""
        if self.spoilt():
            return pick(self.draw, ["9999", "soon", "2020-02-30", 10**9, "1999-01-01", ""])
        release = pick(self.draw, self.holdings.lists["releases"])
        return pick(self.draw, [release, int(release), pick(self.draw, self.holdings.lists["days"])])

    def words(self, *lists: str) -> str:
        """The beginnings of some words of a name."""
        words = self.code(*lists).split() or ["а"]
        start = self.draw(numbers(0, len(words) - 1))
        chosen = words[start : start + self.draw(numbers(1, 2))]
        return " ".join(word[: self.draw(numbers(2, 12))] for word in chosen)

    def window(self, field: str, order: str, *, most: int, backward: bool = True) -> dict[str, Any]:
        """Arguments of a page of at most so many nodes, seldom without a size."""
        draw = self.draw
        given: dict[str, Any] = {}
        forward = not backward or not chance(draw, 25)
        if not (most >= 12 and chance(draw, 12)):
            given["first" if forward else "last"] = draw(numbers(0, most))
        known = self.holdings.cursors_of(field, order)
        if chance(draw, 30 if known else self.wrong):
            given["after" if forward else "before"] = self.cursor(known)
            if backward and chance(draw, 20):
                given["before" if forward else "after"] = self.cursor(known)
        if self.spoilt():
            given[pick(draw, ["first", "last"] if backward else ["first"])] = pick(draw, BAD_NUMBERS)
        return given

    def cursor(self, known: Sequence[str]) -> str:
        """A cursor of a real page, at times one of another list or one that was built by hand."""
        draw = self.draw
        if self.spoilt():
            return pick(draw, BAD_CURSORS)
        cursor = pick(draw, known or self.holdings.cursors["providers"])
        if not chance(draw, 3 + self.wrong):
            return cursor
        content = content_of(cursor)
        content[draw(numbers(0, len(content) - 1))] = pick(
            draw, ["", "м", "б'\"", 0, -1.5, 1e308, 2**31, None, True, [], {}, "\u0000", "0" * 32]
        )
        return cursor_of(content)

    def age(self) -> int:
        """An age in years."""
        return pick(self.draw, [-1, 131, 2**31 - 1]) if self.spoilt() else self.draw(numbers(0, 130))

    def orders(self, fields: list[str]) -> list[dict[str, str]]:
        """Keys of an order."""
        draw = self.draw
        chosen = [pick(draw, fields)] * 2 if self.spoilt() else several(draw, fields, 1, 2)
        return [
            {"field": name, **({"direction": pick(draw, ["ASC", "DESC"])} if chance(draw, 60) else {})}
            for name in chosen
        ]
