"""T10: a masked passage is read by nobody, and goes for good with what it stood in."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from accounts.reader import Reader
from forum.models import (
    Attachment,
    Comment,
    Cycle,
    FollowUp,
    Redaction,
    Story,
    Thread,
)
from tests.admin.conftest import sit_down
from tests.admin.pages import listed, page
from tests.clients import API
from tests.factories import agreed, make_draft, make_question
from tests.forum.masks import cover, remove, trusted
from tests.proofs import erase, proved
from tests.trust.asking import READS
from tests.trust.interference import dump
from tests.trust.world import World, picture

BIRD = "papegojan"
READERS = ("teller", "colleague", "steward", "stranger", "coach", "moderator", "superuser")


def kept_in(word: str = BIRD) -> set[str]:
    """Where the word is kept: tables, files, mails, queues."""
    return {name for name, kept in dump.everything().items() if word.encode() in kept}


@pytest.fixture
def told(world: World) -> dict[str, Any]:
    """What the teller told with the bird in it, and in the earlier texts."""
    settled = timezone.now() - timedelta(days=30)  # whose links nobody looks at first
    User.objects.filter(pk=somebody(world).pk).update(joined_at=settled)
    world.cast["teller"] = User.objects.get(pk=somebody(world).pk)
    teller = world.reader("teller")
    question = make_question(somebody(world), world.circle, title=f"{BIRD}?", body=f"En {BIRD}.")
    own = Comment.objects.get(pk=world.ids["own"])
    for text in (f"Den **{BIRD}** sa det.", f"[Så](https://x.example/{BIRD}/hem) var {BIRD}."):
        yes(world, world.story.edit(by=teller, lessons=text, title=f"Om {BIRD}"))
        own.edit(by=teller, body=text)
    held: dict[str, Any] = {"months": 6, "held": "no", "body": f"En {BIRD} till."}
    yes(world, Cycle.add(world.story, by=teller, title="Andra varvet", checked=f"Vår {BIRD}."))
    yes(world, FollowUp.tell(world.story, by=teller, **held))
    caption = f"En {BIRD} i fönstret"
    yes(world, Attachment.attach(world.story, by=teller, clean=picture(), caption=caption))
    world.story.edit(by=teller, results=f"Ingen {BIRD} än.")  # waits for the steward
    return {"story": world.story, "question": question, "own": own}


def yes(world: World, waiting: Any) -> None:
    """Let the steward say yes."""
    agreed(waiting, world.cast["steward"])


@pytest.fixture
def masked(told: dict[str, Any], world: World) -> dict[str, Any]:
    """The same with every bird masked."""
    for item in told.values():
        for field in with_bird(item):
            cover(item, field, BIRD, by=somebody(world, "moderator"))
    return told


def with_bird(item: Any) -> list[str]:
    """The fields of an item with the bird in them, masked or not."""
    return [field for field, text in Redaction.sources_of(item).items() if BIRD in text]


def somebody(world: World, who: str = "teller") -> User:
    """One of the cast who is somebody."""
    user = world.cast[who]
    assert user
    return user


def answers(client: APIClient, world: World, question: Thread) -> Iterator[bytes]:
    """Every page of the API on which something told stands."""
    paths = [path.format(**world.ids) for name, path in READS.items() if name != "file"]
    lists = ("stories/", "threads/", "stories/?mine=true", f"threads/{question.pk}/")
    for path in (*paths, *lists):
        yield client.get(f"{API}/{path}").content


def at_the_desk(client: Client, told: dict[str, Any]) -> Iterator[str]:
    """Every page of the admin on which something told stands."""
    for item in told.values():
        yield listed(client, type(item))
        for name in ("change", "history"):
            yield client.get(page(item, name), follow=True).content.decode()


@pytest.mark.parametrize("who", READERS)
def test_no_answer_holds_a_masked_passage(
    who: str, masked: dict[str, Any], world: World, asking: Any
) -> None:
    given = [*answers(asking[who], world, masked["question"])]
    given.append(proved(somebody(world, who)).get(f"{API}/me/export/").content)

    assert not any(BIRD.encode() in one for one in given)
    assert who == "superuser" or any("▇▇▇▇".encode() in one for one in given)


def test_the_author_came_across_it_before(told: dict[str, Any], world: World, asking: Any) -> None:
    given = [BIRD.encode() in one for one in answers(asking["teller"], world, told["question"])]
    export = proved(somebody(world)).get(f"{API}/me/export/").content

    assert sum(given) >= 5
    assert BIRD.encode() in export


def test_no_page_of_the_admin_shows_or_finds_it(masked: dict[str, Any], world: World) -> None:
    desk = sit_down(somebody(world, "moderator"))

    shown = [*at_the_desk(desk, masked)]

    assert not any(BIRD in text for text in shown)
    assert any("▇▇▇▇" in text for text in shown)
    for item in masked.values():
        found: Any = desk.get(page(type(item), "changelist"), {"q": BIRD})
        assert found.context_data["cl"].result_count == 0


def test_the_version_readers_hold_is_no_longer_the_one(
    told: dict[str, Any], world: World, asking: Any
) -> None:
    paths = [f"{API}/stories/{world.story.pk}/", f"{API}/comments/{told['own'].pk}/"]
    before = [asking["stranger"].get(path)["ETag"] for path in paths]

    cover(told["story"], "lessons", BIRD, by=somebody(world, "moderator"))
    cover(told["own"], "body", BIRD, by=somebody(world, "moderator"))

    after = [asking["stranger"].get(path)["ETag"] for path in paths]
    assert not set(before) & set(after)
    stale = asking["teller"].patch(paths[1], {"body": "Nytt"}, headers={"If-Match": before[1]})
    assert stale.status_code == 412


def test_only_the_redactions_hold_a_masked_passage(masked: dict[str, Any]) -> None:
    assert kept_in() == {"forum_redaction"}


def test_what_is_removed_for_good_is_kept_nowhere(masked: dict[str, Any], world: World) -> None:
    chief = trusted(somebody(world, "moderator"))

    for item in masked.values():
        for field in with_bird(item):
            remove(item, field, BIRD, by=chief)

    assert kept_in() == set()
    assert not Redaction.objects.exists()


# --- what takes the text takes what is under the mask -----------------------------------------
def test_a_story_withdrawn_takes_its_redactions(masked: dict[str, Any], world: World) -> None:
    world.story.withdraw(by=world.reader("steward"))

    left = {row.item for row in Redaction.objects.all()}
    assert left == {masked["question"].pk}


@pytest.mark.parametrize("mode", ["keep", "withdraw"])
def test_who_leaves_takes_what_is_under_the_masks(
    mode: str, masked: dict[str, Any], world: World
) -> None:
    assert erase(somebody(world), mode).status_code == 200

    assert kept_in() == set()
    assert not Redaction.objects.exists()


def test_a_draft_thrown_away_takes_its_redactions(world: World) -> None:
    draft = make_draft(somebody(world), lessons=BIRD, title=BIRD)
    cover(draft, "lessons", BIRD, by=somebody(world, "moderator"))

    draft.discard(by=world.reader("teller"))

    assert kept_in() == set()


def answered(comment: Comment, by: User) -> None:
    """Let somebody reply, so that a marker has to stay."""
    comment.thread.comment(by=Reader.of(by), body="Ja.", parent=comment)


@pytest.mark.parametrize("before", [answered, lambda comment, by: None])
def test_a_comment_taken_away_takes_its_redactions(
    before: Callable[[Comment, User], None], story: Story, stranger: User, moderator: User
) -> None:
    comment: Comment = story.thread.comment(by=Reader.of(stranger), body=BIRD)
    comment.edit(by=Reader.of(stranger), body=f"{BIRD} igen")
    cover(comment, "body", BIRD, by=moderator)
    before(comment, stranger)

    comment.remove(by=Reader.of(stranger))

    assert kept_in() == set()
    assert not Redaction.objects.exists()


def test_an_anonymous_story_is_masked_like_any_other(secret: Story, moderator: User) -> None:
    before = secret.told_at

    cover(secret, "summary", "mötas", by=moderator)

    kept = Story.objects.get(pk=secret.pk)
    assert (kept.summary, kept.told_at) == ("Vi slutade ▇▇▇▇.", before)
    assert not kept.events.filter(verb="mask").exists()
