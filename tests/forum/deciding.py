"""Deciding as the desk does it: on a case as just read, with a rule and a sentence."""

from typing import Any

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Case, Decision, Report, Rule
from forum.models.decision import Judgement
from tests.factories import make_user

TEXT = "Vi vet att Bo Ek ljuger, och Ann Alm med."
SENTENCE = "Texten pekade ut en kund."
MOVES = {"id", "version", "edited_at"}  # a version is never taken back, nor is a redaction's row


def reported(item: Any, by: User, reason: str = "identifies") -> Case:
    """The case of something somebody has reported, as it now stands."""
    return Report.file(item, by=Reader.of(by), reason=reason, sentence="Se här.").case


def decide(measure: str, *cases: Case, by: User, **said: Any) -> Decision:
    """Decide on cases as they now stand; `said` is until or passages."""
    for case in cases:
        case.refresh_from_db()
    return Decision.take(cases, judged(measure, **said), by=Reader.of(by))


def judged(measure: str, **said: Any) -> Judgement:
    """What a moderator says, by the first rule of the guidelines."""
    rule = Rule.objects.order_by("guidelines", "number").first()
    assert rule
    return Judgement(measure, "identifies", rule, SENTENCE, **said)


def second(circle: Circle) -> User:
    """Another moderator of the circle who belongs to no company."""
    user = make_user("Måns Moderator")
    circle.appoint(user, "moderator")
    return user


def rows(*models: Any) -> list[dict[str, Any]]:
    """Everything the database holds of some models, but for what moves on by itself."""
    found = [row for model in models for row in model._base_manager.values()]
    kept = [{name: value for name, value in row.items() if name not in MOVES} for row in found]
    return sorted(kept, key=repr)
