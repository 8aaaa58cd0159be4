"""The page of the desk's figures: for whoever directs the programme, in tables and a drawing."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import Company, Membership, User
from forum.models import Appeal, Case, Decision, Guidelines, Rule, Ruling, Thread
from forum.moderation.chart import LOWER, UPPER, chart, step_for
from forum.moderation.figures import figures
from tests.admin.conftest import sit_down
from tests.factories import make_user

ADDRESS = "/admin/figures/"
NAME = "Disa Direktör"


@pytest.fixture
def director(db: None) -> User:
    """Whoever directs the programme: the right to the figures, no company, no circle."""
    user = make_user(NAME)
    user.user_permissions.add(Permission.objects.get(codename="view_decision"))
    return user


@pytest.fixture
def work(question: Thread, moderator: User) -> list[Decision]:
    """Six decisions of this month, one reversed, and something that is held."""
    texts = {"name_sv": "Namn", "name_en": "Names", "text_sv": "Inga.", "text_en": "None."}
    version = Guidelines.objects.create(version=99)
    rule, now = Rule.objects.create(guidelines=version, number=1, **texts), timezone.now()
    about: dict[str, Any] = {"kind": "comment", "thread": question}
    Case.objects.create(item=uuid4(), opened_at=now, held_for="links", **about)
    base: dict[str, Any] = {"reason": "spam", "rule": rule, "decided_by": moderator}
    taken = [Decision.objects.create(measure="hide", sentence="Hemligt.", **base) for _ in range(6)]
    for decision in taken:
        case = Case.objects.create(item=uuid4(), opened_at=now - timedelta(hours=3), **about)
        Ruling.objects.create(decision=decision, case=case, author=question.author)
    heard = {"heard_by": moderator, "heard_at": now, "outcome": "reversed"}
    Appeal.objects.create(decision=taken[0], author=question.author, **heard)
    return taken


def page_of(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_director_finds_the_figures_from_the_first_page(director: User) -> None:
    desk = sit_down(director)

    assert f'href="{ADDRESS}"' in desk.get("/admin/").content.decode()
    assert "There is nothing to show yet." in page_of(desk)


def test_the_page_tells_what_was_done(director: User, work: list[Decision]) -> None:
    shown = page_of(sit_down(director))

    assert "<td>6</td><td>3.0</td><td>3.0</td>" in shown
    assert "<td>1</td><td>1 (100 %)</td>" in shown
    assert "a link from a new account" in shown
    assert "is advertising or spam" in shown
    assert shown.count("<td>0</td>" * 11 + '<td>6</td><td class="sum">6</td>') == 1
    assert shown.count("<td>–</td>" * 11 + '<td>6</td><td class="sum">6</td>') == 1


def test_the_page_names_nobody_and_nothing(
    director: User, work: list[Decision], moderator: User, question: Thread
) -> None:
    shown = page_of(sit_down(director)).replace(NAME, "")

    author = question.author
    assert author is not None
    told = (moderator.display_name, author.display_name, "Hemligt.", question.title)
    assert [word for word in told if word in shown] == []
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", shown) == []


def test_staff_without_the_right_find_no_figures(desk: Any, moderator: User, coach: User) -> None:
    for person in (moderator, coach):
        client = desk(person)
        assert client.get(ADDRESS).status_code == 404
        assert ADDRESS not in client.get("/admin/").content.decode()


def test_the_right_is_no_use_to_whoever_belongs_to_a_company(
    director: User, company: Company
) -> None:
    Membership.objects.create(user=director, company=company)
    desk = sit_down(director)

    assert desk.get(ADDRESS).status_code == 404
    assert ADDRESS not in desk.get("/admin/").content.decode()


def test_nobody_else_is_let_in(client: Client, director: User) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")


def test_every_style_and_script_carries_the_nonce(director: User, work: list[Decision]) -> None:
    answer = sit_down(director).get(ADDRESS)

    found = re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])
    assert found
    shown = answer.content.decode()
    opened = re.findall(r"<(?:style|script)[^>]*>", shown)
    assert opened
    assert [tag for tag in opened if found[1] not in tag and "application/json" not in tag] == []
    assert "style=" not in shown


def test_the_drawing_says_what_it_is_to_who_does_not_see_it(director: User) -> None:
    shown = page_of(sit_down(director))

    assert 'role="img" aria-labelledby="chart-title chart-about"' in shown
    assert '<title id="chart-title">' in shown
    assert '<desc id="chart-about">' in shown


def test_numbers_in_the_drawing_are_whole_in_swedish_too(
    director: User, work: list[Decision]
) -> None:
    shown = sit_down(director).get(ADDRESS, headers={"Accept-Language": "sv"}).content.decode()

    drawn = shown[shown.index('<svg viewBox="0 0 720') :].partition("</svg>")[0]
    placed = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|stroke-width)="([^"]*)"', drawn)
    assert placed
    assert all(number.isdecimal() for number in placed)


def test_bars_reach_their_number_and_a_month_without_waits_breaks_the_line(
    work: list[Decision],
) -> None:
    drawn = chart(figures(timezone.now()).months)

    *before, last = drawn.decided.marks
    assert {mark.y for mark in before} == {UPPER[1]}
    assert (last.value, last.y) == (6, UPPER[0])
    assert drawn.decided.lines[-1] == (UPPER[0], 6)
    assert [path.count(",") for path in drawn.hours.paths] == [1]
    assert LOWER[0] <= drawn.hours.marks[0].y < LOWER[1]


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (4, 1), (4.1, 2), (9, 5), (20, 5), (21, 10), (399, 100)]
)
def test_scales_have_few_and_round_lines(largest: float, step: int) -> None:
    assert step_for(largest) == step
