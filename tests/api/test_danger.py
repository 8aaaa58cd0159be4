"""Danger to life or health: a reason of its own, with what to do first, in front of the queue."""

from typing import Any

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.admin.desk import desk_of
from forum.models import Case, Decision, Report, Story, Thread
from forum.moderation.words import Reason
from tests.clients import API
from tests.factories import make_decision, make_story


def report(client: Any, story: Story, reason: str) -> Any:
    return client.post(
        f"{API}/reports/", {"kind": "story", "item": str(story.pk), "reason": reason}
    )


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "ring 112 först"), ("en", "call 112 first")]
)
def test_whoever_reports_danger_reads_what_to_do_first(
    language: str, words: str, api: Any, stranger: User, story: Story
) -> None:
    client = api(stranger)
    client.credentials(**client._credentials, HTTP_ACCEPT_LANGUAGE=language)

    told = report(client, story, "danger").json()

    assert words in told["first"]
    assert client.get(f"{API}/reports/{told['id']}/").json()["first"] == told["first"]


@pytest.mark.parametrize("reason", [one for one in Reason.values if one != "danger"])
def test_nothing_else_asks_for_anything_first(
    reason: str, api: Any, stranger: User, story: Story
) -> None:
    assert report(api(stranger), story, reason).json()["first"] is None


@pytest.mark.usefixtures("peer")
def test_danger_stands_first_on_the_desk(
    story: Story, question: Thread, teller: User, steward: User, moderator: User
) -> None:
    other = make_story(teller, steward=steward, audience="members", title="Senare")
    Report.file(story, by=Reader.of(steward), reason="spam")
    Report.file(other, by=Reader.of(steward), reason="danger")
    Report.file(other, by=Reader.of(moderator), reason="other")

    reported = desk_of(Reader.of(moderator))[0]

    assert [line.name for line in reported.lines] == ["Senare", story.title]


def test_a_case_decided_and_reported_again_for_less_is_no_longer_urgent(
    story: Story, stranger: User, colleague: User, moderator: User
) -> None:
    Report.file(story, by=Reader.of(stranger), reason="danger")
    make_decision(story, by=moderator, measure="none")
    assert Decision.objects.count() == 1

    Report.file(story, by=Reader.of(colleague), reason="off_topic")

    assert Case.objects.get().urgent is False
