"""The cases of the labelled set: pairs that are one provider in other words, and pairs that only look so.

Each case takes the world and gives two rows, of a register and of a list. Whether they are one is the
case's own: a re-registration under a new number is a successor, hence two records that a steward links.
"""

from collections.abc import Callable
from dataclasses import replace

from bench import match_mess as mess
from bench.match_mess import usual_gaps
from bench.match_places import spots
from bench.match_rows import Row, formal_row, short_name
from bench.match_words import AUTHORITIES, BRANCHES, FAMILY_NAMES
from bench.match_world import PROPER, Truth, World, formal_name

Pair = tuple[Row, Row]
Case = Callable[[World], Pair]


def _second(truth: Truth, world: World, *troubles: mess.Trouble) -> Pair:
    """A register's row, and a list's row of the same provider with these troubles and the usual gaps."""
    row = usual_gaps(formal_row(truth), world.rng)
    for trouble in troubles:
        trouble(row, world.rng)
    return formal_row(truth), row


def _same(*troubles: mess.Trouble, numbered: bool | None = None, country: str | None = None) -> Case:
    """A case of one provider; without a word on it, every second list has no numbers."""

    def make(world: World) -> Pair:
        left, right = _second(world.provider(country), world, *troubles)
        if numbered is False or (numbered is None and world.rng.random() < 0.5):
            mess.no_number(right, world.rng)
        return left, right

    return make


def _many(world: World) -> Pair:
    """A wording and two more troubles; half without a number."""
    rng = world.rng
    troubles = [rng.choice(mess.WORDINGS), *rng.sample((*mess.SLIPS, mess.former_street, mess.only_area), 2)]
    return _same(*troubles)(world)


def _zeros(world: World) -> Pair:
    country = world.rng.choice(("UA", "KZ", "RU"))
    truth = world.provider(country, code=world.code(country, zeros=True), second_code=None)
    return _second(truth, world, mess.lost_zeros, world.rng.choice(mess.WORDINGS))


def _renamed(world: World) -> Pair:
    """The same number and place, but the type was reorganised and the name changed."""
    truth = world.provider()
    other = world.provider(truth.country)
    left, right = _second(truth, world)
    right.name = formal_name(
        replace(truth, type=other.type, proper=other.proper or other_proper(world, truth))
    )
    right.kind = other.type.kind
    return left, right


def _trader(world: World, *, same: bool) -> Pair:
    """Natural persons: no number is stored, a keyed hash of it is."""
    truth = world.provider("UA", proper=None, number=None)
    name = world.rng.choice(FAMILY_NAMES)
    left, right = formal_row(truth), usual_gaps(formal_row(truth), world.rng)
    if not same:
        right.truth = world.provider("UA", spot=truth.spot, proper=None, number=None)
        right.street, right.house = right.truth.street[0], right.truth.house
        right.phones = (right.truth.phone,)
    for row, form in ((left, "Фізична особа-підприємець"), (right, "ФОП")):
        row.codes, row.hashes, row.kind = {}, (f"hash-{row.truth.entity}",), "sole-trader"
        row.name = f"{form} {name} {'О. В.' if row is left or same else 'М. П.'}"
    return left, right


def other_proper(world: World, truth: Truth) -> tuple[str, str]:
    """A proper name that the provider does not have."""
    return world.rng.choice([pair for pair in PROPER[truth.country] if pair != truth.proper])


def _different(left: Truth, right: Truth, world: World, *, numbers: bool = True) -> Pair:
    rows = formal_row(left), usual_gaps(formal_row(right), world.rng)
    if world.rng.random() < 0.4:
        world.rng.choice(mess.WORDINGS)(rows[1], world.rng)
    if not numbers or world.rng.random() < 0.5:
        mess.no_number(rows[1], world.rng)
    return rows


def _numbered(world: World) -> Pair:
    """«Центр № 1» and «Центр № 2» of one hromada."""
    left = world.provider(number=1)
    right = world.provider(left.country, spot=left.spot, type=left.type, proper=left.proper, number=2)
    return _different(left, right, world)


def _one_type(world: World) -> Pair:
    """Two of one type in one place, each with a proper name."""
    left = world.provider()
    left = replace(left, proper=left.proper or other_proper(world, left))
    right = world.provider(left.country, spot=left.spot, type=left.type, proper=other_proper(world, left))
    return _different(left, right, world)


def _one_door(world: World) -> Pair:
    """Different providers at one address, often with one telephone."""
    left = world.provider()
    right = world.provider(left.country, spot=left.spot, street=left.street, house=left.house)
    while right.type is left.type:
        right = world.provider(left.country, spot=left.spot, street=left.street, house=left.house)
    right = replace(right, lat=left.lat, lon=left.lon)
    if world.rng.random() < 0.6:
        right = replace(right, phone=left.phone)
    return _different(left, right, world)


def _one_proper(world: World) -> Pair:
    """«Надія» the organisation and «Надія» the fund of one place, now and then at one address."""
    left = world.provider()
    left = replace(left, proper=left.proper or other_proper(world, left))
    right = world.provider(left.country, spot=left.spot, proper=left.proper)
    while right.type is left.type:
        right = world.provider(left.country, spot=left.spot, proper=left.proper)
    if world.rng.random() < 0.3:
        right = replace(right, street=left.street, house=left.house, phone=left.phone)
    return _different(left, right, world)


