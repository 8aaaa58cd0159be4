"""T9: counts tell nothing – companies in bands, exact numbers to the teller, no totals."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Reaction, Story
from forum.models.reactable import band
from forum.vocabulary import REACTIONS
from tests.clients import API
from tests.factories import make_company, make_user
from tests.trust.asking import body_of
from tests.trust.world import World

PEOPLE, COMPANIES = 9, 7
KINDS = ["brave", "learned"]
# Each act: a person, the kind, given or taken back. Who works where is fixed: person n at company
# n mod 4, the last one at none (a coach).
ACTS = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(KINDS), st.booleans()), max_size=25
)
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def working_at(company: Company, circle_id: UUID) -> Reader:
    """Somebody new at a company that takes part in a circle."""
    taking_part = frozenset({(company.pk, circle_id)})
    circles, companies = frozenset({circle_id}), frozenset({company.pk})
    return Reader(make_user().pk, companies=companies, circles=circles, participations=taking_part)


@pytest.fixture
def readers(circle: Circle) -> list[Reader]:
    """People of four companies, and a coach of none."""
    companies = [make_company() for _ in range(4)]
    working = [working_at(companies[n % 4], circle.pk) for n in range(PEOPLE - 1)]
    return [*working, Reader(make_user().pk, circles=frozenset({circle.pk}))]


@SLOW
@given(acts=ACTS)
def test_the_numbers_kept_are_those_counted_anew(
    acts: list[tuple[int, str, bool]], story: Story, readers: list[Reader]
) -> None:
    standing: set[tuple[int, str]] = set()
    with transaction.atomic():
        for who, kind, gives in acts:
            verb = story.react if gives else story.unreact
            verb(by=readers[who], kind=kind)
            (standing.add if gives else standing.discard)((who, kind))
        story.refresh_from_db()
        transaction.set_rollback(True)

    given_kinds = {kind for _who, kind in standing}
    companies = {
        kind: len({who % 4 for who, k in standing if k == kind and who != PEOPLE - 1})
        for kind in given_kinds
    }
    assert story.reaction_counts == companies


@given(companies=st.integers(0, 10_000))
def test_a_band_is_the_largest_bound_reached(companies: int) -> None:
    bounds = [bound for bound in (5, 20, 50) if companies >= bound]
    assert band(companies) == (f"{max(bounds)}+" if bounds else None)


def reacted(story: Story, companies: int) -> None:
    """React from so many companies, two people of each."""
    for company in [make_company() for _ in range(companies)]:
        for _ in range(2):
            assert story.circle_id
            story.react(by=working_at(company, story.circle_id), kind="learned")


@pytest.mark.parametrize(("companies", "shown"), [(4, None), (5, "5+"), (19, "5+"), (20, "20+")])
def test_others_see_a_band_and_the_teller_the_number(
    companies: int, shown: str | None, api: Any, story: Story, stranger: User
) -> None:
    reacted(story, companies)
    here = f"{API}/stories/{story.pk}/"

    to_others, to_teller = (api(who).get(here).json() for who in (stranger, story.author))

    assert (to_others["reactions"], to_others["exact_reactions"]) == ({"learned": shown}, None)
    assert to_teller["exact_reactions"] == {"learned": companies}


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "coach", "moderator"])
def test_only_the_teller_gets_numbers(who: str, api: Any, story: Story, request: Any) -> None:
    reacted(story, 6)
    shown = api(request.getfixturevalue(who)).get(f"{API}/stories/{story.pk}/").json()
    assert shown["exact_reactions"] is None
    assert shown["reactions"] == {"learned": "5+"}


def test_nobody_is_told_who_reacted(world: World, asking: Any) -> None:
    coach = world.cast["coach"]
    assert coach
    world.story.react(by=Reader.of(coach), kind="thanks")
    paths = ["stories/", "stories/{story}/", "threads/{thread}/comments/", "threads/{thread}/"]

    for who in ("teller", "steward", "stranger", "moderator"):
        for path in paths:
            text = body_of(asking[who].get(f"{API}/{path.format(**world.ids)}")).decode()
            assert str(coach.pk) not in text
            assert coach.display_name not in text
    for path in ("reactions/", "reactions/thanks/", "reactors/"):
        answer = asking["teller"].get(f"{API}/stories/{world.story.pk}/{path}")
        assert answer.status_code in {404, 405}


def keys_of(found: Any) -> set[str]:
    """Every key of a document, however deep."""
    if isinstance(found, list):
        return {key for item in found for key in keys_of(item)}
    if isinstance(found, dict):
        return set(found) | {key for item in found.values() for key in keys_of(item)}
    return set()


LISTS = [
    "stories/", "threads/", "threads/{thread}/comments/", "stories/{story}/revisions/",
    "companies/", "circles/", "stories/{story}/cycles/", "stories/{story}/attachments/",
]  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_no_list_has_a_total(path: str, world: World, asking: Any) -> None:
    answer = asking["teller"].get(f"{API}/{path.format(**world.ids)}")
    page = json.loads(body_of(answer))

    assert set(page) <= {"next", "previous", "results"}
    assert keys_of(page).isdisjoint({"count", "total", "views", "score", "rank", "likes", "sum"})
    assert not {name for name in answer.headers if "total" in name.lower()}


def test_reactions_order_nothing(api: Any, story: Story, stranger: User) -> None:
    for name in ("ordering", "sort", "order_by", "o"):
        answer = api(stranger).get(f"{API}/stories/?{name}=reactions")
        assert answer.status_code == 400


def test_no_kind_is_negative() -> None:
    assert set(REACTIONS) == {"thanks", "brave", "recognise", "learned", "will_try", "want_more"}


def test_a_second_reaction_changes_nothing(story: Story, company: Company, circle: Circle) -> None:
    reader = working_at(company, circle.pk)
    for _ in range(3):
        story.react(by=reader, kind="brave")
    assert Reaction.objects.count() == 1
    assert story.reaction_counts == {"brave": 1}
