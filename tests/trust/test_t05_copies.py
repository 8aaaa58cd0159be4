"""T5: what the database wrote, byte by byte, right after the first word, leads to nobody.

A row is not all that is left of a row: pages, write-ahead logs and planner statistics keep copies.
So the bytes written while somebody tells are searched with every key of the environment.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, User
from accounts.sign_in import second_factor_keys
from forum.models import Persona, Story, StoryEvent, Thread
from tests.clients import API, bearing, signed_in
from tests.factories import (
    make_circle,
    make_company,
    make_crowd,
    make_member,
    make_question,
    make_user,
)
from tests.trust.interference import copies, needles

pytestmark = pytest.mark.django_db(transaction=True)
type Plant = Callable[[User, Story], Any]


@pytest.fixture
def teller() -> User:
    """Somebody whose every mark is drawn by lot: other tests write into the same log."""
    company = make_company(f"Verkstad {uuid4()}", slug=f"v-{uuid4()}")
    return make_member(company, f"Tea {uuid4()}", email=f"{uuid4()}@tillit.example")


@pytest.fixture
def circle(teller: User) -> Circle:
    """A circle in which one can be anonymous."""
    circle = make_circle(teller.memberships.get().company)
    make_crowd(circle)
    for _checker in range(2):
        circle.appoint(make_user(), "moderator")
    return circle


@pytest.fixture
def question(circle: Circle) -> Thread:
    """Somebody's question."""
    asker = User.objects.filter(memberships__company__circles=circle, display_name__startswith="P")
    return make_question(asker[0], circle)


@pytest.fixture
def marks(teller: User) -> dict[str, list[bytes]]:
    """What could be made of the teller; not the number of their company, which others may have."""
    company = teller.memberships.get().company
    number = company.organisation_number
    company.organisation_number = str(uuid4())
    made = needles.needles_of(teller, company)
    return {name: ways for name, ways in made.items() if number not in name}


@pytest.fixture
def client(teller: User) -> APIClient:
    """The teller signed in, before anything is told."""
    client = signed_in(teller)
    client.get(f"{API}/me/")
    return client


def begin(client: APIClient, circle: Circle) -> Story:
    told = {"title": "Tavlan tystnade", "summary": "Vi slutade mötas.", "byline": "anonymous"}
    told |= {"audience": "circle", "circle": circle.slug}
    begun = client.post(f"{API}/stories/", told, headers={"Idempotency-Key": str(uuid4())}).json()
    story = Story.objects.get(pk=begun["id"])
    story.receipt = begun["receipt"]
    return story


def search(mark: copies.Mark, marks: dict[str, list[bytes]]) -> list[str]:
    return copies.found_in(copies.written_since(mark), marks, needles.fernet_keys())


def test_the_first_word_writes_no_byte_that_leads_to_its_teller(
    client: APIClient, circle: Circle, question: Thread, marks: dict[str, list[bytes]]
) -> None:
    before = copies.at_rest()

    story = begin(client, circle)
    bearing(story.receipt).post(f"{API}/stories/{story.pk}/cycles/", {"title": "Två veckor"})
    said = {"body": "Så var det hos oss.", "byline": "anonymous"}
    answer = client.post(f"{API}/threads/{question.pk}/comments/", said)

    assert answer.status_code == 202
    assert Persona.objects.count() == 2
    assert search(before, marks) == []


# --- the search finds what it is there to find ------------------------------------------------
def keep_a_key(teller: User, story: Story) -> None:
    StoryEvent.objects.create(story=story, verb="begin", by=teller)


def delete_a_key_again(teller: User, story: Story) -> None:
    StoryEvent.objects.create(story=story, verb="begin", note=str(teller.pk)).delete()


def encrypt_and_delete(teller: User, story: Story) -> None:
    sealed = second_factor_keys().encrypt(teller.pk.hex.encode()).decode()
    StoryEvent.objects.create(story=story, verb="begin", note=sealed).delete()


@pytest.mark.parametrize("plant", [keep_a_key, delete_a_key_again, encrypt_and_delete])
def test_a_byte_that_does_is_found(
    plant: Plant, client: APIClient, circle: Circle, teller: User, marks: dict[str, list[bytes]]
) -> None:
    before = copies.at_rest()

    plant(teller, begin(client, circle))

    assert search(before, marks)
