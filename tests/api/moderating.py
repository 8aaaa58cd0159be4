"""Moderation as tests of the API need it: a decision on a thing, taken through the verbs."""

from typing import Any

from accounts.models import User
from accounts.reader import Reader
from forum.models import Case, Decision, Guidelines
from forum.models.decision import Judgement
from forum.moderation.subjects import Item


def decide(moderator: User, *items: Item, measure: str = "hide", **more: Any) -> Decision:
    """One decision on all of them, by the first rule of the guidelines that hold."""
    rule = Guidelines.objects.current().rules.order_by("number").first()
    assert rule
    said = Judgement(measure, "abuse", rule, "Det här var ovänligt.", **more)
    return Decision.take([Case.about(item) for item in items], said, by=Reader.of(moderator))
