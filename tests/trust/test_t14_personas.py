"""T14: voices are begun signed in and continued by receipt; one cannot be told from another."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import CrowdTooSmall, MixedBylines
from forum.models import Comment, Persona, Story, Thread, Waiting
from forum.models.persona import digest_of
from tests.clients import API, assert_problem, bearing
from tests.factories import let_out, make_draft, publish_unnamed, voice_of


def label_of(story: Story) -> str:
    assert story.persona
    return story.persona.label


def whispered(thread: Thread, who: User, body: str = "Så var det hos oss.") -> Any:
    return thread.comment(by=Reader.of(who), body=body, byline="anonymous")


def test_signed_in_each_answer_begins_a_voice_of_its_own(
    api: Any, secret: Story, stranger: User
) -> None:
    comments = f"{API}/threads/{secret.thread.pk}/comments/"
    answers = [
        api(stranger).post(comments, {"body": body, "byline": "anonymous"})
        for body in ("Hos oss med.", "Och igen.")
    ]

    assert [one.status_code for one in answers] == [202, 202]
    first, second = (one.json() for one in answers)
    assert len({first["label"], second["label"], label_of(secret)}) == 3
    assert first["receipt"] != second["receipt"]
    assert {len(first["receipt"]), len(second["receipt"])} == {16}


def test_the_receipt_alone_continues_a_voice(api: Any, secret: Story, stranger: User) -> None:
    comments = f"{API}/threads/{secret.thread.pk}/comments/"
    begun = api(stranger).post(comments, {"body": "Hos oss med.", "byline": "anonymous"}).json()

    again = bearing(begun["receipt"]).post(comments, {"body": "Och igen."}).json()

    assert (again["label"], again["receipt"]) == (begun["label"], None)
    assert Persona.objects.filter(thread=secret.thread).count() == 2  # the teller's is one


def test_in_another_thread_the_same_person_is_another_voice(
    secret: Story, question: Thread, crowd: list[User]
) -> None:
    here, there = (whispered(thread, crowd[0]).persona for thread in (secret.thread, question))

    assert here.pk != there.pk
    assert here.receipt != there.receipt


def test_labels_are_drawn_and_not_derived(secret: Story, crowd: list[User]) -> None:
    labels = set()
    for who in crowd * 2:
        labels.add(whispered(secret.thread, who).persona.label)
        Persona.objects.exclude(label=label_of(secret)).delete()
    assert len(labels) > 1


def test_who_answers_by_name_does_not_answer_anonymously_too(
    api: Any, secret: Story, stranger: User
) -> None:
    secret.thread.comment(by=Reader.of(stranger), body="Med namn.")

    comments = f"{API}/threads/{secret.thread.pk}/comments/"
    answer = api(stranger).post(comments, {"body": "Utan.", "byline": "anonymous"})

    assert_problem(answer, 409, "mixed_bylines")
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "teller"])
def test_whoever_holds_a_voice_speaks_by_name_as_everybody_does(
    who: str, secret: Story, stranger: User, teller: User
) -> None:
    """A refusal would be a test under pressure: everybody comment by name, now."""
    whispered(secret.thread, stranger)

    person = {"stranger": stranger, "teller": teller}[who]
    comment = secret.thread.comment(by=Reader.of(person), body="Med namn.")

    assert (comment.byline, comment.author_id) == ("person", person.pk)


def test_the_one_who_told_by_name_is_not_anonymous_below(
    story: Story, teller: User, crowd: list[User]
) -> None:
    with pytest.raises(MixedBylines):
        whispered(story.thread, teller)


def test_the_teller_answers_with_the_label_of_the_story(
    api: Any, secret: Story, stranger: User, crowd: list[User], moderator: User
) -> None:
    client = bearing(secret.receipt)
    comments = f"{API}/threads/{secret.thread.pk}/comments/"
    client.post(comments, {"body": "Vi slutade mäta."})
    whispered(secret.thread, crowd[0])
    let_out(moderator)

    shown = api(stranger).get(comments).json()["results"]
    assert label_of(secret) in {one["teller"]["name"] for one in shown}
    assert not any(one["yours"] for one in shown)
    own = [one["yours"] for one in client.get(comments).json()["results"]]
    assert sorted(own) == [False, True]


def test_with_a_receipt_an_answer_is_changed_and_taken_away(
    secret: Story, stranger: User, crowd: list[User], moderator: User
) -> None:
    receipts = [whispered(secret.thread, who).persona.receipt_text for who in (stranger, crowd[0])]
    let_out(moderator)
    client = bearing(receipts[0])
    comment = Comment.objects.get(persona__receipt=digest_of(receipts[0]))
    path = f"{API}/comments/{comment.pk}/"

    tag = client.get(path)["ETag"]
    changed = client.patch(path, {"body": "Bättre sagt."}, headers={"If-Match": tag})
    gone = client.delete(path, {"now": True}, headers={"If-Match": changed["ETag"]})

    assert (changed.json()["body"], gone.status_code) == ("Bättre sagt.", 204)
    assert Comment.objects.count() == 1


def test_a_crowd_is_needed_to_answer_anonymously(story: Story, stranger: User) -> None:
    with pytest.raises(CrowdTooSmall):
        whispered(story.thread, stranger)
    assert not Persona.objects.exists()


def test_after_narrowing_the_other_voices_are_silent_for_good(
    teller: User, crowd: list[User], moderator: User, circle: Circle
) -> None:
    secret = publish_unnamed(make_draft(teller, byline="anonymous", audience="members"), moderator)
    client = bearing(whispered(secret.thread, crowd[0]).persona.receipt_text)
    comments = f"{API}/threads/{secret.thread.pk}/comments/"
    assert client.post(comments, {"body": "Ja."}).status_code == 202

    secret.edit(by=voice_of(secret), now=True, audience="circle", circle_id=circle.pk)

    assert_problem(client.post(comments, {"body": "Ja."}), 404, "not_found")
    begun = whispered(secret.thread, crowd[0], "Inloggad.").persona
    assert bearing(begun.receipt_text).post(comments, {"body": "Ny."}).status_code == 202
    assert_problem(client.post(comments, {"body": "Ja."}), 404, "not_found")


def test_reading_a_thread_takes_signing_in(secret: Story, crowd: list[User]) -> None:
    client = bearing(whispered(secret.thread, crowd[0]).persona.receipt_text)

    assert_problem(client.get(f"{API}/threads/{secret.thread.pk}/"), 404, "not_found")
    assert_problem(client.get(f"{API}/stories/{secret.pk}/"), 404, "not_found")
