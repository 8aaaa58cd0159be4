"""Nothing is hard-deleted from the admin, by anybody (T11)."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from accounts.models import (
    Appointment,
    Circle,
    Company,
    Invitation,
    Mail,
    Membership,
    Participation,
    Session,
    User,
)
from accounts.reader import Reader
from forum.models import (
    Appeal,
    Attachment,
    Attribution,
    AuditEntry,
    Case,
    Comment,
    CompanyPromise,
    Decision,
    Guidelines,
    HeldWord,
    Metric,
    Persona,
    Proposal,
    Reaction,
    Revision,
    Story,
    Thread,
    Topic,
    Waiting,
)
from forum.moderation import auditing
from tests.admin.pages import act, page
from tests.factories import make_decision, make_user

PAGES = {
    *(Appointment, Circle, Company, Group, Invitation, Membership, Participation, User),
    *(Appeal, Attachment, AuditEntry, Case, Comment, CompanyPromise, Decision, Guidelines),
    *(HeldWord, Metric, Proposal, Story, Thread, Topic, Waiting),
}


@pytest.fixture
def world(story: Story, teller: User, stranger: User, company: Company, moderator: User) -> None:
    """A row of everything that has a page."""
    assert story.edit(by=Reader.of(teller), title="Tavlan som talade")
    by = Reader.of(stranger)
    comment = story.thread.comment(by=by, body="Hos oss med.")
    Appeal.lodge(make_decision(comment, by=moderator), by=by, sentence="Nej.")
    Attachment.objects.create(story=story, position=1, name="a.pdf", size=1, file="aa/a")
    Group.objects.create(name="Redaktion")
    HeldWord.objects.create(word="skit")
    CompanyPromise.objects.create(company=company, guidelines=Guidelines.objects.current())
    auditing.record("case.hide", by=moderator.pk)
    Invitation.issue(company=company, email="ny@tillit.example", role="member", by=None)
    voice, today = Persona.speak(story.thread), timezone.localdate()
    Waiting.objects.create(persona=voice, thread=story.thread, body="Vi teg.", batch_on=today)


@pytest.fixture
def everything(bench: Client, moderator: User) -> Client:
    """The desk of a moderator with every right: whoever could delete if anybody could."""
    moderator.is_superuser = True
    moderator.save(update_fields=["is_superuser"])
    moderator.user_permissions.set(Permission.objects.all())
    return bench


def test_only_what_is_meant_to_has_a_page() -> None:
    assert set(admin.site._registry) == PAGES
    assert not PAGES & {Mail, Session, Attribution, Persona, Reaction, Revision}


@pytest.mark.parametrize("model", sorted(PAGES, key=str), ids=lambda model: str(model.__name__))
def test_nothing_can_be_deleted(everything: Client, world: None, model: type[Model]) -> None:
    item = model._default_manager.all()[0]
    assert everything.get(page(item, "delete")).status_code == 403
    assert everything.post(page(item, "delete"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in everything.get(page(model, "changelist")).content.decode()
    act(everything, "delete_selected", item, post="yes")
    assert model._default_manager.filter(pk=item.pk).exists()


def test_a_page_below_another_deletes_nothing(everything: Client, company: Company) -> None:
    person = make_user("Dag Dubbel")
    membership = Membership.objects.create(user=person, company=company)
    data = {"display_name": "Dag Dubbel", "language": "sv", "_save": "Save"}
    for name in ("memberships", "appointments"):
        data |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "1"}
        data |= {f"{name}-0-id": str(membership.pk), f"{name}-0-DELETE": "on"}
    everything.post(page(person, "change"), data)
    assert Membership.objects.filter(pk=membership.pk).exists()
