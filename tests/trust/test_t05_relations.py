"""What an anonymous story points at tells nothing: all its readers can follow, or nobody (T5)."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.errors import LinkTooNarrow
from forum.models import Inspiration, Story
from tests.clients import API, assert_problem
from tests.factories import (
    make_anonymous,
    make_circle,
    make_company,
    make_draft,
    make_member,
    make_story,
    publish_unnamed,
    voice_of,
)

Api = Callable[[User | None], Any]
ANONYMOUS = {"byline": "anonymous", "audience": "circle"}


def told(by: User, steward: User, **fields: Any) -> Story:
    return make_story(by, steward=steward, **fields)


def seen_by(client: Any, story: Story) -> list[str]:
    found: list[str] = client.get(f"{API}/stories/{story.pk}/").json()["inspired_by"]
    return found


@pytest.fixture
def known_to_all(teller: User, steward: User, circle: Circle) -> Story:
    """A story everybody in the circle reads."""
    return told(teller, steward, audience="circle", circle_id=circle.pk)


@pytest.fixture
def linked(known_to_all: Story, request: Any) -> Story:
    """A published anonymous story that points at it."""
    _crowd, _peer = (request.getfixturevalue(name) for name in ("crowd", "peer"))
    teller, circle, moderator = map(request.getfixturevalue, ("teller", "circle", "moderator"))
    return publish_unnamed(make_anonymous(teller, circle, inspired_by=[known_to_all]), moderator)


@pytest.fixture
def readers(api: Api, teller: User, colleague: User, stranger: User) -> list[Any]:
    """Clients of the teller, of a colleague and of somebody from another company."""
    return [api(who) for who in (teller, colleague, stranger)]


# --- what may be pointed at ------------------------------------------------------------------
@pytest.mark.usefixtures("crowd", "moderator", "peer")
def test_an_anonymous_story_points_at_no_story_of_one_company(
    api: Api, teller: User, circle: Circle
) -> None:
    own = make_story(teller, audience="company")
    body = {**ANONYMOUS, "circle": circle.slug, "title": "T", "inspired_by": [str(own.pk)]}

    answer = api(teller).post(f"{API}/stories/", body)

    assert_problem(answer, 400, "link_too_narrow")
    assert answer.json()["errors"][0]["pointer"] == "/inspired_by"
    assert Story.objects.count() == 1
    assert not Inspiration.objects.exists()


@pytest.mark.usefixtures("crowd", "moderator", "peer")
@pytest.mark.parametrize("aim", ["draft", "other circle", "cohort"])
def test_nor_at_what_some_of_its_readers_cannot_read(
    aim: str, teller: User, steward: User, company: Company, circle: Circle
) -> None:
    if aim == "draft":
        target = make_draft(teller)
    else:
        above = {"kind": "cohort", "parent": circle} if aim == "cohort" else {}
        smaller = make_circle(company, make_company(), **above)
        target = told(teller, steward, audience="circle", circle_id=smaller.pk)

    with pytest.raises(LinkTooNarrow):
        make_anonymous(teller, circle, inspired_by=[target])
    assert not Inspiration.objects.exists()


@pytest.mark.usefixtures("crowd", "moderator", "peer")
@pytest.mark.parametrize("audience", ["circle", "members", "public"])
def test_what_all_its_readers_read_may_be_pointed_at(
    audience: str, teller: User, steward: User, circle: Circle
) -> None:
    where = {"circle_id": circle.pk} if audience == "circle" else {}
    target = told(teller, steward, audience=audience, **where)

    story = make_anonymous(teller, circle, inspired_by=[target])

    assert list(story.inspired_by.all()) == [target]


def test_a_named_story_may_point_at_ones_own_companys(teller: User, steward: User) -> None:
    own = make_story(teller, audience="company")
    story = told(teller, steward, audience="members", inspired_by=[own])
    assert list(story.inspired_by.all()) == [own]


# --- and asked again -------------------------------------------------------------------------
def test_everybody_sees_the_link_alike(
    linked: Story, known_to_all: Story, readers: list[Any]
) -> None:
    for client in readers:
        assert seen_by(client, linked) == [str(known_to_all.pk)]


def test_a_link_to_what_was_narrowed_to_a_company_is_gone_for_all(
    linked: Story, known_to_all: Story, teller: User, readers: list[Any]
) -> None:
    known_to_all.edit(by=Reader.of(teller), audience="company")

    assert not Inspiration.objects.exists()
    assert [seen_by(client, linked) for client in readers] == [[], [], []]


def test_a_link_to_what_was_withdrawn_is_gone(
    linked: Story, known_to_all: Story, teller: User
) -> None:
    known_to_all.withdraw(by=Reader.of(teller))
    assert not Inspiration.objects.exists()


def test_a_link_to_what_moderation_hid_is_shown_to_nobody_and_comes_back(
    linked: Story, known_to_all: Story, readers: list[Any], moderator: User
) -> None:
    known_to_all.hide(by=Reader.of(moderator), reason="Namn")
    assert [seen_by(client, linked) for client in readers] == [[], [], []]

    known_to_all.refresh_from_db()
    known_to_all.restore(by=Reader.of(moderator), reason="")
    assert seen_by(readers[-1], linked) == [str(known_to_all.pk)]


@pytest.mark.usefixtures("crowd", "moderator", "peer")
def test_the_bearer_of_the_receipt_is_refused_a_narrower_link(
    known_to_all: Story, teller: User, circle: Circle
) -> None:
    own = make_story(teller, audience="company")
    draft = make_anonymous(teller, circle, inspired_by=[known_to_all])

    with pytest.raises(LinkTooNarrow):
        draft.edit(by=voice_of(draft), inspired_by=[own])

    assert list(draft.inspired_by.all()) == [known_to_all]


# --- the preview -----------------------------------------------------------------------------
def test_the_preview_says_of_each_link_who_sees_it(
    api: Api, teller: User, steward: User, circle: Circle
) -> None:
    own = make_story(teller, audience="company")
    ours = told(teller, steward, audience="circle", circle_id=circle.pk)
    draft = make_draft(teller, audience="members", inspired_by=[own, ours, make_draft(teller)])

    links = api(teller).get(f"{API}/stories/{draft.pk}/audience/").json()["links"]

    assert len(links) == 3
    assert {(one["audience"], one["circle"], one["out"]) for one in links} == {
        ("circle", circle.slug, True), ("company", None, False), ("company", None, True)
    }  # fmt: skip


def test_every_class_of_reader_gets_what_the_preview_said(
    teller: User, steward: User, circle: Circle, readers: list[Any], api: Api
) -> None:
    own = make_story(teller, audience="company")
    ours = told(teller, steward, audience="circle", circle_id=circle.pk)
    story = told(teller, steward, audience="public", inspired_by=[own, ours])

    others = [api(make_member(make_company())), api(None)]
    seen = [seen_by(client, story) for client in (*readers[1:], *others)]

    assert seen == [sorted([str(own.pk), str(ours.pk)]), [str(ours.pk)], [], []]
