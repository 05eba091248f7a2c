"""Posts of several providers together: each title once, with the norms that are certain beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hub.domain.norms import uncertainty_of
from hub.domain.text import fold
from hub.domain.vocabulary import Country, NormFormula
from hub.store.engine import ReadSession
from hub.store.planning.norms import StoredNorm, read_norms
from hub.store.planning.places import Place
from hub.store.reads.batch import one_of
from hub.store.tables import provider, service, staff, territory, territory_closure


@dataclass(frozen=True, slots=True)
class Post:
    """What is stated last of the posts of a title, of a provider (`service_id` None) or of its service."""

    provider_id: UUID
    service_id: UUID | None
    title: str
    posts: float | None
    filled: float | None
    kind: str | None
    category: str | None


@dataclass(frozen=True, slots=True)
class StaffSum:
    """A number of posts: what `stated` of `of` providers state together; None where none does."""

    value: float | None
    stated: int
    of: int


@dataclass(frozen=True, slots=True)
class StaffLine:
    """The posts of a title at some providers, and the certain norms of the services they are for."""

    title: str
    providers: tuple[UUID, ...]
    posts: StaffSum
    filled: StaffSum
    norms: tuple[StoredNorm, ...]


async def read_posts(session: ReadSession, providers: Collection[UUID]) -> list[Post]:
    """The newest counts of each title at these providers and their services. One statement."""
    statement = (
        select(
            staff.c.provider_id,
            staff.c.service_id,
            staff.c.title,
            staff.c.posts,
            staff.c.filled,
            provider.c.kind,
            service.c.category,
        )
        .select_from(
            staff.join(provider, provider.c.id == staff.c.provider_id).outerjoin(
                service, service.c.id == staff.c.service_id
            )
        )
        .where(one_of(staff.c.provider_id, sorted(providers)))
        .order_by(staff.c.as_of.desc().nulls_last(), staff.c.id)
    )
    newest: dict[tuple[UUID, UUID | None, str], Post] = {}
    for row in await session.all(statement, Post) if providers else ():
        newest.setdefault((row.provider_id, row.service_id, fold(row.title)), row)
    return list(newest.values())


async def read_staff_norms(session: ReadSession, place: Place, day: date) -> list[StoredNorm]:
    """Norms of clients for each post that hold in the place on the day and whose number is certain."""
    line = territory_closure
    codes = select(territory.c.code).join(line, line.c.ancestor_id == territory.c.id)
    here = {row.code for row in await session.rows(codes.where(line.c.territory_id == place.id))}
    return [
        one
        for one in await read_norms(session, Country(place.country), day)
        if one.norm.formula is NormFormula.CLIENTS_PER_POST
        and uncertainty_of(one.norm, day) is None
        and (one.norm.jurisdiction is None or one.norm.jurisdiction in {*here, place.code})
    ]


def staff_lines(
    posts: Iterable[Post], members: Collection[UUID], norms: Sequence[StoredNorm] = ()
) -> list[StaffLine]:
    """A line for each title that a member states, by title.

    A provider's own number of a title counts, and those of its services only where it states none itself.
    """
    by_title: defaultdict[str, list[Post]] = defaultdict(list)
    for one in posts:
        if one.provider_id in members:
            by_title[fold(one.title)].append(one)
    return [_line(by_title[title], norms) for title in sorted(by_title)]


def _line(told: Sequence[Post], norms: Sequence[StoredNorm]) -> StaffLine:
    of: defaultdict[UUID, list[Post]] = defaultdict(list)
    for one in told:
        of[one.provider_id].append(one)
    counted = [_counted(of[identity]) for identity in sorted(of)]
    return StaffLine(
        title=min(one.title for one in told),
        providers=tuple(sorted(of)),
        posts=_sum([[one.posts for one in each] for each in counted]),
        filled=_sum([[one.filled for one in each] for each in counted]),
        norms=tuple(one for one in norms if _is_for(one, told)),
    )


def _counted(told: Sequence[Post]) -> list[Post]:
    """The provider's own count, else those of its services, which are apart from one another."""
    own = [one for one in told if one.service_id is None]
    return own or list(told)


def _sum(told: Sequence[Sequence[float | None]]) -> StaffSum:
    """The sum over providers; one that leaves out a service does not state its number."""
    stated = [[one for one in each if one is not None] for each in told if None not in each]
    return StaffSum(sum(map(sum, stated)) if stated else None, len(stated), len(told))


def _is_for(stored: StoredNorm, told: Sequence[Post]) -> bool:
    """Whether the norm counts clients of the services, or else of the kinds of providers, of the posts."""
    norm = stored.norm
    if norm.category is not None:
        return any(_lies_in(one.category, norm.category) for one in told)
    return norm.kind is not None and any(one.kind == norm.kind for one in told)


def _lies_in(category: str | None, above: str) -> bool:
    return category is not None and (category == above or category.startswith(f"{above}."))
