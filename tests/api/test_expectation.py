"""What was expected says in which month, and whether it was written before or recalled."""

from typing import Any

import pytest

from accounts.models import User
from tests.clients import API
from tests.factories import make_draft

WRONG = ["2026-13", "2026", "26-03", "2026-3", "mars 2026", "2026-03\n", 202603, "", True]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_month_is_year_and_month(api: Any, teller: User, wrong: Any) -> None:
    draft = make_draft(teller)
    address = f"{API}/stories/{draft.pk}/"
    asked = {"expectation_month": wrong, "expectation_written": "recalled"}

    etag = api(teller).get(address)["ETag"]
    answer = api(teller).patch(address, asked, headers={"If-Match": etag})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/expectation_month"
    draft.refresh_from_db()
    assert draft.expectation_written == ""


def test_a_draft_says_when_its_expectation_was_written(api: Any, teller: User) -> None:
    asked = {"title": "T", "expectation_month": "2026-03", "expectation_written": "before"}
    begun = api(teller).post(f"{API}/stories/", asked).json()

    again = api(teller).get(f"{API}/stories/{begun['id']}/").json()

    for shown in (begun, again):
        assert (shown["expectation_month"], shown["expectation_written"]) == ("2026-03", "before")
