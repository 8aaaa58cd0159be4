"""T1: one question, one answer – in acts, in ids named in writes, in filters and in relations."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from forum.models import Comment, Story, Thread
from tests.clients import API, assert_problem
from tests.factories import make_story
from tests.trust.asking import WRITES, absent, body_of, seen, write
from tests.trust.world import CANARY, World, put

STATES = ["published", "hidden", "withdrawn"]
OUTSIDE = ["nobody", "outsider", "departed", "former", "funder", "superuser", "deactivated"]
TOLD = {"title": "Min egen", "audience": "company"}


def stored(world: World) -> list[Any]:
    """Everything of the story that an act could have changed."""
    story = Story.objects.filter(pk=world.story.pk)
    thread, comments = Thread.objects.filter(story=world.story), Comment.objects.all()
    return [list(rows.order_by("pk").values()) for rows in (story, thread, comments)]


@pytest.mark.parametrize("state", STATES)
def test_what_cannot_be_read_cannot_be_acted_on(
    state: str, world: World, asking: dict[str, APIClient]
) -> None:
    put(world, "circle", state)
    before, nothing = stored(world), absent(world)

    differing = [
        (who, act)
        for who in OUTSIDE
        for act in WRITES
        if seen(write(asking[who], act, world.ids)) != seen(write(asking[who], act, nothing))
    ]

    assert differing == []
    assert stored(world) == before


def begin(client: APIClient, **named: Any) -> Any:
    """The answer to a draft that names something by its id."""
    return client.post(f"{API}/stories/", TOLD | named)


def test_an_invisible_story_cannot_have_inspired_anything(
    world: World, asking: dict[str, APIClient]
) -> None:
    invisible = begin(asking["outsider"], inspired_by=[str(world.story.pk)])
    never = begin(asking["outsider"], inspired_by=[str(absent(world)["story"])])

    assert_problem(invisible, 400, "invalid")
    assert seen(invisible) == seen(never)
    assert begin(asking["stranger"], inspired_by=[str(world.story.pk)]).status_code == 201
    assert Story.objects.filter(inspired_by=world.story).count() == 1


@pytest.mark.parametrize("name", ["circle", "company"])
def test_an_invisible_circle_or_company_cannot_be_named(
    name: str, world: World, asking: dict[str, APIClient]
) -> None:
    slug = getattr(world, name).slug

    invisible = begin(asking["outsider"], **{name: slug})
    never = begin(asking["outsider"], **{name: "finns-inte"})

    assert_problem(invisible, 400, "invalid")
    assert seen(invisible) == seen(never)


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_a_comment_of_another_thread_is_no_parent(
    who: str, world: World, asking: dict[str, APIClient]
) -> None:
    by = world.cast["outsider"]
    assert by
    other = make_story(by, audience="company")
    Story.objects.filter(pk=other.pk).update(audience="public")
    comments = f"{API}/threads/{other.thread.pk}/comments/"

    for parent in (world.ids["own"], absent(world)["own"]):
        answer = asking[who].post(comments, {"body": "Hej.", "parent": str(parent)})
        assert_problem(answer, 400, "invalid")
        assert answer.json()["errors"][0]["code"] == "absent"
    assert not other.thread.comments.exists()


@pytest.mark.parametrize("name", ["circle", "company"])
def test_a_filter_knows_only_what_the_reader_knows(
    name: str, world: World, asking: dict[str, APIClient]
) -> None:
    slug = getattr(world, name).slug
    found = f"{API}/stories/?{name}={slug}"
    never = f"{API}/stories/?{name}=finns-inte"

    assert CANARY.encode() in body_of(asking["stranger"].get(found))
    for who in OUTSIDE:
        assert seen(asking[who].get(found)) == seen(asking[who].get(never))


QUERIES = ["topic={topic}", "outcome=no_effect", "language=sv", "page_size=100"]


@pytest.mark.parametrize("query", QUERIES)
def test_no_filter_finds_the_invisible(
    query: str, world: World, asking: dict[str, APIClient]
) -> None:
    path = f"{API}/stories/?{query.format(topic=world.story.topics.get().pk)}"
    assert CANARY.encode() in body_of(asking["teller"].get(path))
    for who in OUTSIDE:
        assert CANARY.encode() not in body_of(asking[who].get(path))


def test_what_inspired_a_story_is_told_to_those_who_may_read_it(
    world: World, asking: dict[str, APIClient]
) -> None:
    by = world.cast["stranger"]
    assert by
    later = make_story(by, audience="company", inspired_by=[world.story])
    Story.objects.filter(pk=later.pk).update(audience="public")

    shown = {
        who: asking[who].get(f"{API}/stories/{later.pk}/").json()["inspired_by"]
        for who in ("stranger", "teller", "outsider", "nobody", "funder")
    }

    known = [str(world.story.pk)]
    assert shown == {
        "stranger": known, "teller": known, "outsider": [], "nobody": [], "funder": []
    }  # fmt: skip


PAIRS = ["cycles/{cycle}", "measurements/{measurement}", "attachments/{attachment}"]


@pytest.mark.parametrize("path", PAIRS)
def test_a_part_is_found_below_its_own_story_only(
    path: str, world: World, asking: dict[str, APIClient]
) -> None:
    teller = world.cast["teller"]
    assert teller
    other = make_story(teller, audience="company")
    mixed = f"{API}/stories/{other.pk}/{path.format(**world.ids)}/"
    never = f"{API}/stories/{other.pk}/{path.format(**absent(world))}/"

    assert asking["teller"].delete(mixed).status_code == 404
    assert seen(asking["teller"].delete(mixed)) == seen(asking["teller"].delete(never))
    assert asking["teller"].get(f"{mixed}file/").status_code == 404
