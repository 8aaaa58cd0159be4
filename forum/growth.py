"""Circles that grow: whoever joins later reads what was told there before (T2, T13).

A teller is told so before publication, and afterwards when it happens, so that they can narrow. Of
what is told anonymously nobody is told anything: the bearer of its receipt sees it when they look.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Participation
from accounts.reader import Reader
from forum.models.audience import Audience
from forum.models.notification import Notification
from forum.models.reviewed import State
from forum.models.story import Story
from forum.models.told import NAMED
from forum.moderation.telling import notify

PAUSE: Final = timedelta(days=7)  # between two notices about one story
LATEST: Final = timedelta(days=30)  # of those who joined longer ago nobody is told any more
GROWING: Final = (Audience.CIRCLE, Audience.MEMBERS)
WHO_FOLLOWS: Final[dict[str, Any]] = {
    Audience.COMPANY: _("Whoever joins your company later will read this too."),
    Audience.CIRCLE: _(
        "Companies that join the circle later will read this too. You will be told when it happens,"
        " and can let fewer read."
    ),
    Audience.MEMBERS: _(
        "Companies that join later will read this too. You will be told when it happens, and can"
        " let fewer read."
    ),
    Audience.PUBLIC: _("Anybody can read this, now and later."),
}
UNNAMED_FOLLOWS: Final = _(
    "Companies that join later will read this too. Open your receipt to see whether any have; you"
    " can let fewer read."
)


def who_follows(story: Story) -> Any:
    """The sentence that says who will read it besides those who can now."""
    growing = story.audience in GROWING
    return UNNAMED_FOLLOWS if growing and not story.is_named else WHO_FOLLOWS[story.audience]


def joined_since(story: Story, since: datetime | None = None) -> QuerySet[Company]:
    """Companies that read a published story now and did not take part there when it came out.

    Of them, those that have joined after `since`, if that is said.
    """
    if story.published_at is None or story.state != State.PUBLISHED:
        return Company.objects.none()
    if story.audience not in GROWING:
        return Company.objects.none()
    here = Participation.objects.filter(company=OuterRef("pk"))
    if story.audience == Audience.CIRCLE:
        here = here.filter(circle=story.circle_id)
    out = story.published_at
    before = here.filter(Q(left_at=None) | Q(left_at__gt=out), joined_at__lte=out)
    late = here.filter(left_at=None, joined_at__gt=max(out, since or out))
    return Company.objects.filter(Exists(late), ~Exists(before))


@transaction.atomic
def tell_tellers() -> int:
    """Tell those who told by name that newcomers can read it; how many were told.

    Once a week at most for each story, whenever and however often this is run.
    """
    now = timezone.now()
    told = [story for story in concerned(now) if joined_since(story, last_told(story)).exists()]
    reading = [story for story in told if is_theirs(story)]
    for story in reading:
        if story.author_id:
            notify([story.author_id], Notification.Kind.CIRCLE_GREW, story.pk)
    return len(reading)


def concerned(now: datetime) -> QuerySet[Story]:
    """Named stories where somebody has joined lately, and of which nobody was told lately."""
    lately = Participation.objects.filter(left_at=None, joined_at__gt=now - LATEST)
    lately = lately.filter(joined_at__gt=OuterRef("published_at"))
    in_circle = Q(Exists(lately.filter(circle=OuterRef("circle"))), audience=Audience.CIRCLE)
    told = Notification.objects.filter(kind=Notification.Kind.CIRCLE_GREW, subject=OuterRef("pk"))
    out = Story.objects.filter(state=State.PUBLISHED, byline__in=NAMED, author__is_active=True)
    grown = out.filter(in_circle | Q(Exists(lately), audience=Audience.MEMBERS))
    quiet = grown.filter(~Exists(told.filter(created_at__gt=now - PAUSE)))
    return quiet.select_related("author").order_by("pk")


def last_told(story: Story) -> datetime:
    """Since when newcomers are news to its teller."""
    notices = Notification.objects.filter(kind=Notification.Kind.CIRCLE_GREW, subject=story.pk)
    last: datetime | None = notices.aggregate(last=Max("created_at"))["last"]
    return max(filter(None, [last, timezone.now() - LATEST]))


def is_theirs(story: Story) -> bool:
    """Tell whether its author may still read and narrow it (T12)."""
    by = Reader.of(story.author)
    return Story.objects.visible_to(by).filter(pk=story.pk).exists() and story.is_written_by(by)
