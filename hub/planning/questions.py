"""All questions of planning in their canonical form, and their addresses."""

from typing import Any, Final

from hub.planning.scenario import SITING, TRAVEL, BadScenario, Form, Question, canonical, decode_by, encode

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
    "scenarioDiff": Form(
        required=frozenset({"question", "left", "right"}),
        defaults={"leftRelease": None, "rightRelease": None},
    ),
}
#: The field that answers questions about new sites, whose form names no field.
SCENARIO: Final = "scenario"


def question_of(field: str, arguments: dict[str, Any]) -> Question:
    """The canonical form of a question to a field. Raises BadScenario."""
    return canonical({"question": field, **arguments}, FORMS[field])


def read_question(identity: str) -> tuple[str, Question]:
    """The field of Query and the canonical question of an id. Raises BadScenario for what is no such id."""
    question = decode_by(identity, _form_of)
    return str(question.get("question", SCENARIO)), question


def _form_of(read: Question) -> Form:
    name = read.get("question")
    if name is None:
        return SITING
    if not isinstance(name, str) or name not in FORMS:
        raise BadScenario(why="its question is none that the hub knows")
    return FORMS[name]


def address_of(question: Question, release: int | None) -> str | None:
    """Where the answer is had again, at a release or the newest; None where the question is too long."""
    try:
        path = f"/planning/{encode(question)}"
    except BadScenario:
        return None
    return path if release is None else f"{path}?release={release}"
