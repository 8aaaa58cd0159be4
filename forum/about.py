"""What the forum holds about a person: what they told by name, gave and decided.

What somebody tells anonymously is not here and cannot be: no row leads from a person to it (T5).
Text is given where the person may still read it; elsewhere their own things are named by id, title
and time, and nothing of others is given anywhere (leaks.md 21).
"""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.reader import Reader
from forum.about_moderation import judgements, moderation
from forum.models import (
    Acceptance,
    Attachment,
    Comment,
    Cycle,
    FollowUp,
    Measurement,
    Proposal,
    Reaction,
    Revision,
    Story,
    StoryEvent,
    Thread,
)
from forum.models.sections import TEXTS

type Row = dict[str, Any]

STORY = ("id", "title", "state", "byline", "told_at")
STORY_TEXT = ("language", "outcome", "failure_type", "reuse", "audience", *TEXTS[1:])
PARTS = {
    "cycles": (Cycle, ("title", "plan", "do", "checked", "act", "started_on", "ended_on")),
    "measurements": (
        Measurement,
        (
            "metric_id",
            "name",
            "unit",
            "baseline",
            "target",
            "result",
            "baseline_period",
            "result_period",
        ),
    ),
    "follow_ups": (FollowUp, ("months", "held", "body", "outcome")),
    "attachments": (Attachment, ("name", "caption", "content_type", "size")),
}


def about(user: User, reader: Reader) -> dict[str, list[Row]]:
    """Everything the person told under their name, gave, decided, reported and was told."""
    reactions: Any = Reaction.objects.filter(user=user).order_by("pk")
    return {
        "stories": stories(user, reader),
        "comments": comments(user, reader),
        "questions": questions(user, reader),
        "proposals": proposals(user, reader),
        "reactions": [*reactions.values("kind", "story", "comment")],
        "acts": acts(user),
        **moderation(user),
    }


def stories(user: User, reader: Reader) -> list[Row]:
    """The person's stories with parts and earlier texts; null where they no longer may read."""
    mine = Story.objects.filter(author=user)
    open_to = mine.filter(pk__in=Story.objects.visible_to(reader).values("pk"))
    texts = {row.pop("id"): row for row in open_to.values("id", *STORY_TEXT)}
    parts = {name: parts_of(open_to, *kind) for name, kind in PARTS.items()}
    parts["earlier_texts"] = earlier_texts("story", open_to)
    return [
        row
        | dict.fromkeys(("text", *parts))
        | ({"text": texts[row["id"]]} if row["id"] in texts else {})
        | ({name: by[row["id"]] for name, by in parts.items()} if row["id"] in texts else {})
        for row in mine.order_by("told_at", "id").values(*STORY)
    ]


def comments(user: User, reader: Reader) -> list[Row]:
    """The person's comments with earlier texts; null where they no longer may read."""
    mine = Comment.objects.filter(author=user)
    open_to = mine.filter(pk__in=Comment.objects.visible_to(reader).values("pk"))
    bodies = dict(open_to.values_list("id", "body"))
    earlier = earlier_texts("comment", open_to)
    return [
        row
        | {"body": bodies.get(row["id"])}
        | {"earlier_texts": earlier[row["id"]] if row["id"] in bodies else None}
        for row in mine.order_by("told_at", "id").values("id", "thread", "byline", "told_at")
    ]


def questions(user: User, reader: Reader) -> list[Row]:
    """Questions the person asked; the text is null where they no longer may read."""
    mine = Thread.objects.filter(author=user, story=None)
    bodies = dict(Thread.objects.visible_to(reader).filter(author=user).values_list("id", "body"))
    rows = mine.order_by("told_at", "id").values("id", "title", "byline", "told_at")
    return [row | {"body": bodies.get(row["id"])} for row in rows]


def proposals(user: User, reader: Reader) -> list[Row]:
    """What the person proposed; the contents are null where they no longer may read."""
    mine: Any = Proposal.objects.filter(author=user).order_by("proposed_at", "id")
    open_to = dict(mine.visible_to(reader).values_list("id", "contents"))
    names = ("id", "story", "act", "kind", "state", "note", "proposed_at", "answered_at")
    return [row | {"contents": open_to.get(row["id"])} for row in mine.values(*names)]


def acts(user: User) -> list[Row]:
    """What the person did, in whatever office: verb, time, and the thing's id."""
    events = StoryEvent.objects.filter(by=user).order_by("at", "pk")
    locks = Thread.objects.filter(locked_by=user).order_by("locked_at", "pk")
    did = [
        {"verb": verb, "at": at, "id": pk, "note": note}
        for verb, at, pk, note in events.values_list("verb", "at", "story", "note")
    ]
    locked = locks.values_list("locked_at", "pk")
    did += [{"verb": "lock", "at": at, "id": pk, "note": ""} for at, pk in locked]
    return did + judgements(user) + acceptances(user)


def acceptances(user: User) -> list[Row]:
    """The guidelines the person accepted; the note is the number of the version."""
    accepted = Acceptance.objects.filter(user=user).order_by("guidelines__version")
    rows = accepted.values_list("accepted_at", "guidelines", "guidelines__version")
    return [
        {"verb": "accept_guidelines", "at": at, "id": pk, "note": str(version)}
        for at, pk, version in rows
    ]


def parts_of(stories: QuerySet[Story], model: Any, names: tuple[str, ...]) -> dict[Any, list[Row]]:
    """Parts of one kind by story, in their order."""
    rows = model.objects.filter(story__in=stories.values("pk")).order_by("story", "position")
    return grouped(rows.values("story", *names), "story")


def earlier_texts(kind: str, items: QuerySet[Any]) -> dict[Any, list[Row]]:
    """The texts before each change, by story or comment, oldest first."""
    rows = Revision.objects.filter(Q(**{f"{kind}__in": items.values("pk")}))
    return grouped(rows.order_by("number").values(kind, "number", "kept_at", "texts"), kind)


def grouped(rows: Any, key: str) -> dict[Any, list[Row]]:
    """Rows by the thing they belong to."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.pop(key)].append(row)
    return groups
