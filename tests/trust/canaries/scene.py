"""The scene of the crawl: one of everything, in every place where somebody must not see it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Circle, Company, Invitation, Mail, User
from api.passes import issue
from forum.models import (
    Appeal,
    Attachment,
    Comment,
    Cycle,
    Decision,
    Guidelines,
    HeldWord,
    Persona,
    Proposal,
    Redaction,
    Report,
    Story,
    Thread,
    Waiting,
)
from tests.api.moderating import decide
from tests.clients import signed_in
from tests.factories import (
    agreed,
    make_anonymous,
    make_crowd,
    make_member,
    make_question,
    make_story,
    make_user,
    night,
    publish_unnamed,
    voice_of,
)
from tests.trust.asking import clients
from tests.trust.canaries.planting import Canary, plant
from tests.trust.world import World, furnish, make_world, picture, texts

HIDDEN = {"state": "published", "hidden_at": timezone.now()}
STATES: dict[str, dict[str, Any]] = {
    "draft": {"state": "draft"},
    "in_review": {"state": "in_review", "requested_audience": "public"},
    "scheduled": {"state": "scheduled"},
    "hidden": HIDDEN,
    "withdrawn": {"state": "withdrawn"},  # as if the verb had left everything behind
    "company": {"audience": "company", "circle": None},
}
PROPOSED = ("hidden", "withdrawn", "company")  # beside what is out, and what the rest finds there
UNNAMED = ("unnamed draft", "unnamed in review", "unnamed")


@dataclass
class Scene:
    """The people, what they told by where it lies, and the words planted in all of it."""

    world: World
    far: Circle
    places: dict[Any, str]  # of stories, questions and comments taken out of sight
    canaries: list[Canary] = field(default_factory=list)

    @property
    def cast(self) -> dict[str, User | None]:
        """Who asks."""
        return self.world.cast


def make_scene() -> Scene:
    """Everything there is, and only then a word into every text of it."""
    world = make_world()
    world.cast["insider"] = make_member(world.company)
    appointment = by(world, "elsewhere").appointments.get()
    scene = Scene(world, appointment.circle, {world.story.pk: "circle"})
    world.circle.appoint(by(world, "insider"), "moderator")
    propose(scene, world.story)
    tell_in_every_place(scene)
    tell_far_away(scene)
    tell_unnamed(scene)
    ask_and_answer(scene)
    moderate(world)
    Invitation.issue(
        company=world.company, email="in@x.example", role="member", by=by(world, "steward")
    )
    Mail.objects.create(recipient="in@x.example", subject="Välkommen", text="Hej")
    Guidelines.objects.current().draft_next(by=by(world, "superuser"))
    Proposal.objects.filter(state="accepted").drop()  # empty: there is nothing to plant in
    scene.canaries = list(plant())
    refresh(scene)
    return scene


def by(world: World, who: str) -> User:
    """One of the cast."""
    user = world.cast[who]
    assert user
    return user


def tell_in_every_place(scene: Scene) -> None:
    """A story of the teller's for every state and audience that shuts somebody out."""
    world = scene.world
    told: dict[str, Any] = {"audience": "circle", "circle_id": world.circle.pk, **texts()}
    for place, state in STATES.items():
        story = make_story(by(world, "teller"), steward=world.cast["steward"], **told)
        agreed(story.edit(by=world.reader("teller"), lessons="Ny lärdom"), world.cast["steward"])
        furnish(story, world.cast)
        if place in PROPOSED:
            propose(scene, story)
        if place == "hidden":
            story.hide(by=world.reader("moderator"), reason="Ett namn.")
        Story.objects.filter(pk=story.pk).update(**state)
        scene.places[story.pk] = place


def propose(scene: Scene, story: Story) -> None:
    """Another text and a file beside a story; nobody has said yes to either."""
    teller = scene.world.reader("teller")
    story.edit(by=teller, results="Ett annat resultat")
    Attachment.attach(story, by=teller, clean=picture(), caption="Tavlan")


def tell_far_away(scene: Scene) -> None:
    """A story and a question in the other circle."""
    outsider = by(scene.world, "outsider")
    Company.objects.filter(memberships__user=outsider).update(approval_required=False)
    scene.far.admit(outsider.memberships.get().company)
    told: dict[str, Any] = {"circle_id": scene.far.pk, **texts()}
    story = make_story(outsider, audience="circle", **told)
    furnish(story, {"teller": outsider, "stranger": scene.cast["elsewhere"]})
    question = make_question(outsider, scene.far)
    scene.places |= {story.pk: "far", question.pk: "far"}


