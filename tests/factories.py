"""The world of a test: valid by default, made through the verbs wherever there is one."""

from datetime import timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Circle, Company, Invitation, User
from accounts.reader import Reader
from forum import batches
from forum.models import (
    Appeal,
    Case,
    Decision,
    Guidelines,
    Postponed,
    Proposal,
    Story,
    Thread,
    Waiting,
)
from forum.models.audit import AuditLater
from forum.models.decision import Judgement
from forum.releasing import Batch, release_batch

_number = count(1)


def organisation_number() -> str:
    """A fresh number with a right check digit, from a series no real company has."""
    digits = f"559{next(_number) % 1_000_000:06d}"
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    check = -sum(d // 10 + d % 10 for d in doubled) % 10
    return f"{digits[:6]}-{digits[6:]}{check}"


def make_company(name: str = "", **fields: Any) -> Company:
    """A company with a name of its own."""
    n = next(_number)
    values = {"name": name or f"Verkstad {n} AB", "slug": f"verkstad-{n}", "size": "small"}
    values |= {"organisation_number": organisation_number(), "industry_id": "25", "county_id": "14"}
    return Company.objects.create(**{**values, **fields})


def make_user(name: str = "", **fields: Any) -> User:
    """A person who can sign in (password `rätt häst batteri`) with a verified address."""
    n = next(_number)
    fields.setdefault("email", f"person{n}@tillit.example")
    user = User.objects.create_user(display_name=name or f"Person {n}", **fields)
    user.set_password("rätt häst batteri")
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_member(company: Company, name: str = "", role: str = "member", **fields: Any) -> User:
    """A person in a company, who came by invitation as everybody does."""
    user = make_user(name, **fields)
    invitation, _token = Invitation.issue(company=company, email=user.email, role=role, by=None)
    invitation.accept(by=user)
    return user


def make_circle(*companies: Company, **fields: Any) -> Circle:
    """A programme circle the companies take part in."""
    n = next(_number)
    names = {"name_sv": f"Krets {n}", "name_en": f"Circle {n}", "slug": f"krets-{n}"}
    circle = Circle.objects.create(**{"kind": "programme", **names, **fields})
    for company in companies:
        take_part(company, circle)
    return circle


def take_part(company: Company, circle: Circle, days: int = 8) -> None:
    """Let a company have been in a circle for so long: crowds are there before a telling (T7)."""
    joined = circle.admit(company)
    joined.joined_at = timezone.now() - timedelta(days=days)
    joined.save(update_fields=["joined_at"])


def make_draft(by: User, **fields: Any) -> Story:
    """A draft with title and summary."""
    fields = {"title": "Tavlan som tystnade", "summary": "Vi slutade mötas.", **fields}
    return Story.begin(by=Reader.of(by), **fields)


def make_story(by: User, *, steward: User | None = None, **fields: Any) -> Story:
    """A published story; `steward` approves where the company wants that."""
    story = make_draft(by, **fields)
    story.submit(by=Reader.of(by))
    if story.state == "in_review" and steward is not None:
        story.approve(by=Reader.of(steward))
    assert story.state == "published", story.state
    return story


def agreed(waiting: Any, steward: User | None) -> Any:
    """Let the steward say yes to what an edit, or a part added, waits for; the part, if it is one.

    What waits for nobody is given back as it is.
    """
    if not isinstance(waiting, Proposal):
        return waiting
    waiting.accept(by=Reader.of(steward))
    model = waiting.model()
    return model.objects.filter(story=waiting.story).last() if waiting.kind else None


def make_question(by: User, circle: Circle, **fields: Any) -> Thread:
    """A question asked in a circle."""
    texts = {"title": "Hur mäter ni ställtid?", "body": "Vi tar tid med klocka.", **fields}
    return Thread.ask(by=Reader.of(by), circle_id=circle.pk, **texts)


def make_crowd(circle: Circle, companies: int = 5) -> list[User]:
    """So many more companies in a circle, each with a member: enough to disappear among."""
    members = [make_member(make_company()) for _number in range(companies)]
    for member in members:
        take_part(member.memberships.get().company, circle)
    return members


def make_anonymous(by: User, circle: Circle, **fields: Any) -> Story:
    """An anonymous draft for a circle; `receipt` is what its teller has in hand."""
    told = {"byline": "anonymous", "audience": "circle", "circle_id": circle.pk}
    return make_draft(by, **told, **fields)


def voice_of(told: Any) -> Reader:
    """The reader who bears the receipt of something told anonymously."""
    assert told.persona_id
    return Reader(persona=told.persona_id)


def publish_unnamed(story: Story, moderator: User) -> Story:
    """Take an anonymous draft all the way out, as a batch of its own."""
    story.submit(by=voice_of(story))
    story.approve(by=Reader.of(moderator))
    story.publish()
    return story


def night() -> None:
    """A night passes: whoever checks what waits has it before them in the morning."""
    for waiting in (Story.objects, Waiting.objects):
        waiting.update(queue_on=None)


def batch_comes() -> Batch:
    """All that waits is due, as if its batch had come, and comes out."""
    night()
    day = batches.last_batch(timezone.now())
    Waiting.objects.update(batch_on=day)
    Story.objects.exclude(batch_on=None).update(batch_on=day)
    for waiting in (Postponed.objects, AuditLater.objects):
        waiting.update(due_on=day)
    Appeal.objects.exclude(persona=None).update(lodged_at=batches.moment_of(day))
    return release_batch()


def let_out(moderator: User) -> Batch:
    """The moderator has read every answer that waits for them, and the batch comes."""
    night()
    for answer in Waiting.objects.visible_to(Reader.of(moderator)):
        answer.approve(by=Reader.of(moderator))
    return batch_comes()


def make_decision(*items: Any, by: User, measure: str = "hide", sentence: str = "Så.") -> Decision:
    """A decision on items as they are now, by the first rule of the guidelines."""
    rule = Guidelines.objects.current().rules.order_by("number")[0]
    said = Judgement(measure, "identifies", rule, sentence)
    return Decision.take([Case.about(item) for item in items], said, by=Reader.of(by))