def _elsewhere(world: World) -> Pair:
    """The same name in another region or district."""
    left = world.provider()
    right = world.provider(left.country, type=left.type, proper=left.proper, number=left.number)
    while right.spot.path.district == left.spot.path.district:
        right = replace(right, spot=world.rng.choice(spots(left.country)))
    right = replace(right, spot=right.spot._replace(owner=left.spot.owner, adjective=left.spot.adjective))
    return _different(left, right, world)


def _neighbours(world: World) -> Pair:
    """One type in two hromadas of one district, the lists sometimes with the district's telephone."""
    left = world.provider("UA")
    near = [s for s in spots("UA") if s.path.district == left.spot.path.district]
    near = [s for s in near if s.path.hromada != left.spot.path.hromada] or list(spots("UA"))
    right = world.provider("UA", spot=world.rng.choice(near), type=left.type, proper=left.proper)
    if world.rng.random() < 0.3:
        right = replace(right, phone=left.phone)
    return _different(left, right, world)


def _successor(world: World) -> Pair:
    """Re-registered under a new number: the same door and telephone, the old or a new name."""
    left = world.provider()
    right = replace(left, entity=world.provider().entity, code=world.code(left.country), second_code=None)
    if world.rng.random() < 0.5:
        right = replace(right, type=world.provider(left.country).type)
        right = replace(right, proper=right.proper or (left.proper if right.type.named < 1 else None))
        right = replace(right, proper=right.proper or other_proper(world, left))
    return formal_row(left), usual_gaps(formal_row(right), world.rng)


def _branch(world: World) -> Pair:
    """A branch elsewhere in the hromada under its parent's number, or under none."""
    left = world.provider()
    right = replace(
        world.provider(left.country, spot=left.spot), code=left.code, second_code=left.second_code
    )
    rows = formal_row(left), usual_gaps(formal_row(right), world.rng)
    branch = world.rng.choice(BRANCHES[left.country])
    rows[1].name = f"{branch} {short_name(left, owner=True)}"
    rows[1].kind = left.type.kind
    if world.rng.random() < 0.3:
        mess.no_number(rows[1], world.rng)
    return rows


def _branches(world: World) -> Pair:
    """Two branches of one parent."""
    parent = world.provider()
    numbers = {"code": parent.code, "second_code": parent.second_code, "spot": parent.spot}
    left, right = world.provider(parent.country, **numbers), world.provider(parent.country, **numbers)
    rows = formal_row(left), usual_gaps(formal_row(right), world.rng)
    words = BRANCHES[parent.country]
    rows[0].name = f"{words[0]} № 1 {short_name(parent)}"
    rows[1].name = f"{world.rng.choice(words)} № 2 {short_name(parent)}"
    return rows


def _authority(world: World) -> Pair:
    """A provider and the office above it, behind one door, with one telephone and one mail."""
    left = world.provider()
    right = replace(left, entity=world.provider().entity, code=world.code(left.country), second_code=None)
    rows = formal_row(left), usual_gaps(formal_row(right), world.rng)
    name, short = AUTHORITIES[left.country]
    rows[1].name = f"{world.rng.choice((name, short))} {left.spot.owner}"
    rows[1].kind, rows[1].services = "authority", ()
    if world.rng.random() < 0.5:
        mess.no_number(rows[1], world.rng)
    return rows


def _failed(world: World) -> Pair:
    """One number in both, but its check digit fails: «1234567890» stands in many rows."""
    left = world.provider()
    right = world.provider(left.country, spot=left.spot)
    rows = formal_row(left), usual_gaps(formal_row(right), world.rng)
    wrong = {"UA": "12345670", "RU": "1234567890", "KZ": "123456789012"}[left.country]
    for row in rows:
        row.codes = dict.fromkeys(list(row.codes)[:1], wrong)
    return rows


def _copied(world: World) -> Pair:
    """A clerk copied the number of the row above: everything else differs."""
    left = world.provider()
    right = replace(world.provider(left.country), code=left.code, second_code=None)
    return formal_row(left), usual_gaps(formal_row(right), world.rng)


def _chance(world: World) -> Pair:
    """Two providers of one place."""
    left = world.provider()
    return _different(left, world.provider(left.country, spot=left.spot), world)


SAME: dict[str, Case] = {
    "in full": _same(),
    "without a number": _same(numbered=False),
    "abbreviated": _same(mess.abbreviated),
    "form left out": _same(mess.without_form),
    "mixed scripts": _same(mess.mixed_script),
    "slips": _same(mess.typo),
    "capitals": _same(mess.capitals),
    "in Latin letters": _same(mess.in_latin, country="UA"),
    "other language": _same(mess.other_language),
    "former street": _same(mess.former_street),
    "only its area": _same(mess.only_area),
    "wrong digit": _same(mess.wrong_digit, numbered=True),
    "lost zeros": _zeros,
    "renamed": _renamed,
    "many troubles": _many,
    "sole trader": lambda world: _trader(world, same=True),
}
DIFFERENT: dict[str, Case] = {
    "by number": _numbered,
    "one type in one place": _one_type,
    "one door": _one_door,
    "one proper name": _one_proper,
    "one name elsewhere": _elsewhere,
    "neighbours": _neighbours,
    "successor": _successor,
    "branch and parent": _branch,
    "two branches": _branches,
    "office above it": _authority,
    "one failed number": _failed,
    "copied number": _copied,
    "by chance": _chance,
    "other sole trader": lambda world: _trader(world, same=False),
}
