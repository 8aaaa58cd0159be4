"""T4: what carries a company's name beyond the company needs a steward of that company."""

from typing import Any

import pytest

from accounts.errors import NotYours
from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.errors import WrongState
from forum.models import Story
from tests.clients import API, approve, assert_problem
from tests.factories import make_draft, make_member

NOT_STEWARDS = ["teller", "colleague", "stranger", "coach", "moderator", "funder", "outsider"]


@pytest.fixture
def waiting(teller: User, steward: User, circle: Circle) -> Story:
    """A story that waits for its steward."""
    story = make_draft(teller, audience="circle", circle_id=circle.pk)
    story.submit(by=Reader.of(teller))
    return story


@pytest.mark.parametrize("who", NOT_STEWARDS)
@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_nobody_but_a_steward_says_yes_or_no(
    who: str, verb: str, waiting: Story, request: Any
) -> None:
    by = Reader.of(request.getfixturevalue(who))
    note = {"note": "Nej."} if verb == "send_back" else {}
    with pytest.raises(NotYours):
        getattr(waiting, verb)(by=by, **note)
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_a_steward_of_another_company_is_no_steward_here(
    waiting: Story, other_company: Company, api: Any
) -> None:
    other = make_member(other_company, role="steward")
    answer = approve(api(other), f"{API}/stories/{waiting.pk}/")
    assert_problem(answer, 404, "not_found")
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


@pytest.mark.parametrize("audience", ["members", "public"])
def test_every_audience_beyond_the_company_waits(
    audience: str, teller: User, steward: User
) -> None:
    story = make_draft(teller, audience=audience)
    story.submit(by=Reader.of(teller))
    assert story.state == "in_review"


def test_what_stays_in_the_company_needs_nobody(teller: User, steward: User) -> None:
    story = make_draft(teller, audience="company")
    story.submit(by=Reader.of(teller))
    assert story.state == "published"


def test_a_company_may_turn_approval_off(teller: User, company: Company, circle: Circle) -> None:
    company.approval_required = False
    company.save()
    story = make_draft(teller, audience="circle", circle_id=circle.pk)
    story.submit(by=Reader.of(teller))
    assert story.state == "published"


def test_a_steward_does_not_see_drafts(api: Any, teller: User, steward: User) -> None:
    draft = make_draft(teller)
    assert_problem(api(steward).get(f"{API}/stories/{draft.pk}/"), 404, "not_found")


@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_there_is_nothing_to_say_to_what_is_out(verb: str, story: Story, steward: User) -> None:
    note = {"note": "Nej."} if verb == "send_back" else {}
    with pytest.raises(WrongState):
        getattr(story, verb)(by=Reader.of(steward), **note)
    assert story.state == "published"


def test_every_verb_leaves_who_and_when(waiting: Story, teller: User, steward: User) -> None:
    waiting.approve(by=Reader.of(steward))
    left = list(waiting.events.values_list("verb", "by"))
    assert left == [("begin", teller.pk), ("submit", teller.pk), ("approve", steward.pk)]
