"""What was asked for by receipt and happens with the next batch, among other things (T8)."""

from collections.abc import Callable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.errors import NotYours
from accounts.models import Circle
from accounts.models.identified import Identified
from accounts.reader import Reader
from forum import batches
from forum.models.audience import Audience
from forum.models.comment import Comment
from forum.models.persona import Persona
from forum.models.story import Story


class Act(models.TextChoices):
    """What can wait for a batch."""

    RECALL = "recall", _("take back from review")
    NARROW = "narrow", _("let fewer read")
    WITHDRAW = "withdraw", _("withdraw for good")
    REMOVE = "remove", pgettext_lazy("by receipt", "take away")
    LOCK = "lock", pgettext_lazy("by receipt", "take no more comments")
    UNLOCK = "unlock", pgettext_lazy("by receipt", "take comments again")


INSTEAD = {Act.LOCK: [Act.LOCK, Act.UNLOCK], Act.UNLOCK: [Act.LOCK, Act.UNLOCK]}


class PostponedQuerySet(models.QuerySet["Postponed"]):
    """What waits, as its voices and the batch meet it."""

    def visible_to(self, reader: Reader) -> Self:
        """One's own, by receipt; to nobody else does it exist."""
        return self.filter(persona=reader.persona) if reader.persona else self.none()


class Postponed(Identified):
    """One act on a story or comment, by the voice that told it; it holds no time but its date."""

    persona = models.ForeignKey(Persona, models.CASCADE, related_name="postponed")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="postponed")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="postponed")
    act = models.CharField(max_length=10, choices=Act)
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    circle = models.ForeignKey(Circle, models.CASCADE, null=True, related_name="+")
    due_on = models.DateField(_("happens"))

    objects = PostponedQuerySet.as_manager()

    class Meta:
        verbose_name = _("postponed act")
        verbose_name_plural = _("postponed acts")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, comment__isnull=False)
                | Q(story__isnull=False, comment=None),
                name="postponed_on_one_thing",
            ),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="postponed_act_known"),
        ]

    def __str__(self) -> str:
        return self.act

    @classmethod
    def put(cls, item: Story | Comment, act: str, *, by: Reader, **aim: Any) -> Self:
        """Let an act on an item wait, in place of what waited of the same sort; the item is held.

        A recall waits for the morning on which the queue of whoever checks is renewed, everything
        else for the batch. `aim` are audience and circle_id.
        """
        kind = {str(item._meta.model_name): item}
        cls.objects.filter(**kind, act__in=INSTEAD.get(Act(act), [act])).delete()
        now = timezone.now()
        due = batches.next_morning(now) if act == Act.RECALL else batches.next_batch(now)
        return cls.objects.create(persona_id=by.persona, act=act, due_on=due, **kind, **aim)

    def call_off(self, *, by: Reader) -> None:
        """Let it not happen; raises NotYours."""
        if by.persona is None or by.persona != self.persona_id:
            raise NotYours
        self.delete()

    def carry_out(self) -> None:
        """Do it, by the verb it was asked of; raises what that verb raises meanwhile."""
        self.delete()
        DEEDS[Act(self.act)](self, Reader(persona=self.persona_id))


def _narrow(one: Postponed, by: Reader) -> None:
    assert one.story  # noqa: S101 - a constraint holds it
    one.story.edit(by=by, now=True, audience=one.audience, circle_id=one.circle_id)


DEEDS: dict[Act, Callable[[Any, Reader], None]] = {
    Act.RECALL: lambda one, by: one.story.recall(by=by, now=True),
    Act.NARROW: _narrow,
    Act.WITHDRAW: lambda one, by: one.story.withdraw(by=by, now=True),
    Act.REMOVE: lambda one, by: one.comment.remove(by=by, now=True),
    Act.LOCK: lambda one, by: one.story.thread.lock(by=by, now=True),
    Act.UNLOCK: lambda one, by: one.story.thread.unlock(by=by, now=True),
}
