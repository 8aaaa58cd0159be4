"""The stories of the measured world, mixed as in a living forum, each with its thread."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import batched
from random import Random
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Circle, Company, User
from bench.texts import SENTENCES, stock
from forum.models import Audience, Byline, Cycle, Measurement, State, Story, Thread, Topic
from forum.models.sections import SECTIONS
from forum.vocabulary import OUTCOMES

AT_ONCE = 500
WRITTEN = SECTIONS[1:6]  # five of the eight sections, about 600 characters each
AUDIENCES = ("circle",) * 8 + ("members", "company")
EVERY_MINUTES = 17
# Every state in every stretch of the list: a plan that knows one state only is not the forum's.
STATES = (
    *([State.PUBLISHED] * 6), State.DRAFT, *([State.PUBLISHED] * 6), State.WITHDRAWN,
    *([State.PUBLISHED] * 5), State.IN_REVIEW, *([State.PUBLISHED] * 4), State.SCHEDULED,
)  # fmt: skip
HIDDEN = 83  # every so many-th published story is hidden by moderation


@dataclass(slots=True)
class Mixer:
    """Makes stories of the members of some circles; the same seed makes the same mixture."""

    casts: list[tuple[Circle, list[tuple[User, Company]]]]
    chance: Random = field(default_factory=lambda: Random(7))  # noqa: S311
    texts: list[tuple[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    def stock_up(self) -> None:
        """Render the texts and read the topics to choose from."""
        self.texts = stock(self.chance, 600)
        self.topics = list(Topic.objects.order_by("pk").values_list("pk", flat=True))

    def story(self, n: int) -> Story:
        """The n-th newest story, not saved."""
        circle, cast = self.chance.choice(self.casts)
        user, company = self.chance.choice(cast)
        audience = self.chance.choice(AUDIENCES)
        outcome = self.chance.choice([*OUTCOMES])
        at = self.now - timedelta(minutes=EVERY_MINUTES * n)
        state = STATES[n % len(STATES)]
        return Story(
            **self._written(n),
            byline=self.chance.choice([Byline.PERSON, Byline.PERSON, Byline.COMPANY]),
            author=user,
            company=company,
            audience=audience,
            circle=circle if audience == Audience.CIRCLE else None,
            state=state,
            told_at=at,
            published_at=at if state == State.PUBLISHED else None,
            hidden_at=at if state == State.PUBLISHED and n % HIDDEN == HIDDEN - 1 else None,
            outcome=outcome,
            first_outcome=outcome,
            reaction_counts={"learned": n % 23, "tried": n % 9} if n % 3 else {},
        )

    def _written(self, n: int) -> dict[str, Any]:
        chosen = dict(zip(WRITTEN, self.chance.sample(self.texts, len(WRITTEN)), strict=True))
        return {
            "title": f"Försök {n}: {self.chance.choice(SENTENCES)}"[:90],
            "summary": " ".join(self.chance.sample(SENTENCES, 3))[:300],
            **{name: source for name, (source, _html) in chosen.items()},
            "sections_html": {name: html for name, (_source, html) in chosen.items()},
        }

    def parts(self, story: Story) -> Iterator[models.Model]:
        """Two cycles and two measurements for a story."""
        for position in (1, 2):
            cycle = {"title": f"Varv {position}", "plan": SENTENCES[0], "do": SENTENCES[5]}
            yield Cycle(story=story, position=position, checked=SENTENCES[1], **cycle)
        for position in (1, 2):
            values = {"baseline": Decimal(40), "target": Decimal(20), "result": Decimal(31)}
            named = {"name": "Ställtid", "unit": "min", "direction": "lower"}
            yield Measurement(story=story, position=position, **named, **values)


def plant_stories(mixer: Mixer, number: int) -> None:
    """Write so many stories in all states, those that are out with threads, all with parts."""
    mixer.stock_up()
    chosen: type[models.Model] = Story.topics.through
    for numbers in batched(range(number), AT_ONCE, strict=False):
        stories = [mixer.story(n) for n in numbers]
        save(stories)
        out = [story for story in stories if story.state == State.PUBLISHED]
        save([Thread(story=story, comment_count=0) for story in out])
        save(
            [
                chosen(story_id=story.pk, topic_id=topic)
                for story in stories
                for topic in mixer.chance.sample(mixer.topics, 3)
            ]
        )
        parts = [part for story in stories for part in mixer.parts(story)]
        for kind in (Cycle, Measurement):
            save([part for part in parts if isinstance(part, kind)])


def save(rows: list[Any]) -> None:
    """Write rows of one table."""
    type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)
