"""Telephones and languages of an organization, a service or a location as HSDS objects."""

from collections.abc import Iterable

from hub.store.exports.hsds.terms import Object, own_id

#: Codes of ISO 639 are no longer than that, and names of languages no shorter.
_CODE = 3


def phones(owner: object, column: str, numbers: Iterable[str]) -> list[Object]:
    """The numbers of whom `column` names."""
    return [{"id": own_id(owner, "phone", one), column: str(owner), "number": one} for one in numbers]


def languages(owner: object, column: str, said: Iterable[str]) -> list[Object]:
    """The languages of what `column` names, by name or by code."""
    return [
        {
            "id": own_id(owner, "language", one),
            column: str(owner),
            "code" if len(one) <= _CODE else "name": one,
        }
        for one in said
    ]
