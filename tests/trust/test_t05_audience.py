"""T5: the audience of the anonymous is chosen at the first word, and only ever narrowed."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Circle, Company, User
from accounts.reader import Reader
from forum.errors import (
    AudienceNeeded,
    CrowdTooSmall,
    NoIndependentModerator,
    NotAddressable,
    OnlyNarrower,
)
from forum.models import Persona, Story
from tests.clients import API, assert_problem, bearing, signed_in
from tests.factories import (
    make_anonymous,
    make_circle,
    make_company,
    make_crowd,
    make_draft,
    make_member,
    publish_unnamed,
    voice_of,
)

STORIES = f"{API}/stories/"
TOLD = {"byline": "anonymous", "title": "Tavlan tystnade", "summary": "Vi slutade mötas."}


def narrow(client: APIClient, story: Story, **aim: Any) -> Any:
    return client.patch(f"{STORIES}{story.pk}/", aim, headers={"If-Match": "*"})


@pytest.fixture
def to_members(teller: User, crowd: list[User], moderator: User) -> Story:
    """An anonymous draft for everybody who takes part."""
    return make_draft(teller, byline="anonymous", audience="members")


@pytest.fixture
def elsewhere(moderator: User) -> Circle:
    """Another circle, large enough, in which the teller does not read."""
    circle = make_circle()
    make_crowd(circle, 6)
    circle.appoint(moderator, "moderator")
    return circle


# --- the first word ---------------------------------------------------------------------------
def test_without_an_audience_nothing_begins(teller: User, crowd: list[User]) -> None:
    answer = signed_in(teller).post(STORIES, TOLD)

    assert_problem(answer, 400, "audience_needed")
    assert answer.json()["errors"][0]["pointer"] == "/audience"
    assert not Story.objects.exists()
    assert not Persona.objects.exists()


@pytest.mark.parametrize(
    ("aim", "refusal"),
    [
        ({}, AudienceNeeded),
        ({"audience": "company"}, CrowdTooSmall),
        ({"audience": "circle"}, NotAddressable),
    ],
)
def test_what_hides_nobody_is_refused_at_once(
    aim: Any, refusal: Any, teller: User, crowd: list[User], moderator: User
) -> None:
    with pytest.raises(refusal):
        make_draft(teller, byline="anonymous", **aim)
    assert not Persona.objects.exists()


def test_a_circle_must_be_one_the_company_reads_in(teller: User, elsewhere: Circle) -> None:
    with pytest.raises(NotAddressable):
        make_anonymous(teller, elsewhere)
    answer = signed_in(teller).post(
        STORIES, {**TOLD, "audience": "circle", "circle": elsewhere.slug}
    )
    assert answer.status_code == 400
    assert not Story.objects.exists()


def test_an_appointment_alone_gives_no_right_to_tell_there(coach: User, circle: Circle) -> None:
    make_crowd(circle)
    make_company().memberships.create(user=coach, role="member")

    with pytest.raises(NotAddressable):
        make_anonymous(coach, circle)


@pytest.mark.usefixtures("moderator")
def test_too_small_a_crowd_is_refused_at_the_first_word(teller: User, circle: Circle) -> None:
    make_crowd(circle, 3)  # with two more companies five: four others

    with pytest.raises(CrowdTooSmall):
        make_anonymous(teller, circle)
    assert not Story.objects.exists()


def test_so_is_a_circle_where_only_one_may_check(
    teller: User, circle: Circle, crowd: list[User], peer: User
) -> None:
    peer.appointments.get().end()

    with pytest.raises(NoIndependentModerator):
        make_anonymous(teller, circle)
    assert not Story.objects.exists()


def test_what_may_be_said_of_the_company_is_looked_at_once(
    whisper: Story, company: Company, circle: Circle
) -> None:
    voice = whisper.persona
    assert voice
    said = (voice.sector, voice.size, voice.region)

    Company.objects.filter(pk=company.pk).update(size="large", industry="10")
    circle.dismiss(company)

    voice.refresh_from_db()
    assert (voice.sector, voice.size, voice.region) == said == ("metal_mineral", "small", "SE23")


def test_what_too_few_share_is_not_kept_even_in_a_draft(
    teller: User, company: Company, circle: Circle, crowd: list[User], moderator: User
) -> None:
    Company.objects.filter(pk=company.pk).update(size="large")

    voice = make_anonymous(teller, circle).persona

    assert voice
    assert (voice.sector, voice.size, voice.region) == ("metal_mineral", "", "")


def test_publication_says_less_where_the_crowd_has_shrunk(
    whisper: Story, circle: Circle, crowd: list[User], moderator: User
) -> None:
    Company.objects.filter(pk__in=[one.memberships.get().company_id for one in crowd[:2]]).update(
        size="large"
    )

    publish_unnamed(whisper, moderator)

    assert whisper.persona
    whisper.persona.refresh_from_db()
    assert (whisper.persona.sector, whisper.persona.size) == ("metal_mineral", "")


def test_it_never_says_more_than_at_the_first_word(
    teller: User, company: Company, circle: Circle, crowd: list[User], moderator: User
) -> None:
    Company.objects.filter(pk=company.pk).update(size="large")
    story = make_anonymous(teller, circle)
    Company.objects.update(size="large")

    publish_unnamed(story, moderator)

    assert story.persona
    assert (story.persona.sector, story.persona.size) == ("metal_mineral", "")


# --- afterwards -------------------------------------------------------------------------------
@pytest.mark.parametrize("audience", ["members", "public"])
@pytest.mark.parametrize("published", [False, True])
def test_by_receipt_nothing_reaches_further(
    published: bool, audience: str, whisper: Story, moderator: User
) -> None:
    if published:
        publish_unnamed(whisper, moderator)

    refused = narrow(bearing(whisper.receipt), whisper, audience=audience)

    assert_problem(refused, 409, "only_narrower")
    whisper.refresh_from_db()
    assert (whisper.audience, whisper.requested_audience) == ("circle", "")


@pytest.mark.parametrize("published", [False, True])
def test_another_circle_means_telling_anew(
    published: bool, whisper: Story, elsewhere: Circle, moderator: User
) -> None:
    if published:
        publish_unnamed(whisper, moderator)

    refused = narrow(bearing(whisper.receipt), whisper, audience="circle", circle=elsewhere.slug)

    assert_problem(refused, 409, "only_narrower")
    assert "på nytt" in refused.json()["detail"]
    whisper.refresh_from_db()
    assert whisper.circle_id != elsewhere.pk


@pytest.mark.parametrize("published", [False, True])
def test_by_receipt_fewer_may_read(
    published: bool, to_members: Story, circle: Circle, moderator: User, outsider: User
) -> None:
    if published:
        publish_unnamed(to_members, moderator)
        assert signed_in(outsider).get(f"{STORIES}{to_members.pk}/").status_code == 200

    at_once = {"now": True} if published else {}
    there = {"audience": "circle", "circle": circle.slug}
    answer = narrow(bearing(to_members.receipt), to_members, **there, **at_once)

    assert (answer.status_code, answer.json()["audience"]) == (200, "circle")
    assert signed_in(outsider).get(f"{STORIES}{to_members.pk}/").status_code == 404


def test_from_public_to_members_and_no_way_back(
    teller: User, crowd: list[User], moderator: User
) -> None:
    story = make_draft(teller, byline="anonymous", audience="public")
    by = voice_of(story)

    story.edit(by=by, audience="members")

    with pytest.raises(OnlyNarrower):
        story.edit(by=by, audience="public")
    story.refresh_from_db()
    assert story.audience == "members"


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("audience", ["circle", "company"])
def test_a_handful_is_too_few_to_narrow_to(
    audience: str, published: bool, to_members: Story, company: Company, moderator: User
) -> None:
    if published:
        publish_unnamed(to_members, moderator)
    small = make_circle(company).pk if audience == "circle" else None

    with pytest.raises(CrowdTooSmall):
        to_members.edit(by=voice_of(to_members), audience=audience, circle_id=small)
    to_members.refresh_from_db()
    assert to_members.audience == "members"


def test_a_small_circle_answers_like_one_that_does_not_exist(
    to_members: Story, company: Company
) -> None:
    small = make_circle(company)
    client = bearing(to_members.receipt)

    answers = [
        narrow(client, to_members, audience="circle", circle=slug)
        for slug in (small.slug, "finns-inte")
    ]

    assert [one.status_code for one in answers] == [400, 400]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


def test_a_circle_counts_only_companies_with_somebody_who_can_sign_in(
    to_members: Story, elsewhere: Circle
) -> None:
    gone = make_member(elsewhere.companies.all()[0])
    gone.memberships.get().company.memberships.exclude(user=gone).get().user.deactivate()
    gone.deactivate()

    answer = narrow(
        bearing(to_members.receipt), to_members, audience="circle", circle=elsewhere.slug
    )

    assert answer.status_code == 400


def test_signed_in_somebody_names_the_circles_they_read_in_and_no_others(
    teller: User, elsewhere: Circle
) -> None:
    draft = make_draft(teller)

    answer = narrow(signed_in(teller), draft, audience="circle", circle=elsewhere.slug)

    assert answer.status_code == 400
    assert Reader.of(teller).circles.isdisjoint({elsewhere.pk})
