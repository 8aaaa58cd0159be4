"""T13: the same help before an anonymous answer is sent, of which nothing stays behind."""

from typing import Any

import pytest
import structlog
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from structlog.testing import capture_logs

from accounts.models import Circle, User
from accounts.reader import Reader
from api.models import IdempotencyRecord
from forum.models import Comment, Story, Thread, Waiting
from tests.clients import API, assert_problem, bearing
from tests.factories import make_question, make_story

TELLING = "Fråga Lena på Bergslagens Gjuteri, 070-123 45 67, eller bo (at) exempel punkt se."


@pytest.fixture
def thread(teller: User, story: Story) -> Thread:
    return story.thread


def address(thread: Thread) -> str:
    return f"{API}/threads/{thread.pk}/identifiers/"


def test_whoever_may_answer_sees_what_would_point_at_somebody(
    api: Any, stranger: User, thread: Thread
) -> None:
    answer = api(stranger).post(address(thread), {"body": TELLING})
    assert answer.status_code == 200
    found = [(one["kind"], one["text"], one["blocks"]) for one in answer.json()["results"]]
    assert found == [
        ("person", "Lena", False),
        ("company", "Bergslagens Gjuteri", False),
        ("phone", "070-123 45 67", True),
        ("email", "bo (at) exempel punkt se", True),
    ]
    assert {one["pointer"] for one in answer.json()["results"]} == {"/body"}
    assert all(one["advice"] for one in answer.json()["results"])


def test_what_blocks_there_is_what_is_refused(api: Any, secret: Any, stranger: User) -> None:
    client = api(stranger)
    looked = client.post(address(secret.thread), {"body": TELLING}).json()["results"]
    said = {"byline": "anonymous", "body": TELLING}
    sent = client.post(f"{API}/threads/{secret.thread.pk}/comments/", said)
    assert_problem(sent, 409, "identifies_someone")
    blocking = [one["kind"] for one in looked if one["blocks"]]
    assert [error["code"] for error in sent.json()["errors"]] == blocking


def test_a_receipt_is_enough(secret: Any) -> None:
    answer = bearing(secret.receipt).post(address(secret.thread), {"body": "Ring 070-123 45 67."})
    assert [one["text"] for one in answer.json()["results"]] == ["070-123 45 67"]


def test_a_receipt_opens_no_other_thread(secret: Any, teller: User, circle: Circle) -> None:
    other = make_question(teller, circle)
    answer = bearing(secret.receipt).post(address(other), {"body": "Hej."})
    assert_problem(answer, 404, "not_found")


@pytest.mark.parametrize("who", ["outsider", "funder"])
def test_where_nobody_may_read_nothing_is_looked_through(
    who: str, api: Any, thread: Thread, request: Any
) -> None:
    answer = api(request.getfixturevalue(who)).post(address(thread), {"body": "Hej."})
    assert_problem(answer, 404, "not_found")


def test_where_one_only_reads_one_is_told_no(
    api: Any, funder: User, teller: User, steward: User
) -> None:
    story = make_story(teller, steward=steward, audience="public")
    answer = api(funder).post(address(story.thread), {"body": "Hej."})
    assert_problem(answer, 403, "not_participant")


def test_a_locked_thread_takes_no_answer_and_says_so(
    api: Any, teller: User, stranger: User, thread: Thread
) -> None:
    thread.lock(by=Reader.of(teller))
    answer = api(stranger).post(address(thread), {"body": "Hej."})
    assert_problem(answer, 409, "thread_locked")


def test_nothing_is_stored(api: Any, stranger: User, thread: Thread) -> None:
    client = api(stranger)
    client.get(f"{API}/me/")  # the session has been read
    with CaptureQueriesContext(connection) as caught:
        key = {"HTTP_IDEMPOTENCY_KEY": "ett-tva-tre"}
        answer = client.post(address(thread), {"body": TELLING}, **key)
    assert answer["Cache-Control"] == "no-store"
    written = [query["sql"] for query in caught if not query["sql"].startswith("SELECT")]
    assert [sql for sql in written if "SAVEPOINT" not in sql] == []
    held = (IdempotencyRecord.objects.count(), Comment.objects.count(), Waiting.objects.count())
    assert held == (0, 0, 0)


def test_nothing_is_logged_not_even_that_it_was_asked(
    api: Any, stranger: User, thread: Thread
) -> None:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        api(stranger).post(address(thread), {"body": TELLING})
        api(stranger).post(address(thread), {"body": ""})
        api(None).post(address(thread), {"body": TELLING})
    assert lines == []


def test_it_is_asked_only_so_often(
    api: Any, stranger: User, thread: Thread, settings: LazySettings
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"look_through": "2/minute"}
    client = api(stranger)
    answers = [client.post(address(thread), {"body": "Hej."}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_the_answer_is_in_the_language_it_is_written_in(
    api: Any, stranger: User, thread: Thread
) -> None:
    body = "The old line was stopped on 14 April 2022 and that is what we did with it."
    (found,) = api(stranger).post(address(thread), {"body": body}).json()["results"]
    assert found["suggestion"] == "spring 2022"
