"""How a second source words the same provider: abbreviations, slips, lost digits, former streets…

A trouble takes a row and a random source and changes some of the row's cells.
"""

import random
import re
from collections.abc import Callable

from bench.match_places import spots
from bench.match_rows import CIVIC, Row, short_name
from bench.match_words import KZ_TYPES, RU_TYPES, UA_TYPES
from bench.match_world import Truth, centre, street_text
from hub.domain.features import TerritoryPath
from hub.domain.territory.transliterate import transliterate_uk
from hub.domain.vocabulary import Lang

_LOOK_ALIKES = str.maketrans("іІоОсСеЕарР", "iIoOcCeEapP")
_OTHER_LANG = {"UA": Lang.RU, "RU": Lang.RU, "KZ": Lang.KK}
_ALL_SERVICES = tuple(
    sorted({service for each in (*UA_TYPES, *RU_TYPES, *KZ_TYPES) for service in each.services})
)


def abbreviated(row: Row, rng: random.Random) -> None:
    """Form and type in capitals only, or no form at all."""
    row.name = short_name(row.truth, form=rng.random() < 0.5, owner=rng.random() < 0.4)


def without_form(row: Row, _: random.Random) -> None:
    """The type and the proper name, in other quotation marks."""
    kind, proper = row.truth.type, row.truth.proper
    inner = kind.name + (f" № {row.truth.number}" if row.truth.number else "")
    row.name = f'{inner} "{proper[0]}"' if proper else f"{inner} {row.truth.spot.adjective}"


def mixed_script(row: Row, rng: random.Random) -> None:
    """Latin look-alikes in half of the words."""
    row.name = " ".join(
        word.translate(_LOOK_ALIKES) if rng.random() < 0.5 else word for word in row.name.split(" ")
    )


def typo(row: Row, rng: random.Random) -> None:
    """One or two slips of the keyboard in long words."""
    for _ in range(rng.choice((1, 1, 2))):
        long = list(re.finditer(r"\w{5,}", row.name))
        if not long:
            return
        match = rng.choice(long)
        place = rng.randrange(match.start() + 1, match.end() - 1)
        kind = rng.choice(("drop", "swap", "double"))
        letters = list(row.name)
        if kind == "drop":
            del letters[place]
        elif kind == "swap":
            letters[place], letters[place - 1] = letters[place - 1], letters[place]
        else:
            letters.insert(place, letters[place])
        row.name = "".join(letters)


def capitals(row: Row, _: random.Random) -> None:
    """The whole name in capitals, without quotation marks."""
    row.name = re.sub('[«»"]', "", row.name).upper()


def lost_zeros(row: Row, _: random.Random) -> None:
    """A spreadsheet's number: leading zeros gone, and sometimes «.0» at the end."""
    row.codes = {scheme: text.lstrip("0") + ".0" for scheme, text in row.codes.items()}


def no_number(row: Row, _: random.Random) -> None:
    """A list without a column for numbers."""
    row.codes = {}


def wrong_digit(row: Row, rng: random.Random) -> None:
    """A slip in the number: its check digit fails."""
    for scheme, text in row.codes.items():
        place = rng.randrange(2, len(text))
        row.codes[scheme] = (
            text[:place] + str((int(text[place]) + rng.randrange(1, 9)) % 10) + text[place + 1 :]
        )


def former_street(row: Row, _: random.Random) -> None:
    """The street's name of before it was renamed."""
    row.street = street_text(row.truth, row.truth.street[1])


def other_language(row: Row, rng: random.Random) -> None:
    """Name and street in the other language of the state."""
    truth = row.truth
    row.lang = _OTHER_LANG[truth.country]
    row.name = _translated(truth) if rng.random() < 0.7 else short_name(truth, other=True)
    if row.street:
        row.street = f"{truth.street[2]} көшесі" if truth.country == "KZ" else f"ул. {truth.street[2]}"


def _translated(truth: Truth) -> str:
    kind, proper = truth.type, truth.proper and truth.proper[1]
    number = f" № {truth.number}" if truth.number else ""
    if truth.country == "KZ":
        return (
            f"{truth.spot.other_owner} «{proper}» {kind.other_name}{number}"
            if proper
            else (f"{truth.spot.other_owner} {kind.other_name}{number}")
        )
    owner = "" if kind.kind == CIVIC else f" {truth.spot.other_owner}"
    return f"{kind.other_name}{number}" + (f" «{proper}»" if proper else "") + owner


def in_latin(row: Row, _: random.Random) -> None:
    """Everything in Latin letters by the Ukrainian rules."""
    row.name = transliterate_uk(row.name)
    row.street = row.street and transliterate_uk(row.street)
    row.lang = Lang.EN


