"""Changes meet the same rules as new texts: nothing slips past a moderator by being edited in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Company, Participation, User
from accounts.reader import Reader
from forum.models import Case, Cycle, FollowUp, HeldWord, Story, Thread
from forum.moderation.errors import WouldBeHeld
from tests.factories import make_member, make_question, make_story, voice_of
from tests.forum.deciding import decide

pytestmark = pytest.mark.usefixtures("no_approval")

LONG_AGO = timedelta(days=400)
CLEAN = "Vilken maskin."
LISTED = "Vilken skitmaskin."
LINKED = "Se [här](https://kampanj.example/)."


@pytest.fixture(autouse=True)
def _settled(circle: Circle, crowd: list[User], teller: User) -> None:
    """Everybody has been here for long; a word is listed, and the circle minds listed words."""
    User.objects.update(joined_at=timezone.now() - LONG_AGO)
    Participation.objects.update(joined_at=timezone.now() - LONG_AGO)
    Circle.objects.update(hold_words=True)
    HeldWord.objects.create(word="skit", language="sv")
    teller.refresh_from_db()


def comment(by: User, circle: Circle, body: str) -> Any:
    return make_question(by, circle).comment(by=Reader.of(by), body=body)


def question(by: User, circle: Circle, body: str) -> Thread:
    return make_question(by, circle, body=body)


def story(by: User, circle: Circle, body: str) -> Story:
    steward = make_member(by.memberships.get().company, role="steward")
    return make_story(by, steward=steward, audience="circle", circle_id=circle.pk, advice=body)


KINDS: dict[Callable[..., Any], str] = {comment: "body", question: "body", story: "advice"}
each_kind = pytest.mark.parametrize(
    ("tell", "field"), KINDS.items(), ids=[one.__name__ for one in KINDS]
)


@each_kind
def test_a_listed_word_is_not_edited_in(
    teller: User, circle: Circle, tell: Callable[..., Any], field: str
) -> None:
    told = tell(teller, circle, CLEAN)

    with pytest.raises(WouldBeHeld):
        told.edit(by=Reader.of(teller), **{field: LISTED})

    told.refresh_from_db()
    assert getattr(told, field) == CLEAN
    assert not Case.objects.exists()


@each_kind
def test_a_new_account_edits_no_link_in(
    teller: User, circle: Circle, tell: Callable[..., Any], field: str
) -> None:
    User.objects.filter(pk=teller.pk).update(joined_at=timezone.now())
    teller.refresh_from_db()
    told = tell(teller, circle, CLEAN)

    with pytest.raises(WouldBeHeld):
        told.edit(by=Reader.of(teller), **{field: LINKED})

    told.edit(by=Reader.of(teller), **{field: "Vilka maskiner."})
    assert getattr(told, field) == "Vilka maskiner."


@each_kind
def test_what_a_moderator_let_out_can_be_mended(
    teller: User, circle: Circle, moderator: User, tell: Callable[..., Any], field: str
) -> None:
    told = tell(teller, circle, LISTED)
    assert told.held_for == "words"
    decide("restore", Case.objects.get(), by=moderator)
    told.refresh_from_db()

    told.edit(by=Reader.of(teller), **{field: f"{LISTED} Förlåt."})

    assert getattr(told, field).endswith("Förlåt.")
    with pytest.raises(WouldBeHeld):
        told.edit(by=Reader.of(teller), **{field: f"{LISTED} Skit också."})


def test_a_link_let_out_makes_way_for_no_other(
    teller: User, circle: Circle, moderator: User
) -> None:
    User.objects.filter(pk=teller.pk).update(joined_at=timezone.now())
    teller.refresh_from_db()
    told = comment(teller, circle, LINKED)
    decide("restore", Case.objects.get(), by=moderator)
    told.refresh_from_db()

    told.edit(by=Reader.of(teller), body=f"Bättre: {LINKED}")
    with pytest.raises(WouldBeHeld):
        told.edit(by=Reader.of(teller), body=LINKED.replace("kampanj", "annan"))


@each_kind
def test_a_circle_that_minds_nothing_lets_everything_be_edited_in(
    teller: User, circle: Circle, tell: Callable[..., Any], field: str
) -> None:
    Circle.objects.update(hold_words=False)
    told = tell(teller, circle, CLEAN)
    told.edit(by=Reader.of(teller), **{field: f"{LISTED} {LINKED}"})
    assert getattr(told, field) == f"{LISTED} {LINKED}"


def test_a_question_that_waits_anyway_can_be_changed(teller: User, circle: Circle) -> None:
    waiting = question(teller, circle, LISTED)
    waiting.edit(by=Reader.of(teller), body=f"{LISTED} Skit också.")
    assert waiting.hidden_at


def test_the_parts_of_a_published_story_bring_no_listed_word_in(
    teller: User, circle: Circle
) -> None:
    told, by = story(teller, circle, CLEAN), Reader.of(teller)

    with pytest.raises(WouldBeHeld):
        FollowUp.tell(told, by=by, months=3, held="yes", body=LISTED)
    with pytest.raises(WouldBeHeld):
        Cycle.add(told, by=by, title="Ett försök", plan=LISTED)

    assert not told.follow_ups.exists()
    assert not told.cycles.exists()
    FollowUp.tell(told, by=by, months=3, held="yes", body=CLEAN)


def test_the_parts_of_a_story_are_looked_at_when_it_comes_out(
    teller: User, steward: User, circle: Circle
) -> None:
    draft = Story.begin(
        by=Reader.of(teller), title="Tavlan", summary="En rad.", audience="circle",
        circle_id=circle.pk,
    )  # fmt: skip
    Cycle.add(draft, by=Reader.of(teller), title="Ett försök", plan=LISTED)
    draft.submit(by=Reader.of(teller))
    if draft.state == "in_review":
        draft.approve(by=Reader.of(steward))
    assert (draft.state, draft.held_for) == ("published", "words")


def test_an_anonymous_teller_is_asked_for_the_words_alone(secret: Story, circle: Circle) -> None:
    with pytest.raises(WouldBeHeld):
        secret.edit(by=voice_of(secret), advice=LISTED)
    secret.edit(by=voice_of(secret), advice=LINKED)


def test_what_only_the_company_reads_is_its_own(teller: User) -> None:
    told = make_story(teller, audience="company", advice=CLEAN)
    told.edit(by=Reader.of(teller), advice=LISTED)
    assert told.hidden_at is None


def test_a_story_of_the_company_is_looked_at_before_a_circle_reads_it(
    teller: User, steward: User, stranger: User, circle: Circle, moderator: User
) -> None:
    told = make_story(teller, audience="company", advice=LISTED)

    told.edit(by=Reader.of(teller), audience="circle", circle_id=circle.pk)
    if told.requested_audience:
        told.approve(by=Reader.of(steward))

    assert (told.audience, told.held_for) == ("circle", "words")
    assert not Story.objects.visible_to(Reader.of(stranger)).filter(pk=told.pk).exists()
    assert Story.objects.visible_to(Reader.of(teller)).filter(pk=told.pk).exists()
    assert Case.objects.visible_to(Reader.of(moderator)).waiting().count() == 1
    decide("restore", Case.objects.get(), by=moderator)
    assert Story.objects.visible_to(Reader.of(stranger)).filter(pk=told.pk).exists()


def test_what_is_held_a_second_time_waits_a_second_time(
    teller: User, company: Company, circle: Circle, moderator: User
) -> None:
    company.approval_required = False
    company.save()
    told = make_story(teller, audience="company", advice=LISTED)
    waiting = Case.objects.visible_to(Reader.of(moderator)).waiting()

    for _time in range(2):
        told.edit(by=Reader.of(teller), audience="circle", circle_id=circle.pk)
        assert waiting.count() == 1
        decide("restore", Case.objects.get(), by=moderator)
        assert not waiting.exists()
        told.edit(by=Reader.of(teller), audience="company")


def test_narrowing_a_story_keeps_nothing_back(teller: User, steward: User, circle: Circle) -> None:
    told = make_story(teller, steward=steward, audience="members", advice=LISTED)
    told.edit(by=Reader.of(teller), audience="circle", circle_id=circle.pk)
    assert (told.audience, told.hidden_at) == ("circle", None)
