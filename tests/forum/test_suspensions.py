"""Suspensions: from the next request on, until they end by themselves; voices know nothing (T5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import Suspended
from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Comment, Persona, Story, Thread, Waiting
from tests.clients import API, signed_in
from tests.factories import let_out, make_draft, voice_of
from tests.forum.deciding import decide, reported, rows

WEEK = timedelta(days=7)


@pytest.fixture
def said(question: Thread, teller: User) -> Comment:
    """A comment of the teller's."""
    comment: Comment = question.comment(by=Reader.of(teller), body="Ni är alla dumma.")
    return comment


def suspend(item: Any, moderator: User, stranger: User) -> None:
    """Suspend whoever is behind an item for a week."""
    until = timezone.now() + WEEK
    decide("suspend", reported(item, stranger), by=moderator, until=until)


def test_it_holds_from_the_next_request_on(
    said: Comment, question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    client, path = signed_in(teller), f"{API}/threads/{question.pk}/comments/"
    assert client.post(path, {"body": "Och nu då?"}).status_code == 201

    suspend(said, moderator, stranger)

    answer = client.post(path, {"body": "Får jag?"})
    assert (answer.status_code, answer.json()["code"]) == (403, "suspended")
    assert not Comment.objects.filter(body="Får jag?").exists()
    assert client.get(path).status_code == 200


def test_it_ends_by_itself(
    said: Comment, question: Thread, stranger: User, moderator: User, time_machine: Any
) -> None:
    suspend(said, moderator, stranger)
    teller = User.objects.get(pk=str(said.author_id))
    until = teller.suspended_until
    assert until
    time_machine.move_to(until - timedelta(minutes=1))
    with pytest.raises(Suspended):
        question.comment(by=Reader.of(teller), body="Redan?")

    time_machine.move_to(until)
    assert question.comment(by=Reader.of(teller), body="Tack för att jag får vara med.")


def test_everything_written_by_name_is_refused(
    said: Comment, story: Story, circle: Circle, stranger: User, moderator: User
) -> None:
    draft = make_draft(
        User.objects.get(pk=str(said.author_id)), audience="circle", circle_id=circle.pk
    )
    suspend(said, moderator, stranger)
    by = Reader.of(User.objects.get(pk=str(said.author_id)))
    before = rows(Comment, Thread, Story, Waiting)

    for act in (
        lambda: said.edit(by=by, body="Ändrat."),
        lambda: Thread.ask(by=by, title="Varför?", body="Säg.", circle_id=circle.pk),
        lambda: draft.submit(by=by),
        lambda: story.react(by=by, kind="thanks"),
        lambda: said.thread.comment(by=by, body="Viska.", byline="anonymous"),
    ):
        with pytest.raises(Suspended):
            act()
    assert rows(Comment, Thread, Story, Waiting) == before


def test_one_can_still_take_back_what_is_ones_own(
    said: Comment, story: Story, stranger: User, moderator: User
) -> None:
    suspend(said, moderator, stranger)
    by = Reader.of(User.objects.get(pk=str(said.author_id)))

    said.remove(by=by)
    story.withdraw(by=by)

    assert not Comment.objects.filter(pk=said.pk).exists()
    assert story.state == "withdrawn"


def test_the_voices_of_a_suspended_person_are_untouched(
    said: Comment, secret: Story, stranger: User, moderator: User
) -> None:
    before = rows(Persona)
    suspend(said, moderator, stranger)

    assert rows(Persona) == before
    secret.edit(by=voice_of(secret), lessons="Fråga först.")
    assert secret.thread.comment(by=voice_of(secret), body="Jag svarar.")


def test_what_waits_of_a_suspended_person_still_comes_out(
    said: Comment, story: Story, crowd: list[User], stranger: User, moderator: User
) -> None:
    thread = story.thread
    for who, words in ((stranger, "Vi teg."), (crowd[0], "Vi med.")):
        thread.comment(by=Reader.of(who), body=words, byline="anonymous")
    loud = said.thread.comment(by=Reader.of(stranger), body="Ni är alla dumma.")
    suspend(loud, moderator, crowd[1])

    assert let_out(moderator).answers == 2

    assert set(thread.comments.values_list("body", flat=True)) == {"Vi teg.", "Vi med."}


def test_a_voice_is_suspended_and_its_person_is_not(
    secret: Story, question: Thread, teller: User, stranger: User, moderator: User
) -> None:
    before = rows(User)
    suspend(secret, moderator, stranger)

    assert rows(User) == before
    with pytest.raises(Suspended):
        secret.thread.comment(by=voice_of(secret), body="Och jag?")
    assert question.comment(by=Reader.of(teller), body="Med mitt namn.")


def test_a_suspended_voice_speaks_again_in_time(
    secret: Story, stranger: User, moderator: User, time_machine: Any
) -> None:
    suspend(secret, moderator, stranger)
    until = Persona.objects.get(pk=str(secret.persona_id)).suspended_until
    assert until

    time_machine.move_to(until)

    assert secret.thread.comment(by=voice_of(secret), body="Här igen.")


def test_somebody_whose_access_ended_is_out_at_once(
    said: Comment, teller: User, stranger: User, moderator: User
) -> None:
    client = signed_in(teller)
    moderator.is_superuser = True
    moderator.save()

    decide("end_access", reported(said, stranger), by=moderator)

    assert client.get(f"{API}/me/").status_code == 401
    assert not Reader.of(User.objects.get(pk=teller.pk)).companies
