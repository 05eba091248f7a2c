"""Which pairs are worth a comparison: those that share a number, a contact, or a territory and a word.

A block is a key and the records that have it. A block whose pairs would be too many says too little to
be worth them and is passed over; its records meet in narrower blocks, or not at all.
"""

from collections.abc import Iterator, Sequence

from hub.matching.prepared import Prepared, Terms

#: The most pairs of one block, by what its key says.
_MOST_PAIRS = {"number": 100_000, "contact": 400, "area": 4_000, "region": 400}
_TELLING_WORDS_OF_AREA = 4
_TELLING_WORDS_OF_REGION = 2
#: A word as common as this, in nats of idf, is no key beyond its area.
_RARE = 5.0


def candidate_pairs(records: Sequence[Prepared], new: int, terms: Terms) -> list[tuple[int, int]]:
    """Pairs of positions (smaller first, sorted): of different sources, one among the first `new`."""
    blocks: dict[str, list[int]] = {}
    unplaced = {key for record in records if not _placed(record) for key in _place_keys(record)}
    for position, record in enumerate(records):
        for key in _keys(record, terms):
            blocks.setdefault(key, []).append(position)
        if unplaced:
            for key in _place_keys(record):
                if key in unplaced:
                    blocks.setdefault(key, []).append(position)
    size = len(records)
    sources = [record.features.source for record in records]
    pairs: set[int] = set()
    for key, members in blocks.items():
        if len(members) > 1 and members[0] < new:
            pairs.update(_pairs(members, sources, new, size, _MOST_PAIRS[key.partition(" ")[0]]))
    return [divmod(pair, size) for pair in sorted(pairs)]


def _pairs(members: list[int], sources: list[str], new: int, size: int, most: int) -> Iterator[int]:
    """Pairs of a block as left × size + right; none when there would be more than `most`."""
    fresh = sum(member < new for member in members)
    if fresh * (len(members) - fresh) > most and fresh < len(members):
        return
    if fresh == len(members) and (len({sources[member] for member in members}) == 1 or fresh**2 > 2 * most):
        return
    for index, left in enumerate(members[:fresh]):
        for right in members[index + 1 :]:
            if sources[left] != sources[right]:
                yield left * size + right


def _keys(record: Prepared, terms: Terms) -> Iterator[str]:
    features = record.features
    for scheme, value in record.ids.items():
        yield f"number {scheme} {value}"
    for hashed in features.hashes:
        yield f"number {hashed}"
    for contact in (*record.phones, *record.contacts):
        yield f"contact {contact}"
    path = features.territories
    rarest = sorted((-terms.weight(word), word) for word in record.words)
    if path.area:
        yield from _area_keys(record, path.area, [word for _, word in rarest])
    # A record may lack its area, or have another's: rare words meet in the region, the rarest anywhere.
    rare = [word for weight, word in rarest if -weight >= _RARE][:_TELLING_WORDS_OF_REGION]
    for word in rare:
        yield f"region {path.region or ''} {word}"
    if rare:
        yield f"region * {rare[0]}"


def _placed(record: Prepared) -> bool:
    return record.features.territories.area is not None


def _place_keys(record: Prepared) -> Iterator[str]:
    """Keys for records whose hromada is unknown: a place in the name with the type, or with the house."""
    number = min(record.names[0].numbers, default="")
    for place in sorted(record.names[0].places):
        for concept in sorted(record.types):
            yield f"region {place} @{concept} {number}"
        if record.house:
            for word in sorted(record.street):
                yield f"region {place} {word} {record.house}"


def _area_keys(record: Prepared, area: str, words: list[str]) -> Iterator[str]:
    """Keys within a hromada: an own word, the type where there is none, a house."""
    types = sorted(record.types)
    for word in words[:_TELLING_WORDS_OF_AREA]:
        yield f"area {area} {word}"
    # A slip seldom hits the first letter, so records with own words need not meet all of their type; nor
    # need those without any that are told apart by a number.
    numbers = sorted(record.names[0].numbers)
    for mark in sorted({word[0] for word in words}) or numbers or [""]:
        for concept in types:
            yield f"area {area} @{concept} {mark}"
    if record.features.kind and not (types and (words or numbers)):
        yield f"area {area} ={record.features.kind}"
    if record.house:
        for word in sorted(record.street):
            yield f"area {area} {word} {record.house}"
