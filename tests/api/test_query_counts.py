"""Every list and detail costs a constant number of queries, kept as baselines in the diff."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Cycle, FollowUp, Measurement, Story, Topic
from tests.clients import API
from tests.factories import make_question, make_story

pytestmark = pytest.mark.usefixtures("no_approval")
BASELINES: dict[str, int] = json.loads((Path(__file__).parent / "query_counts.json").read_text())


def fill(story: Story, teller: User, others: list[User], times: int) -> None:
    """Give a story parts, topics, comments and reactions."""
    by = Reader.of(teller)
    story.topics.set(Topic.objects.all()[:5])
    for n in range(times):
        Cycle.add(story, by=by, title=f"Försök {n}")
        values = {"name": "Ställtid", "unit": "min", "direction": "lower", "baseline": 40}
        one = Measurement.add(story, by=by, **values)
        FollowUp.tell(story, by=by, months=6, held="yes", readings={one.pk: Decimal(20)})
        for other in others:
            story.thread.comment(by=Reader.of(other), body="Så var det hos oss.")
            story.react(by=Reader.of(other), kind="learned")


@pytest.fixture(params=[1, 3])
def busy(request: Any, teller: User, steward: User, stranger: User, circle: Circle) -> Story:
    """A world with few rows, and the same with many: the counts must be equal."""
    for _ in range(request.param):
        story = make_story(teller, steward=steward, audience="circle", circle_id=circle.pk)
        fill(story, teller, [stranger, steward], request.param)
        make_question(stranger, circle)
    return story


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_an_address_costs_what_it_cost(
    name: str, api: Any, busy: Story, stranger: User, circle: Circle
) -> None:
    client = api(stranger)
    path = name.format(story=busy.pk, thread=busy.thread.pk, circle=circle.slug)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(f"{API}/{path}")

    assert answer.status_code == 200
    asked = [query["sql"] for query in caught]
    assert len(asked) == BASELINES[name], "\n".join(asked)
