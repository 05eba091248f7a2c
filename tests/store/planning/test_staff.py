"""Posts of the members of a centre: each once, with how many state them and the norms beside."""

from datetime import date
from uuid import UUID

from hub.domain.norms import Norm
from hub.domain.vocabulary import Confidence, Country, Lang, NormFormula, NormStatus
from hub.store.planning.norms import StoredNorm
from hub.store.planning.staff import Post, StaffSum, staff_lines

A, B, C, S, T = (UUID(int=number) for number in range(1, 6))


def post(
    provider: UUID, title: str, posts: float | None, service: UUID | None = None, **more: object
) -> Post:
    values = {"filled": None, "kind": None, "category": None} | more
    return Post(provider, service, title, posts, **values)  # type: ignore[arg-type]


def norm(code: str, **more: str) -> StoredNorm:
    made = Norm(
        id=code,
        country=Country.KZ,
        document="Practice",
        formula=NormFormula.CLIENTS_PER_POST,
        status=NormStatus.BENCHMARK,
        confidence=Confidence.HIGH,
        unit="clients",
        citation="made up",
        subjects={Lang.EN: "x"},
        valid_from=date(2020, 1, 1),
        **more,  # type: ignore[arg-type]
    )
    return StoredNorm(made, 1, "norms")


def test_each_provider_counts_once_and_those_who_state_nothing_are_told() -> None:
    told = [
        post(A, "Психолог", 2, filled=1),
        post(A, "психолог", 1, S),
        post(B, "Психолог", None, filled=1),
        post(C, "Психолог", 5),
    ]
    (line,) = staff_lines(told, {A, B})
    assert (line.title, line.providers) == ("Психолог", (A, B))
    assert line.posts == StaffSum(2, 1, 2)
    assert line.filled == StaffSum(2, 2, 2)


def test_posts_of_services_are_added_where_the_provider_states_none_itself() -> None:
    (line,) = staff_lines([post(A, "Водій", 1, S), post(A, "Водій", 1.5, T)], {A})
    assert line.posts == StaffSum(2.5, 1, 1)


def test_a_provider_that_leaves_out_a_service_states_no_number() -> None:
    (line,) = staff_lines([post(A, "Водій", 1, S), post(A, "Водій", None, T)], {A})
    assert line.posts == StaffSum(None, 0, 1)


def test_norms_of_the_services_stand_beside_their_posts() -> None:
    norms = [norm("home", category="care.home"), norm("day", category="care.day"), norm("kind", kind="ngo")]
    told = [
        post(A, "Доглядальник", 5, S, category="care.home"),
        post(A, "Психолог", 1, kind="ngo"),
        post(B, "Водій", 1, T, category="care.homeless"),
    ]
    lines = {line.title: [one.norm.id for one in line.norms] for line in staff_lines(told, {A, B}, norms)}
    assert lines == {"Водій": [], "Доглядальник": ["home"], "Психолог": ["kind"]}
