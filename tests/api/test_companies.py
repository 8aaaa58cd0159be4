"""Companies and circles over HTTP: known to those who share a circle, members to colleagues."""

from typing import Any

import pytest

from accounts.models import Circle, Company, User
from tests.clients import API, assert_problem
from tests.factories import make_member
from tests.trust.asking import body_of

READING, OUTSIDE = ["teller", "coach"], ["outsider", "funder"]
SHOWN = {"slug", "name", "industry", "size", "region"}


def slugs(answer: Any) -> set[str]:
    return {one["slug"] for one in answer.json()["results"]}


def test_companies_of_a_shared_circle_are_known(
    api: Any, company: Company, other_company: Company, stranger: User, outsider: User
) -> None:
    both = {company.slug, other_company.slug}
    assert slugs(api(stranger).get(f"{API}/companies/")) == both
    assert slugs(api(outsider).get(f"{API}/companies/")).isdisjoint(both)
    assert_problem(api(outsider).get(f"{API}/companies/{company.slug}/"), 404, "not_found")


def test_what_is_shown_of_a_company_is_coarse(
    api: Any, company: Company, stranger: User, teller: User
) -> None:
    for reader in (stranger, teller):
        answer = api(reader).get(f"{API}/companies/{company.slug}/")
        assert set(answer.json()) == SHOWN | {"promise"}
        assert company.organisation_number not in body_of(answer).decode()


@pytest.mark.parametrize("who", ["stranger", "coach", "moderator"])
def test_members_are_listed_to_colleagues_only(
    who: str, api: Any, company: Company, teller: User, request: Any
) -> None:
    members = f"{API}/companies/{company.slug}/members/"
    make_member(company, "Stina Steward", "steward")
    told = api(teller).get(members).json()["results"]
    assert {one["name"] for one in told} == {"Tea Teller", "Stina Steward"}

    other = api(request.getfixturevalue(who))

    assert other.get(members).json()["results"] == []
    for member in told:
        assert_problem(other.delete(f"{members}{member['id']}/"), 404, "not_found")
    assert company.memberships.current().count() == 2


@pytest.mark.parametrize("who", ["teller", "colleague"])
def test_a_member_neither_invites_nor_names_stewards(
    who: str, api: Any, company: Company, steward: User, request: Any
) -> None:
    client = api(request.getfixturevalue(who))
    here = f"{API}/companies/{company.slug}"
    stewarding = steward.memberships.get().pk

    invited = client.post(f"{here}/invitations/", {"email": "ny@tillit.example"})
    renamed = client.patch(f"{here}/members/{stewarding}/", {"role": "member"})

    assert_problem(invited, 403, "not_yours")
    assert_problem(renamed, 403, "not_yours")
    assert client.get(f"{here}/invitations/").json()["results"] == []
    assert steward.memberships.get().role == "steward"


def test_the_last_steward_stays(api: Any, company: Company, teller: User, steward: User) -> None:
    here = f"{API}/companies/{company.slug}/members/{steward.memberships.get().pk}/"

    assert_problem(api(steward).delete(here), 409, "last_steward")
    assert_problem(api(steward).patch(here, {"role": "member"}), 409, "last_steward")

    assert steward.memberships.get().left_at is None


def test_circles_are_known_to_those_who_read_in_them(
    api: Any, circle: Circle, request: Any
) -> None:
    who = {name: request.getfixturevalue(name) for name in READING + OUTSIDE}
    for name in READING:
        assert slugs(api(who[name]).get(f"{API}/circles/")) == {circle.slug}
    for reader in (who[name] for name in OUTSIDE):
        assert slugs(api(reader).get(f"{API}/circles/")) == set()
        for path in ("", "companies/"):
            answer = api(reader).get(f"{API}/circles/{circle.slug}/{path}")
            assert_problem(answer, 404, "not_found")


def test_the_programme_above_is_named_to_those_who_read_there(
    api: Any, circle: Circle, company: Company, stranger: User
) -> None:
    cohort = Circle.objects.create(
        kind="cohort", slug="kull", name_sv="Kull", name_en="Cohort", parent=circle
    )
    cohort.admit(stranger.memberships.get().company)
    here = f"{API}/circles/kull/"
    assert api(stranger).get(here).json()["parent"] == circle.slug

    circle.dismiss(stranger.memberships.get().company)

    assert api(stranger).get(here).json()["parent"] is None


def test_a_company_that_left_is_no_longer_listed(
    api: Any, circle: Circle, other_company: Company, teller: User
) -> None:
    here = f"{API}/circles/{circle.slug}/companies/"
    assert other_company.slug in slugs(api(teller).get(here))
    circle.dismiss(other_company)
    assert other_company.slug not in slugs(api(teller).get(here))
    assert other_company.slug not in slugs(api(teller).get(f"{API}/companies/"))


def test_the_way_to_the_companys_own_channel_is_for_its_members(
    api: Any, company: Company, teller: User, stranger: User
) -> None:
    company.whistleblowing_url = "https://visselblås.example/akerstroms"
    company.save(update_fields=["whistleblowing_url"])

    mine = api(teller).get(f"{API}/me/").json()["companies"][0]
    theirs = api(stranger).get(f"{API}/companies/{company.slug}/")

    assert mine["whistleblowing_url"] == "https://visselblås.example/akerstroms"
    assert b"akerstroms" not in theirs.content.replace(company.slug.encode(), b"")
