"""Work for the desk of the demo world: reports, something held, decisions and appeals."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from forum.demo.calendar import WRITTEN, Calendar
from forum.demo.cast import Cast
from forum.demo.reading import Words
from forum.demo.telling import MARK
from forum.models import (
    Appeal,
    Case,
    Comment,
    Decision,
    Guidelines,
    HeldWord,
    Report,
    StoryEvent,
    Thread,
)
from forum.models.decision import Judgement

KEY: Final = "moderation"  # noted once beside the stories' own marks: all of it is there, or none


@transaction.atomic
def moderate(words: Words, questions: list[Words], cast: Cast, calendar: Calendar) -> None:
    """Give the desk its work, unless it was given it before, whatever has become of it since."""
    marks = StoryEvent.objects.filter(verb=MARK)
    if marks.filter(note=KEY).exists():
        return
    _hold_words(words, cast)
    titles = {question["key"]: question["title"] for question in questions}
    for incident in words["incidents"]:
        _happen(incident, Thread.objects.get(title=titles[incident["question"]]), cast, calendar)
    marks.earliest("at", "id").story.events.create(verb=MARK, note=KEY)


def _hold_words(words: Words, cast: Cast) -> None:
    """Let one circle hold what contains a word of the list."""
    by = cast.reader(words["listed_by"])
    for word in words["words"]:
        if not HeldWord.objects.filter(word=word).exists():
            HeldWord(word=word).put_on_list(by=by)
    circle = cast.circles[words["holds_words"]]
    circle.hold_words = True
    circle.save(update_fields=["hold_words"])


def _happen(words: Words, thread: Thread, cast: Cast, calendar: Calendar) -> None:
    """Let somebody write, others report it, and moderators do what they did about it."""
    comment = thread.comment(by=cast.reader(words["author"]), body=words["body"])
    for report in words.get("reports", []):
        said = {name: report[name] for name in ("reason", "sentence")}
        Report.file(comment, by=cast.reader(report["by"]), **said)
    day = WRITTEN - timedelta(days=words["days"])
    calendar.date_comments([comment], day, [0])
    calendar.date_case(Case.objects.get(item=comment.pk), day)
    for decision in words.get("decisions", []):
        taken = _decide(decision, comment, cast)
        if "appeal" in words:
            _appeal(words, taken, cast)


def _decide(words: Words, comment: Comment, cast: Cast) -> Decision:
    days = words.get("suspended_days")
    judgement = Judgement(
        measure=words["measure"],
        reason=words["reason"],
        rule=Guidelines.objects.current().rules.get(number=words["rule"]),
        sentence=words["sentence"],
        until=timezone.now() + timedelta(days=days) if days else None,
    )
    return Decision.take(
        [Case.objects.get(item=comment.pk)], judgement, by=cast.reader(words["by"])
    )


def _appeal(words: Words, decision: Decision, cast: Cast) -> None:
    said = words["appeal"]
    appeal = Appeal.lodge(decision, by=cast.reader(words["author"]), sentence=said["sentence"])
    if "hearing" in said:
        hearing = said["hearing"]
        answer = {name: hearing[name] for name in ("outcome", "answer")}
        appeal.hear(by=cast.reader(hearing["by"]), **answer)
