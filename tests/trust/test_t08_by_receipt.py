"""T8: what is asked for by receipt happens with a batch, unless its holder wants it seen now."""

from typing import Any

import pytest

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.errors import CrowdTooSmall
from forum.models import Comment, Postponed, Story, Thread
from forum.releasing import release_batch, renew_queues
from tests.clients import API, assert_problem, bearing
from tests.factories import batch_comes, let_out, make_circle, voice_of

NOW = {"now": True}


@pytest.fixture
def answer(secret: Story, stranger: User, moderator: User) -> Comment:
    """An anonymous answer that is out; its receipt is in `receipt`."""
    waiting = secret.thread.comment(by=Reader.of(stranger), body="Hos oss med.", byline="anonymous")
    let_out(moderator)
    comment = Comment.objects.get()
    vars(comment)["receipt"] = waiting.persona.receipt_text
    return comment


@pytest.fixture
def wide(secret: Story) -> Story:
    """The anonymous story, told to everybody who takes part."""
    Story.objects.filter(pk=secret.pk).update(audience="members", circle=None)
    secret.refresh_from_db()
    return secret


def story_at(story: Story, end: str = "") -> str:
    return f"{API}/stories/{story.pk}/{end}"


def state_of(story: Story) -> str:
    story.refresh_from_db()
    return story.state


def test_withdrawing_waits_for_the_batch(api: Any, secret: Story, stranger: User) -> None:
    seen = api(stranger).get(story_at(secret))
    answer = bearing(secret.receipt).post(story_at(secret, "withdrawal/"))

    assert (answer.status_code, answer.json()["act"]) == (202, "withdraw")
    release_batch()
    again = api(stranger).get(story_at(secret))
    assert (again.content, again["ETag"]) == (seen.content, seen["ETag"])
    assert batch_comes().acts == 1
    assert state_of(secret) == "withdrawn"
    assert not Postponed.objects.exists()


def test_withdrawing_at_once_is_the_holder_s_choice(secret: Story) -> None:
    answer = bearing(secret.receipt).post(story_at(secret, "withdrawal/"), NOW)

    assert answer.status_code == 204
    assert state_of(secret) == "withdrawn"


def test_narrowing_waits_for_the_batch_and_changes_no_version(
    api: Any, wide: Story, circle: Circle, outsider: User
) -> None:
    client = bearing(wide.receipt)
    tag = client.get(story_at(wide))["ETag"]
    wide.edit(by=voice_of(wide), audience="circle", circle_id=circle.pk)

    assert client.get(story_at(wide))["ETag"] == tag
    assert api(outsider).get(story_at(wide)).status_code == 200
    assert batch_comes().acts == 1
    assert api(outsider).get(story_at(wide)).status_code == 404


def test_narrowing_at_once_is_the_holder_s_choice(wide: Story, circle: Circle) -> None:
    wide.edit(by=voice_of(wide), now=True, audience="circle", circle_id=circle.pk)

    wide.refresh_from_db()
    assert wide.audience == "circle"


def test_narrowing_to_too_few_is_refused_at_once(wide: Story, company: Any) -> None:
    small = make_circle(company)

    with pytest.raises(CrowdTooSmall):
        wide.edit(by=voice_of(wide), audience="circle", circle_id=small.pk)
    assert not Postponed.objects.exists()


def test_asking_for_what_is_there_calls_a_narrowing_off(wide: Story, circle: Circle) -> None:
    wide.edit(by=voice_of(wide), audience="circle", circle_id=circle.pk)

    wide.edit(by=voice_of(wide), audience="members")

    assert not Postponed.objects.exists()
    batch_comes()
    wide.refresh_from_db()
    assert wide.audience == "members"


def test_removing_an_answer_waits_for_the_batch(answer: Comment) -> None:
    client = bearing(vars(answer)["receipt"])
    path = f"{API}/comments/{answer.pk}/"
    tag = client.get(path)["ETag"]

    given = client.delete(path, headers={"If-Match": tag})

    assert (given.status_code, given.json()["comment"]) == (202, str(answer.pk))
    assert client.get(path)["ETag"] == tag
    batch_comes()
    assert not Comment.objects.exists()


def test_removing_at_once_is_the_holder_s_choice(answer: Comment) -> None:
    client = bearing(vars(answer)["receipt"])

    given = client.delete(f"{API}/comments/{answer.pk}/", NOW, headers={"If-Match": "*"})

    assert given.status_code == 204
    assert not Comment.objects.exists()


