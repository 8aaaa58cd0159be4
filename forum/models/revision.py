"""Revisions: the text as it was before each change made after publication."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.identified import Identified
from accounts.reader import Reader
from forum.models.comment import Comment
from forum.models.story import Story
from forum.models.told import NAMED


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions as readers meet them."""

    def visible_to(self, reader: Reader) -> Self:
        """Earlier text is its author's and stewards': it may hold what was taken out."""
        if reader.persona:
            own = Q(story__persona=reader.persona) | Q(comment__persona=reader.persona)
            return self.filter(own)
        if reader.user_id is None:
            return self.none()
        stories = Story.objects.visible_to(reader).filter(
            Q(author=reader.user_id, company__in=reader.companies)
            | Q(company__in=reader.stewarding, byline__in=NAMED)
        )
        comments = Comment.objects.visible_to(reader).filter(author=reader.user_id)
        return self.filter(Q(story__in=stories) | Q(comment__in=comments))


class Revision(Identified):
    """One earlier text of a story or comment; `number` is the version it was."""

    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="revisions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(_("text"))
    kept_at = models.DateTimeField(_("replaced"), default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-number", "-id")
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="story_revision_once"),
            models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once"),
            models.CheckConstraint(
                condition=Q(story=None, comment__isnull=False)
                | Q(story__isnull=False, comment=None),
                name="revision_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
