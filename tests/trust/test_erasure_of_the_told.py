"""Leaving for good: what was told by name stays or goes, what was told anonymously stands (T5)."""

import pytest

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Comment, Persona, Revision, Story, StoryEvent, Thread, Waiting
from tests.clients import API, signed_in
from tests.factories import (
    let_out,
    make_anonymous,
    make_company,
    make_draft,
    make_member,
    make_question,
)
from tests.proofs import erase, proved, stored

UNNAMED = (Persona, Waiting, Story, Thread, Comment, Revision)


@pytest.fixture
def voices(teller: User, colleague: User, question: Thread, moderator: User, peer: User) -> Story:
    """An anonymous draft of the teller's, one answer out and one waiting; the draft is given."""
    circle = question.circle
    assert circle
    for _ in range(6):  # a crowd to stand in (T7)
        make_member(other := make_company())
        circle.admit(other)
    for who in (teller, colleague):
        question.comment(by=Reader.of(who), body="Vi vågade inte.", byline="anonymous")
    let_out(moderator)
    question.comment(by=Reader.of(teller), body="Nu vågar vi.", byline="anonymous")
    return make_anonymous(teller, circle, title="Det vi teg om")


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_an_erasure_changes_no_byte_of_what_is_anonymous(
    mode: str, voices: Story, teller: User
) -> None:
    before = stored(*UNNAMED)

    answer = erase(teller, mode).json()

    assert stored(*UNNAMED) == before
    assert set(answer["gone"].values()) | set(answer["stays"].values()) == {0}


def test_nothing_anonymous_is_in_the_file_about_me(voices: Story, teller: User) -> None:
    text = proved(teller).get(f"{API}/me/export/").content.decode()

    unnamed = (str(voices.pk), str(voices.persona_id), "teg om", "vågade", "vågar")
    assert [word for word in unnamed if word in text] == []


def test_told_things_stay_as_a_former_members(
    story: Story, question: Thread, teller: User, stranger: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Vi mäter i sekunder.")

    answer = erase(teller).json()

    shown = signed_in(stranger).get(f"{API}/stories/{story.pk}/").json()
    assert shown["teller"]["name"] is None
    assert shown["teller"]["company"]["slug"]
    assert shown["title"] == story.title
    said = signed_in(stranger).get(f"{API}/comments/{comment.pk}/").json()
    assert (said["body"], said["teller"]["name"]) == ("Vi mäter i sekunder.", None)
    assert answer["stays"] == {"stories": 1, "comments": 1, "questions": 0}
    assert answer["why"]


def test_nothing_ties_two_stories_of_a_former_member(story: Story, teller: User) -> None:
    erase(teller)

    assert not StoryEvent.objects.filter(by=teller).exists()
    assert StoryEvent.objects.filter(story=story, verb="approve", by__isnull=False).exists()
    assert not Story.objects.filter(author=teller).exists()


def test_told_things_are_taken_back_if_wished(
    story: Story, question: Thread, teller: User, stranger: User
) -> None:
    me = Reader.of(teller)
    comment = question.comment(by=me, body="Vi mäter.")
    question.comment(by=Reader.of(stranger), body="Hur då?", parent=comment)
    lone = question.comment(by=me, body="Med klocka.")

    answer = erase(teller, "withdraw").json()

    story.refresh_from_db()
    comment.refresh_from_db()
    assert (story.state, story.title, story.author_id) == ("withdrawn", "", None)
    assert (comment.body, bool(comment.removed_at)) == ("", True)
    assert not Comment.objects.filter(pk=lone.pk).exists()
    assert Comment.objects.get(body="Hur då?").author_id == stranger.pk
    assert answer["gone"]["comments"] == 2
    assert answer["stays"] == {"stories": 0, "comments": 0, "questions": 0}


def test_a_comment_hidden_by_moderation_loses_its_words_too(
    question: Thread, teller: User, moderator: User
) -> None:
    comment = question.comment(by=Reader.of(teller), body="Mina ord.")
    comment.hide(by=Reader.of(moderator))

    assert erase(teller, "withdraw").status_code == 200

    comment.refresh_from_db()
    assert (comment.body, comment.author_id) == ("", None)


def test_earlier_texts_and_locks_of_ones_own_lead_nowhere(
    story: Story, question: Thread, teller: User
) -> None:
    me = Reader.of(teller)
    question.comment(by=me, body="Först så.").edit(by=me, body="Nu så.")
    story.thread.lock(by=me)

    erase(teller)

    assert not Revision.objects.exists()
    locked = Thread.objects.get(story=story)
    assert (bool(locked.locked_at), locked.locked_by) == (True, None)


def test_a_question_taken_back_leaves_its_place_for_the_answers(
    teller: User, stranger: User, circle: Circle
) -> None:
    asked = make_question(teller, circle, title="Min fråga", body="Mina ord")
    asked.comment(by=Reader.of(stranger), body="Så här.")

    erase(teller, "withdraw")

    asked.refresh_from_db()
    assert (asked.body, asked.body_html, asked.author_id, asked.company_id) == ("", "", None, None)
    assert asked.title != "Min fråga"
    assert Comment.objects.get(thread=asked).body == "Så här."


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_drafts_and_what_waits_for_a_steward_go(
    mode: str, teller: User, steward: User, circle: Circle
) -> None:
    make_draft(teller)
    make_draft(teller, audience="circle", circle_id=circle.pk).submit(by=Reader.of(teller))

    assert erase(teller, mode).json()["gone"]["drafts"] == 2

    assert not Story.objects.exists()


def test_reactions_go_and_are_counted_anew(story: Story, stranger: User) -> None:
    story.react(by=Reader.of(stranger), kind="thanks")

    erase(stranger)

    story.refresh_from_db()
    assert story.reaction_counts == {}


def test_a_story_of_a_company_left_before_is_not_withdrawn(
    story: Story, teller: User, steward: User
) -> None:
    teller.memberships.get().end(by=Reader.of(teller))

    assert erase(teller, "withdraw").json()["stays"]["stories"] == 1

    story.refresh_from_db()
    assert (story.state, story.author_id) == ("published", None)


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_nothing_of_others_changes(
    mode: str, story: Story, question: Thread, teller: User, stranger: User
) -> None:
    question.comment(by=Reader.of(stranger), body="Mitt.")
    mine = [Thread.objects.filter(pk=question.pk), Comment.objects.all()]
    theirs = [*mine, User.objects.exclude(pk=teller.pk), stranger.memberships.all()]
    before = [list(rows.order_by("pk").values()) for rows in theirs]

    erase(teller, mode)

    assert [list(rows.order_by("pk").values()) for rows in theirs] == before


def test_a_colleague_still_reads_what_stays(story: Story, teller: User, company: Company) -> None:
    reader = signed_in(make_member(company))
    erase(teller)
    assert reader.get(f"{API}/stories/{story.pk}/").status_code == 200
