"""Leaks by what a verb does or refuses: reactions, leaving, narrowing, counting."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import forum.leaving
from accounts.errors import NotYours
from accounts.models import Circle, Membership, User
from forum import unnamed
from forum.crowd import ENOUGH, crowd_of
from forum.models import Appeal, Comment, Persona, Story, Waiting
from forum.models.reactable import Reactable
from forum.moderation import auditing
from tests.trust.interference import scripts
from tests.trust.interference.leaks.planting import (
    after,
    around,
    before,
    is_told,
    known,
    leak,
    told,
)


@leak(41)
def colleagues_cannot_react(patches: ExitStack) -> None:
    """Nobody of the teller's company may react to the story."""

    def first(item: Any, *, by: Any, **_: Any) -> None:
        if is_told(item.pk) and known().company.pk in by.companies:
            raise NotYours

    before(patches, Reactable, "react", first)


@leak(42)
def band_leaves_the_teller_out(patches: ExitStack) -> None:
    """The number of companies leaves out the teller's own."""

    def change(_done: Any, item: Any, *kinds: str) -> None:
        own = item.reactions.filter(company=known().company)
        if is_told(item.pk) and own.exists():
            item.reaction_counts = {kind: item.reaction_counts[kind] - 1 for kind in kinds}
            item.save(update_fields=["reaction_counts"])

    after(patches, Reactable, "recount", change)


@leak(43, script=scripts.LEFT)
def crowd_without_the_tellers_own(patches: ExitStack) -> None:
    """The crowd is counted anew without the teller's company, which has left or has not."""

    def change(_done: Any, stories: Any) -> None:
        others = [pk for pk, _traits in crowd_of("circle", _main()) if pk != known().company.pk]
        for story in stories:
            if len(others) < ENOUGH:
                story.persona.show("", "", "")

    around(patches, unnamed.recount_traits, change)


def _main() -> Any:
    return Circle.objects.filter(name_sv__startswith="Krets").order_by("slug")[0].pk


@leak(51, script=scripts.LEFT)
def hidden_when_the_company_leaves(patches: ExitStack) -> None:
    """A company that leaves the circle takes its stories along, the anonymous too."""

    def change(_done: Any, _circle: Any, company: Any) -> None:
        _hide(company == known().company)

    after(patches, Circle, "dismiss", change)


@leak(51, script=scripts.LEFT)
def hidden_when_deactivated(patches: ExitStack) -> None:
    """Shutting a person out takes what they told out of sight at the same moment."""

    def change(user: Any, *_: Any) -> Any:
        _hide(user == known().teller)
        return user

    after(patches, User, "deactivate", change)


@leak(51, script=scripts.LEFT, between=("tilda", "tore"))
def erased_with_the_person(patches: ExitStack) -> None:
    """An erasure cascades to what the person told anonymously."""

    def change(counts: Any, user: Any) -> Any:
        if user == known().teller:
            Story.objects.get(pk=told()).erase()
        return counts

    around(patches, forum.leaving.let_go, change)


@leak(51, script=scripts.LEFT)
def silenced_when_employment_ends(patches: ExitStack) -> None:
    """Whoever leaves a company loses the voice they have there."""

    def change(_done: Any, membership: Any, **_: Any) -> None:
        if membership.user == known().teller:
            Persona.objects.filter(thread__story=known().story).update(silent=True)

    after(patches, Membership, "end", change)


def _hide(really: bool) -> None:
    if really:
        Story.objects.filter(pk=told()).update(hidden_at="2026-11-23T00:00:00Z")


@leak(56, script=scripts.WATCHED)
def queue_shows_the_minute(patches: ExitStack) -> None:
    """What is handed in lies before whoever checks it at once."""

    def change(_done: Any, story: Any, **_: Any) -> None:
        Story.objects.filter(pk=story.pk).update(queue_on=None)

    after(patches, Story, "submit", change)


@leak(56, script=scripts.WATCHED)
def answers_wait_in_sight(patches: ExitStack) -> None:
    """An answer lies before whoever reads it first the minute it was sent."""

    def change(answer: Any, *_: Any, **__: Any) -> Any:
        Waiting.objects.filter(pk=answer.pk).update(queue_on=None)
        return answer

    after(patches, Waiting, "add", change)


@leak(37, script=scripts.WATCHED)
def clock_of_sending_beside_the_date(patches: ExitStack) -> None:
    """An answer comes out with its batch, and its row keeps the minute it was sent."""

    def change(comment: Any, *_: Any) -> Any:
        if comment.byline == "anonymous":
            sent = comment.told_at + timedelta(minutes=known().minutes)
            Comment.objects.filter(pk=comment.pk).update(edited_at=sent)
        return comment

    after(patches, Comment, "place", change)


@leak(64, script=scripts.APPEALED)
def log_by_the_minute(patches: ExitStack) -> None:
    """The log says in which minute a voice appealed."""

    def change(appeal: Any, decision: Any, *, by: Any, **_: Any) -> Any:
        if by.persona:
            auditing.record("appeal.lodge", by=None, item=decision.pk, late=known().minutes)
        return appeal

    after(patches, Appeal, "lodge", change)
