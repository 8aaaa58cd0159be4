"""T13: what only looks like a telephone's or an organisation's number gets a way past, marked."""

from typing import Any

import pytest
from django.utils import translation

from accounts.models import Circle, User
from forum.admin.identifiers import listed
from forum.identifying import findings, findings_in
from forum.models import Comment, Story, Waiting
from forum.moderation.rewriting import write
from tests.clients import API, assert_problem, bearing
from tests.factories import make_anonymous

LIKE_A_PHONE, LIKE_A_COMPANY = "08-123 456 78", "5560360793"
PERSON, ADDRESS = "850709-9805", "bo@exempel.se"
TEXT = f"Vi provade {LIKE_A_PHONE} och {LIKE_A_COMPANY} först."


@pytest.fixture
def wide(circle: Circle, crowd: list[User]) -> Circle:
    """The circle with as many companies as anonymity needs."""
    return circle


@pytest.fixture
def draft(teller: User, moderator: User, wide: Circle) -> Any:
    """An anonymous draft with numbers that are not what they look like; `receipt` opens it."""
    return make_anonymous(teller, wide, lessons=TEXT)


@pytest.fixture
def bearer(draft: Any) -> Any:
    return bearing(draft.receipt)


def path(story: Story, rest: str = "") -> str:
    return f"{API}/stories/{story.pk}/{rest}"


def vouch(client: Any, story: Story, *passages: str) -> Any:
    return client.put(path(story, "vouched/"), {"passages": list(passages)})


def test_each_finding_says_whether_it_can_be_vouched_for(bearer: Any, draft: Any) -> None:
    found = bearer.get(path(draft, "identifiers/")).json()["results"]
    assert [(one["text"], one["can_be_vouched_for"], one["vouched_for"]) for one in found] == [
        (LIKE_A_PHONE, True, False),
        (LIKE_A_COMPANY, True, False),
    ]


def test_what_is_vouched_for_does_not_hold_the_story_back(bearer: Any, draft: Any) -> None:
    refused = bearer.post(path(draft, "submission/"))
    assert_problem(refused, 409, "identifies_someone")
    assert [error["code"] for error in refused.json()["errors"]] == ["phone", "organisation_number"]
    assert vouch(bearer, draft, LIKE_A_PHONE, LIKE_A_COMPANY).status_code == 204
    assert bearer.post(path(draft, "submission/")).json()["state"] == "in_review"


def test_what_is_not_vouched_for_still_does(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE)
    refused = bearer.post(path(draft, "submission/"))
    assert [error["code"] for error in refused.json()["errors"]] == ["organisation_number"]
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_how_it_is_spaced_makes_no_difference(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, "08 12345678", "556036-0793")
    assert bearer.post(path(draft, "submission/")).status_code == 200


@pytest.mark.parametrize(
    "passage", [PERSON, "19850709–9805", ADDRESS, "Lena", "4711", f"{LIKE_A_PHONE} {PERSON}"]
)
def test_nothing_else_can_be_vouched_for(bearer: Any, draft: Any, passage: str) -> None:
    assert_problem(vouch(bearer, draft, passage), 409, "not_to_vouch_for")
    draft.refresh_from_db()
    assert draft.vouched == []


def test_a_personal_number_beside_it_is_refused_all_the_same(
    teller: User, moderator: User, wide: Circle
) -> None:
    draft = make_anonymous(teller, wide, lessons=f"{LIKE_A_PHONE} {PERSON}")
    bearer = bearing(draft.receipt)
    vouch(bearer, draft, LIKE_A_PHONE)
    refused = bearer.post(path(draft, "submission/"))
    assert [error["code"] for error in refused.json()["errors"]] == ["personal_number"]


def test_whoever_checks_the_story_sees_what_is_vouched_for(
    api: Any, moderator: User, bearer: Any, draft: Any
) -> None:
    vouch(bearer, draft, LIKE_A_PHONE, LIKE_A_COMPANY)
    bearer.post(path(draft, "submission/"))
    Story.objects.filter(pk=draft.pk).update(**at_hand(draft))
    found = api(moderator).get(path(draft, "identifiers/")).json()["results"]
    assert [(one["blocks"], one["vouched_for"]) for one in found] == [(False, True)] * 2


def at_hand(story: Story) -> dict[str, Any]:
    """As if the morning had come on which whoever checks finds it."""
    names = {field.name for field in story._meta.get_fields()}
    return {"queue_on": None} if "queue_on" in names else {"state": "in_review"}


