"""The batch: everything that waits for one comes out together, in no order (T8).

Only dates decide what is due. So the batch can be called at any time and any number of times:
between batches it finds nothing, and one that was missed is made up for.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from random import SystemRandom
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.errors import DomainError
from forum import batches
from forum.errors import ThreadFull
from forum.mixing import mixed
from forum.models.audit import AuditLater
from forum.models.postponed import Act, Postponed
from forum.models.story import Story
from forum.models.thread import Thread
from forum.models.waiting import Waiting, due_answers
from forum.moderation import auditing


class Batch(NamedTuple):
    """How many came out, by sort."""

    acts: int
    stories: int
    answers: int


@transaction.atomic
def renew_queues() -> None:
    """Show whoever checks what was sent before the last 05:00, and take out what was taken back."""
    morning = batches.last_morning(timezone.now())
    for waiting in (Story.objects, Waiting.objects):
        waiting.filter(queue_on__lte=morning).update(queue_on=None)
    Waiting.objects.filter(gone_on__lte=morning).delete()
    for recall in Postponed.objects.filter(act=Act.RECALL, due_on__lte=morning):
        _carried_out(recall)


def release_batch() -> Batch:
    """Let out what is due by the date of the last batch; see the module.

    All of it in one transaction, at whose end every row it could be found by is written anew in an
    order drawn by lot. Where nothing is due nothing is written.
    """
    day = batches.last_batch(timezone.now())
    if not _is_anything_due(day):
        return Batch(0, 0, 0)
    with mixed():
        return _release(day)


def _is_anything_due(day: date) -> bool:
    return any(
        (
            Postponed.objects.filter(due_on__lte=day).exists(),
            Story.objects.for_batch(day).exists(),
            Waiting.objects.pending().filter(batch_on__lte=day).exists(),
            AuditLater.objects.filter(due_on__lte=day).exists(),
        )
    )


def _release(day: date) -> Batch:
    """What holders asked for by receipt happens first: what was withdrawn does not come out.

    The log is written last, since every other writer waits for it. What could not come out waits
    for the next batch.
    """
    answers = in_lots(due_answers(day))
    acts = due_acts(day)
    _hold_threads(answers, acts)
    done = Batch(
        acts=sum(_carried_out(act) for act in acts),
        stories=_published(day),
        answers=sum(_released(answer) for answer in answers),
    )
    Waiting.objects.filter(batch_on__lte=day).update(batch_on=batches.next_batch(timezone.now()))
    auditing.append_due(day)
    return done


def due_acts(day: date) -> Sequence[Postponed]:
    """What holders asked for, in an order drawn by lot."""
    acts = list(Postponed.objects.filter(due_on__lte=day).select_related("story", "comment"))
    return SystemRandom().sample(acts, len(acts))


def in_lots[Item](voices: Iterable[Sequence[Item]]) -> list[Item]:
    """The items of all voices in an order drawn by lot, in which each voice keeps its own."""
    lots = [queue for items in voices for queue in [iter(items)] * len(items)]
    return [next(queue) for queue in SystemRandom().sample(lots, len(lots))]


def _hold_threads(answers: Iterable[Waiting], acts: Iterable[Postponed]) -> None:
    """Hold every thread concerned, in the order of their keys, before anything is written.

    Whoever comments holds a thread and then the end of the log: so nobody waits in a circle.
    """
    told = {act.story_id for act in acts} - {None}
    said = {answer.thread_id for answer in answers}
    said |= {act.comment.thread_id for act in acts if act.comment}
    rows = Thread.objects.filter(Q(story__in=told) | Q(pk__in=said)).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def _carried_out(act: Postponed) -> bool:
    """Do one act; what has become impossible meanwhile is forgotten."""
    with suppress(DomainError), transaction.atomic():
        act.carry_out()
        return True
    Postponed.objects.filter(pk=act.pk).delete()
    return False


def _published(day: date) -> int:
    due = Story.objects.for_batch(day).select_for_update(of=("self",)).order_by("pk")
    stories = list(due.select_related("persona"))
    for story in SystemRandom().sample(stories, len(stories)):
        story.publish()
    return len(stories)


def _released(answer: Waiting) -> bool:
    """Release one; where its thread can hold no more it stays, and the others do not."""
    if not Waiting.objects.filter(pk=answer.pk).exists():
        return False  # gone with the story it answers
    with suppress(ThreadFull), transaction.atomic():
        return answer.release()
    return False
