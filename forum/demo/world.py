"""The whole world, built step by step: each story with its talk is there whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from forum.demo import moderating, reading, second_factor, talking, telling
from forum.demo.calendar import Calendar
from forum.demo.cast import Cast, gather, invite
from forum.demo.pictures import picture_of
from forum.demo.reading import Words
from forum.models import State, Story, Thread


@dataclass(slots=True)
class Built:
    """What a run added, and what can be shown of it once: the token of the open invitation."""

    people: int = 0
    stories: int = 0
    questions: int = 0
    invitation: str = ""
    receipts: dict[str, str] = field(default_factory=dict)
    staff: list[User] = field(default_factory=list)


def build(calendar: Calendar, *, password: str, secret: str) -> Built:
    """Add whatever of the world is missing; what is there is left as people have changed it.

    New people get `password`, new staff the second factor `secret` (base 32). Running it twice
    changes nothing.
    """
    built = Built()
    with transaction.atomic():
        cast = _gather(calendar, built, password, secret)
    for story in _tell(cast, calendar):
        built.stories += 1
        if story.receipt:
            built.receipts[story.title] = story.receipt
    for words in reading.questions():
        with transaction.atomic():
            built.questions += bool(_ask(words, cast, calendar))
    moderating.moderate(reading.moderation(), reading.questions(), cast, calendar)
    return built


def _gather(calendar: Calendar, built: Built, password: str, secret: str) -> Cast:
    cast = gather(reading.world(), password)
    calendar.date_people(cast.newcomers)
    built.people = len(cast.newcomers)
    built.staff = [person for person in cast.newcomers if person.is_staff]
    for person in built.staff:
        second_factor.activate(person, secret)
    built.invitation = invite()
    return cast


def _tell(cast: Cast, calendar: Calendar) -> Iterator[Story]:
    """Tell the stories that are missing."""
    told = telling.told()
    for words in reading.stories():
        if words["key"] not in told:
            told[words["key"]] = _tell_one(words, cast, told, calendar)
            yield told[words["key"]]


def _tell_one(words: Words, cast: Cast, told: dict[str, Story], calendar: Calendar) -> Story:
    picture = picture_of(words)
    with transaction.atomic():
        story = telling.begin(words, cast, told)
        if picture:
            telling.illustrate(story, telling.telling(story, words, cast), *picture)
        telling.send_out(story, words, cast)
        if story.state == State.PUBLISHED:
            talking.react(story, words, cast)
            thread = Thread.objects.get(story=story)
            talking.converse(thread, words, cast, words["published"], calendar)
        telling.finish(story, words, cast, calendar)
    return story


def _ask(words: Words, cast: Cast, calendar: Calendar) -> Thread | None:
    thread = talking.ask(words, cast)
    if thread is not None:
        talking.converse(thread, words, cast, words["asked"], calendar)
        talking.close(thread, words, cast)
        calendar.date_question(thread, words["asked"])
    return thread
