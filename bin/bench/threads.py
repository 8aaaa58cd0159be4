"""Threads to page through: one of 200 comments, one of 10,000 down to depth 35, one to post in."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.models import Circle, Company, User
from bench.stories import save
from bench.texts import stock
from forum.models import Audience, Comment, Thread
from forum.models.nesting import WIDTH

CHARACTERS = 800  # of a comment, as where the budgets were measured
DEEPEST = 35

type Cast = list[tuple[User, Company]]


def ask(circle: Circle, cast: Cast) -> Thread:
    """An empty question in the circle."""
    user, company = cast[0]
    told = {"author": user, "company": company, "audience": Audience.CIRCLE, "circle": circle}
    question = {"title": "Hur gör ni?", "body": "Berätta.", "body_html": "<p>Berätta.</p>"}
    return Thread.objects.create(**question, **told)


def plant_thread(circle: Circle, cast: Cast, number: int) -> Thread:
    """A question with so many comments, every one answered somewhere down to DEEPEST."""
    thread = ask(circle, cast)
    chance = Random(number)  # noqa: S311
    texts = stock(chance, CHARACTERS)
    now = timezone.now()
    comments: dict[str, Comment] = {}
    for n, path in enumerate(paths(number, chance)):
        user, company = cast[n % len(cast)]
        source, html = chance.choice(texts)
        comments[path] = Comment(
            thread=thread,
            parent=comments.get(path[:-WIDTH]),
            path=path,
            body=source,
            body_html=html,
            author=user,
            company=company,
            told_at=now - timedelta(minutes=number - n),
            reaction_counts={"learned": n % 23} if n % 3 else {},
        )
    save(list(comments.values()))
    Thread.objects.filter(pk=thread.pk).update(comment_count=number, branches=number)
    return thread


def paths(number: int, chance: Random) -> Iterator[str]:
    """Places in a growing tree, parents first; the first comments go straight down to DEEPEST."""
    branches: dict[str, int] = {}
    taken = [""]
    for n in range(number):
        above = taken[-1] if 0 < n <= DEEPEST else chance.choice(taken)
        if len(above) > DEEPEST * WIDTH:
            above = ""
        branches[above] = branches.get(above, 0) + 1
        path = f"{above}{branches[above]:0{WIDTH}d}"
        taken.append(path)
        yield path
