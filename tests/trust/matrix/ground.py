"""The ground of the matrix: the cast, one of everything to ask about, and the requests."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from accounts.models import Invitation, User
from api.passes import issue
from forum.models import Attachment, Comment, Persona, Proposal, Report, Story, Thread
from tests.api.inventory import World as Names
from tests.api.inventory import parts_of
from tests.api.moderating import decide
from tests.clients import session_token, signed_in
from tests.factories import (
    make_anonymous,
    make_company,
    make_crowd,
    make_member,
    make_question,
    make_user,
    night,
    publish_unnamed,
    voice_of,
)
from tests.trust.asking import clients
from tests.trust.matrix.reading import Cell
from tests.trust.world import World, make_world, picture, put


@dataclass
class Ground:
    """The world of the trust tests with more people in it, and a question beside the story."""

    world: World
    question: Thread
    unnamed: Story
    letter: str
    receipt: str
    names: dict[str, str]
    asked: dict[str, str]
    whispered: dict[str, str]
    asking: dict[str, APIClient]

    def named(self, cell: Cell) -> Names:
        """The names in addresses: those of the question and its comment, or of the story."""
        if cell.is_unnamed:
            return Names(self.whispered)
        return Names(self.asked if cell.audience == "question" else self.names)

    def place(self, cell: Cell) -> None:
        """Bring the thing asked about into the cell's audience and state."""
        if cell.audience == "question":
            hidden = self.world.story.told_at if cell.state == "hidden" else None
            Thread.objects.filter(pk=self.question.pk).update(hidden_at=hidden)
        elif cell.is_unnamed and cell.state == "withdrawn":
            Story.objects.get(pk=self.unnamed.pk).withdraw(by=voice_of(self.unnamed), now=True)
        elif cell.is_unnamed:
            world = replace(self.world, story=self.unnamed)
            put(world, cell.audience.removeprefix("u-"), cell.state)
            self.close_thread(cell)
        else:
            put(self.world, cell.audience, cell.state)

    def close_thread(self, cell: Cell) -> None:
        """What is not out yet has no thread, and its voice belongs to none."""
        if cell.state in {"draft", "in_review", "scheduled"}:
            Persona.objects.filter(thread__story=self.unnamed).update(thread=None)
            Thread.objects.filter(story=self.unnamed).delete()


def make_ground() -> Ground:
    """Everybody of the matrix, and one of everything."""
    world = make_world()
    world.cast |= more_people(world)
    asking = clients(world)
    asking["unseated"] = unseated()
    question, letter = asked_by(world), issued(world, "newcomer")
    told = names_of(world)
    comment = question.comment(by=world.reader("teller"), body="Så gör vi.")
    about = {"threads": str(question.pk), "comments": str(comment.pk)}
    unnamed = whispered(world)
    assert unnamed.persona
    told |= (waits := waiting_of(unnamed))
    asking["bearer"] = signed_in()
    asking["bearer"].credentials(HTTP_X_RECEIPT_PASS=issue(unnamed.persona))
    return Ground(
        world=world, question=question, unnamed=unnamed, letter=letter[1],
        receipt=unnamed.receipt, names=told, asked=told | about,
        whispered=told | parts_whispered(unnamed) | waits, asking=asking,
    )  # fmt: skip


def whispered(world: World) -> Story:
    """A story of the teller's without a name, among enough companies to be out (T7)."""
    teller, moderator = world.cast["teller"], world.cast["moderator"]
    assert teller
    assert moderator
    make_crowd(world.circle)
    world.circle.appoint(make_user(), "moderator")  # who deputises (T4)
    return publish_unnamed(make_anonymous(teller, world.circle), moderator)


def parts_whispered(story: Story) -> dict[str, str]:
    """The names in addresses of the unnamed story and its parts."""
    found = parts_of(story, voice_of(story)) | {"stories": story.pk, "threads": story.thread.pk}
    return {kind: str(name) for kind, name in found.items()}


def waiting_of(story: Story) -> dict[str, str]:
    """An answer of the story's voice that a moderator has before them, and an act that waits."""
    by = voice_of(story)
    answer = story.thread.comment(by=by, body="Vi frågade inte.")
    later = story.thread.lock(by=by)
    night()
    return {"waiting": str(answer.pk), "postponed": str(later.pk)}


def more_people(world: World) -> dict[str, User | None]:
    """A steward of another company, and moderators who belong to companies of the circle."""
    other = make_company()
    world.circle.admit(other)
    cast: dict[str, User | None] = {
        "neighbour": make_member(other, role="steward"),
        "insider": make_member(world.company),
        "rival": make_member(other),
    }
    for who in ("insider", "rival"):
        world.circle.appoint(cast[who], "moderator")  # type: ignore[arg-type]
    return cast


def unseated() -> APIClient:
    """A superuser who is no longer active, the session still in hand."""
    user = make_user(is_staff=True, is_superuser=True)
    client = APIClient(HTTP_ACCEPT_LANGUAGE="sv", HTTP_X_SESSION_TOKEN=session_token(user))
    client.default_format = "json"
    User.objects.filter(pk=user.pk).update(is_active=False)
    return client


def asked_by(world: World) -> Thread:
    """A question of the teller's in the circle."""
    user = world.cast["teller"]
    assert user
    return make_question(user, world.circle)


def issued(world: World, who: str) -> tuple[Invitation, str]:
    """An invitation of one of the cast to the company."""
    user, steward = world.cast[who], world.cast["steward"]
    assert user
    return Invitation.issue(company=world.company, email=user.email, role="member", by=steward)


def names_of(world: World) -> dict[str, str]:
    """The names in addresses, by the word before them."""
    colleague, steward = world.cast["colleague"], world.cast["steward"]
    assert colleague
    sent = Invitation.issue(company=world.company, email="in@x.example", role="member", by=steward)[
        0
    ]
    found = {
        "stories": world.ids["story"], "threads": world.ids["thread"], "comments": world.ids["own"],
        "cycles": world.ids["cycle"], "measurements": world.ids["measurement"],
        "follow-ups": world.ids["follow_up"], "attachments": world.ids["attachment"],
        "companies": world.company.slug, "circles": world.circle.slug, "invitations": sent.pk,
        "members": colleague.memberships.get().pk, "reactions": "learned",
    } | moderated(world)  # fmt: skip
    found["proposals"] = proposed_in(world).pk
    return {kind: str(name) for kind, name in found.items()}


def proposed_in(world: World) -> Proposal:
    """A picture the teller wants beside the story, which waits for the steward."""
    clean = picture()
    proposed: Proposal = Attachment.attach(world.story, by=world.reader("teller"), clean=clean)
    return proposed


def moderated(world: World) -> dict[str, UUID]:
    """A report of the stranger's, and a decision that warns the teller."""
    report = Report.file(world.story, by=world.reader("stranger"), reason="other")
    comment, moderator = Comment.objects.get(pk=world.ids["own"]), world.cast["moderator"]
    assert moderator
    return {"reports": report.pk, "decisions": decide(moderator, comment, measure="warn").pk}


def nothing(names: Names) -> Names:
    """The same kinds of names, none of which anything ever had."""
    plain = {"companies": "ingen", "circles": "ingen", "reactions": names.names["reactions"]}
    return Names({kind: plain.get(kind) or str(uuid4()) for kind in names.names})
