"""Memberships end at once, by the right person, and a company with members keeps a steward."""

import pytest

from accounts.errors import LastSteward, NotYours
from accounts.models import Company, Membership, User
from accounts.reader import Reader
from tests.factories import make_member


def membership(user: User) -> Membership:
    return user.memberships.get()


def test_a_member_leaves(teller: User, steward: User) -> None:
    membership(teller).end(by=Reader.of(teller))
    assert membership(teller).left_at


def test_a_steward_ends_a_colleagues_membership(teller: User, steward: User) -> None:
    membership(teller).end(by=Reader.of(steward))
    assert membership(teller).left_at


@pytest.mark.parametrize("who", ["colleague", "stranger", "coach", "moderator", "funder"])
def test_others_cannot_end_it(who: str, teller: User, request: pytest.FixtureRequest) -> None:
    reader = Reader.of(request.getfixturevalue(who))
    with pytest.raises(NotYours):
        membership(teller).end(by=reader)
    assert membership(teller).left_at is None


def test_the_last_steward_cannot_leave_colleagues_behind(teller: User, steward: User) -> None:
    with pytest.raises(LastSteward):
        membership(steward).end(by=Reader.of(steward))
    assert membership(steward).left_at is None


def test_the_last_steward_cannot_become_a_member(teller: User, steward: User) -> None:
    with pytest.raises(LastSteward):
        membership(steward).give_role("member", by=Reader.of(steward))
    assert membership(steward).role == "steward"


def test_the_last_person_of_all_may_leave(steward: User) -> None:
    membership(steward).end(by=Reader.of(steward))
    assert membership(steward).left_at


def test_one_of_two_stewards_may_leave(company: Company, teller: User, steward: User) -> None:
    make_member(company, role="steward")
    membership(steward).end(by=Reader.of(steward))
    assert membership(steward).left_at


def test_a_steward_names_another(teller: User, steward: User) -> None:
    membership(teller).give_role("steward", by=Reader.of(steward))
    assert Reader.of(teller).stewarding


def test_a_member_cannot_make_oneself_steward(teller: User, steward: User) -> None:
    with pytest.raises(NotYours):
        membership(teller).give_role("steward", by=Reader.of(teller))
    assert membership(teller).role == "member"
