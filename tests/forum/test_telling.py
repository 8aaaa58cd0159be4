"""A story on its way: what is needed, who decides, and what stands afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import NotYours
from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.errors import (
    CompanyNeeded,
    ExpectationFrozen,
    NotAddressable,
    NotParticipant,
    NotReady,
    UnknownCompany,
    WrongState,
)
from forum.models import Cycle, Measurement, Story
from tests.factories import make_circle, make_company, make_draft, make_member, make_story

TOMORROW = timedelta(days=1)


@pytest.fixture
def waiting(teller: User, steward: User, circle: Circle) -> Story:
    """A story that waits for its steward."""
    story = make_draft(teller, audience="circle", circle_id=circle.pk)
    story.submit(by=Reader.of(teller))
    return story


@pytest.mark.parametrize("missing", ["title", "summary"])
@pytest.mark.parametrize("text", ["", "   "])
def test_title_and_summary_are_needed_before_others_read(
    missing: str, text: str, teller: User
) -> None:
    draft = make_draft(teller, **{missing: text})
    with pytest.raises(NotReady):
        draft.submit(by=Reader.of(teller))
    draft.refresh_from_db()
    assert (draft.state, draft.events.count()) == ("draft", 1)


@pytest.mark.parametrize("who", ["colleague", "steward", "stranger", "coach", "moderator"])
@pytest.mark.parametrize("verb", ["submit", "edit", "discard"])
def test_only_its_author_writes(who: str, verb: str, teller: User, request: Any) -> None:
    draft = make_draft(teller)
    with pytest.raises(NotYours):
        getattr(draft, verb)(by=Reader.of(request.getfixturevalue(who)))
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("draft", 2)


def test_an_author_takes_it_back_from_review(waiting: Story, teller: User) -> None:
    waiting.recall(by=Reader.of(teller))
    assert waiting.state == "draft"


def test_in_review_nothing_is_changed(waiting: Story, teller: User) -> None:
    with pytest.raises(WrongState):
        waiting.edit(by=Reader.of(teller), title="Ny")
    waiting.refresh_from_db()
    assert waiting.title == "Tavlan som tystnade"


def test_what_is_out_is_not_taken_back_but_withdrawn(story: Story, teller: User) -> None:
    with pytest.raises(WrongState):
        story.recall(by=Reader.of(teller))
    assert story.state == "published"


def test_the_note_of_a_steward_reaches_the_author(
    waiting: Story, teller: User, steward: User
) -> None:
    waiting.send_back(by=Reader.of(steward), note="Ta bort kundens namn.")
    assert (waiting.state, waiting.review_note) == ("draft", "Ta bort kundens namn.")

    waiting.submit(by=Reader.of(teller))
    assert (waiting.state, waiting.review_note) == ("in_review", "")


def test_a_story_approved_for_a_later_day_waits_for_it(
    waiting: Story, teller: User, steward: User
) -> None:
    waiting.recall(by=Reader.of(teller))
    waiting.edit(by=Reader.of(teller), publish_on=timezone.localdate() + TOMORROW)
    waiting.submit(by=Reader.of(teller))
    waiting.approve(by=Reader.of(steward))
    assert (waiting.state, waiting.published_at) == ("scheduled", None)

    waiting.recall(by=Reader.of(teller))
    assert waiting.state == "draft"


def test_a_day_that_has_come_is_now(teller: User) -> None:
    story = make_story(teller, audience="company", publish_on=timezone.localdate())
    assert story.state == "published"


def test_twice_withdrawn_is_refused(story: Story, teller: User) -> None:
    story.withdraw(by=Reader.of(teller))
    with pytest.raises(WrongState):
        story.withdraw(by=Reader.of(teller))
    assert list(story.events.values_list("verb", flat=True)).count("withdraw") == 1


def test_in_a_draft_the_expectation_can_be_put_better(teller: User) -> None:
    draft = make_draft(teller, expectation="Att alla kommer.")
    Cycle.add(draft, by=Reader.of(teller), title="Första veckan")
    values = {"name": "Ställtid", "unit": "min", "direction": "lower", "result": 20}
    Measurement.add(draft, by=Reader.of(teller), **values)

    draft.edit(by=Reader.of(teller), expectation="Att hälften kommer.")

    draft.refresh_from_db()
    assert draft.expectation == "Att hälften kommer."
    assert draft.expectation_frozen_on is None


def test_publication_freezes_what_was_expected(teller: User) -> None:
    story = make_story(teller, expectation="Att alla kommer.", audience="company")

    with pytest.raises(ExpectationFrozen):
        story.edit(by=Reader.of(teller), expectation="Att hälften kommer.")
    story.refresh_from_db()
    assert story.expectation == "Att alla kommer."
    assert story.expectation_frozen_on == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    "changes", [{"expectation_written": "before"}, {"expectation_month": date(2020, 1, 1)}]
)
def test_nor_does_its_month_or_how_it_is_known_change(teller: User, changes: Any) -> None:
    told: Any = {"expectation": "Att alla kommer.", "expectation_written": "recalled"}
    story = make_story(teller, audience="company", **told)

    with pytest.raises(ExpectationFrozen):
        story.edit(by=Reader.of(teller), **changes)
    story.refresh_from_db()
    assert (story.expectation_written, story.expectation_month) == ("recalled", None)


def test_an_empty_expectation_can_be_recalled_once_it_is_out_and_then_stands(teller: User) -> None:
    story, by = make_story(teller, audience="company"), Reader.of(teller)
    assert story.expectation_frozen_on is None

    told: Any = {"expectation": "Att alla skulle komma.", "expectation_written": "recalled"}
    story.edit(by=by, **told, expectation_month=date(2026, 3, 1))

    story.refresh_from_db()
    assert story.expectation_frozen_on == timezone.localdate().replace(day=1)
    with pytest.raises(ExpectationFrozen):
        story.edit(by=by, expectation="Att ingen skulle komma.")


def test_the_same_expectation_may_be_sent_again(teller: User) -> None:
    draft = make_draft(teller, expectation="Att alla kommer.")
    Cycle.add(draft, by=Reader.of(teller), title="Ett")
    draft.edit(by=Reader.of(teller), expectation="Att alla kommer.", lessons="Fråga först.")
    assert draft.lessons == "Fråga först."


@pytest.mark.usefixtures("no_approval")
def test_a_change_after_publication_keeps_the_text_before(story: Story, teller: User) -> None:
    for lesson in ("En", "Två"):
        story.edit(by=Reader.of(teller), lessons=lesson)
    kept = [one.texts["lessons"] for one in story.revisions.order_by("number")]
    assert kept == ["", "En"]


def test_a_draft_keeps_no_earlier_text(teller: User) -> None:
    draft = make_draft(teller)
    draft.edit(by=Reader.of(teller), title="Ny")
    assert not draft.revisions.exists()


def test_somebody_of_two_companies_says_for_which(teller: User) -> None:
    second = make_company()
    second.memberships.create(user=teller, role="member")
    by = Reader.of(teller)

    with pytest.raises(CompanyNeeded):
        Story.begin(by=by, title="Vems?")
    assert Story.begin(by=by, company_id=second.pk).company == second


def test_nobody_tells_for_another_company(stranger: User, company: Company) -> None:
    with pytest.raises(UnknownCompany):
        Story.begin(by=Reader.of(stranger), company_id=company.pk)
    assert not Story.objects.exists()


@pytest.mark.parametrize("who", ["coach", "moderator", "funder"])
def test_those_without_a_company_tell_no_story(who: str, request: Any) -> None:
    with pytest.raises(NotParticipant):
        Story.begin(by=Reader.of(request.getfixturevalue(who)))
    assert not Story.objects.exists()


def test_a_circle_one_does_not_read_in_is_no_audience(teller: User) -> None:
    foreign = make_circle(make_company())
    with pytest.raises(NotAddressable):
        make_draft(teller, audience="circle", circle_id=foreign.pk)
    assert not Story.objects.exists()


def test_a_circle_is_forgotten_with_its_audience(teller: User, circle: Circle) -> None:
    draft = make_draft(teller, audience="circle", circle_id=circle.pk)
    draft.edit(by=Reader.of(teller), audience="company")
    assert draft.circle is None


def test_hiding_is_the_moderators_and_can_be_undone(story: Story, moderator: User) -> None:
    outside = Reader.of(make_member(make_company()))
    with pytest.raises(NotYours):
        story.hide(by=outside, reason="Nej.")
    assert story.hidden_at is None

    story.hide(by=Reader.of(moderator), reason="Ett namn.")
    assert story.hidden_at
    story.restore(by=Reader.of(moderator), reason="Namnet är borta.")
    assert story.hidden_at is None
