"""A synthetic register and an overlapping list of many records, to measure matching in bulk.

Seven tenths of the list are in the register too, worded otherwise; the rest are others: branches of the
register's providers, neighbours behind the same door, successors under a new number, and strangers.
"""

from collections import Counter
from dataclasses import dataclass, replace

from bench import match_mess as mess
from bench.match_mess import usual_gaps
from bench.match_rows import Row, formal_row, read_row, short_name
from bench.match_words import BRANCHES
from bench.match_world import Truth, World
from hub.domain.features import Features

_SHARED = 0.7
#: Three states' shares: a district of the two small codifiers would else hold thousands.
_SHARES = {"UA": 0.96, "RU": 0.02, "KZ": 0.02}
_NO_NUMBER, _WORDED, _SLIPPED, _FORMER, _VAGUE, _WRONG = 0.4, 0.6, 0.15, 0.08, 0.05, 0.02


@dataclass(frozen=True, slots=True)
class Bulk:
    """Both sources, and the pairs of statement ids that are one provider."""

    register: list[Features]
    listed: list[Features]
    same: frozenset[tuple[str, str]]


def make_bulk(records: int, seed: int = 1) -> Bulk:
    """`records` in each source; the same arguments always give the same."""
    world, seen = World(seed), Counter[tuple[object, ...]]()
    register = [_telling(world.provider(_country(world)), seen) for _ in range(records)]
    shared = round(records * _SHARED)
    chosen = world.rng.sample(register, shared)
    rows = [_worded(truth, world) for truth in chosen]
    rows += [_other(world.rng.choice(register), world, seen) for _ in range(records - shared)]
    known = [read_row(formal_row(truth), "register") for truth in register]
    listed = [read_row(row, "list") for row in rows]
    ids = {truth.entity: features.id for truth, features in zip(register, known, strict=True)}
    pairs = zip(chosen, listed, strict=False)
    return Bulk(known, listed, frozenset((ids[truth.entity], features.id) for truth, features in pairs))


def _country(world: World) -> str:
    return world.rng.choices(list(_SHARES), list(_SHARES.values()))[0]


def _telling(truth: Truth, seen: Counter[tuple[object, ...]]) -> Truth:
    """The second of one name in one hromada has a number, as in life."""
    key = truth.spot.path.area, truth.type.name, truth.proper
    seen[key] += 1
    return replace(truth, number=seen[key] if seen[key] > 1 else None)


def _worded(truth: Truth, world: World) -> Row:
    """A list's row of a provider of the register."""
    rng = world.rng
    row = usual_gaps(formal_row(truth), rng)
    if rng.random() < _WORDED:
        rng.choice(mess.WORDINGS)(row, rng)
    if rng.random() < _SLIPPED:
        rng.choice(mess.SLIPS)(row, rng)
    if rng.random() < _FORMER and row.street:
        mess.former_street(row, rng)
    if rng.random() < _VAGUE:
        mess.only_area(row, rng)
    if rng.random() < _NO_NUMBER:
        mess.no_number(row, rng)
    elif rng.random() < _WRONG:
        mess.wrong_digit(row, rng)
    return row


def _other(near: Truth, world: World, seen: Counter[tuple[object, ...]]) -> Row:
    """A list's row of a provider that the register lacks, often a neighbour of one that it has."""
    rng = world.rng
    chance = rng.random()
    if chance < 0.2:
        truth = world.provider(near.country, spot=near.spot, code=near.code, second_code=near.second_code)
        row = usual_gaps(formal_row(truth), rng)
        row.name = f"{rng.choice(BRANCHES[near.country])} {short_name(near, owner=True)}"
        return row
    truth = world.provider(near.country, spot=near.spot)
    if chance < 0.4:
        truth = replace(truth, street=near.street, house=near.house, phone=near.phone)
    elif chance < 0.5:
        truth = replace(near, entity=truth.entity, code=truth.code, second_code=None)
        return usual_gaps(formal_row(truth), rng)
    return _worded(_telling(truth, seen), world)
