"""Reactions: six kinds, none negative, one of each kind a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from accounts.models.identified import Identified
from forum.models.comment import Comment
from forum.models.story import Story
from forum.vocabulary import REACTIONS, choices


class Reaction(Identified):
    """One person's reaction; who gave it is shown to nobody, companies count in bands (T9)."""

    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="reactions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="reactions")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(REACTIONS))

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "user", "kind"],
                condition=Q(comment=None),
                name="reaction_to_story_once",
            ),
            models.UniqueConstraint(
                fields=["comment", "user", "kind"],
                condition=Q(story=None),
                name="reaction_to_comment_once",
            ),
            models.CheckConstraint(
                condition=Q(story=None, comment__isnull=False)
                | Q(story__isnull=False, comment=None),
                name="reaction_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(REACTIONS)), name="reaction_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
