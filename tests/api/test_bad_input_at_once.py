"""People at the same moment: what may happen once happens once, and every count is right."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from rest_framework.test import APIClient

from accounts import reference
from accounts.models import Circle, Company, Invitation, Membership, User
from accounts.reader import Reader
from forum import reference as forum_reference
from forum.models import Comment, Story, Thread
from tests.clients import API, signed_in
from tests.factories import make_draft, make_member, make_question, make_story

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


@pytest.fixture(autouse=True, scope="module")
def _reference_data_returns(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Put back for later tests what the flush after each test here takes away."""
    yield
    with django_db_blocker.unblock():
        reference.load(apps)
        forum_reference.load(apps)


@pytest.fixture(autouse=True)
def _reference_data(transactional_db: None) -> None:
    reference.load(apps)
    forum_reference.load(apps)


@pytest.fixture
def told(transactional_db: None, teller: User, steward: User, circle: Circle) -> Story:
    """A published story."""
    return make_story(teller, steward=steward, audience="circle", circle_id=circle.pk)


def at_once(act: Callable[[APIClient], Any], people: list[User]) -> list[int]:
    """Statuses of one act by several people who start together, in order of size."""
    start = Barrier(len(people))
    clients = [signed_in(person) for person in people]

    def run(client: APIClient) -> int:
        start.wait()
        try:
            status: int = act(client).status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(run, clients))


@pytest.mark.usefixtures("no_approval")
def test_of_eight_changes_to_one_version_one_is_made(told: Story, teller: User) -> None:
    here = f"{API}/stories/{told.pk}/"
    tag = {"If-Match": signed_in(teller).get(here)["ETag"]}

    statuses = at_once(lambda c: c.patch(here, {"title": "Ny"}, headers=tag), [teller] * EIGHT)

    assert statuses == [200] + [412] * 7
    assert told.revisions.count() == 1


def test_of_eight_changes_to_one_comment_one_is_made(told: Story, teller: User) -> None:
    comments = f"{API}/threads/{told.thread.pk}/comments/"
    first = signed_in(teller).post(comments, {"body": "Så var det."})
    here, tag = f"{API}/comments/{first.json()['id']}/", {"If-Match": first["ETag"]}

    statuses = at_once(lambda c: c.patch(here, {"body": "Ny"}, headers=tag), [teller] * EIGHT)

    assert statuses == [200] + [412] * 7


def test_of_eight_who_throw_a_draft_away_one_does(teller: User) -> None:
    here = f"{API}/stories/{make_draft(teller).pk}/"

    statuses = at_once(lambda c: c.delete(here, headers={"If-Match": "*"}), [teller] * EIGHT)

    assert statuses == [204] + [404] * 7


def test_eight_times_the_same_key_is_one_story(teller: User) -> None:
    key = {"Idempotency-Key": "one-and-the-same"}

    statuses = at_once(
        lambda c: c.post(f"{API}/stories/", {"title": "En"}, headers=key), [teller] * EIGHT
    )

    assert set(statuses) <= {201, 409}
    assert Story.objects.count() == 1


def test_eight_reactions_of_one_person_are_one(told: Story, stranger: User) -> None:
    here = f"{API}/stories/{told.pk}/reactions/brave/"

    statuses = at_once(lambda c: c.put(here), [stranger] * EIGHT)

    told.refresh_from_db()
    assert statuses == [204] * EIGHT
    assert (told.reactions.count(), told.reaction_counts) == (1, {"brave": 1})


def test_eight_comments_at_once_stand_in_eight_places(
    told: Story, company: Company, other_company: Company
) -> None:
    people = [make_member([company, other_company][n % 2]) for n in range(EIGHT)]
    here = f"{API}/threads/{told.thread.pk}/comments/"

    statuses = at_once(lambda c: c.post(here, {"body": "Samtidigt"}), people)

    assert statuses == [201] * EIGHT
    assert Comment.objects.values("path").distinct().count() == EIGHT
    assert Thread.objects.get().comment_count == EIGHT


def test_a_comment_goes_while_seven_reply_and_the_count_is_right(told: Story, teller: User) -> None:
    comments = f"{API}/threads/{told.thread.pk}/comments/"
    first = signed_in(teller).post(comments, {"body": "Först"}).json()["id"]
    turns = iter(range(EIGHT))

    def act(client: APIClient) -> Any:
        if next(turns) == 0:
            return client.delete(f"{API}/comments/{first}/", headers={"If-Match": "*"})
        return client.post(comments, {"body": "Svar", "parent": first})

    statuses = at_once(act, [teller] * EIGHT)

    assert set(statuses) <= {201, 204, 400, 404, 409}
    assert Thread.objects.get().comment_count == Comment.objects.standing().count()


def test_eight_acceptances_of_an_invitation_are_one_membership(
    company: Company, steward: User, outsider: User
) -> None:
    invited: dict[str, Any] = {
        "company": company,
        "email": outsider.email,
        "role": "member",
        "by": steward,
    }
    _invitation, token = Invitation.issue(**invited)

    statuses = at_once(
        lambda c: c.post(f"{API}/invitations/accept/", {"token": token}), [outsider] * EIGHT
    )

    assert statuses[0] == 201
    assert set(statuses[1:]) <= {404, 409}
    assert Membership.objects.filter(user=outsider, company=company).count() == 1


def test_two_stewards_who_approve_at_once_publish_once(
    teller: User, steward: User, company: Company, circle: Circle
) -> None:
    story = make_draft(teller, audience="circle", circle_id=circle.pk)
    signed_in(teller).post(f"{API}/stories/{story.pk}/submission/")
    here = f"{API}/stories/{story.pk}/approval/"

    def yes(client: APIClient) -> Any:
        return client.post(here, headers={"If-Match": "*"})

    statuses = at_once(yes, [steward, make_member(company, role="steward")])

    assert statuses == [200, 409]
    assert story.events.filter(verb="approve").count() == 1
    assert Thread.objects.filter(story=story).count() == 1


def test_two_stewards_who_say_yes_at_once_to_a_change_let_it_out_once(
    told: Story, teller: User, steward: User, company: Company
) -> None:
    proposal = told.edit(by=Reader.of(teller), title="Ny")
    assert proposal
    here, any_version = f"{API}/proposals/{proposal.pk}/approval/", {"If-Match": "*"}

    stewards = [steward, make_member(company, role="steward")]
    statuses = at_once(lambda c: c.post(here, headers=any_version), stewards)

    assert statuses == [200, 409]
    assert told.revisions.count() == 1


def test_locking_and_unlocking_at_once_is_fine(stranger: User, circle: Circle) -> None:
    thread = make_question(stranger, circle)
    here, turns = f"{API}/threads/{thread.pk}/lock/", iter(range(EIGHT))

    def act(client: APIClient) -> Any:
        return client.put(here) if next(turns) % 2 else client.delete(here)

    assert at_once(act, [stranger] * EIGHT) == [204] * EIGHT
