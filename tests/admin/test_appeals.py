"""Appeals in the admin: heard by somebody else, answered in a sentence, also from mail (T11)."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Appeal, AuditEntry, Case, Decision, Story
from tests.admin.conftest import sit_down
from tests.admin.pages import WHY, act_on_page, listed, page, shown
from tests.factories import batch_comes, make_decision, make_story, voice_of

PLEA = "Kunden har sagt ja, jag bifogar mejlet."
ANSWER = "Du har rätt, vi lade tillbaka den."


@pytest.fixture
def decision(db: None, story: Story, moderator: User) -> Decision:
    """The moderator has hidden the teller's story."""
    return make_decision(story, by=moderator, sentence=WHY)


@pytest.fixture
def appeal(decision: Decision, teller: User) -> Appeal:
    """The teller appeals."""
    return Appeal.lodge(decision, by=Reader.of(teller), sentence=PLEA)


def test_somebody_else_finds_what_was_decided_and_why(
    peer: User, appeal: Appeal, story: Story, moderator: User
) -> None:
    desk = sit_down(peer)
    listing, text = listed(desk, Appeal), shown(desk, appeal)
    assert page(appeal, "change") in listing
    for words in ("Tea Teller", "hide", story.title, "points out a person"):
        assert words in listing
        assert words in text
    for words in (PLEA, WHY, str(moderator), page(Case.objects.get(), "change")):
        assert words in text


def test_whoever_decided_does_not_hear_the_appeal(bench: Client, appeal: Appeal) -> None:
    assert PLEA not in shown(bench, appeal)
    act_on_page(bench, "reverse", appeal, sentence=ANSWER)
    appeal.refresh_from_db()
    assert appeal.outcome == ""
    assert not LogEntry.objects.exists()


def test_hearing_asks_for_an_answer_first(peer: User, appeal: Appeal) -> None:
    for answer in ({}, {"sentence": ""}, {"sentence": "x" * 1001}):
        text = act_on_page(sit_down(peer), "reverse", appeal, **answer)
        assert 'name="sentence"' in text
    appeal.refresh_from_db()
    assert appeal.outcome == ""


def test_reversing_puts_the_story_back(peer: User, appeal: Appeal, story: Story) -> None:
    desk = sit_down(peer)
    assert "on its way" in act_on_page(desk, "reverse", appeal, sentence=ANSWER)
    story.refresh_from_db()
    assert story.hidden_at is None
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answer, appeal.heard_by) == ("reversed", ANSWER, peer)
    assert "heard already" in act_on_page(desk, "let_stand", appeal, sentence="Nej.")
    assert [*LogEntry.objects.values_list("change_message", flat=True)] == ["hear.reversed"]


def test_a_decision_can_stand(peer: User, appeal: Appeal, story: Story) -> None:
    act_on_page(sit_down(peer), "let_stand", appeal, sentence="Kunden står kvar i texten.")
    story.refresh_from_db()
    assert story.hidden_at is not None
    appeal.refresh_from_db()
    assert appeal.outcome == "stands"


def test_staff_who_moderate_nothing_find_no_appeal(
    side: Client, chief: Client, appeal: Appeal, decision: Decision
) -> None:
    for client in (side, chief):
        for item, secret in ((appeal, PLEA), (decision, WHY)):
            assert secret not in shown(client, item)
            assert page(item, "change") not in listed(client, type(item))
        act_on_page(client, "reverse", appeal, sentence=ANSWER)
    appeal.refresh_from_db()
    assert appeal.outcome == ""


def test_who_appeals_behind_a_companys_name_stays_there(
    peer: User, moderator: User, circle: Circle, company: Company, steward: User
) -> None:
    told = make_story(steward, byline="company", audience="circle", circle_id=circle.pk)
    decision = make_decision(told, by=moderator, sentence=WHY)
    appeal = Appeal.lodge(decision, by=Reader.of(steward), sentence=PLEA)
    desk = sit_down(peer)
    pages = [listed(desk, Appeal), listed(desk, Decision), shown(desk, appeal)]
    for text in (*pages, shown(desk, decision)):
        assert steward.display_name not in text
        assert str(steward.pk) not in text
    assert company.name in pages[0]


def test_the_appeal_of_a_voice_shows_its_label_and_the_date_of_its_batch(
    peer: User, moderator: User, secret: Story
) -> None:
    decision = make_decision(secret, by=moderator, sentence=WHY)
    appeal = Appeal.lodge(decision, by=voice_of(secret), sentence=PLEA)
    batch_comes()
    text = listed(sit_down(peer), Appeal)
    assert str(secret.persona) in text
    appeal.refresh_from_db()
    assert f"{timezone.localtime(appeal.lodged_at):%Y-%m-%d}" in text


def test_the_decision_is_remembered_with_what_it_fell_on(
    bench: Client, decision: Decision, story: Story, moderator: User
) -> None:
    text = shown(bench, decision)
    for words in (WHY, story.title, page(Case.objects.get(), "change"), str(moderator)):
        assert words in text
    assert story.title in listed(bench, Decision, q="kund")


def test_a_decision_on_what_one_may_not_handle_is_not_shown(
    moderator: User, story: Story, circle: Circle, stranger: User
) -> None:
    own = story.thread.comment(by=Reader.of(stranger), body="Hej.")
    both = make_decision(story, own, by=moderator, sentence=WHY)
    circle.appoint(stranger, "moderator")
    assert WHY not in shown(sit_down(stranger), both)


def test_an_appeal_that_came_by_mail_is_entered(
    bench: Client, decision: Decision, teller: User, moderator: User, peer: User
) -> None:
    teller.deactivate()
    assert 'name="ruling"' in act_on_page(bench, "receive", decision)
    said = {"ruling": str(decision.rulings.get().pk), "sentence": PLEA}
    assert "Somebody else will hear" in act_on_page(bench, "receive", decision, **said)
    appeal = Appeal.objects.get()
    assert (appeal.author, appeal.sentence) == (teller, PLEA)
    assert AuditEntry.objects.get(verb="appeal.receive").actor == moderator.pk
    assert PLEA in shown(sit_down(peer), appeal)
    assert "appealed this decision already" in act_on_page(bench, "receive", decision, **said)


def test_nobody_appeals_for_somebody_who_can_sign_in(bench: Client, decision: Decision) -> None:
    said = {"ruling": str(decision.rulings.get().pk), "sentence": PLEA}
    assert "appeal on their own" in act_on_page(bench, "receive", decision, **said)
    assert not Appeal.objects.exists()
    assert not LogEntry.objects.exists()


def test_both_lists_cost_the_same_however_many(
    peer: User, moderator: User, teller: User, story: Story
) -> None:
    desk, counts = sit_down(peer), list[int]()
    for number in range(6):
        comment = story.thread.comment(by=Reader.of(teller), body=f"Svar {number}")
        decision = make_decision(comment, by=moderator, sentence=WHY)
        Appeal.lodge(decision, by=Reader.of(teller), sentence=PLEA)
        with CaptureQueriesContext(connection) as captured:
            listed(desk, Appeal), listed(desk, Decision)
        counts.append(len(captured))
    assert len(set(counts[1:])) == 1
    assert counts[1] <= 30
