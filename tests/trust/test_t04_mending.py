"""T4: what a moderator asked for is mended at once, within the passage, and nothing beside it."""

from typing import Any

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.errors import ProposalOutdated
from forum.models import Case, Cycle, FollowUp, Proposal, Redaction, Story
from forum.moderation.errors import NothingToMask
from forum.moderation.masking import MARK
from tests.factories import make_story
from tests.forum.deciding import decide
from tests.forum.masks import LEFT, TEXT, cover, remove, trusted

NAME = "Bo Ek"
MENDED = TEXT.replace(NAME, "en kollega")


@pytest.fixture
def told(teller: User, steward: User, circle: Any, moderator: User) -> Story:
    """A published story with a name in it, which a moderator has masked."""
    told = make_story(teller, steward=steward, audience="circle", circle_id=circle.pk, lessons=TEXT)
    cover(told, "lessons", NAME, by=moderator)
    told.refresh_from_db()
    return told


def test_a_masked_passage_is_mended_at_once(told: Story, teller: User) -> None:
    assert told.edit(by=Reader.of(teller), lessons=MENDED) is None
    told.refresh_from_db()
    assert told.lessons == MENDED
    assert told.changed_at
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        f"{MENDED} Chefen ljög.",
        f"Chefen ljög. {MENDED}",
        MENDED.replace("pressen", "svarven"),
        "Chefen ljög.",
        LEFT.replace(MARK, "x" * 500, 1),
        TEXT,
        "",
    ],
)
def test_what_is_changed_beside_it_waits(told: Story, teller: User, text: str) -> None:
    assert told.edit(by=Reader.of(teller), lessons=text) is not None
    told.refresh_from_db()
    assert told.lessons == LEFT
    assert Redaction.objects.exists()


def test_mending_and_another_section_are_told_apart(told: Story, teller: User) -> None:
    proposal = told.edit(by=Reader.of(teller), lessons=MENDED, results="Chefen ljög.")
    assert proposal is not None
    told.refresh_from_db()
    assert (told.lessons, told.results) == (MENDED, "")
    assert proposal.contents == {"results": "Chefen ljög."}


def test_a_passage_a_moderator_points_at_is_mended_at_once(
    story: Story, teller: User, steward: User, moderator: User
) -> None:
    told = make_story(steward, audience="members", lessons=TEXT)
    Story.objects.filter(pk=told.pk).update(author=teller)
    told.refresh_from_db()
    decide("suggest", Case.about(told), by=moderator, passages=[NAME])

    assert told.edit(by=Reader.of(teller), lessons=f"{MENDED} Chefen ljög.") is not None
    assert told.edit(by=Reader.of(teller), lessons=MENDED) is None

    told.refresh_from_db()
    assert told.lessons == MENDED


def test_a_suggestion_points_at_what_stands_there(told: Story, moderator: User) -> None:
    with pytest.raises(NothingToMask):
        decide("suggest", Case.about(told), by=moderator, passages=["Ann Alm"])
    assert decide("suggest", Case.about(told), by=moderator)
    assert Redaction.objects.get().asked == []


def test_what_is_pointed_at_outlives_the_mask_beside_it(told: Story, moderator: User) -> None:
    decide("suggest", Case.about(told), by=moderator, passages=["pressen"])
    told.refresh_from_db()
    Redaction.unmask(told, by=moderator.pk)
    told.refresh_from_db()
    (sheet,) = Redaction.objects.all()
    assert (told.lessons, sheet.ranges) == (TEXT, [])
    assert [TEXT[first:last] for first, last in sheet.asked] == ["pressen"]


def test_a_passage_of_published_history_is_mended_too(
    teller: User, steward: User, moderator: User
) -> None:
    story = make_story(steward, audience="members")
    cycle = Cycle.add(story, by=Reader.of(steward), title="Ett", plan=TEXT)
    Story.objects.filter(pk=story.pk).update(author=teller)
    story.refresh_from_db()
    cover(story, f"cycles.{cycle.pk.hex}.plan", NAME, by=moderator)

    part = Cycle.objects.select_related("story").get()
    assert part.amend(by=Reader.of(teller), plan=MENDED) is None

    part.refresh_from_db()
    assert part.plan == MENDED


# --- what waits when a moderator decides ------------------------------------------------------
def test_a_mask_is_not_undone_by_a_yes_to_what_waited(
    story: Story, teller: User, steward: User, moderator: User
) -> None:
    first = story.edit(by=Reader.of(teller), lessons=TEXT)
    assert first
    first.accept(by=Reader.of(steward))
    waiting = story.edit(by=Reader.of(teller), lessons=f"Ja. {TEXT}")
    assert waiting
    cover(story, "lessons", NAME, by=moderator)

    with pytest.raises(ProposalOutdated):
        waiting.accept(by=Reader.of(steward))

    story.refresh_from_db()
    assert story.lessons == LEFT


@pytest.mark.parametrize("measure", ["mask", "remove"])
def test_the_passage_goes_from_everything_that_waits(
    measure: str, story: Story, teller: User, steward: User, moderator: User
) -> None:
    by = Reader.of(teller)
    first = story.edit(by=by, lessons=TEXT)
    assert first
    first.accept(by=Reader.of(steward))
    waiting = [
        story.edit(by=by, results=TEXT),
        Cycle.add(story, by=by, title="Ett", plan=TEXT),
        FollowUp.tell(story, by=by, months=6, held="no", body=TEXT),
    ]
    {"mask": cover, "remove": remove}[measure](story, "lessons", NAME, by=trusted(moderator))

    for one in Proposal.objects.filter(pk__in=[proposal.pk for proposal in waiting if proposal]):
        assert NAME not in str(one.contents)
        assert LEFT in one.contents.values()
        assert one.version > 2


def test_what_does_not_hold_the_passage_stays_as_it_is(
    told: Story, teller: User, moderator: User
) -> None:
    waiting = told.edit(by=Reader.of(teller), results="Inget namn här.")
    assert waiting
    cover(told, "lessons", "pressen", by=moderator)
    waiting.refresh_from_db()
    assert (waiting.contents, waiting.version) == ({"results": "Inget namn här."}, 2)
