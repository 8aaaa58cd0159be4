"""T13: whoever joins later reads what was told before; the teller knows so, and is told when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Company, Participation, User
from accounts.reader import Reader
from forum.growth import tell_tellers
from forum.models import Notification, Story
from tests.clients import API, bearing, signed_in
from tests.factories import (
    make_anonymous,
    make_circle,
    make_company,
    make_draft,
    make_story,
    publish_unnamed,
)

AUDIENCES = {
    "company": "Whoever joins your company later will read this too.",
    "circle": "Companies that join the circle later will read this too.",
    "members": "Companies that join later will read this too.",
    "public": "Anybody can read this, now and later.",
}


def seen(client: Any, story: Story) -> Any:
    """The preview of a story's readers."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client.get(f"{API}/stories/{story.pk}/audience/").json()


def told(user: User) -> list[str]:
    """The kinds of what a person was told, as the API shows it."""
    rows = signed_in(user).get(f"{API}/notifications/").json()["results"]
    return [row["kind"] for row in rows]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_before_publication_the_preview_says_so(
    audience: str, teller: User, circle: Circle
) -> None:
    aim = {"circle_id": circle.pk} if audience == "circle" else {}
    shown = seen(signed_in(teller), make_draft(teller, audience=audience, **aim))

    assert shown["newcomers_read"] is (audience != "public")
    assert shown["newcomers"].startswith(AUDIENCES[audience])
    assert shown["joined_since"] == {"companies": [], "other_companies": 0}


def test_the_named_teller_is_told_when_a_company_joins(
    story: Story, teller: User, circle: Circle, time_machine: Any
) -> None:
    tell_tellers()
    assert told(teller) == []
    newcomer = make_company("Nykomling AB")
    circle.admit(newcomer)

    assert tell_tellers() == 1

    assert told(teller) == ["circle_grew"]
    joined = seen(signed_in(teller), story)["joined_since"]
    assert [one["name"] for one in joined["companies"]] == ["Nykomling AB"]


def test_once_a_week_at_most_however_often_it_is_asked(
    story: Story, teller: User, circle: Circle, time_machine: Any
) -> None:
    now = story.told_at
    for day in range(1, 15):
        time_machine.move_to(now + timedelta(days=day), tick=False)
        circle.admit(make_company())
        tell_tellers()
        tell_tellers()

    assert told(teller) == ["circle_grew", "circle_grew"]


def test_without_anybody_new_a_week_later_nobody_is_told_again(
    story: Story, teller: User, circle: Circle, time_machine: Any
) -> None:
    circle.admit(make_company())
    tell_tellers()
    time_machine.move_to(story.told_at + timedelta(days=9), tick=False)

    assert tell_tellers() == 0


def test_who_was_there_when_it_came_out_is_no_newcomer(
    story: Story, other_company: Company, circle: Circle
) -> None:
    circle.dismiss(other_company)
    circle.admit(other_company)

    assert tell_tellers() == 0


def test_another_circle_that_grows_concerns_nobody_here(story: Story, outsider: User) -> None:
    make_circle(make_company())

    assert tell_tellers() == 0


def test_what_is_told_to_all_who_take_part_has_newcomers_too(
    teller: User, steward: User, circle: Circle
) -> None:
    make_story(teller, steward=steward, audience="members")
    circle.admit(make_company())

    assert tell_tellers() == 1


@pytest.mark.parametrize("gone", ["left", "shut out", "withdrawn"])
def test_who_can_no_longer_narrow_is_not_told(
    gone: str, story: Story, teller: User, steward: User, circle: Circle
) -> None:
    if gone == "left":
        teller.memberships.get().end(by=Reader.of(steward))
    elif gone == "shut out":
        teller.deactivate()
    else:
        story.withdraw(by=Reader.of(teller))
    circle.admit(make_company())

    assert tell_tellers() == 0
    assert not Notification.objects.exists()


def test_after_the_notice_the_teller_can_narrow(
    story: Story, teller: User, circle: Circle, stranger: User
) -> None:
    circle.admit(make_company())
    tell_tellers()
    client = signed_in(teller)
    here = f"{API}/stories/{story.pk}/"

    narrowed = client.patch(here, {"audience": "company"}, headers={"If-Match": "*"})

    assert narrowed.status_code == 200
    assert signed_in(stranger).get(here).status_code == 404


# --- without a name ---------------------------------------------------------------------------
@pytest.fixture
def unnamed(teller: User, circle: Circle, crowd: list[User], moderator: User) -> Story:
    """A story told anonymously, with its receipt in hand."""
    draft = make_anonymous(teller, circle)
    receipt = draft.receipt
    Participation.objects.update(joined_at=timezone.now() - timedelta(days=90))
    publish_unnamed(draft, moderator)
    draft.receipt = receipt
    return draft


def test_of_what_is_anonymous_nobody_is_told(unnamed: Story, circle: Circle) -> None:
    circle.admit(make_company())

    assert tell_tellers() == 0
    assert not Notification.objects.exists()


def test_the_receipt_says_how_many_have_joined_and_names_none(
    unnamed: Story, circle: Circle, time_machine: Any
) -> None:
    opened = signed_in().post(f"{API}/receipts/", {"receipt": unnamed.receipt}).json()
    assert opened["joined_since"] == 0
    circle.admit(make_company("Nykomling AB"))

    opened = signed_in().post(f"{API}/receipts/", {"receipt": unnamed.receipt}).json()
    shown = seen(bearing(unnamed.receipt), unnamed)

    assert opened["joined_since"] == 1
    assert shown["joined_since"] == {"companies": [], "other_companies": 1}
    assert "Nykomling" not in str(shown)
    assert shown["newcomers"].endswith("you can let fewer read.")
    assert "Open your receipt" in shown["newcomers"]