def only_area(row: Row, rng: random.Random) -> None:
    """The hromada or the district alone, with the point that stands for it."""
    path = row.path
    row.street = row.house = None
    if path.hromada and rng.random() < 0.7:
        row.path = TerritoryPath(path.region, path.district, path.hromada)
        row.radius_m = 15_000
    else:
        row.path = TerritoryPath(path.region, path.district)
        row.radius_m = 50_000
    row.lat, row.lon = centre(row.truth.spot)


def city_point(row: Row, _: random.Random) -> None:
    """The settlement's point in place of the building's."""
    row.lat, row.lon = centre(row.truth.spot)
    row.radius_m = 3_000


def no_point(row: Row, _: random.Random) -> None:
    """No coordinates."""
    row.lat = row.lon = row.radius_m = None


def no_contacts(row: Row, _: random.Random) -> None:
    """No telephone and no mail."""
    row.phones = row.emails = ()


def other_phone(row: Row, rng: random.Random) -> None:
    """Another of the provider's telephones."""
    row.phones = (row.truth.phone[:-3] + f"{rng.randrange(1000):03}",)


def no_house(row: Row, _: random.Random) -> None:
    """The street without the house."""
    row.house = None


def house_spelling(row: Row, rng: random.Random) -> None:
    """«12-А» for «12а»."""
    if row.house:
        row.house = re.sub(r"(\d)(\w)$", lambda m: f"{m[1]}-{m[2].upper()}", row.house)
    row.street = row.street and rng.choice(("вулиця ", "", "УЛ. ")) + row.street.split(" ", 1)[1]


def plain_kind(row: Row, rng: random.Random) -> None:
    """A list that does not tell kinds, or tells another."""
    row.kind = rng.choice((None, None, "other-institution"))


def fewer_services(row: Row, rng: random.Random) -> None:
    """Some of the services, or none."""
    row.services = tuple(rng.sample(row.services, rng.randrange(len(row.services) + 1)))


def other_services(row: Row, rng: random.Random) -> None:
    """The list sorts what is done into other categories."""
    row.services = tuple(rng.sample(_ALL_SERVICES, rng.randrange(1, 4)))


def other_founding(row: Row, rng: random.Random) -> None:
    """The day of registration in place of the day of founding."""
    row.founded = row.founded and row.founded.replace(year=row.founded.year + rng.randrange(1, 9), day=1)


def other_mail(row: Row, _: random.Random) -> None:
    """The mail of the office above."""
    row.emails = ("office@example.org",) if row.emails else ()


def other_house(row: Row, rng: random.Random) -> None:
    """A slip in the house number, or a second building."""
    row.house = row.house and str(rng.randrange(1, 120))


def other_spot(row: Row, rng: random.Random) -> None:
    """The legal seat in place of the actual place: another settlement of the district."""
    near = [spot for spot in spots(row.truth.country) if spot.path.district == row.path.district]
    row.path = rng.choice(near).path
    row.street, row.house, row.lat, row.lon = None, None, None, None


def bad_point(row: Row, rng: random.Random) -> None:
    """A geocoder's mistake of some kilometres."""
    if row.lat is not None and row.lon is not None:
        row.lat, row.lon = row.lat + rng.uniform(-0.05, 0.05), row.lon + rng.uniform(-0.05, 0.05)


def no_proper(row: Row, _: random.Random) -> None:
    """The type and the place alone."""
    if row.truth.type.kind != CIVIC:
        row.name = f"{row.truth.type.name} {row.truth.spot.owner}"


def no_founding(row: Row, _: random.Random) -> None:
    """No day of founding."""
    row.founded = None


Trouble = Callable[[Row, random.Random], None]
#: Wordings of a name exclude one another; what follows may come on top.
WORDINGS: tuple[Trouble, ...] = (abbreviated, without_form, other_language)
SLIPS: tuple[Trouble, ...] = (mixed_script, typo, capitals, in_latin)
GAPS: tuple[tuple[Trouble, float], ...] = (
    (no_point, 0.3), (city_point, 0.3), (no_contacts, 0.3), (other_phone, 0.2), (no_house, 0.1),
    (house_spelling, 0.3), (plain_kind, 0.2), (fewer_services, 0.5), (no_founding, 0.5),
    (other_services, 0.15), (other_founding, 0.15), (other_mail, 0.15), (other_house, 0.04),
    (other_spot, 0.03),
    (bad_point, 0.05), (no_proper, 0.03),
)  # fmt: skip


def usual_gaps(row: Row, rng: random.Random) -> Row:
    """What any second source lacks or says otherwise, a few things at a time."""
    for trouble, share in GAPS:
        if rng.random() < share:
            trouble(row, rng)
    return row
