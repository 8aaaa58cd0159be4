"""What waits for a moderator: each rule of a circle, and what it leaves alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Circle, Company, Participation, User
from forum.models import Thread
from forum.models.held_word import HeldWord
from forum.moderation.holding import ALIKE_WITHIN, NEWCOMER_FOR, why_held
from tests.factories import make_question, make_user

TEXT = "Vi provade tavlan i tre veckor."
LONG_AGO = timezone.now() - timedelta(days=400)
ANONYMOUS = {"byline": "anonymous"}


def by(user: User, company: Company | None) -> dict[str, Any]:
    return {"byline": "person", "author_id": user.pk, "company_id": company and company.pk}


def holding(circle: Circle, *names: str) -> Circle:
    for name in names:
        setattr(circle, f"hold_{name}", True)
    circle.save()
    return circle


def settle(circle: Circle, company: Company, days: float) -> None:
    joined = timezone.now() - timedelta(days=days)
    Participation.objects.filter(circle=circle, company=company).update(joined_at=joined)


def older(user: User, days: float = 400) -> User:
    user.joined_at = timezone.now() - timedelta(days=days)
    user.save(update_fields=["joined_at"])
    return user


@pytest.mark.parametrize(("days", "code"), [(0, "newcomer"), (29.9, "newcomer"), (30.1, "")])
def test_a_company_new_in_the_circle_waits(
    teller: User, company: Company, circle: Circle, days: float, code: str
) -> None:
    settle(circle, company, days)
    told = by(teller, company)
    assert why_held([TEXT], told, circle=holding(circle, "newcomers")) == code


def test_a_circle_that_minds_nothing_holds_nothing(
    teller: User, company: Company, circle: Circle
) -> None:
    HeldWord.objects.create(word="tavlan")
    assert why_held([TEXT], by(teller, company), circle=circle) == ""
    assert why_held([TEXT], ANONYMOUS, circle=circle) == ""
    assert why_held([TEXT], by(teller, company), circle=None) == ""


def test_people_appointed_to_the_circle_are_no_newcomers(
    coach: User, outsider: User, circle: Circle
) -> None:
    holding(circle, "newcomers")
    elsewhere = outsider.memberships.get().company
    assert why_held([TEXT], by(coach, None), circle=circle) == ""
    assert why_held([TEXT], by(outsider, elsewhere), circle=circle) == ""


def test_a_company_that_came_back_is_new_again(
    teller: User, company: Company, circle: Circle
) -> None:
    settle(circle, company, 400)
    circle.dismiss(company)
    circle.admit(company)
    assert timedelta(days=30) == NEWCOMER_FOR
    assert why_held([TEXT], by(teller, company), circle=holding(circle, "newcomers"))


def test_a_listed_word_waits_whoever_wrote_it(
    teller: User, company: Company, circle: Circle
) -> None:
    holding(circle, "words")
    HeldWord.objects.create(word="Tavlan")
    assert why_held(["", TEXT], by(teller, company), circle=circle) == "words"
    assert why_held([TEXT], ANONYMOUS, circle=circle) == "words"
    assert why_held(["Något helt annat, tack."], ANONYMOUS, circle=circle) == ""


@pytest.mark.parametrize(("days", "code"), [(0, "links"), (6.9, "links"), (7.1, "")])
def test_a_link_from_a_new_account_waits_everywhere(
    teller: User, company: Company, days: float, code: str
) -> None:
    told = by(older(teller, days), company)
    assert why_held(["Se www.billigt.se"], told, circle=None) == code
    assert why_held(["Ingen länk här."], told, circle=None) == ""


def test_the_age_given_is_believed(teller: User, company: Company) -> None:
    told = by(teller, company)
    assert why_held(["Se www.billigt.se"], told, circle=None, joined_at=LONG_AGO) == ""
    assert why_held(["Se www.billigt.se"], ANONYMOUS, circle=None, joined_at=None) == ""


def test_the_third_time_in_a_day_waits(teller: User, company: Company, question: Thread) -> None:
    told = by(older(teller), company)
    for body in (TEXT, "  vi provade TAVLAN i tre\nveckor. "):
        assert why_held([TEXT], told, circle=None) == ""
        question.comments.model.place(question, None, body, told)
    assert why_held([f"{TEXT} "], told, circle=None) == "duplicate"
    assert why_held([f"{TEXT} Igen."], told, circle=None) == ""
    assert why_held([TEXT], by(make_user(), None), circle=None) == ""


def test_questions_count_and_yesterday_does_not(
    teller: User, company: Company, circle: Circle
) -> None:
    first, second = (make_question(older(teller), circle, body=TEXT) for _ in range(2))
    told = by(teller, company)
    assert why_held([TEXT], told, circle=circle) == "duplicate"
    first.told_at = second.told_at - ALIKE_WITHIN
    first.save(update_fields=["told_at"])
    assert why_held([TEXT], told, circle=circle) == ""


def test_short_texts_are_alike_by_nature(teller: User, company: Company, question: Thread) -> None:
    told = by(older(teller), company)
    for _ in range(3):
        question.comments.model.place(question, None, "Tack, bra tips!", told)
    assert why_held(["Tack, bra tips!"], told, circle=None) == ""
    assert why_held(["Tack, bra tips!"], ANONYMOUS, circle=None) == ""


def test_holding_costs_at_most_three_queries(
    teller: User, company: Company, circle: Circle, django_assert_num_queries: Any
) -> None:
    told = by(teller, company)
    with django_assert_num_queries(1):
        why_held([TEXT], told, circle=circle, joined_at=LONG_AGO)
    with django_assert_num_queries(0):
        why_held(["Tack!"], told, circle=circle, joined_at=LONG_AGO)
    settle(circle, company, 60)
    holding(circle, "newcomers", "words", "unnamed")
    with django_assert_num_queries(3):
        why_held([TEXT], told, circle=circle)
    with django_assert_num_queries(1):
        why_held([TEXT], {"byline": "company"}, circle=circle)