def tell_unnamed(scene: Scene) -> None:
    """What the teller tells without a name: begun, waiting to be checked, and out."""
    world = scene.world
    circle, moderator = world.circle, by(world, "moderator")
    make_crowd(circle)
    circle.appoint(make_user(), "moderator")  # who deputises (T4)
    told = {place: make_anonymous(by(world, "teller"), circle, **texts()) for place in UNNAMED}
    told["unnamed in review"].submit(by=voice_of(told["unnamed in review"]))
    out = publish_unnamed(told["unnamed"], moderator)
    Cycle.add(out, by=voice_of(out), title="Ett")
    answer: Any = out.thread.comment(by=world.reader("stranger"), body="Så?", byline="anonymous")
    night()
    scene.places |= {story.pk: place for place, story in told.items()}
    scene.places |= {story.persona_id: place for place, story in told.items()}
    scene.places |= {answer.pk: "unspoken", answer.persona_id: "unspoken voice"}


def ask_and_answer(scene: Scene) -> None:
    """A question in the circle with an answer, one hidden by moderation and one taken away."""
    world = scene.world
    question = make_question(by(world, "stranger"), world.circle)
    under = {"kind": "thread", "item": question.pk, "field": "body", "ranges": [[3, 6]]}
    Redaction.objects.create(source="Vi tar tid med klocka.", **under)
    stranger = world.reader("stranger")
    answers = [question.comment(by=stranger, body="Vi tar tid.") for _ in range(3)]
    answers[1].hide(by=world.reader("moderator"))
    Comment.objects.filter(pk=answers[2].pk).update(removed_at=timezone.now())
    scene.places |= {question.pk: "circle", answers[1].pk: "silenced", answers[2].pk: "taken_away"}


def moderate(world: World) -> None:
    """The stranger reports the teller's story, is warned for an answer, and appeals in vain."""
    stranger = world.reader("stranger")
    Report.file(world.story, by=stranger, reason="other", sentence="Se på detta.")
    answer = Comment.objects.filter(author=by(world, "stranger"), thread__story=None)
    decision = decide(by(world, "moderator"), answer.standing()[:1].get(), measure="warn")
    decision.rulings.update(before={"was": "Vi tar tid."})
    appeal = Appeal.lodge(decision, by=stranger, sentence="Nej.")
    appeal.hear(by=world.reader("insider"), outcome="stands", answer="Jo.")
    HeldWord.objects.create(word="tavlan")


def refresh(scene: Scene) -> None:
    """Read again what the planting has renamed."""
    people = [user for user in scene.cast.values() if user]
    for one in (*people, scene.world.company, scene.world.circle, scene.far):
        one.refresh_from_db()


def names(scene: Scene) -> list[dict[str, str]]:
    """The names in addresses, by the word before them: a set for each thing there is."""
    found: list[dict[str, Any]] = [named_in(thread) for thread in Thread.objects.all()]
    found += [{"stories": story.pk} for story in Story.objects.filter(thread=None)]
    found += [{"comments": comment.pk} for comment in Comment.objects.all()]
    found += [{"proposals": proposal.pk} for proposal in Proposal.objects.all()]
    found += [{"reports": report.pk} for report in Report.objects.all()]
    found += [{"decisions": decision.pk} for decision in Decision.objects.all()]
    found += [{"circles": circle.slug} for circle in Circle.objects.all()]
    found += [{"waiting": answer.pk} for answer in Waiting.objects.all()]
    for company in Company.objects.all():
        sent = company.invitations.open().values_list("pk", flat=True).first()
        member = company.memberships.values_list("pk", flat=True).first()
        found.append({"companies": company.slug, "members": member, "invitations": sent})
    return [{kind: str(name) for kind, name in one.items() if name} for one in found]


def named_in(thread: Thread) -> dict[str, Any]:
    """A thread, its story if it has one, and one part of each kind."""
    story = thread.story
    if story is None:
        return {"threads": thread.pk}
    parts = {"cycles": story.cycles, "measurements": story.measurements}
    parts |= {"follow-ups": story.follow_ups, "attachments": story.attachments}
    firsts = {kind: of.values_list("pk", flat=True).first() for kind, of in parts.items()}
    return {"threads": thread.pk, "stories": story.pk, **firsts}


def asking(scene: Scene) -> dict[str, APIClient]:
    """A client for each of the cast, and for the bearer of a receipt."""
    held = [pk for pk, place in scene.places.items() if place == "unnamed in review"]
    bearer = signed_in()
    bearer.credentials(HTTP_X_RECEIPT_PASS=issue(Persona.objects.get(pk__in=held)))
    return {**clients(scene.world), "bearer": bearer}
