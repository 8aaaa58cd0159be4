"""What is reported in a script, and what the moderator of no company decides through the verbs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.reader import Reader
from forum.models import Case, Comment, Decision, Guidelines, Story
from forum.models.decision import Judgement
from tests.trust.interference.acts import act, keep
from tests.trust.interference.stage import Stage

WEEK = timedelta(days=7)


@act
def report(stage: Stage) -> None:
    """Readers report the story and an anonymous answer, and look what became of it."""
    for who, name, kind in (("stranger", "story", "story"), ("coach", "unnamed0", "comment")):
        if name in stage.ids:
            body = {"kind": kind, "item": stage.ids[name], "reason": "confidential"}
            keep(stage, "report", stage.act(who, "post", "reports/", body))
            stage.act(who, "get", "reports/")


@act
def judge_hide(stage: Stage) -> None:
    """The moderator hides both by one decision."""
    judge(stage, "hide", things(stage))


@act
def judge_restore(stage: Stage) -> None:
    """The moderator thinks better of it."""
    judge(stage, "restore", things(stage))


@act
def suspend(stage: Stage) -> None:
    """One who might have told it may not write for a week, for something said by name."""
    stage.cast.people["tilda"].suspend(timezone.now() + WEEK)


def things(stage: Stage) -> list[Any]:
    """The story, and the anonymous answer where there is one."""
    answers = [stage.ids[name] for name in ("unnamed0",) if name in stage.ids]
    found: list[Any] = [Story.objects.get(pk=stage.ids["story"])]
    return [*found, *Comment.objects.filter(pk__in=answers)]


def judge(stage: Stage, measure: str, items: list[Any]) -> None:
    """Decide as the desk does, by the first rule."""
    rule = Guidelines.objects.current().rules.order_by("number").first()
    assert rule
    said = Judgement(measure, "confidential", rule, "Kunden nämns.")
    by = Reader.of(stage.cast.people["moderator"])
    decision = Decision.take([Case.about(item) for item in items], said, by=by)
    stage.ids["decision"] = str(decision.pk)
