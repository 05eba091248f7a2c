"""Remembers, for each statement, which of its claims were not published and which were instead."""

from collections.abc import Mapping


class Losses:
    """`found`: statement id → field → (winning statement, its field), for those that lost any."""

    def __init__(self, claims: Mapping[str, Mapping[str, object]]) -> None:
        self.found: dict[str, dict[str, tuple[str, str]]] = {}
        self._claims = claims

    def note(self, field: str, winner: str, winning_field: str) -> None:
        """Everyone but the winner who claims `field` lost it to the winner's `winning_field`."""
        for statement in self._claims:
            if statement != winner:
                self.lose(statement, field, winner, winning_field)

    def lose(self, statement: str, field: str, winner: str, winning_field: str) -> None:
        """One statement's claim lost, if it makes that claim at all and did not win it itself."""
        if statement != winner and field in self._claims[statement] and winning_field in self._claims[winner]:
            self.found.setdefault(statement, {})[field] = (winner, winning_field)

    def lose_all(self, statement: str, prefix: str, winner: str, winning_prefix: str) -> None:
        """Every claim of one statement that begins so gave way, also where the winner does not make it."""
        for field in self._claims[statement]:
            if statement != winner and field.startswith(prefix):
                winning_field = winning_prefix + field.removeprefix(prefix)
                self.found.setdefault(statement, {})[field] = (winner, winning_field)

    def overrule(self, statement: str, field: str, correction: str) -> None:
        """A steward's correction won over the statement's own claim."""
        self.found.setdefault(statement, {})[field] = (correction, field)
