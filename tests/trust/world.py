"""The world of the trust tests: a cast of sixteen and one story with all that hangs on it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.models import Attachment, Comment, Cycle, FollowUp, Measurement, Story, Topic
from forum.models.sections import SECTIONS
from forum.uploads import CleanFile
from tests.factories import (
    agreed,
    make_circle,
    make_company,
    make_member,
    make_story,
    make_user,
)

CANARY = "kanariefågel"  # in every text of the story, and nowhere else
BYTES = b"\x89PNG " + CANARY.encode()


@dataclass
class World:
    """Who is there, and the ids of what there is to see."""

    cast: dict[str, User | None]
    company: Company
    circle: Circle
    story: Story
    ids: dict[str, UUID]

    def reader(self, who: str) -> Reader:
        """Somebody of the cast as the request would resolve them."""
        return Reader.of(self.cast[who])


def people(company: Company, circle: Circle) -> dict[str, User | None]:
    """The cast: everybody who could ask, with what they are to the teller."""
    other, gone = make_company(), make_company()
    circle.admit(other)
    circle.admit(gone)
    cast: dict[str, User | None] = {
        "nobody": None,
        "teller": make_member(company),
        "colleague": make_member(company),
        "steward": make_member(company, role="steward"),
        "stranger": make_member(other),
        "outsider": make_member(make_company()),
        "deactivated": make_member(company),
        "former": make_member(company),
        "departed": make_member(gone),
        "staff": make_user(is_staff=True),
        "superuser": make_user(is_staff=True, is_superuser=True),
        "newcomer": make_user(),
    }
    circle.dismiss(gone)
    return cast | appointed(circle)


def appointed(circle: Circle) -> dict[str, User | None]:
    """Those with a role in a circle, and one with a role in another."""
    elsewhere = make_circle()
    cast = {role: make_user() for role in ("coach", "moderator", "elsewhere", "funder")}
    circle.appoint(cast["coach"], "coach")
    circle.appoint(cast["moderator"], "moderator")
    elsewhere.appoint(cast["elsewhere"], "moderator")
    circle.appoint(cast["funder"], "observer")
    return {**cast}


def out(cast: dict[str, User | None]) -> None:
    """End what two of the cast had (their sign-ins of before stay)."""
    former, deactivated, steward = (cast[who] for who in ("former", "deactivated", "steward"))
    assert former
    assert deactivated
    former.memberships.get().end(by=Reader.of(steward))
    deactivated.is_active = False  # the verb ends sessions too; here only the rule is asked
    deactivated.save(update_fields=["is_active"])


def picture() -> CleanFile:
    """A cleaned file whose bytes and name hold the canary."""
    digest = hashlib.sha256(BYTES).hexdigest()
    return CleanFile(f"{CANARY}.png", BYTES, "image/png", ".png", 1, 1, digest)


def texts() -> dict[str, str]:
    """Title, summary and every section, each with the canary."""
    return {name: f"{CANARY} {name}" for name in ("title", "summary", *SECTIONS)}


def told(cast: dict[str, User | None], circle: Circle) -> Story:
    """A story of the teller, published in the circle, with topics and an earlier text."""
    teller, steward = cast["teller"], cast["steward"]
    assert teller
    story = make_story(
        teller, steward=steward, audience="circle", circle_id=circle.pk,
        outcome="no_effect", failure_type="basic", **texts(),
    )  # fmt: skip
    agreed(story.edit(by=Reader.of(teller), lessons=f"{CANARY} lärdom"), steward)
    story.topics.set(Topic.objects.all()[:1])
    return story


def furnish(story: Story, cast: dict[str, User | None]) -> dict[str, UUID]:
    """Parts, a file, comments and reactions; returns the ids by their names in addresses."""
    by, yes = Reader.of(cast["teller"]), cast.get("steward")
    cycle = agreed(Cycle.add(story, by=by, title=CANARY, plan=CANARY, checked=CANARY), yes)
    values = {"name": CANARY, "unit": CANARY, "direction": "lower", "baseline": Decimal(40)}
    measurement = agreed(Measurement.add(story, by=by, **values, baseline_period=CANARY), yes)
    held: dict[str, Any] = {"months": 6, "held": "no", "body": CANARY}
    readings = {measurement.pk: Decimal(20)}
    follow_up = agreed(FollowUp.tell(story, by=by, readings=readings, **held), yes)
    attachment = agreed(Attachment.attach(story, by=by, clean=picture(), caption=CANARY), yes)
    own: Comment = story.thread.comment(by=by, body=f"{CANARY} svarar")
    reply = story.thread.comment(by=Reader.of(cast["stranger"]), body="En fråga.", parent=own)
    own.edit(by=by, body=f"{CANARY} svarar igen")
    story.react(by=Reader.of(cast["stranger"]), kind="brave")
    named = {"cycle": cycle, "measurement": measurement, "follow_up": follow_up}
    named |= {"attachment": attachment, "own": own, "reply": reply, "thread": story.thread}
    return {"story": story.pk, **{name: thing.pk for name, thing in named.items()}}


def make_world() -> World:
    """A published story in a circle, and everybody who could ask for it."""
    company = make_company()
    circle = make_circle(company)
    cast = people(company, circle)
    story = told(cast, circle)
    world = World(cast, company, circle, story, furnish(story, cast))
    out(cast)
    return world


def put(world: World, audience: str, state: str) -> None:
    """Put the story into any audience and state, reachable by verbs or not."""
    world.story.refresh_from_db()
    if state == "withdrawn":
        world.story.withdraw(by=world.reader("teller"))
    changes: dict[str, Any] = {"state": "published" if state == "hidden" else state}
    changes["hidden_at"] = timezone.now() if state == "hidden" else None
    changes["publish_on"] = timezone.localdate() + timedelta(days=1)
    circle = world.circle if audience == "circle" else None
    Story.objects.filter(pk=world.story.pk).update(audience=audience, circle=circle, **changes)