def test_locking_waits_for_the_batch_and_the_last_word_counts(secret: Story) -> None:
    client = bearing(secret.receipt)
    lock = f"{API}/threads/{secret.thread.pk}/lock/"
    assert client.put(lock).status_code == 202
    assert client.delete(lock).status_code == 202
    assert [one.act for one in Postponed.objects.all()] == ["unlock"]
    assert client.put(lock).status_code == 202

    batch_comes()

    assert Thread.objects.get(pk=secret.thread.pk).locked_at is not None
    assert client.delete(lock, NOW).status_code == 204
    assert Thread.objects.get(pk=secret.thread.pk).locked_at is None


def test_by_name_everything_happens_at_once(api: Any, story: Story, teller: User) -> None:
    lock = f"{API}/threads/{story.thread.pk}/lock/"

    assert api(teller).put(lock).status_code == 204
    assert api(teller).post(story_at(story, "withdrawal/"), {"now": False}).status_code == 204
    assert state_of(story) == "withdrawn"


def test_the_receipt_shows_what_waits_and_calls_it_off(secret: Story, api: Any) -> None:
    client = bearing(secret.receipt)
    client.post(story_at(secret, "withdrawal/"))
    opened = client.post(f"{API}/receipts/", {"receipt": secret.receipt}).json()
    (waits,) = opened["postponed"]

    assert (waits["act"], waits["story"]) == ("withdraw", str(secret.pk))
    path = f"{API}/postponed/{waits['id']}/"
    assert client.delete(path).status_code == 204
    assert_problem(client.delete(path), 404, "not_found")
    batch_comes()
    assert state_of(secret) == "published"


def test_nobody_else_knows_what_waits(api: Any, secret: Story, moderator: User) -> None:
    secret.withdraw(by=voice_of(secret))
    path = f"{API}/postponed/{Postponed.objects.get().pk}/"

    assert_problem(api(moderator).delete(path), 404, "not_found")
    assert Postponed.objects.exists()


def test_what_has_become_impossible_is_forgotten(secret: Story) -> None:
    secret.thread.lock(by=voice_of(secret))
    secret.withdraw(by=voice_of(secret), now=True)
    assert not Postponed.objects.exists()

    assert batch_comes().acts == 0


# --- taking a story back from whoever checks it --------------------------------------------------
def test_a_story_leaves_the_queue_in_the_morning(
    api: Any, whisper: Story, moderator: User, time_machine: Any
) -> None:
    whisper.submit(by=voice_of(whisper))
    Story.objects.update(queue_on=None)
    client = bearing(whisper.receipt)

    assert client.delete(story_at(whisper, "submission/")).status_code == 202
    renew_queues()
    assert api(moderator).get(story_at(whisper)).status_code == 200
    Postponed.objects.update(due_on="2026-01-01")
    renew_queues()

    assert state_of(whisper) == "draft"
    assert_problem(api(moderator).get(story_at(whisper)), 404, "not_found")


@pytest.mark.parametrize("seen", [False, True])
def test_it_is_taken_back_at_once_where_nobody_has_seen_it_or_now_is_chosen(
    whisper: Story, seen: bool
) -> None:
    whisper.submit(by=voice_of(whisper))
    if seen:
        Story.objects.update(queue_on=None)

    body = NOW if seen else {}
    answer = bearing(whisper.receipt).delete(story_at(whisper, "submission/"), body)

    assert (answer.status_code, answer.json()["state"]) == (200, "draft")


def test_a_recall_that_waits_wins_over_a_yes_and_not_over_a_new_submission(
    whisper: Story, moderator: User
) -> None:
    voice = voice_of(whisper)
    whisper.submit(by=voice)
    Story.objects.update(queue_on=None)
    whisper.refresh_from_db()
    whisper.recall(by=voice)
    whisper.send_back(by=Reader.of(moderator), note="Byt årtalet.")
    whisper.submit(by=voice)

    assert not Postponed.objects.exists()

    Story.objects.update(queue_on=None)
    whisper.refresh_from_db()
    whisper.recall(by=voice)
    whisper.approve(by=Reader.of(moderator))
    Postponed.objects.update(due_on="2026-01-01")
    renew_queues()
    assert state_of(whisper) == "draft"
