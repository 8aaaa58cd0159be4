"""Suspended from writing: what others would read is refused, and every way back stays open."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from forum.models import Appeal, Comment, Story, Thread
from tests.api.moderating import decide
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import make_draft
from tests.trust.matrix.ground import Ground, make_ground
from tests.trust.matrix.reading import PERSONAS, Cell, Row, rows
from tests.trust.matrix.request import send

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
# What others would read. Everything else a suspended person may do: take back, remove, unreact,
# lock, report, appeal, read, look after the company's own affairs and their account, and leave.
REFUSED = """
PATCH comments/{id}/
PATCH me/
PUT comments/{id}/reactions/{kind}/
POST proposals/{id}/approval/
DELETE proposals/{id}/approval/
POST stories/
PATCH stories/{id}/
POST stories/{id}/attachments/
POST stories/{id}/cycles/
PATCH stories/{id}/cycles/{part}/
POST stories/{id}/follow-ups/
POST stories/{id}/measurements/
PATCH stories/{id}/measurements/{part}/
PUT stories/{id}/reactions/{kind}/
POST stories/{id}/submission/
PUT stories/{id}/vouched/
POST threads/
PATCH threads/{id}/
POST threads/{id}/comments/
POST threads/{id}/identifiers/
POST waiting/{id}/approval/
DELETE waiting/{id}/approval/
"""
PROVED = {"POST me/erasure/"}  # asks for a fresh proof of everybody (tests/api/test_me_data.py)
BY_RECEIPT = {"DELETE waiting/{id}/", "DELETE postponed/{id}/"}  # nobody signed in has any
APART = PROVED | BY_RECEIPT
WRITES = [row for row in rows() if row.method != "GET" and str(row) not in APART]


def first_to_succeed(row: Row) -> tuple[str, Cell]:
    """Somebody signed in whom the matrix lets do it, and where."""
    signed = [who for who in PERSONAS if who not in {"bearer", "nobody"}]
    tries = ((who, cell) for cell in row.cells for who in signed)
    return next((who, cell) for who, cell in tries if row.expected(who, cell) < 300)


def suspend(user: User | None) -> None:
    assert user
    User.objects.get(pk=user.pk).suspend(timezone.now() + WEEK)


@pytest.fixture
def ground(db: None) -> Ground:
    """The cast, and one of everything."""
    return make_ground()


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_a_suspended_member_is_refused_what_others_would_read(row: Row, ground: Ground) -> None:
    who, cell = first_to_succeed(row)
    ground.place(cell)
    suspend(ground.world.cast[who])

    answer = send(ground, who, row, ground.named(cell))

    if str(row) in REFUSED.strip().splitlines():
        assert_problem(answer, 403, "suspended")
    else:
        assert answer.status_code == row.expected(who, cell)


def test_every_refusal_is_of_an_operation() -> None:
    assert {*REFUSED.strip().splitlines()} <= {str(row) for row in WRITES}


def test_the_refusal_names_the_day_in_the_readers_time(question: Thread, teller: User) -> None:
    suspend(teller)
    until = timezone.localtime(User.objects.get(pk=teller.pk).suspended_until)

    answer = signed_in(teller).post(f"{API}/threads/{question.pk}/comments/", {"body": "Hej."})

    assert_problem(answer, 403, "suspended")
    assert f"{until:%Y-%m-%d %H:%M}" in answer.json()["detail"]
    assert not Comment.objects.exists()


def test_it_takes_effect_on_the_next_request_and_ends_by_itself(
    question: Thread, teller: User, moderator: User
) -> None:
    client, address = signed_in(teller), f"{API}/threads/{question.pk}/comments/"
    comment = client.post(address, {"body": "Köp!"}).json()
    said = Comment.objects.get(pk=comment["id"])

    decide(moderator, said, measure="suspend", until=timezone.now() + WEEK)

    assert_problem(client.post(address, {"body": "Köp!"}), 403, "suspended")
    with time_machine.travel(timezone.now() + WEEK + timedelta(minutes=1), tick=False):
        assert client.post(address, {"body": "Förlåt."}).status_code == 201


def test_narrowing_is_open_and_widening_is_not(story: Story, teller: User) -> None:
    suspend(teller)
    client, address = signed_in(teller), f"{API}/stories/{story.pk}/"

    wider = client.patch(address, {"audience": "members"}, headers={"If-Match": "*"})
    narrower = client.patch(address, {"audience": "company"}, headers={"If-Match": "*"})

    assert_problem(wider, 403, "suspended")
    assert narrower.status_code == 200
    assert Story.objects.get().audience == "company"


def test_the_language_is_ones_own(teller: User) -> None:
    suspend(teller)
    assert signed_in(teller).patch(f"{API}/me/", {"language": "en"}).status_code == 200


def test_reading_goes_on(story: Story, question: Thread, teller: User) -> None:
    make_draft(teller)
    suspend(teller)
    client = signed_in(teller)

    paths = ("me", "stories", "threads", f"stories/{story.pk}", "decisions", "notifications")
    assert {client.get(f"{API}/{path}/").status_code for path in paths} == {200}


def test_a_persons_suspension_leaves_their_voice_as_it_was(secret: Story, teller: User) -> None:
    """A voice falling silent at the moment a person does would name them (T5)."""
    suspend(teller)
    client = bearing(secret.receipt)

    answer = client.post(f"{API}/threads/{secret.thread.pk}/comments/", {"body": "Ett svar."})

    assert answer.status_code == 202


def suspended_voice(secret: Story, moderator: User) -> Any:
    decision = decide(moderator, secret.persona, measure="suspend", until=timezone.now() + WEEK)  # type: ignore[arg-type]
    return bearing(secret.receipt), decision


def test_a_suspended_voice_is_refused_and_told_until_when(secret: Story, moderator: User) -> None:
    client, decision = suspended_voice(secret, moderator)
    story = f"{API}/stories/{secret.pk}/"

    said = client.post(f"{API}/threads/{secret.thread.pk}/comments/", {"body": "Ett svar."})
    edited = client.patch(story, {"advice": "Ett råd."}, headers={"If-Match": "*"})

    assert_problem(said, 403, "suspended")
    assert_problem(edited, 403, "suspended")
    assert f"{timezone.localtime(decision.until):%Y-%m-%d}" in said.json()["detail"]
    assert not secret.persona.waiting.exists()  # type: ignore[union-attr]


def test_a_suspended_voice_appeals_and_takes_back(secret: Story, moderator: User) -> None:
    client, decision = suspended_voice(secret, moderator)

    appealed = client.post(f"{API}/decisions/{decision.pk}/appeal/", {"sentence": "Nej."})
    withdrawn = client.post(f"{API}/stories/{secret.pk}/withdrawal/", {})

    assert (appealed.status_code, withdrawn.status_code) == (201, 202)
    assert Appeal.objects.count() == 1


def test_a_persons_suspension_is_told_to_nobody_else(
    story: Story, teller: User, stranger: User
) -> None:
    client, address = signed_in(stranger), f"{API}/stories/{story.pk}/"
    before = client.get(address)

    suspend(teller)

    after = client.get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
