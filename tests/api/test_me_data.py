"""My data: everything about me and nothing of others, after proving that it is me."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.mail import post
from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from forum.models import Cycle, Story, Thread
from tests.accounts.doors import PASSWORD, SECRET, App, enrol
from tests.clients import API, assert_problem, signed_in
from tests.factories import make_draft, make_question
from tests.proofs import proved

EXPORT = f"{API}/me/export/"


def held(user: User) -> dict[str, Any]:
    """What the person is given."""
    answer = proved(user).get(EXPORT)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_the_file_is_mine_to_keep_and_nobody_elses_to_store(teller: User) -> None:
    answer = proved(teller).get(EXPORT)

    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.json()["person"]["email"] == teller.email


def test_nobody_gets_no_file(db: None) -> None:
    assert_problem(signed_in().get(EXPORT), 401, "not_authenticated")


def test_a_session_without_a_fresh_proof_gets_no_file(teller: User) -> None:
    answer = signed_in(teller).get(EXPORT)

    assert_problem(answer, 401, "reauthentication_required")
    assert 'max_age="300"' in answer["WWW-Authenticate"]
    assert teller.email not in answer.content.decode()


def test_a_proof_is_too_old_after_five_minutes(teller: User, time_machine: Any) -> None:
    client = proved(teller)
    time_machine.move_to(timezone.now() + timedelta(seconds=301))
    assert_problem(client.get(EXPORT), 401, "reauthentication_required")


def test_the_password_typed_again_opens_the_file(teller: User, time_machine: Any) -> None:
    app = App()
    app.log_in(teller)
    client = APIClient(HTTP_X_SESSION_TOKEN=app.token)
    assert client.get(EXPORT).status_code == 200

    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    assert client.get(EXPORT).status_code == 401
    app.post("/auth/reauthenticate", password=PASSWORD)

    assert client.get(EXPORT).status_code == 200


def test_the_proof_of_another_person_in_the_same_session_is_none(
    teller: User, stranger: User
) -> None:
    answer = proved(teller, whose=stranger).get(EXPORT)
    assert_problem(answer, 401, "reauthentication_required")


@pytest.mark.usefixtures("no_approval")
def test_it_holds_what_i_told_by_name(story: Story, teller: User, circle: Circle) -> None:
    me = Reader.of(teller)
    Cycle.add(story, by=me, title="Första försöket")
    story.edit(by=me, summary="Kortare möten.")
    comment = story.thread.comment(by=me, body="Först så.")
    comment.edit(by=me, body="Nu så.")
    make_question(teller, circle, title="Vem har prövat?")

    mine = held(teller)

    (told,), (said,), (asked,) = mine["stories"], mine["comments"], mine["questions"]
    assert told["text"]["summary"] == "Kortare möten."
    assert told["cycles"][0]["title"] == "Första försöket"
    assert told["earlier_texts"][0]["texts"]["summary"] == "Vi slutade mötas."
    assert (said["body"], said["earlier_texts"][0]["texts"]) == ("Nu så.", {"body": "Först så."})
    assert asked["title"] == "Vem har prövat?"


def test_it_holds_what_i_proposed(story: Story, teller: User, stranger: User) -> None:
    story.edit(by=Reader.of(teller), summary="Kortare möten.")

    (proposed,) = held(teller)["proposals"]

    assert proposed["contents"] == {"summary": "Kortare möten."}
    assert (proposed["story"], proposed["state"]) == (str(story.pk), "waiting")
    assert held(stranger)["proposals"] == []


def test_it_holds_my_reactions_and_what_i_decided(
    story: Story, steward: User, stranger: User
) -> None:
    story.react(by=Reader.of(stranger), kind="thanks")

    reactions, acts = held(stranger)["reactions"], held(steward)["acts"]

    assert reactions == [{"kind": "thanks", "story": str(story.pk), "comment": None}]
    assert [(act["verb"], act["id"]) for act in acts] == [("approve", str(story.pk))]


def test_it_holds_my_standing_and_my_ways_in_without_their_secrets(
    teller: User, steward: User, company: Company
) -> None:
    enrol(teller)
    post(teller.email, "Din kod", "ABCD-EFGH")
    Invitation.issue(company=company, email="ny@tillit.example", role="member", by=teller)

    answer = proved(teller).get(EXPORT)

    mine, text = answer.json(), answer.content.decode()
    assert mine["memberships"][0]["name"] == company.name
    assert mine["second_factors"][0]["type"] == Authenticator.Type.TOTP
    assert [mail["subject"] for mail in mine["mails_waiting"]] == ["Din kod"]
    standing = {(one["sent_by_me"], one["to_me"]) for one in mine["invitations"]}
    assert standing == {(True, False), (False, True)}
    assert len(mine["sessions"]) == 1
    for secret in (SECRET, "ABCD-EFGH", "ny@tillit.example", teller.password):
        assert secret not in text


def test_the_words_and_names_of_others_are_not_in_it(
    story: Story, teller: User, stranger: User, steward: User
) -> None:
    story.thread.comment(by=Reader.of(stranger), body="Främmande ord")
    story.thread.comment(by=Reader.of(teller), body="Egna ord")
    story.react(by=Reader.of(stranger), kind="thanks")

    text = proved(teller).get(EXPORT).content.decode()

    assert "Egna ord" in text
    for other in ("Främmande ord", stranger.display_name, steward.display_name, stranger.email):
        assert other not in text


def test_what_i_no_longer_may_read_is_named_without_its_text(
    story: Story, question: Thread, teller: User, company: Company, circle: Circle
) -> None:
    question.comment(by=Reader.of(teller), body="Mina ord där")
    teller.memberships.get().end(by=Reader.of(teller))

    answer = proved(teller).get(EXPORT)

    mine, text = answer.json(), answer.content.decode()
    assert mine["stories"][0]["id"] == str(story.pk)
    assert mine["stories"][0]["text"] is None
    assert mine["comments"][0]["body"] is None
    for closed in (company.name, circle.name_sv, story.summary, "Mina ord där", question.title):
        assert closed not in text


def test_it_says_what_it_does_not_hold_in_my_language(teller: User) -> None:
    answer = proved(teller).get(EXPORT, headers={"Accept-Language": "en"})
    assert "anonymously" in answer.json()["not_here"][0]


def test_the_file_takes_no_more_queries_for_more_stories(
    teller: User, django_assert_max_num_queries: Any
) -> None:
    make_draft(teller)
    client = proved(teller)
    client.get(EXPORT)
    with django_assert_max_num_queries(40) as few:
        client.get(EXPORT)
    for _ in range(5):
        Cycle.add(make_draft(teller), by=Reader.of(teller), title="Försök")
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(EXPORT).json()["stories"]) == 6
