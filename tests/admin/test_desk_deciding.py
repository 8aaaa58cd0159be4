"""The page on which a decision is worded: measure, reason, rule and sentence, and its refusals."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Comment, Decision, Guidelines, Report, Story, Thread
from tests.admin.pages import act, act_on_page

WHY = "Namnger en kund som inte har sagt ja."


@pytest.fixture
def case(story: Story, stranger: User) -> Case:
    """A case the stranger's report opened."""
    return Report.file(story, by=Reader.of(stranger), reason="identifies").case


def said(*cases: Case, measure: str = "hide", **more: Any) -> dict[str, Any]:
    """What the browser sends with the form."""
    rule = Guidelines.objects.current().rules.order_by("number")[0]
    words = {"measure": measure, "reason": "identifies", "rule": str(rule.pk), "sentence": WHY}
    read = [f"{case.pk}:{case.version}" for case in cases]
    return {**words, "version": read, "passages": "", "until": "", **more}


@pytest.mark.parametrize("choose", [act, act_on_page], ids=["in the list", "on the page"])
def test_deciding_asks_first_and_then_decides(
    bench: Client, case: Case, moderator: User, choose: Any
) -> None:
    asked = choose(bench, "decide", case)
    assert 'name="sentence"' in asked
    assert not Decision.objects.exists()
    assert "Decided about 1 item." in choose(bench, "decide", case, **said(case))
    decision = Decision.objects.get()
    assert (decision.measure, decision.sentence, decision.decided_by) == ("hide", WHY, moderator)
    assert [*LogEntry.objects.values_list("change_message", flat=True)] == ["decide.hide"]


def test_what_was_decided_meanwhile_is_not_decided_again(bench: Client, case: Case) -> None:
    stale = said(case)
    act(bench, "decide", case, **said(case))
    assert "has changed since" in act_on_page(bench, "decide", case, **stale)
    assert Decision.objects.count() == 1
    assert LogEntry.objects.count() == 1


def test_a_refusal_keeps_what_was_written(bench: Client, case: Case) -> None:
    text = act(bench, "decide", case, **said(case, measure="suspend"))
    assert "Say until when" in text
    assert WHY in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "lack", [{"sentence": ""}, {"sentence": "x" * 1001}, {"rule": "1"}, {"reason": "?"}]
)
def test_nothing_is_decided_without_reason_rule_and_sentence(
    bench: Client, case: Case, lack: dict[str, str]
) -> None:
    assert 'class="errorlist"' in act(bench, "decide", case, **said(case, **lack))
    assert not Decision.objects.exists()


def test_only_measures_that_fit_and_are_allowed_are_offered(
    bench: Client, case: Case, moderator: User
) -> None:
    text = act(bench, "decide", case)
    assert 'value="mask"' in text
    assert 'value="remove"' not in text
    assert 'value="end_access"' not in text
    assert "Tea Teller" in text
    assert "Sture Stranger" not in text


def test_twenty_comments_are_one_decision(
    bench: Client, question: Thread, teller: User, coach: User
) -> None:
    by = Reader.of(teller)
    spam = [Comment.add(question, by=by, body=f"Köp {n}!") for n in range(20)]
    cases = [Report.file(one, by=Reader.of(coach), reason="spam").case for one in spam]
    chosen: Any = [str(case.pk) for case in cases]
    data = said(*cases, _selected_action=chosen)
    assert "Decided about 20 items." in act(bench, "decide", cases[0], **data)
    assert Decision.objects.get().rulings.count() == 20
    assert not Comment.objects.standing().exists()


def test_a_suspension_lasts_to_the_end_of_its_day(bench: Client, case: Case, teller: User) -> None:
    day = timezone.localdate() + timedelta(days=7)
    act(bench, "decide", case, **said(case, measure="suspend", until=day.isoformat()))
    teller.refresh_from_db()
    assert teller.suspended_until
    assert timezone.localtime(teller.suspended_until).date() == day + timedelta(days=1)


@pytest.mark.parametrize("what", ["cases", "comments"])
def test_more_than_a_list_shows_is_not_decided_at_once(
    bench: Client, question: Thread, teller: User, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.admin.deciding.AT_ONCE", 2)
    by = Reader.of(teller)
    comments = [question.comment(by=by, body=f"Nummer {n}.") for n in range(3)]
    items: list[Any] = comments
    if what == "cases":
        items = [Report.file(one, by=by, reason="spam").case for one in comments]

    chosen: Any = [str(one.pk) for one in items]

    assert "Choose at most 2 at a time." in act(bench, "decide", items[0], _selected_action=chosen)
    assert 'name="sentence"' in act(bench, "decide", items[0], _selected_action=chosen[:2])
    assert not Decision.objects.exists()
