"""Questions, comments and reactions, said by the people who say them."""

from datetime import date
from typing import Any

from forum.demo.calendar import Calendar
from forum.demo.cast import Cast
from forum.demo.reading import Words
from forum.models import Comment, Story, Thread


def ask(words: Words, cast: Cast) -> Thread | None:
    """Ask a question, or return None when it was asked before."""
    asking = cast.people[words["author"]]
    if Thread.objects.filter(author=asking, title=words["title"]).exists():
        return None
    return Thread.ask(
        by=cast.reader(words["author"]),
        title=words["title"],
        body=words["body"],
        circle_id=cast.circles[words["circle"]].pk,
    )


def converse(thread: Thread, words: Words, cast: Cast, day: date, calendar: Calendar) -> None:
    """Let everybody say what they say, in order, and date it from the `day` of the telling."""
    said: dict[str, Comment] = {}
    for comment in words.get("comments", []):
        rest: dict[str, Any] = {"byline": comment["byline"]} if "byline" in comment else {}
        parent = said.get(comment.get("parent", ""))
        by = cast.reader(comment["author"])
        said[comment["key"]] = thread.comment(by=by, body=comment["body"], parent=parent, **rest)
        react(said[comment["key"]], comment, cast)
    after = [comment["after_days"] for comment in words.get("comments", [])]
    calendar.date_comments(list(said.values()), day, after)


def react(item: Story | Comment, words: Words, cast: Cast) -> None:
    """Give an item the reactions the files name."""
    for reaction in words.get("reactions", []):
        item.react(by=cast.reader(reaction["by"]), kind=reaction["kind"])


def close(thread: Thread, words: Words, cast: Cast) -> None:
    """Lock a question that has been answered."""
    if words["locked"]:
        thread.lock(by=cast.reader(words["author"]))
