"""Guidelines over HTTP: read by anybody in their language, accepted by who signs in."""

from typing import Any

import pytest

from accounts.models import User
from forum.models import Acceptance, Guidelines
from tests.clients import API, assert_problem
from tests.factories import make_user

READ = f"{API}/guidelines/"
ACCEPT = f"{API}/guidelines/acceptance/"


@pytest.fixture
def draft(db: None) -> Guidelines:
    """The next version, not yet published, with words of its own."""
    editor = make_user(is_superuser=True)
    begun = Guidelines.objects.current().draft_next(by=editor)
    begun.preamble_sv = begun.preamble_en = "Utkast."
    begun.reword(by=editor)
    return begun


@pytest.mark.parametrize(
    ("language", "first_rule"), [("sv", "Berätta som det var"), ("en", "Tell it as it was")]
)
def test_anybody_reads_them_in_their_language(
    api: Any, db: None, language: str, first_rule: str
) -> None:
    answer = api(None).get(READ, headers={"Accept-Language": language})

    body = answer.json()
    assert (body["version"], len(body["rules"])) == (1, 8)
    assert (body["rules"][0]["number"], body["rules"][0]["name"]) == (1, first_rule)
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert answer["Cache-Control"] == "public, no-cache"


def test_who_has_them_is_told_so_until_they_change(api: Any, draft: Guidelines) -> None:
    tag = api(None).get(READ)["ETag"]
    assert api(None).get(READ, headers={"If-None-Match": tag}).status_code == 304
    assert (
        api(None).get(READ, headers={"If-None-Match": tag, "Accept-Language": "en"}).status_code
        == 200
    )

    draft.publish(by=make_user(is_superuser=True))

    answer = api(None).get(READ, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)


def test_a_draft_is_nowhere(api: Any, draft: Guidelines, teller: User) -> None:
    assert "Utkast." not in api(teller).get(READ).content.decode()
    assert api(teller).get(f"{API}/me/").json()["guidelines"]["version"] == 1
    drafted = api(teller).put(ACCEPT, {"version": draft.version})
    unknown = api(teller).put(ACCEPT, {"version": 99})
    assert_problem(drafted, 409, "guidelines_replaced")
    assert drafted.content == unknown.content
    assert not Acceptance.objects.exists()


def test_accepting_is_recorded_once(api: Any, teller: User) -> None:
    client = api(teller)
    assert client.get(f"{API}/me/").json()["guidelines"] == {"version": 1, "accepted": False}
    for _time in range(2):
        answer = client.put(ACCEPT, {"version": 1})
        assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(f"{API}/me/").json()["guidelines"] == {"version": 1, "accepted": True}
    assert Acceptance.objects.get().user == teller


def test_the_old_ones_cannot_be_accepted(api: Any, draft: Guidelines, teller: User) -> None:
    draft.publish(by=make_user(is_superuser=True))
    assert_problem(api(teller).put(ACCEPT, {"version": 1}), 409, "guidelines_replaced")
    assert not Acceptance.objects.exists()


def test_nobody_accepts_without_signing_in(api: Any, db: None) -> None:
    assert_problem(api(None).put(ACCEPT, {"version": 1}), 401, "not_authenticated")
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("version", ["1", 0, -1, 1.5, True, None, 10**15])
def test_a_version_is_a_whole_number(api: Any, teller: User, version: Any) -> None:
    assert_problem(api(teller).put(ACCEPT, {"version": version}), 400, "invalid")
    assert not Acceptance.objects.exists()
