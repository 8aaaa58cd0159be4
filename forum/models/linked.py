"""What ties stories to topics and to each other; explicit, so that no link has a counted key (T5).

The tables Django makes for such links by itself number their rows. The number of a link stands
between those of its neighbours, whose times are known, and would say to the minute when an
anonymous draft was begun.
"""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from accounts.models.identified import Identified
from forum.errors import InspiredByItself, LinkTooNarrow
from forum.models.audience import Audience
from forum.models.told import Byline


class StoryTopic(Identified):
    """One topic of one story."""

    story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")
    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="+")

    class Meta:
        db_table = "forum_story_topics"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["story", "topic"], name="story_topic_once")]

    def __str__(self) -> str:
        return str(self.pk)


def read_by_all_readers(link: str, target: str) -> Q:
    """Targets that everybody who reads the story at the other end can read as well (T5).

    `link` and `target` are lookup paths to the two stories. A company's own stories never are:
    a link to one would name the company. A circle's are for the same circle only; a cohort's
    companies need not all take part in the programme above it.
    """
    everybody = Q(**{f"{target}audience": Audience.PUBLIC})
    members = Q(**{f"{target}audience": Audience.MEMBERS}) & Q(
        **{f"{link}audience__in": [Audience.MEMBERS, Audience.CIRCLE]}
    )
    same_circle = Q(
        **{
            f"{target}audience": Audience.CIRCLE,
            f"{link}audience": Audience.CIRCLE,
            f"{target}circle": F(f"{link}circle"),
        }
    )
    out = Q(**{f"{target}state": "published", f"{target}hidden_at": None})
    return out & (everybody | members | same_circle)


class InspirationQuerySet(models.QuerySet["Inspiration"]):
    """Links as readers meet them."""

    def for_every_reader(self) -> Self:
        """Those that tell nothing about an anonymous teller, and all of the named ones'.

        What an anonymous story points at is shown to everybody who reads it or to nobody, its
        teller included: a link that only one company can follow names the company.
        """
        named = ~Q(from_story__byline=Byline.ANONYMOUS)
        return self.filter(named | read_by_all_readers("from_story__", "to_story__"))

    def drop_narrower(self, story_id: UUID) -> None:
        """Delete the links to or from a story that no longer may be, whoever could see them.

        Asked when an audience has been narrowed: the row itself would tell whoever copies the
        database which company the anonymous teller could read of.
        """
        ends = Q(from_story=story_id) | Q(to_story=story_id)
        self.filter(ends).too_narrow().delete()

    def too_narrow(self) -> Self:
        """Links that `for_every_reader` leaves out."""
        return self.exclude(pk__in=Inspiration.objects.for_every_reader().values("pk"))

    def refuse_narrow(self, story_id: UUID) -> None:
        """Raise LinkTooNarrow where an anonymous story points at what not all its readers read.

        Inside the transaction that has set the links, which is then rolled back.
        """
        if self.filter(from_story=story_id).too_narrow().exists():
            raise LinkTooNarrow([("/inspired_by", LinkTooNarrow.code, LinkTooNarrow.message)])


class Inspiration(Identified):
    """One story that another was inspired by."""

    from_story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")
    to_story = models.ForeignKey("forum.Story", models.CASCADE, related_name="+")

    objects = InspirationQuerySet.as_manager()

    class Meta:
        db_table = "forum_story_inspired_by"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["from_story", "to_story"], name="inspiration_once"),
            models.CheckConstraint(
                condition=~Q(from_story=F("to_story")), name="inspiration_by_another"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


def link(story: Any, changes: dict[str, Any]) -> None:
    """Take the topics and inspirations out of `changes` and set them.

    Raises InspiredByItself, and LinkTooNarrow as `refuse_narrow` does.
    """
    if story in changes.get("inspired_by", ()):
        raise InspiredByItself([("/inspired_by", InspiredByItself.code, InspiredByItself.message)])
    for name in ("topics", "inspired_by"):
        if name in changes:
            getattr(story, name).set(changes.pop(name))
            Inspiration.objects.refuse_narrow(story.pk)
