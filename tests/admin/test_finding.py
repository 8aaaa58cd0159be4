"""Every page opens, finds, and costs the same number of queries for one row and for thirty."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import (
    Appointment,
    Circle,
    Company,
    Invitation,
    Membership,
    Participation,
    User,
)
from accounts.reader import Reader
from forum.models import (
    Appeal,
    Attachment,
    Case,
    Comment,
    Decision,
    FollowUp,
    Guidelines,
    Measurement,
    Metric,
    Story,
    Thread,
    Topic,
)
from forum.models.cycle import Cycle
from tests.admin.conftest import sit_down
from tests.admin.pages import listed, page
from tests.factories import (
    make_circle,
    make_company,
    make_decision,
    make_member,
    make_question,
    make_story,
    make_user,
)

type Row = Callable[[int, Circle], object]


def story_of(number: int, circle: Circle) -> Story:
    company = make_company(approval_required=False)
    circle.admit(company)
    return make_story(
        make_member(company), title=f"Nr {number}", audience="circle", circle_id=circle.pk
    )


def comment_of(number: int, circle: Circle) -> object:
    story = story_of(number, circle)
    return story.thread.comment(by=Reader.of(story.author), body=f"Svar {number}")


def attachment_of(number: int, circle: Circle) -> object:
    story, name = story_of(number, circle), f"bild{number}.png"
    return Attachment.objects.create(
        story=story, position=1, name=name, size=1, file=f"aa/{number}"
    )


def decision_of(number: int, circle: Circle) -> Decision:
    by = make_user()
    circle.appoint(by, "moderator")
    return make_decision(comment_of(number, circle), by=by)


def appeal_of(number: int, circle: Circle) -> object:
    decision = decision_of(number, circle)
    by = Reader.of(decision.rulings.get().author)
    return Appeal.lodge(decision, by=by, sentence=f"Nej {number}")


def invitation_of(number: int, circle: Circle) -> object:
    mail = f"ny{number}@tillit.example"
    return Invitation.issue(company=make_company(), email=mail, role="member", by=make_user())


ROWS: dict[type[Model], Row] = {
    Appeal: appeal_of,
    Appointment: lambda _n, circle: circle.appoint(make_user(), "coach"),
    Attachment: attachment_of,
    Case: decision_of,
    Circle: lambda _n, circle: make_circle(kind="cohort", parent=circle),
    Comment: comment_of,
    Company: lambda _n, _circle: make_company(),
    Decision: decision_of,
    Group: lambda n, _circle: Group.objects.create(name=f"Grupp {n}"),
    Guidelines: lambda n, _circle: Guidelines.objects.create(version=n + 2),
    Invitation: invitation_of,
    Membership: lambda _n, _circle: make_member(make_company()),
    Metric: lambda n, _circle: Metric.objects.create(
        slug=f"m{n}", topic=Topic.objects.create(slug=f"till-m{n}")
    ),
    Participation: lambda _n, circle: circle.admit(make_company()),
    Story: story_of,
    Thread: lambda n, circle: make_question(story_of(n, circle).author, circle),  # type: ignore[arg-type]
    Topic: lambda n, _circle: Topic.objects.create(slug=f"t{n}"),
    User: lambda _n, _circle: make_user(),
}


@pytest.fixture
def all_seeing(moderator: User) -> Client:
    """A moderator with every right, at the desk."""
    moderator.is_superuser = True
    client = sit_down(moderator)
    moderator.save(update_fields=["is_superuser"])
    return client


def queries(client: Client, address: str) -> int:
    client.get(address)  # content types and the like are read once for a process
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: str(model.__name__))
def test_a_list_costs_the_same_for_one_row_and_thirty(
    all_seeing: Client, circle: Circle, model: type[Model]
) -> None:
    ROWS[model](0, circle)
    address = page(model, "changelist")
    before = queries(all_seeing, address)
    for number in range(1, 30):
        ROWS[model](number, circle)
    assert queries(all_seeing, address) == before
    assert before <= 12


@pytest.mark.parametrize("model", ROWS, ids=lambda model: str(model.__name__))
def test_every_page_opens_and_searches(
    all_seeing: Client, circle: Circle, model: type[Model]
) -> None:
    ROWS[model](0, circle)
    for words in ("a", "å", '"', "\x00", "x" * 3000):
        assert all_seeing.get(page(model, "changelist"), {"q": words}).status_code < 500
    for item in model._default_manager.all()[:3]:
        for name in ("change", "history"):
            assert all_seeing.get(page(item, name), follow=True).status_code == 200
    assert all_seeing.get(page(model, "add")).status_code in {200, 403}


def test_a_storys_page_costs_the_same_however_long_the_journey(
    all_seeing: Client, circle: Circle
) -> None:
    story = story_of(1, circle)
    by = Reader.of(story.author)
    before = queries(all_seeing, page(story, "change"))
    for number in range(1, 10):
        Cycle.add(story, by=by, title=f"Varv {number}")
        Measurement.add(story, by=by, name=f"Tid {number}", unit="min", direction="lower")
        FollowUp.tell(story, by=by, months=6 * number, held="partly")
        comment_of(number, circle)
    assert queries(all_seeing, page(story, "change")) == before


def test_a_threads_page_costs_the_same_however_many_answer(
    all_seeing: Client, question: Thread, coach: User
) -> None:
    before = queries(all_seeing, page(question, "change"))
    for number in range(10):
        question.comment(by=Reader.of(coach), body=f"Svar {number}")
    assert queries(all_seeing, page(question, "change")) == before


def test_people_and_companies_are_found_by_what_they_are_called(
    chief: Client, teller: User, company: Company
) -> None:
    assert teller.email in listed(chief, User, q="tea teller")
    assert company.name in listed(chief, Company, q=company.organisation_number)
    assert company.name not in listed(chief, Company, q="bergslagen")
