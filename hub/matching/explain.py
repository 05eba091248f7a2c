"""The evidence of a pair: what each side says in each field, and what that weighs."""

from collections.abc import Callable

from hub.matching.compare import FIELDS, UNKNOWN, Levels
from hub.matching.model import Evidence
from hub.matching.prepared import Prepared
from hub.matching.weights import Weights


def explain(left: Prepared, right: Prepared, levels: Levels, weights: Weights) -> tuple[Evidence, ...]:
    """One line for each field that both sides tell, the weightiest first; persons' numbers are not shown."""
    lines = [
        Evidence(name, _told(left, name), _told(right, name), level, weights.of(name, level))
        for name, level in zip(FIELDS, levels, strict=True)
        if level != UNKNOWN
    ]
    return tuple(sorted(lines, key=lambda line: -abs(line.weight)))


def _told(record: Prepared, field: str) -> str | None:
    rule = _SHOWN.get(field)
    return (rule(record) or None) if rule else None


def _identifiers(record: Prepared) -> str:
    return ", ".join(f"{one.scheme} {one.value}" for one in record.features.identifiers)


def _territory(record: Prepared) -> str | None:
    path = record.features.territories
    return path.settlement or path.hromada or path.district or path.region


def _address(record: Prepared) -> str:
    features = record.features
    return features.address or ", ".join(part for part in (features.street, features.house) if part)


def _point(record: Prepared) -> str | None:
    features = record.features
    return None if features.lat is None else f"{features.lat}, {features.lon} ± {features.radius_m} m"


def _contacts(record: Prepared) -> str:
    return ", ".join(one for one in (*record.features.emails, record.features.url) if one)


def _founded(record: Prepared) -> str | None:
    founded = record.features.founded
    return None if founded is None else founded.isoformat()


#: How a field is shown; `person` is left out on purpose.
_SHOWN: dict[str, Callable[[Prepared], str | None]] = {
    "identifier": _identifiers,
    "name": lambda record: record.features.name,
    "type": lambda record: " ".join(sorted(record.types)),
    "number": lambda record: " ".join(sorted(record.names[0].numbers)),
    "seat": lambda record: " ".join(sorted(record.places)),
    "territory": _territory,
    "address": _address,
    "distance": _point,
    "phone": lambda record: ", ".join(record.features.phones),
    "contact": _contacts,
    "kind": lambda record: record.features.kind,
    "services": lambda record: ", ".join(record.features.services),
    "founded": _founded,
}