def test_it_is_kept_without_number_person_or_time(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE)
    draft.refresh_from_db()
    (digest,) = draft.vouched
    assert len(digest) == 32
    assert not {"08123", "12345678"} & {digest, digest[:5]}
    assert draft.events.count() == 0


def test_it_is_forgotten_when_the_passage_goes(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE, LIKE_A_COMPANY)
    tag = bearer.get(path(draft))["ETag"]
    bearer.patch(path(draft), {"lessons": LIKE_A_PHONE}, headers={"If-Match": tag})
    bearer.post(path(draft, "submission/"))
    draft.refresh_from_db()
    assert len(draft.vouched) == 1


def test_another_list_replaces_the_first(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE)
    vouch(bearer, draft)
    draft.refresh_from_db()
    assert draft.vouched == []


@pytest.mark.parametrize("who", ["teller", "colleague", "moderator", "stranger"])
def test_nobody_else_vouches(who: str, api: Any, draft: Any, request: Any) -> None:
    answer = vouch(api(request.getfixturevalue(who)), draft, LIKE_A_PHONE)
    assert_problem(answer, 404, "not_found")


def test_an_answer_vouches_in_the_same_breath(api: Any, secret: Any, stranger: User) -> None:
    client, place = api(stranger), f"{API}/threads/{secret.thread.pk}/comments/"
    said = {"byline": "anonymous", "body": TEXT, "vouched": [LIKE_A_PHONE]}
    assert_problem(client.post(place, said), 409, "identifies_someone")
    sent = client.post(place, said | {"vouched": [LIKE_A_PHONE, LIKE_A_COMPANY]})
    assert sent.status_code == 202
    assert len(Waiting.objects.get().vouched) == 2


def test_an_answer_that_comes_out_keeps_what_was_vouched_for(
    api: Any, secret: Any, stranger: User
) -> None:
    place = f"{API}/threads/{secret.thread.pk}/comments/"
    api(stranger).post(
        place, {"byline": "anonymous", "body": LIKE_A_PHONE, "vouched": [LIKE_A_PHONE]}
    )
    Waiting.objects.get().release()
    assert len(Comment.objects.get().vouched) == 1


def test_a_named_comment_needs_nobody_to_vouch(api: Any, secret: Any, stranger: User) -> None:
    place = f"{API}/threads/{secret.thread.pk}/comments/"
    said = api(stranger).post(place, {"body": TEXT, "vouched": [LIKE_A_PHONE]})
    assert said.status_code == 201
    assert Comment.objects.get().vouched == []


def test_a_change_of_what_is_out_is_vouched_for_before_it_is_made(secret: Any) -> None:
    bearer = bearing(secret.receipt)
    change, tag = {"advice": f"Prova {LIKE_A_PHONE}."}, bearer.get(path(secret))["ETag"]
    refused = bearer.patch(path(secret), change, headers={"If-Match": tag})
    assert_problem(refused, 409, "identifies_someone")
    assert vouch(bearer, secret, LIKE_A_PHONE).status_code == 204
    changed = bearer.patch(path(secret), change, headers={"If-Match": tag})
    assert changed.status_code < 300


def test_the_desk_marks_what_is_vouched_for(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE)
    draft.refresh_from_db()
    with translation.override("sv"):
        lines = listed(findings(draft)).split("<li>")
    marked = [line for line in lines if "går i god för" in line]
    assert [LIKE_A_PHONE in line for line in marked] == [True]
    assert sum("måste bort" in line for line in lines) == 1


def test_what_is_taken_out_leaves_no_digest(bearer: Any, draft: Any) -> None:
    vouch(bearer, draft, LIKE_A_PHONE)
    draft.refresh_from_db()
    write(draft, {"lessons": "Vi provade ▇▇▇▇ först."})
    draft.refresh_from_db()
    assert draft.vouched == []


def test_withdrawing_leaves_none_either(secret: Any) -> None:
    bearer = bearing(secret.receipt)
    vouch(bearer, secret, LIKE_A_PHONE)
    secret.refresh_from_db()
    secret.erase()
    secret.refresh_from_db()
    assert secret.vouched == []


def test_whoever_reads_an_answer_first_sees_what_it_vouches_for(
    api: Any, secret: Any, stranger: User
) -> None:
    place = f"{API}/threads/{secret.thread.pk}/comments/"
    api(stranger).post(
        place, {"byline": "anonymous", "body": LIKE_A_PHONE, "vouched": [LIKE_A_PHONE]}
    )
    answer = Waiting.objects.get()
    shown = listed(findings_in(answer.body, answer.vouched))
    assert "går i god för" in shown
    assert "måste bort" not in shown
