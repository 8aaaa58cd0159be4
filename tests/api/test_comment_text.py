"""A page of comments in one form of the texts, for who does not need both."""

from typing import Any

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.models import Thread
from tests.clients import API, assert_problem

SAID = "Vi tar tid med **klocka**."
FORMS = {"body": SAID, "html": "<p>Vi tar tid med <strong>klocka</strong>.</p>\n"}


@pytest.fixture
def here(question: Thread, teller: User) -> str:
    for _ in range(2):
        question.comment(by=Reader.of(teller), body=SAID)
    return f"{API}/threads/{question.pk}/comments/"


@pytest.mark.parametrize(("asked", "sent"), [("markdown", {"body"}), ("html", {"html"})])
def test_one_form_is_sent_alone(
    asked: str, sent: set[str], here: str, api: Any, stranger: User
) -> None:
    client = api(stranger)
    whole, one = client.get(here).json(), client.get(f"{here}?text={asked}").json()

    assert [{name: row[name] for name in FORMS} for row in whole["results"]] == [FORMS, FORMS]
    for both, alone in zip(whole["results"], one["results"], strict=True):
        assert alone == both | {name: None for name in FORMS if name not in sent}


def test_the_next_page_goes_on_in_the_same_form(here: str, api: Any, stranger: User) -> None:
    client = api(stranger)
    first = client.get(f"{here}?text=html&page_size=1").json()

    (second,) = client.get(first["next"]).json()["results"]

    assert (second["body"], second["html"]) == (None, FORMS["html"])


@pytest.mark.parametrize("asked", ["", "both", "HTML", "html,markdown"])
def test_another_form_is_refused(asked: str, here: str, api: Any, stranger: User) -> None:
    answer = api(stranger).get(f"{here}?text={asked}")

    assert_problem(answer, 400, "invalid_parameter")
    assert [fault["parameter"] for fault in answer.json()["errors"]] == ["text"]
