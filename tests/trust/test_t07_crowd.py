"""T7: an anonymous teller could be any of six, whatever is shown and whatever is withheld."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.crowd import (
    ENOUGH,
    OTHERS,
    TOLD_FIRST,
    Traits,
    crowd_of,
    is_large_enough,
    still_shown,
)
from tests.factories import make_circle, make_company, make_member

METAL = Traits("metal", "small", "SE12")
VALUES = {"sector": ["metal", "food", ""], "size": ["small", "micro", ""]}
TRAITS = st.builds(
    Traits, **{n: st.sampled_from(v) for n, v in VALUES.items()}, region=st.sampled_from("NSÖ")
)
CROWDS = st.lists(TRAITS, max_size=45).map(lambda all_of_them: crowd(*all_of_them))

type Population = list[tuple[UUID, Traits]]


def crowd(*traits: Traits) -> Population:
    return [(uuid4(), one) for one in traits]


def shares(said: Traits, one: Traits) -> bool:
    return all(getattr(said, n) in ("", getattr(one, n)) for n in TOLD_FIRST)


def sharing(population: Population, said: Traits) -> int:
    """How many companies have what is said, counted one by one."""
    return sum(shares(said, one) for _pk, one in population)


def finer(said: Traits, one: Traits) -> Traits | None:
    """What would be said if one attribute more were, as far as the company has it."""
    withheld = [name for name in TOLD_FIRST if not getattr(said, name)]
    more = {name: getattr(one, name) for name in TOLD_FIRST if name not in withheld[1:]}
    return Traits(**more) if withheld and getattr(one, withheld[0]) else None


def shown(population: Population, pk: UUID) -> Traits:
    """What is said of one of the crowd."""
    return still_shown(population, dict(population)[pk])


# --- every population ------------------------------------------------------------------------
@given(population=CROWDS)
def test_what_is_shown_is_shared_by_five_others(population: Population) -> None:
    for pk, own in population:
        said = shown(population, pk)
        assert shares(said, own)
        assert said == Traits() or sharing(population, said) - 1 >= OTHERS


@given(population=CROWDS)
def test_what_is_withheld_leaves_five_others_too(population: Population) -> None:
    alike = Counter(shown(population, pk) for pk, _own in population)

    assert min(alike.values(), default=ENOUGH) >= min(ENOUGH, len(population) or ENOUGH)


@given(population=CROWDS)
def test_nothing_is_withheld_without_need(population: Population) -> None:
    alike = Counter(shown(population, pk) for pk, _own in population)
    for pk, own in population:
        said = shown(population, pk)
        more = finer(said, own)
        if more and sharing(population, more) >= ENOUGH:
            left = alike[said] - sharing(population, more)
            assert 0 < left < ENOUGH, "telling it would betray nobody"


@given(population=CROWDS)
def test_region_goes_before_size_and_size_before_sector(population: Population) -> None:
    for pk, _own in population:
        said = shown(population, pk)
        assert bool(said.sector) >= bool(said.size) >= bool(said.region)


@given(before=CROWDS, after=CROWDS)
def test_what_is_still_shown_is_less_and_shared_by_six(
    before: Population, after: Population
) -> None:
    for pk, _own in before:
        once = shown(before, pk)
        said = still_shown(after, once)
        assert shares(said, once)
        assert said == Traits() or sharing(after, said) >= ENOUGH
        assert still_shown(after, said) == said


# --- step by step ----------------------------------------------------------------------------
def test_all_is_shown_where_all_are_alike() -> None:
    six = crowd(*[METAL] * 6)
    assert shown(six, six[0][0]) == METAL


def test_the_region_goes_first() -> None:
    regions = [Traits("metal", "small", one) for one in ("SE11", "SE12", "SE21")]
    six = crowd(*regions * 2)
    assert shown(six, six[0][0]) == Traits("metal", "small")


def test_then_the_size() -> None:
    sizes = [Traits("metal", one, "SE12") for one in ("micro", "small", "medium")]
    six = crowd(*sizes * 2)
    assert shown(six, six[0][0]) == Traits("metal")


def test_then_the_sector() -> None:
    sectors = [Traits(one, "small", "SE12") for one in ("metal", "food", "wood")]
    six = crowd(*sectors * 2)
    assert shown(six, six[0][0]) == Traits()


def test_of_five_nothing_is_shown() -> None:
    five = crowd(*[METAL] * 5)
    assert shown(five, five[0][0]) == Traits()
    assert not is_large_enough(five)
    assert is_large_enough(crowd(*[METAL] * 6))


def test_silence_about_the_size_does_not_name_the_only_large_one() -> None:
    large = Traits("metal", "large", "SE12")
    seven = crowd(large, *[METAL] * 6)
    assert {shown(seven, pk) for pk, _own in seven} == {Traits("metal")}


def test_a_company_that_has_left_is_told_of_like_one_that_stayed() -> None:
    assert still_shown(crowd(*[METAL] * 6), METAL) == METAL
    assert still_shown(crowd(*[METAL] * 5), METAL) == Traits()


# --- who is in the crowd ---------------------------------------------------------------------
@pytest.fixture
def six(db: None) -> list[Company]:
    """Six companies, each with a person."""
    companies = [make_company() for _ in range(6)]
    for company in companies:
        make_member(company)
    return companies


@pytest.fixture
def around(six: list[Company]) -> Circle:
    """The circle of the six."""
    return make_circle(*six)


def ids(companies: list[Company]) -> set[UUID]:
    return {company.pk for company in companies}


def test_the_crowd_of_a_circle_is_read_by_one_query(
    six: list[Company], around: Circle, outsider: User, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(1):
        found = crowd_of("circle", around.pk)

    assert dict(found) == dict.fromkeys(ids(six), Traits("metal_mineral", "small", "SE23"))
    assert is_large_enough(found)


@pytest.mark.parametrize("audience", ["members", "public"])
def test_the_crowd_of_all_is_whoever_takes_part_anywhere(
    audience: str, six: list[Company], around: Circle, stranger: User, outsider: User
) -> None:
    other = stranger.memberships.get().company_id
    assert {pk for pk, _traits in crowd_of(audience, None)} == ids(six) | {other}


def test_a_company_is_no_crowd(six: list[Company]) -> None:
    assert crowd_of("company", None) == []


def test_a_company_without_a_person_who_can_sign_in_does_not_count(
    six: list[Company], around: Circle
) -> None:
    left, shut_out = (one.memberships.get() for one in six[:2])
    left.end(by=Reader.of(left.user))
    shut_out.user.deactivate()

    assert {pk for pk, _traits in crowd_of("circle", around.pk)} == ids(six[2:])


def test_a_company_that_left_the_circle_does_not_count(six: list[Company], around: Circle) -> None:
    around.dismiss(six[0])

    found = crowd_of("circle", around.pk)

    assert {pk for pk, _traits in found} == ids(six[1:])
    assert not is_large_enough(found)


def test_what_a_company_has_not_told_is_empty(six: list[Company], around: Circle) -> None:
    Company.objects.filter(pk=six[0].pk).update(industry=None, size="", county=None)

    assert dict(crowd_of("circle", around.pk))[six[0].pk] == Traits()
