"""T13: before publication the teller sees who will read the story and how it will look to them."""

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Circle, User
from accounts.reader import Reader
from api import passes
from forum.models import Cycle, Story, Topic
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_company, make_draft, make_member, take_part


def preview(client: APIClient, story: Story) -> Any:
    return client.get(f"{API}/stories/{story.pk}/audience/")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def one_more(circle: Circle) -> None:
    """Another company in the circle."""
    company = make_company()
    take_part(company, circle)
    make_member(company)


@pytest.fixture
def draft(teller: User, circle: Circle) -> Story:
    """A draft to a circle, with all that can hang on it."""
    aim = {"audience": "circle", "circle_id": circle.pk}
    draft = make_draft(teller, outcome="no_effect", lessons="Fråga **först**.", **aim)
    Cycle.add(draft, by=Reader.of(teller), title="Ett försök")
    draft.topics.set(Topic.objects.all()[:2])
    secret = make_draft(teller, title="Min egen")
    draft.inspired_by.set([secret])
    return draft


@pytest.mark.usefixtures("colleague", "coach", "moderator")
def test_the_teller_sees_who_will_read(draft: Story, teller: User, stranger: User) -> None:
    answer = preview(signed_in(teller), draft).json()

    del answer["shown"], answer["newcomers"], answer["promises"]
    assert [(one["audience"], one["out"]) for one in answer.pop("links")] == [("company", False)]
    other, company = (one.memberships.get().company for one in (stranger, teller))
    assert answer == {
        "everyone": False,
        "people": 5,
        "companies": [{"slug": one.slug, "name": one.name} for one in (other, company)],
        "other_companies": 0,
        "moderators": 1,
        "others_appointed": 1,
        "crowd": None,
        "newcomers_read": True,
        "joined_since": {"companies": [], "other_companies": 0},
        "notifications": [],
        "advice": [],
    }


@pytest.mark.parametrize("byline", ["person", "company"])
@pytest.mark.parametrize("audience", ["circle", "members", "public"])
def test_the_preview_is_what_a_stranger_will_see(
    audience: str, byline: str, draft: Story, teller: User, stranger: User
) -> None:
    draft.edit(by=Reader.of(teller), audience=audience, byline=byline)
    shown = preview(signed_in(teller), draft).json()["shown"]

    draft.publish()

    seen = signed_in(stranger).get(f"{API}/stories/{draft.pk}/").json()
    assert moment(shown.pop("told_at")) <= moment(seen.pop("told_at"))
    assert shown == seen | {"thread": None}
    assert shown["cycles"]
    assert shown["inspired_by"] == []
    assert shown["yours"] is False


def test_companies_the_teller_does_not_know_are_counted_and_not_named(
    draft: Story, teller: User, outsider: User
) -> None:
    draft.edit(by=Reader.of(teller), audience="members")

    answer = preview(signed_in(teller), draft)

    assert answer.json()["other_companies"] == 1
    assert "Utanför" not in answer.content.decode()


def test_the_draft_of_another_is_not_there(draft: Story, colleague: User) -> None:
    assert_problem(preview(signed_in(colleague), draft), 404, "not_found")
    assert_problem(preview(signed_in(), draft), 401, "not_authenticated")


@pytest.mark.parametrize("who", ["stranger", "colleague", "steward", "moderator"])
def test_the_readers_of_a_story_are_told_to_its_teller_only(
    who: str, story: Story, request: Any
) -> None:
    person = request.getfixturevalue(who)
    assert_problem(preview(signed_in(person), story), 403, "not_yours")


def test_of_what_is_published_the_preview_is_what_is_seen(
    story: Story, teller: User, stranger: User
) -> None:
    shown = preview(signed_in(teller), story).json()["shown"]
    assert shown == signed_in(stranger).get(f"{API}/stories/{story.pk}/").json()


# --- and for the anonymous -------------------------------------------------------------------
SAID = {"sector": "metal_mineral", "size": "small", "region": "SE23"}
UNSAID = dict.fromkeys(SAID)


@pytest.fixture
def unnamed(teller: User, stranger: User, circle: Circle, moderator: User, peer: User) -> Story:
    """A draft nobody's name stands on, in a circle where the teller's company is one of six."""
    for _ in range(4):
        one_more(circle)
    aim = {"audience": "circle", "circle_id": circle.pk}
    return make_draft(teller, byline="anonymous", **aim)


def bearer(story: Story) -> APIClient:
    """A client that holds the receipt of an anonymous story."""
    client = signed_in()
    assert story.persona
    client.credentials(HTTP_X_RECEIPT_PASS=passes.issue(story.persona))
    return client


def test_the_anonymous_see_whether_the_crowd_is_large_enough(
    unnamed: Story, circle: Circle, stranger: User
) -> None:
    of_six = preview(bearer(unnamed), unnamed).json()
    circle.dismiss(stranger.memberships.get().company)
    of_five = preview(bearer(unnamed), unnamed).json()

    assert of_six["crowd"] == {"others": 5, "enough": True, "shown": SAID}
    assert of_six["shown"]["teller"]["traits"] == SAID
    assert (of_six["companies"], of_six["other_companies"]) == ([], 6)
    assert of_five["crowd"] == {"others": 4, "enough": False, "shown": UNSAID}
    assert of_five["shown"]["teller"]["traits"] == UNSAID


@time_machine.travel("2026-11-23T10:00:00+01:00")  # a Monday, when the anonymous come out
def test_the_preview_of_the_anonymous_is_what_a_stranger_will_see(
    unnamed: Story, stranger: User
) -> None:
    client = bearer(unnamed)
    Story.objects.filter(pk=unnamed.pk).update(batch_on="2026-11-23")
    shown = preview(client, unnamed).json()["shown"]

    unnamed.publish()

    seen = signed_in(stranger).get(f"{API}/stories/{unnamed.pk}/").json()
    assert shown == seen | {"thread": None}
    assert preview(client, unnamed).json()["shown"] == seen


@time_machine.travel("2026-11-24T10:00:00+01:00")
def test_the_anonymous_come_out_on_the_next_monday_at_the_earliest(unnamed: Story) -> None:
    shown = preview(bearer(unnamed), unnamed).json()["shown"]

    assert (shown["told_at"], shown["told_on"]) == (None, "2026-11-30")


def test_signed_in_nobody_sees_the_preview_of_the_anonymous(unnamed: Story, teller: User) -> None:
    assert_problem(preview(signed_in(teller), unnamed), 404, "not_found")


@pytest.mark.parametrize("companies", [1, 9])
def test_it_costs_as_many_queries_however_many_will_read(
    companies: int, draft: Story, teller: User, circle: Circle
) -> None:
    for _ in range(companies):
        one_more(circle)
    client = signed_in(teller)

    with CaptureQueriesContext(connection) as caught:
        assert preview(client, draft).status_code == 200

    assert len(caught) == 10, [query["sql"][:80] for query in caught]
