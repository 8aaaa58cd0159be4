"""Leaving for good: what the forum does with what a person told by name.

What they told anonymously stays as it is. No row leads to it, and an erasure that changed it would
say who wrote it (leaks.md 51).
"""

from dataclasses import replace
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.leaving import forget
from accounts.models import User
from accounts.reader import Reader
from forum.models import (
    Acceptance,
    Appeal,
    Case,
    Comment,
    Notification,
    Proposal,
    Reaction,
    Redaction,
    Report,
    Revision,
    Ruling,
    State,
    Story,
    StoryEvent,
    Thread,
)

TAKEN_BACK = _("Question taken back")
UNSEEN = (State.DRAFT, State.IN_REVIEW, State.SCHEDULED)

type Counts = dict[str, int]


class Left(NamedTuple):
    """How many things of each kind went with a person, and how many stay without their name."""

    gone: Counts
    stays: Counts


@transaction.atomic
def leave(user: User, *, withdraw: bool) -> Left:
    """Erase a person; with `withdraw` also what they told by name, else it stays without a name.

    Raises LastSteward where a company with other members would be left without one.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    by = Reader.of(user)
    gone = {"stories": 0, "comments": 0, "questions": 0, "drafts": discard_unseen(by)}
    if withdraw:
        gone |= take_back(by)
    gone["reactions"] = take_reactions_back(by)
    stays = let_go(user)
    forget(user)
    return Left(gone, stays)


def discard_unseen(by: Reader) -> int:
    """Throw away what was never published: nobody could answer for it or take it up again.

    That goes for drafts of companies the person has left, too, which nobody else has ever seen,
    and for what they proposed beside something published and nobody has said yes to.
    """
    unseen = Story.objects.filter(author=by.user_id, state__in=UNSEEN)
    stories = list(unseen.order_by("pk"))
    for story in stories:
        author = replace(by, companies=by.companies | set(filter(None, [story.company_id])))
        if story.state != State.DRAFT:
            story.recall(by=author)
        story.discard(by=author)
    proposed = Proposal.objects.by(by).open()
    count = proposed.count()
    proposed.drop()
    return len(stories) + count


def take_back(by: Reader) -> Counts:
    """Withdraw the person's stories, take their comments away and empty their questions.

    A story of a company they have left is that company's to withdraw, and stays.
    """
    comments = Comment.objects.filter(author=by.user_id)
    count = comments.count()
    stories = Story.objects.filter(author=by.user_id, company__in=by.companies)
    published = list(stories.filter(state=State.PUBLISHED).order_by("pk"))
    for story in published:
        story.withdraw(by=by)
    for comment in comments.order_by("thread", "-path"):  # replies first: no needless tombstone
        if comment.hidden_at:
            comment.bury()
        else:
            comment.remove(by=by)
    questions = list(Thread.objects.filter(author=by.user_id, story=None).order_by("pk"))
    for question in questions:
        empty(question)
    return {"stories": len(published), "comments": count, "questions": len(questions)}


def empty(question: Thread) -> None:
    """Leave a question's place, for the answers of others hang on it (T10)."""
    Redaction.objects.of(question).delete()
    with translation.override(settings.LANGUAGE_CODE):
        question.title = str(TAKEN_BACK)
    question.body = question.body_html = ""
    question.author = question.company = None
    question.version += 1
    question.save(update_fields=["title", "body", "body_html", "author", "company", "version"])


def take_reactions_back(by: Reader) -> int:
    """Take every reaction of the person back by its verb, which counts anew."""
    given = Reaction.objects.filter(user=by.user_id).select_related("story", "comment")
    reactions = list(given.order_by("pk"))
    for reaction in reactions:
        item: Any = reaction.story or reaction.comment
        item.unreact(by=by, kind=reaction.kind)
    return len(reactions)


def let_go(user: User) -> Counts:
    """Take the person off what stays: no id may tie one story of theirs to another.

    Their acts on their own things go nameless with it; what they did to the things of others keeps
    the empty row's id, since decisions stay accountable (T11). A comment's earlier texts were
    theirs alone to read. What is masked stays masked for good, since nobody can appeal any more.
    """
    stories = Story.objects.filter(author=user)
    told_by_them = [one.objects.filter(author=user) for one in (Story, Comment, Thread)]
    Redaction.objects.of(*told_by_them).delete()
    StoryEvent.objects.filter(by=user, story__in=stories.values("pk")).update(by=None)
    own = Q(author=user) | Q(story__in=stories.values("pk"))
    Thread.objects.filter(own, locked_by=user).update(locked_by=None)
    Revision.objects.filter(comment__author=user).delete()
    Proposal.objects.filter(author=user).update(author=None)
    let_go_of_moderation(user)
    told = stories.exclude(state=State.WITHDRAWN).count()
    stories.update(author=None)
    return {
        "stories": told,
        "comments": Comment.objects.filter(author=user).update(author=None),
        "questions": Thread.objects.filter(author=user).update(author=None),
    }


def let_go_of_moderation(user: User) -> None:
    """Take the person off what moderation knows: whom they reported, and what was decided of them.

    What they reported is still looked into, so the sentence of an open report stays without their
    name (config/retention.py says how long). An appeal nobody has heard goes: nobody is left to
    answer. Decisions they took, and appeals they heard, keep the empty row (T11).
    """
    reports, appeals = Report.objects.filter(reporter=user), Appeal.objects.filter(author=user)
    reports.exclude(decision=None).update(sentence="")
    reports.update(reporter=None)
    appeals.filter(outcome="").delete()
    appeals.update(author=None, sentence="")
    Ruling.objects.filter(author=user).update(author=None)
    Case.objects.filter(author=user).update(author=None)
    Case.objects.filter(claimed_by=user).update(claimed_by=None, claimed_until=None)
    Notification.objects.filter(recipient=user).delete()
    Acceptance.objects.filter(user=user).delete()
