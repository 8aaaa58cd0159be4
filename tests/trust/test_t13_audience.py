"""T13: the readers named before publication are exactly those who can read afterwards."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Appointment, Circle, Company, Membership, User
from forum.models import State, Story
from forum.readership import readership
from tests.clients import API, signed_in
from tests.factories import make_circle, make_company, make_draft, make_member, make_user

WORLDS = 42
AUDIENCES = ["company", "circle", "members", "public"]


# --- random worlds ---------------------------------------------------------------------------
@dataclass
class Population:
    """People, companies and circles that belong together by chance."""

    chance: Random
    companies: list[Company]
    circles: list[Circle]
    people: list[User]


def join(world: Population, person: User) -> None:
    """Put a person into companies and circles."""
    chance = world.chance
    for company in chance.sample(world.companies, chance.choice([0, 1, 1, 2])):
        role = chance.choice(Membership.Role.values)
        Membership.objects.create(user=person, company=company, role=role)
    for circle in chance.sample(world.circles, chance.choice([0, 0, 1, 2])):
        circle.appoint(person, chance.choice(Appointment.Role.values))


def populate(seed: int) -> Population:
    """Four companies, a programme with a cohort, a group, a teller and eight others."""
    chance = Random(seed)
    companies = [make_company(approval_required=False) for _ in range(4)]
    programme, group = (make_circle(companies[0]) for _ in range(2))
    cohort = make_circle(companies[0], kind="cohort", parent=programme)
    world = Population(chance, companies, [programme, group, cohort], [make_member(companies[0])])
    for circle in world.circles:
        for company in chance.sample(companies, chance.randint(0, 3)):
            circle.admit(company)
    for person in [make_user() for _ in range(8)]:
        join(world, person)
        world.people.append(person)
    return world


def part(world: Population) -> None:
    """End some of what holds them together, by chance."""
    now, chance = timezone.now(), world.chance
    for person in world.people:
        if chance.random() < 0.2:
            person.memberships.update(left_at=now)
        if chance.random() < 0.3:
            person.appointments.update(ended_at=now)
        if chance.random() < 0.1:
            person.deactivate()
    for company in chance.sample(world.companies, 2):
        chance.choice(world.circles).dismiss(company)


def draft_in(world: Population, anonymous: bool) -> Story:
    """The teller's draft, to an audience by chance."""
    audience = world.chance.choice(AUDIENCES[1:] if anonymous else AUDIENCES)
    circle = world.chance.choice(world.circles) if audience == "circle" else None
    byline = world.chance.choice(["person", "company"])
    aim = {"audience": audience, "circle_id": circle and circle.pk}
    draft = make_draft(world.people[0], byline=byline, **aim)
    if anonymous:  # which columns it has is all that matters here, not how it came out
        unnamed = {"byline": "anonymous", "author": None, "company": None}
        Story.objects.filter(pk=draft.pk).update(**unnamed)
        draft.refresh_from_db()
    return draft


def release(draft: Story) -> None:
    """Let it out; an anonymous one although its crowd is too small, which is T7's matter."""
    if draft.is_named:
        draft.publish()
    else:
        draft.move_to(State.PUBLISHED)
    assert draft.state == State.PUBLISHED


def reading(story: Story, asking: dict[UUID, APIClient]) -> set[UUID]:
    """The people to whom GET gives the story."""
    path = f"{API}/stories/{story.pk}/"
    return {pk for pk, client in asking.items() if client.get(path).status_code == 200}


@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_people_named_are_those_who_can_read(seed: int, db: None) -> None:
    world = populate(seed)
    asking = {person.pk: signed_in(person) for person in world.people}
    draft = draft_in(world, anonymous=seed % 3 == 0)

    before = readership(draft)
    release(draft)

    assert before.people == reading(draft, asking)
    path = f"{API}/stories/{draft.pk}/"
    assert before.everyone is (signed_in().get(path).status_code == 200)

    part(world)

    assert readership(draft).people == reading(draft, asking)
