"""A small world to be fuzzed, built through the verbs, and who and what is in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from api import passes
from forum.models import (
    Comment,
    Cycle,
    FollowUp,
    Measurement,
    Metric,
    Persona,
    Story,
    Thread,
    Topic,
)
from forum.vocabulary import REACTIONS
from tests.factories import (
    let_out,
    make_anonymous,
    make_circle,
    make_company,
    make_crowd,
    make_draft,
    make_member,
    make_question,
    make_story,
    make_user,
    publish_unnamed,
)
from tests.proofs import proof_token

MANY, SOME = 40, 12


@dataclass
class World:
    """A header by kind of reader (none for nobody), and ids and slugs by what they name."""

    headers: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)


def plant() -> World:
    """Two talkative companies in a circle of seven, and one outside it."""
    ours, theirs, outside = make_company("Ett AB"), make_company("Två AB"), make_company("Tre AB")
    circle = make_circle(ours, theirs)
    make_crowd(circle)
    steward, member = make_member(ours, role="steward"), make_member(ours)
    for person in (steward, member):
        circle.appoint(person, "moderator")  # they go on reading when they leave their company
    strangers = [make_member(company, role="steward") for company in (theirs, outside)]
    tell(member, steward, circle)
    for stranger in strangers:
        for audience in ("public", "members", "company"):
            make_story(stranger, audience=audience)
    talk([member, steward, strangers[0]], circle)
    for _ in range(MANY):
        make_member(ours)
        Invitation.issue(company=ours, email=f"{_}@ny.example", role="member", by=steward)
    headers = {"nobody": "", "voice": f"{passes.HEADER}:{passes.issue(whisper(member, circle))}"}
    for name, person in (("member", member), ("steward", steward)):
        headers[name] = f"X-Session-Token:{proof_token(person)}"
    return World(headers, names_of(ours, circle))


def whisper(member: User, circle: Circle) -> Persona:
    """The voice of an anonymous story that has been published, and answered anonymously."""
    moderator, deputy = make_user(), make_user()
    for checker in (moderator, deputy):
        circle.appoint(checker, "moderator")
    story = publish_unnamed(make_anonymous(member, circle), moderator)
    for other in make_crowd(circle, 2):
        story.thread.comment(by=Reader.of(other), body="Hos oss med.", byline="anonymous")
    let_out(moderator)
    assert story.persona  # noqa: S101
    return story.persona


def tell(member: User, steward: User, circle: Circle) -> None:
    """Stories of every state, some with parts."""
    here: dict[str, Any] = {"audience": "circle", "circle_id": circle.pk}
    for _ in range(MANY):
        make_story(member, steward=steward, **here)
        make_draft(member, **here)
        make_draft(member).submit(by=Reader.of(member))
        make_draft(member, **here).submit(by=Reader.of(member))
    for story in (make_draft(member), make_draft(member)):
        add_parts(story, Reader.of(member))


def add_parts(story: Story, by: Reader) -> None:
    """Tries, measurements and follow-ups."""
    for _ in range(SOME):
        Cycle.add(story, by=by, title="Försök", plan="Plan")
        Measurement.add(story, by=by, name="Ställtid", unit="min", direction="lower", baseline=90)
        FollowUp.add(story, by=by, months=6, held="yes")


def talk(people: list[User], circle: Circle) -> None:
    """Questions and comments by everybody."""
    for person in people:
        for _ in range(SOME):
            make_question(person, circle)
    for thread in Thread.objects.filter(story=None):
        for person in people:
            comment = thread.comment(by=Reader.of(person), body="Så gör vi.")
            thread.comment(by=Reader.of(people[0]), body="Tack.", parent=comment)


def names_of(company: Company, circle: Circle) -> dict[str, list[str]]:
    """What addresses and bodies may name, by resource or field."""
    told = Story.objects.filter(cycles__isnull=False).distinct()
    everything: dict[str, Callable[[], Any]] = {
        "stories": lambda: Story.objects.values_list("pk", flat=True),
        "told": lambda: told.values_list("pk", flat=True),
        "threads": lambda: Thread.objects.values_list("pk", flat=True),
        "comments": lambda: Comment.objects.values_list("pk", flat=True),
        "cycles": lambda: Cycle.objects.values_list("pk", flat=True),
        "measurements": lambda: Measurement.objects.values_list("pk", flat=True),
        "follow-ups": lambda: FollowUp.objects.values_list("pk", flat=True),
        "members": lambda: company.memberships.values_list("pk", flat=True),
        "invitations": lambda: company.invitations.values_list("pk", flat=True),
        "companies": lambda: [company.slug],
        "circles": lambda: [circle.slug],
        "reactions": lambda: REACTIONS,
        "topics": lambda: Topic.objects.values_list("slug", flat=True),
        "metrics": lambda: Metric.objects.values_list("slug", flat=True),
    }
    return {name: sorted(map(str, find())) for name, find in everything.items()}
