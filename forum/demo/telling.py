"""Stories told through the verbs, from draft over approval to follow-ups."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from accounts.reader import Reader
from forum.demo.calendar import WRITTEN, Calendar
from forum.demo.cast import Cast
from forum.demo.reading import Words
from forum.models import (
    Attachment,
    Cycle,
    FollowUp,
    Measurement,
    Metric,
    Proposal,
    State,
    Story,
    StoryEvent,
)
from forum.models.sections import TEXTS
from forum.uploads import CleanFile

MARK: Final = "demo"  # the event by which a story is known again, whatever became of it
UNPUBLISHED: Final = WRITTEN - timedelta(days=10)
REGRET: Final = timedelta(days=45)  # from telling to withdrawing
PLAIN: Final = ("byline", "audience", "language", "outcome", "failure_type", "reuse", "topics")
FOLLOWING_UP: Final = ("add_followup", "propose", "accept_proposal")
MEASURED: Final = ("unit", "direction", "baseline_period", "result_period")


def told() -> dict[str, Story]:
    """The demo stories that are here already, by key."""
    marks = StoryEvent.objects.filter(verb=MARK).select_related("story")
    return {mark.note: mark.story for mark in marks}


def begin(words: Words, cast: Cast, earlier: dict[str, Story]) -> Story:
    """Start the draft with its parts; `earlier` are the stories it may be inspired by."""
    by = cast.reader(words["teller"])
    fields: dict[str, Any] = {name: words[name] for name in (*PLAIN, *TEXTS) if name in words}
    fields["inspired_by"] = [earlier[key] for key in words.get("inspired_by", [])]
    if "circle" in words:
        fields["circle_id"] = cast.circles[words["circle"]].pk
    story = Story.begin(by=by, **fields)
    story.events.create(verb=MARK, note=words["key"])
    by = telling(story, words, cast)
    for cycle in words.get("cycles", []):
        _try(story, by, cycle)
    for measurement in words.get("measurements", []):
        _measure(story, by, measurement)
    return story


def telling(story: Story, words: Words, cast: Cast) -> Reader:
    """Who tells: the person, or the anonymous voice that the person's receipt opens."""
    return Reader(persona=story.persona_id) if story.persona_id else cast.reader(words["teller"])


def illustrate(story: Story, by: Reader, clean: CleanFile, caption: str) -> None:
    """Attach a cleaned file."""
    Attachment.attach(story, by=by, clean=clean, caption=caption)


def send_out(story: Story, words: Words, cast: Cast) -> None:
    """Take the story to the state it has in the files, follow-ups included."""
    by = telling(story, words, cast)
    if words["state"] != State.DRAFT:
        story.submit(by=by)
    if words["state"] in (State.PUBLISHED, State.WITHDRAWN):
        if story.state == State.IN_REVIEW:
            story.approve(by=cast.steward(story.company) if story.company else cast.checker())
        if not story.is_named:
            story.publish()  # not with the next batch: this one came out long ago
        for follow_up in words.get("follow_ups", []):
            _agree(_follow_up(story, by, follow_up), cast)


def _agree(told: Any, cast: Cast) -> None:
    """Let the steward say yes where that is needed (T4)."""
    if isinstance(told, Proposal) and told.story.company:
        told.accept(by=cast.steward(told.story.company))


def finish(story: Story, words: Words, cast: Cast, calendar: Calendar) -> None:
    """Withdraw what is withdrawn, and put everything on its day."""
    if words["state"] == State.WITHDRAWN:
        story.withdraw(by=telling(story, words, cast))
    day, later = words.get("published", UNPUBLISHED), words.get("follow_ups", [])
    acts = list(story.events.filter(verb__in=FOLLOWING_UP).order_by("at"))
    calendar.date_story(story, day)
    for number, act in enumerate(acts):
        calendar.date_event(act, later[number * len(later) // len(acts)]["date"])
    if later:
        calendar.date_change(story, later[-1]["date"])
    calendar.date_event(story.events.filter(verb="withdraw").first(), day + REGRET)


def _try(story: Story, by: Reader, words: Words) -> None:
    texts = {name: words.get(name, "") for name in ("title", "plan", "do", "act")}
    days = {"started_on": words.get("started"), "ended_on": words.get("ended")}
    Cycle.add(story, by=by, checked=words.get("check", ""), **texts, **days)


def _measure(story: Story, by: Reader, words: Words) -> None:
    metric = Metric.objects.filter(slug=words["metric"]).first()
    fields: dict[str, Any] = {name: words[name] for name in MEASURED if name in words}
    amounts = {
        name: Decimal(words[name]) for name in ("baseline", "target", "result") if name in words
    }
    name = "" if metric else words["metric"]
    Measurement.add(story, by=by, metric=metric, name=name, **fields, **amounts)


def _follow_up(story: Story, by: Reader, words: Words) -> Any:
    readings: dict[UUID, Decimal] = {
        _measured(story, value["metric"]): Decimal(value["value"])
        for value in words.get("values", [])
    }
    fields = {name: words.get(name, "") for name in ("held", "body", "outcome")}
    return FollowUp.tell(story, by=by, readings=readings, months=words["months"], **fields)


def _measured(story: Story, metric: str) -> UUID:
    """The story's measurement of a metric, named by slug or by its own name."""
    known = story.measurements.filter(metric=metric) | story.measurements.filter(name=metric)
    return known.get().pk
