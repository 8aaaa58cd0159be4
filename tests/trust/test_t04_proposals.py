"""T4: what a steward approved is what readers see; a change waits beside it for another yes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.errors import NotYours, Suspended
from accounts.models import Company, User
from accounts.reader import Reader
from forum.errors import (
    HistoryStands,
    IdentifiesSomeone,
    ProposalOutdated,
    ProposerSuspended,
    TooMany,
    WrongState,
)
from forum.models import Cycle, FollowUp, Measurement, Proposal, Story, Topic
from forum.models import proposal as proposals
from tests.factories import make_story

LATER = datetime(2999, 1, 1, tzinfo=UTC)
LIE = "Chefen ljög för kunden."
OTHERS = ["teller", "colleague", "stranger", "coach", "moderator", "funder", "outsider"]


@pytest.fixture
def waiting(story: Story, teller: User) -> Proposal:
    """A new text for a section, waiting for the steward."""
    return propose(story, teller, results=LIE)


def propose(story: Story, by: User, **changes: Any) -> Proposal:
    """Change a story that needs a yes for it."""
    proposal: Proposal | None = story.edit(by=Reader.of(by), **changes)
    assert proposal is not None
    return proposal


def read(story: Story) -> dict[str, Any]:
    """Everything of the row that readers could be shown."""
    return dict(Story.objects.filter(pk=story.pk).values().get())


@pytest.mark.parametrize(
    "change",
    [
        {"title": LIE},
        {"summary": LIE},
        {"lessons": LIE},
        {"outcome": "no_effect"},
        {"failure_type": "basic"},
        {"language": "en"},
        {"reuse": "free_with_name"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_what_carries_the_name_waits(
    story: Story, teller: User, change: dict[str, str]
) -> None:
    before = read(story)
    proposal = propose(story, teller, **change)
    assert (proposal.state, proposal.contents) == ("waiting", change)
    assert read(story) == before
    assert not story.revisions.exists()


def test_topics_wait_too(story: Story, teller: User) -> None:
    topic = Topic.objects.order_by("pk")[0]
    proposal = propose(story, teller, topics=[topic])
    assert proposal.contents == {"topics": [topic.pk]}
    assert not story.topics.exists()


def test_every_kind_of_part_waits(story: Story, teller: User) -> None:
    by = Reader.of(teller)
    added = [
        Cycle.add(story, by=by, title=LIE),
        Measurement.add(story, by=by, name="Tid", unit="min", direction="lower"),
        FollowUp.tell(story, by=by, months=6, held="no", outcome="no_effect", body=LIE),
    ]
    assert {type(one) for one in added} == {Proposal}
    shown = (story.cycles, story.measurements, story.follow_ups)
    assert [kind.count() for kind in shown] == [0, 0, 0]
    assert read(story)["outcome"] == ""


def test_a_steward_s_yes_lets_it_out_as_it_was_seen(
    story: Story, waiting: Proposal, steward: User
) -> None:
    was = story.results
    waiting.accept(by=Reader.of(steward))
    story.refresh_from_db()
    assert story.results == LIE
    assert [one.texts["results"] for one in story.revisions.all()] == [was]
    assert story.changed_at
    waiting.refresh_from_db()
    assert (waiting.state, waiting.contents) == ("accepted", {})


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_but_a_steward_answers(
    who: str, story: Story, waiting: Proposal, request: pytest.FixtureRequest
) -> None:
    by = Reader.of(request.getfixturevalue(who))
    with pytest.raises(NotYours):
        waiting.accept(by=by)
    with pytest.raises(NotYours):
        waiting.send_back(by=by, note="Nej.")
    waiting.refresh_from_db()
    assert (waiting.state, read(story)["results"]) == ("waiting", story.results)


@pytest.mark.parametrize("who", ["teller", "steward"])
def test_author_and_steward_see_it(
    who: str, waiting: Proposal, request: pytest.FixtureRequest
) -> None:
    by = Reader.of(request.getfixturevalue(who))
    assert [*Proposal.objects.visible_to(by)] == [waiting]


@pytest.mark.parametrize("who", ["colleague", "stranger", "coach", "moderator", "outsider"])
def test_nobody_else_knows_of_it(
    who: str, waiting: Proposal, request: pytest.FixtureRequest
) -> None:
    by = Reader.of(request.getfixturevalue(who))
    assert not Proposal.objects.visible_to(by).exists()
    assert not Proposal.objects.visible_to(Reader()).exists()


def test_a_steward_s_own_change_is_out_at_once(story: Story, company: Company) -> None:
    steward = company.memberships.get(role="steward").user
    own = make_story(steward, audience="members")
    assert own.edit(by=Reader.of(steward), results=LIE) is None
    assert read(own)["results"] == LIE


def test_where_a_company_wants_no_approval_a_change_is_out_at_once(
    story: Story, teller: User, company: Company
) -> None:
    Company.objects.filter(pk=company.pk).update(approval_required=False)
    assert story.edit(by=Reader.of(teller), results=LIE) is None
    assert read(story)["results"] == LIE


def test_what_only_the_company_reads_is_changed_at_once(teller: User) -> None:
    own = make_story(teller, audience="company")
    assert own.edit(by=Reader.of(teller), results=LIE) is None
    assert not Proposal.objects.exists()


def test_narrowing_is_at_once_and_the_text_beside_it_waits(story: Story, teller: User) -> None:
    proposal = propose(story, teller, audience="company", results=LIE)
    now = read(story)
    assert (now["audience"], now["results"]) == ("company", story.results)
    assert proposal.contents == {"results": LIE}


def test_withdrawing_takes_what_waits_with_it(
    story: Story, waiting: Proposal, teller: User
) -> None:
    story.withdraw(by=Reader.of(teller))
    assert not Proposal.objects.exists()


def test_it_is_returned_with_a_note_and_proposed_again(
    story: Story, waiting: Proposal, teller: User, steward: User
) -> None:
    waiting.send_back(by=Reader.of(steward), note="Säg det snällare.")
    assert (waiting.state, waiting.note) == ("returned", "Säg det snällare.")
    again = propose(story, teller, results="Vi sa inte som det var.")
    assert (again.pk, again.state, again.note) == (waiting.pk, "waiting", "")


def test_a_second_change_joins_the_first(story: Story, waiting: Proposal, teller: User) -> None:
    joined = propose(story, teller, title="Ny rubrik", results="Vi ljög.")
    assert joined.pk == waiting.pk
    assert joined.contents == {"title": "Ny rubrik", "results": "Vi ljög."}
    assert joined.version > waiting.version


def test_writing_what_stands_there_already_takes_it_back(
    story: Story, waiting: Proposal, teller: User
) -> None:
    assert story.edit(by=Reader.of(teller), results=story.results) is None
    assert not Proposal.objects.exists()


def test_the_proposer_takes_it_back_and_nobody_else_does(
    waiting: Proposal, teller: User, steward: User
) -> None:
    with pytest.raises(NotYours):
        waiting.take_back(by=Reader.of(steward))
    waiting.take_back(by=Reader.of(teller))
    assert not Proposal.objects.exists()


def test_an_answer_is_given_once(waiting: Proposal, teller: User, steward: User) -> None:
    waiting.accept(by=Reader.of(steward))
    with pytest.raises(WrongState):
        waiting.accept(by=Reader.of(steward))
    with pytest.raises(WrongState):
        waiting.take_back(by=Reader.of(teller))


def test_a_yes_to_a_text_that_has_become_another_is_none(
    story: Story, waiting: Proposal, steward: User, teller: User
) -> None:
    Story.objects.filter(pk=story.pk).update(author=steward)
    story.refresh_from_db()
    story.edit(by=Reader.of(steward), results="Stewardens ord.")
    with pytest.raises(ProposalOutdated):
        waiting.accept(by=Reader.of(steward))
    assert read(story)["results"] == "Stewardens ord."
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_two_changes_of_different_places_do_not_stand_in_each_other_s_way(
    story: Story, waiting: Proposal, teller: User, steward: User
) -> None:
    cycle = Cycle.add(story, by=Reader.of(teller), title="Ett till")
    assert isinstance(cycle, Proposal)
    for proposal in (waiting, cycle):
        proposal.accept(by=Reader.of(steward))
    assert read(story)["results"] == LIE
    assert [one.title for one in story.cycles.all()] == ["Ett till"]


def test_what_would_be_refused_at_once_is_refused_when_proposed(story: Story, teller: User) -> None:
    with pytest.raises(IdentifiesSomeone):
        story.edit(by=Reader.of(teller), results="Ring 19640823-3234.")
    assert not Proposal.objects.exists()


def test_what_has_become_forbidden_meanwhile_is_refused_with_the_yes(
    story: Story, waiting: Proposal, steward: User, teller: User
) -> None:
    teller.suspend(LATER)
    with pytest.raises(ProposerSuspended):
        waiting.accept(by=Reader.of(steward))
    assert read(story)["results"] == story.results


def test_who_may_not_write_neither_proposes_nor_answers(
    story: Story, waiting: Proposal, steward: User
) -> None:
    steward.suspend(LATER)
    with pytest.raises(Suspended):
        waiting.accept(by=Reader.of(steward))
    assert read(story)["results"] == story.results


def test_published_history_stands_by_proposals_too(
    teller: User, steward: User, company: Company
) -> None:
    story = make_story(teller, audience="company")
    cycle = Cycle.add(story, by=Reader.of(teller), title="Ett")
    assert isinstance(cycle, Cycle)
    story.edit(by=Reader.of(teller), audience="members")
    story.approve(by=Reader.of(steward))
    with pytest.raises(HistoryStands):
        cycle.amend(by=Reader.of(teller), title="Två")
    assert not Proposal.objects.exists()


def test_a_result_that_history_left_open_waits(teller: User, steward: User) -> None:
    story = make_story(teller, audience="company")
    values = {"name": "Tid", "unit": "min", "direction": "lower", "baseline": 40}
    one = Measurement.add(story, by=Reader.of(teller), **values)
    assert isinstance(one, Measurement)
    story.edit(by=Reader.of(teller), audience="members")
    story.approve(by=Reader.of(steward))

    proposal = one.amend(by=Reader.of(teller), result=20)
    assert proposal is not None
    proposal.accept(by=Reader.of(steward))

    one.refresh_from_db()
    assert one.result == 20


def test_only_so_many_wait(story: Story, teller: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(proposals, "MOST", 1)
    Cycle.add(story, by=Reader.of(teller), title="Ett")
    with pytest.raises(TooMany):
        Cycle.add(story, by=Reader.of(teller), title="Två")
    assert Proposal.objects.count() == 1
