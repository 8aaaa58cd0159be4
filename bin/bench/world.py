"""The measured world: planted once into an empty database, and the addresses to ask for."""

import json
from dataclasses import dataclass

from django.db import connection

from accounts.models import Circle, User
from accounts.reader import Reader
from api.cursors import binding, codec
from bench.people import members, plant_people, sign_in
from bench.stories import Mixer, plant_stories
from bench.threads import ask, plant_thread
from forum.models import Comment, Story, Thread

API = "/api/v1"
PAGE = 20
FORWARD = 0  # the direction in front of a cursor's position
NUMBER = "{number}"  # in a body: what is told again is held back, and would be measured as such
DEEP_LIST, DEEP_THREAD = 5000, 400  # pages; fewer where there are not so many


@dataclass(frozen=True, slots=True)
class Ask:
    """One request that is measured; with a body it is posted, NUMBER in it another each time."""

    name: str
    path: str
    body: str = ""

    def saying(self, number: int) -> str:
        """The body of one post."""
        return self.body.replace(NUMBER, str(number))


@dataclass(frozen=True, slots=True)
class World:
    """The token of a member who reads in a circle, and what that member asks for."""

    token: str
    asks: dict[str, Ask]


def plant(stories: int) -> World:
    """Fill the migrated, empty database and let it gather statistics."""
    circles = plant_people()
    plant_stories(Mixer([(circle, members(circle)) for circle in circles]), stories)
    circle, cast = circles[0], members(circles[0])
    short, long = (plant_thread(circle, cast, number) for number in (200, 10_000))
    talk = ask(circle, cast)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return World(sign_in(cast[1][0]), asks_of(cast[1][0], circle, (short, long, talk)))


def asks_of(user: User, circle: Circle, threads: tuple[Thread, Thread, Thread]) -> dict[str, Ask]:
    """Every address measured, by the name of its row."""
    short, long, talk = threads
    reader = Reader.of(user)
    out = Story.objects.visible_to(reader).filter(state="published", hidden_at=None)
    seen = out.filter(circle=circle)
    story = seen.order_by("-told_at", "-id").first()
    assert story is not None  # noqa: S101
    said = json.dumps({"body": f"Så var det hos oss också, {NUMBER} gånger, **det höll inte**."})
    asks = [
        Ask("list", f"{API}/stories/"),
        Ask("story", f"{API}/stories/{story.pk}/"),
        Ask("comments", f"{API}/threads/{short.pk}/comments/"),
        Ask("comments as HTML", f"{API}/threads/{short.pk}/comments/?text=html"),
        Ask("post", f"{API}/threads/{talk.pk}/comments/", said),
        Ask("list, deep", f"{API}/stories/?cursor={deep_in_list(reader)}"),
        Ask("long thread", f"{API}/threads/{long.pk}/comments/"),
        Ask(
            "long thread, deep",
            f"{API}/threads/{long.pk}/comments/?cursor={deep_in_thread(reader, long)}",
        ),
    ]
    return {one.name: one for one in asks}


def deep_in_list(reader: Reader) -> str:
    """The cursor of page 5,000 of the list, or of the last but one."""
    seen = Story.objects.visible_to(reader).filter(state="published")
    at = min(DEEP_LIST * PAGE, seen.count() - 2 * PAGE)
    position = seen.order_by("-told_at", "-id").values_list("told_at", "id")[at]
    bound = binding("stories", {}, str(reader.user_id))
    return codec().encode([FORWARD, *position], bound_to=bound)


def deep_in_thread(reader: Reader, thread: Thread) -> str:
    """The cursor of page 400 of the long thread."""
    paths = Comment.objects.visible_to(reader).filter(thread=thread).order_by("path")
    path = paths.values_list("path", flat=True)[DEEP_THREAD * PAGE]
    bound = binding(f"comments:{thread.pk}", {}, str(reader.user_id))
    return codec().encode([FORWARD, path], bound_to=bound)
