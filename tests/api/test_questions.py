"""Questions over HTTP: asked in a circle, answered, changed with a version, locked."""

from typing import Any

import pytest

from accounts.models import Circle, User
from forum.models import Story, Thread
from tests.clients import API, assert_problem

ASKED = {"title": "Hur mäter ni ställtid?", "body": "Vi tar tid med **klocka**."}


@pytest.fixture
def here(question: Thread) -> str:
    return f"{API}/threads/{question.pk}/"


def test_a_question_is_asked_and_read_in_its_circle(
    api: Any, circle: Circle, teller: User, stranger: User, outsider: User
) -> None:
    answer = api(teller).post(f"{API}/threads/", ASKED | {"circle": circle.slug})
    assert answer.status_code == 201, answer.content
    here = f"{API}/threads/{answer.json()['id']}/"

    shown = api(stranger).get(here).json()

    assert (shown["kind"], shown["title"]) == ("question", ASKED["title"])
    assert shown["html"] == "<p>Vi tar tid med <strong>klocka</strong>.</p>\n"
    assert shown["teller"]["name"] == "Tea Teller"
    assert_problem(api(outsider).get(here), 404, "not_found")


@pytest.mark.parametrize("who", ["outsider", "funder"])
def test_a_circle_one_cannot_see_takes_no_question(
    who: str, api: Any, circle: Circle, request: Any
) -> None:
    client = api(request.getfixturevalue(who))
    answers = [
        client.post(f"{API}/threads/", ASKED | {"circle": slug})
        for slug in (circle.slug, "finns-inte")
    ]
    assert_problem(answers[0], 400, "invalid")
    assert answers[0].content == answers[1].content
    assert not Thread.objects.exists()


def test_nobody_asks_without_signing_in(api: Any, circle: Circle) -> None:
    answer = api(None).post(f"{API}/threads/", ASKED | {"circle": circle.slug})
    assert_problem(answer, 401, "not_authenticated")
    assert not Thread.objects.exists()


def test_a_question_is_changed_with_its_version(api: Any, here: str, stranger: User) -> None:
    client = api(stranger)
    tag = client.get(here)["ETag"]

    assert_problem(client.patch(here, {"title": "Ny"}), 428, "precondition_required")
    changed = client.patch(here, {"title": "Ny"}, headers={"If-Match": tag})
    stale = client.patch(here, {"title": "Nyare"}, headers={"If-Match": tag})

    assert (changed.status_code, changed.json()["title"]) == (200, "Ny")
    assert_problem(stale, 412, "stale_version")
    assert client.get(here).json()["title"] == "Ny"


def test_a_locked_question_refuses_answers(
    api: Any, here: str, question: Thread, stranger: User, teller: User
) -> None:
    assert api(stranger).put(f"{here}lock/").status_code == 204
    assert api(teller).get(here).json()["locked"] is True

    answer = api(teller).post(f"{here}comments/", {"body": "För sent."})

    assert_problem(answer, 409, "thread_locked")
    assert not question.comments.exists()
    assert api(stranger).delete(f"{here}lock/").status_code == 204
    assert api(teller).post(f"{here}comments/", {"body": "I tid."}).status_code == 201


@pytest.mark.parametrize("who", ["teller", "coach", "steward"])
def test_others_may_not_lock(who: str, api: Any, here: str, question: Thread, request: Any) -> None:
    assert_problem(api(request.getfixturevalue(who)).put(f"{here}lock/"), 403, "not_yours")
    question.refresh_from_db()
    assert question.locked_at is None


def test_replies_have_a_deepest_level(
    api: Any, here: str, question: Thread, teller: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr("forum.models.nesting.MAX_DEPTH", 2)
    client = api(teller)
    ids: list[str] = []
    for _ in range(2):
        parent = {"parent": ids[-1]} if ids else {}
        ids.append(client.post(f"{here}comments/", {"body": "Och?", **parent}).json()["id"])

    answer = client.post(f"{here}comments/", {"body": "Djupare", "parent": ids[-1]})

    assert_problem(answer, 409, "too_deep")
    assert question.comments.count() == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [("kind=question", {"question"}), ("kind=story", {"story"}), ("", {"question", "story"})],
)
def test_threads_are_filtered_by_kind_and_circle(
    query: str, found: set[str], api: Any, question: Thread, story: Story
) -> None:
    client = api(question.author)
    assert story.circle
    for filters in (query, f"{query}&circle={story.circle.slug}".lstrip("&")):
        page = client.get(f"{API}/threads/?{filters}").json()["results"]
        assert {one["kind"] for one in page} == found
