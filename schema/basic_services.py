"""The services that are every hromada's duty, as a territory has them."""

from collections.abc import Sequence

import strawberry

from hub.store.basic_services import BasicService
from schema.taxonomy import TaxonomyTerm, known_term


@strawberry.type(description="The services that the law makes every hromada's duty, in one territory.")
class BasicServices:
    """Which basic services a territory has."""

    required: int = strawberry.field(description="How many there are.")
    present: list[TaxonomyTerm] = strawberry.field(description="Those that it has, as it is counted.")
    missing: list[TaxonomyTerm] = strawberry.field(
        description="The others: nobody is known to give them here or, by `count: SEATS`, to stand here. "
        "Those in `notSurelyMissing` may be here all the same."
    )
    not_surely_missing: list[TaxonomyTerm] = strawberry.field(
        description="Those of `missing` that somebody gives who may belong here: a provider of whom nothing "
        "finer is known than a unit around the territory."
    )
    not_placed_below: int = strawberry.field(
        description="How many providers may give any of `missing` here, since nothing finer is known of "
        "them than a unit around the territory."
    )


def duties_of(rows: Sequence[BasicService], own: str) -> BasicServices | None:
    """The basic services that rows tell of; none of a state without such a list."""
    if not rows:
        return None
    terms = [(known_term(row.taxonomy, row.code, own), row) for row in rows]
    return BasicServices(
        required=len(rows),
        present=[term for term, row in terms if row.present],
        missing=[term for term, row in terms if not row.present],
        not_surely_missing=[term for term, row in terms if row.perhaps],
        not_placed_below=rows[0].not_placed,
    )
