"""The questions about the existing network in their canonical form."""

from typing import Any, Final

from hub.planning.scenario import TRAVEL, BadScenario, Form, Question, canonical, encode

_SHARED: Final = {"filter": None, "asOf": None}
_PEOPLE: Final = Form(defaults={"targetGroup": None, "ages": None})

#: Field of Query → what its question may hold, and the defaults.
FORMS: Final[dict[str, Form]] = {
    "composition": Form(
        required=frozenset({"question", "territory"}),
        defaults={
            **_SHARED,
            "providers": None,
            "reachMetres": 0,
            "services": None,
            "objective": "FEWEST_MEMBERS",
            "first": 1,
        },
    ),
    "missingServices": Form(
        required=frozenset({"question", "within", "level"}),
        defaults={**_SHARED, "services": None, "orderBy": "MOST_MISSING"},
    ),
    "market": Form(
        required=frozenset({"question", "within"}), defaults={**_SHARED, "level": None, "by": ["SECTOR"]}
    ),
    "careBalance": Form(
        required=frozenset({"question", "within", "level"}), defaults={"measure": "CLIENTS", "asOf": None}
    ),
    "coverageWithin": Form(
        required=frozenset({"question", "within", "level", "reach"}),
        defaults={**_SHARED, "people": None},
        parts={"reach": TRAVEL, "people": _PEOPLE},
    ),
    "accessibility": Form(
        required=frozenset({"question", "within", "level", "bands"}),
        defaults={**_SHARED, "people": None, "method": "E2SFCA"},
        parts={"people": _PEOPLE},
    ),
    "normGap": Form(
        required=frozenset({"question", "norm", "within", "level"}),
        defaults={**_SHARED, "people": None},
        parts={"people": _PEOPLE},
    ),
    "mobileCoverage": Form(
        required=frozenset({"question", "within", "level"}),
        defaults={**_SHARED, "people": None, "team": None, "only": None},
        parts={"people": _PEOPLE},
    ),
    "peers": Form(
        required=frozenset({"question", "territory", "similarBy"}),
        defaults={**_SHARED, "having": None, "reachable": True},
    ),
}


def question_of(field: str, arguments: dict[str, Any]) -> Question:
    """The canonical form of a question to a field. Raises BadScenario."""
    return canonical({"question": field, **arguments}, FORMS[field])


def address_of(question: Question, release: int | None) -> str | None:
    """Where the answer is had again, at a release or the newest; None where the question is too long."""
    try:
        path = f"/planning/{encode(question)}"
    except BadScenario:
        return None
    return path if release is None else f"{path}?release={release}"
