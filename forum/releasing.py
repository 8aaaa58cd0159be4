"""Letting the anonymous out: together, in no order, and never at a moment of their own (T8)."""

from collections.abc import Sequence
from contextlib import suppress
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum.errors import ThreadFull
from forum.models.story import Story
from forum.models.waiting import Waiting

LEAST = 2  # voices in a batch: what comes out alone was written by whoever was there (leaks 48)
PATIENCE = 2  # rounds a voice waits for company, so that a quiet forum does not swallow it


@transaction.atomic
def release_stories() -> int:
    """Publish the anonymous stories that are ready, as one batch; how many they were."""
    ready = Story.objects.for_batch(timezone.localdate()).select_for_update(of=("self",))
    batch = batch_of(list(ready.select_related("persona")))
    for story in batch:
        story.publish()
    return len(batch)


@transaction.atomic
def release_answers() -> int:
    """Let the waiting answers become comments, as one batch; how many they were."""
    waiting = Waiting.objects.select_for_update(of=("self",))
    batch = batch_of(list(waiting.select_related("persona", "parent")))
    return sum(_released(answer) for answer in batch)


def _released(answer: Waiting) -> bool:
    """Release one; where its thread can hold no more it goes on waiting, and the others not."""
    with suppress(ThreadFull), transaction.atomic():
        answer.release()
        return True
    return False


def batch_of(items: Sequence[Any]) -> list[Any]:
    """The items in an order drawn by lot; none, and a round more to wait, for a lonely voice."""
    voices = {item.persona_id: item.persona for item in items}
    if len(voices) < LEAST and all(voice.rounds < PATIENCE for voice in voices.values()):
        for voice in voices.values():
            voice.wait()
        return []
    return SystemRandom().sample(items, len(items))
