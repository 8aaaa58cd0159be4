"""Promises: what makes it safe to tell, given by a steward, shown to whoever sees the company."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Company, User
from api import passes
from forum.models import CompanyPromise, Guidelines, Story
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_draft, make_user


def address(company: Company) -> str:
    return f"{API}/companies/{company.slug}/promise/"


@pytest.fixture
def promised(api: Any, steward: User, company: Company) -> dict[str, Any]:
    """The steward of the teller's company has given the promise."""
    assert api(steward).put(address(company), {"version": 1}).status_code == 204
    return {"version": 1, "accepted_on": timezone.localdate().isoformat(), "is_current": True}


def test_a_company_has_promised_nothing_until_a_steward_does(
    api: Any, stranger: User, company: Company
) -> None:
    shown = api(stranger).get(address(company)).json()

    assert (shown["version"], shown["given"]) == (1, None)
    assert "ingen bestraffas" in shown["text"]
    assert api(stranger).get(f"{API}/companies/{company.slug}/").json()["promise"] is None


def test_everybody_who_sees_the_company_sees_its_promise(
    api: Any, promised: dict[str, Any], company: Company, stranger: User, teller: User
) -> None:
    for who in (stranger, teller):
        assert api(who).get(address(company)).json()["given"] == promised
        assert api(who).get(f"{API}/companies/{company.slug}/").json()["promise"] == promised


def test_who_does_not_see_the_company_sees_no_promise(
    api: Any, promised: dict[str, Any], company: Company, outsider: User
) -> None:
    assert_problem(api(outsider).get(address(company)), 404, "not_found")
    assert_problem(api(outsider).put(address(company), {"version": 1}), 404, "not_found")
    assert CompanyPromise.objects.count() == 1


@pytest.mark.parametrize("who", ["teller", "stranger", "coach", "moderator"])
def test_nobody_but_a_steward_of_the_company_promises(
    who: str, api: Any, company: Company, request: Any
) -> None:
    answer = api(request.getfixturevalue(who)).put(address(company), {"version": 1})

    assert_problem(answer, 403, "not_yours")
    assert not CompanyPromise.objects.exists()


def test_promising_twice_changes_nothing(
    api: Any, promised: dict[str, Any], steward: User, company: Company
) -> None:
    assert api(steward).put(address(company), {"version": 1}).status_code == 204
    assert CompanyPromise.objects.get().accepted_by == steward


def test_new_words_are_promised_anew(
    api: Any, promised: dict[str, Any], steward: User, company: Company
) -> None:
    editor = make_user(is_superuser=True)
    draft = Guidelines.objects.current().draft_next(by=editor)
    assert draft.company_promise_sv == Guidelines.objects.current().company_promise_sv
    draft.publish(by=editor)

    assert api(steward).get(address(company)).json()["given"]["is_current"] is False
    assert_problem(api(steward).put(address(company), {"version": 1}), 409, "guidelines_replaced")
    assert api(steward).put(address(company), {"version": 2}).status_code == 204
    assert api(steward).get(address(company)).json()["given"]["version"] == 2


def test_the_guidelines_carry_both_promises_in_the_readers_language(api: Any, db: None) -> None:
    for language, company, programme in (
        ("sv", "Ledningen lovar", "Programledningen lovar"),
        ("en", "The management promises", "The programme office promises"),
    ):
        answer = api(None).get(f"{API}/guidelines/", headers={"Accept-Language": language})
        promises = answer.json()["promises"]
        assert promises["company"].startswith(company)
        assert promises["programme"].startswith(programme)


def test_the_preview_says_what_ones_own_company_has_promised(
    api: Any, promised: dict[str, Any], teller: User
) -> None:
    draft = make_draft(teller)
    promises = api(teller).get(f"{API}/stories/{draft.pk}/audience/").json()["promises"]
    assert promises["given"] == promised
    assert promises["programme"].startswith("Programledningen lovar")


def test_the_preview_of_the_anonymous_knows_of_no_company(
    promised: dict[str, Any], whisper: Story
) -> None:
    client = signed_in()
    assert whisper.persona
    client.credentials(HTTP_X_RECEIPT_PASS=passes.issue(whisper.persona))

    promises = client.get(f"{API}/stories/{whisper.pk}/audience/").json()["promises"]

    assert promises["given"] is None
    assert promises["company"].startswith("Ledningen lovar")


def test_the_promise_outlives_whoever_gave_it(
    promised: dict[str, Any], steward: User, company: Company
) -> None:
    steward.delete()
    assert CompanyPromise.objects.get().accepted_by is None
    assert CompanyPromise.objects.given_by(company.pk, Guidelines.objects.current())
