"""What onlookers do: read everything they can think of, and try what they may not."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin

from forum.models import Comment, Story, Thread
from tests.clients import API
from tests.trust.interference import addresses
from tests.trust.interference.rows import everything_kept
from tests.trust.interference.stage import Stage
from tests.trust.interference.trace import Answer

CLOSE = (  # those who could know something: they look every time
    "colleague of Alfa", "steward of Alfa", "colleague of Beta", "steward of Beta", "moderator",
)  # fmt: skip
FAR = ("local moderator", "nobody", "stranger", "coach", "colleague of Gamma", "funder")
STAFF = ("chief", "moderator", "local moderator")
TRIES: tuple[tuple[str, str, Any], ...] = (
    ("patch", "stories/{story}/", {"title": "Min"}),
    ("delete", "stories/{story}/", None),
    ("post", "stories/{story}/submission/", {}),
    ("delete", "stories/{story}/submission/", None),
    ("post", "stories/{story}/approval/", {}),
    ("post", "stories/{story}/withdrawal/", {}),
    ("post", "stories/{story}/cycles/", {"title": "Ett"}),
    ("put", "stories/{story}/reactions/learned/", {}),
    ("put", "threads/{thread}/lock/", {}),
    ("post", "threads/{thread}/comments/", {"body": "Hej."}),
    ("post", "threads/{thread}/identifiers/", {"body": "Ring 070-123 45 67."}),
    ("patch", "comments/{unnamed0}/", {"body": "Min."}),
    ("delete", "comments/{unnamed0}/", None),
    ("put", "comments/{unnamed0}/reactions/learned/", {}),
    ("post", "waiting/{waiting0}/approval/", {}),
    ("delete", "waiting/{waiting0}/approval/", {"note": "Nej."}),
    ("delete", "waiting/{waiting0}/", {}),
)
TURNS = 14  # looks after which every onlooker has asked every address
MOST_PAGES = 3


def look(stage: Stage) -> None:
    """Let everybody look and try, each something else of the whole."""
    stage.clock.past(58)
    stage.looks += 1
    stage.trace.note(f"{stage.step}: what is kept", everything_kept())
    for number, who in enumerate([*CLOSE, *onlookers_in_turn(stage.looks)]):
        read(stage, who, stage.looks + number)
        attempt(stage, who, stage.looks + number)
    for number, who in enumerate(STAFF):
        sit(stage, who, stage.looks + number)


def onlookers_in_turn(turn: int) -> tuple[str, ...]:
    """Two of those further away."""
    return FAR[turn % 3 :: 3]


def in_turn(things: list[Any], turn: int) -> list[Any]:
    """Those whose turn it is."""
    return things[turn % TURNS :: TURNS]


def read(stage: Stage, who: str, turn: int) -> None:
    """Ask the core and what else has its turn, follow the pages, and ask again by version."""
    every = addresses.every_address()
    first = len(addresses.CORE)
    for address in [*every[:first], *in_turn(every[first:], turn)]:
        path = addresses.filled_in(address, stage.ids, stage.cast)
        if path is None:
            continue
        answer = note(stage, who, "get", path)
        follow(stage, who, answer, path)
        if address in addresses.CORE[1:3] and turn % 4 == 0:
            again(stage, who, answer, path)


def follow(stage: Stage, who: str, answer: Answer, path: str) -> None:
    """Read the next pages of a short page."""
    for _page in range(MOST_PAGES if "page_size=1" in path else 0):
        ahead = next_page(answer)
        if not ahead:
            return
        answer = note(stage, who, "get", ahead)


def next_page(answer: Answer) -> str | None:
    """The address of the next page, without its host."""
    _before, found, rest = answer.body.decode(errors="replace").partition('"next":"')
    return rest.split('"')[0].partition("testserver")[2] if found else None


def again(stage: Stage, who: str, answer: Answer, path: str) -> None:
    """HEAD, and GET with the version seen now and at an earlier look."""
    note(stage, who, "head", path)
    tags = [stage.tags.get((who, path)), dict(answer.headers).get("ETag")]
    stage.tags[who, path] = tags[1] or ""
    for tag in dict.fromkeys(filter(None, tags)):
        note(stage, who, "get", path, HTTP_IF_NONE_MATCH=tag)


def attempt(stage: Stage, who: str, turn: int) -> None:
    """Try to change things; whatever comes of it is undone."""
    for method, address, body in in_turn(list(TRIES), turn):
        path = addresses.filled_in(f"{API}/{address}", stage.ids, stage.cast)
        if path is not None:
            answer = stage.attempt(stage.cast.clients[who], method, path, body)
            stage.trace.note(f"{stage.step}: {who} tries {method} {path}", answer)


def sit(stage: Stage, who: str, turn: int) -> None:
    """Look through the admin: the story's own pages, and lists and pages of everything."""
    desk = stage.desk(who)
    core, rest = list(own_pages(stage)), list(all_pages(stage))
    for path in [*core, rest[turn % len(rest)]]:
        stage.trace.note(f"{stage.step}: {who} at {path}", stage.answer(desk, "get", path))


def own_pages(stage: Stage) -> Iterator[str]:
    """The pages of the story, the lists it and its case stand in, a search for who told it."""
    yield "/admin/forum/story/"
    yield "/admin/forum/story/?q=Alfa"
    yield "/admin/forum/case/"
    yield f"/admin/forum/story/{stage.ids.get('story')}/change/"


def all_pages(stage: Stage) -> Iterator[str]:
    """Every list, and the pages of what the script made and of those who could have."""
    for model in admin.site._registry:
        yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    made = ((Thread, "thread"), (Comment, "unnamed0"), (Comment, "comment"))
    for model, name in made:
        yield f"/admin/forum/{model._meta.model_name}/{stage.ids.get(name)}/change/"
    yield f"/admin/forum/story/{stage.ids.get('story')}/history/"
    yield f"/admin/forum/story/?q={Story._meta.verbose_name}"
    for company in ("Alfa", "Beta"):
        yield f"/admin/accounts/company/{stage.cast.companies[company].pk}/change/"
    for who in ("tilda", "berit"):
        yield f"/admin/accounts/user/{stage.cast.people[who].pk}/change/"


def note(stage: Stage, who: str, method: str, path: str, **headers: str) -> Answer:
    """Ask as somebody and note the answer."""
    client = stage.cast.clients[who]
    answer = stage.answer(client, method, path, **headers)
    stage.trace.note(f"{stage.step}: {who} {method} {path}", answer)
    return answer
