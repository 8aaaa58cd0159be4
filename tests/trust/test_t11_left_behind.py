"""What moderation keeps of people who have left belongs to nobody: not to whoever has no key."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.reader import Reader
from forum.models import Appeal, Decision, Report, Ruling, Thread
from tests.forum.deciding import decide, reported

pytestmark = pytest.mark.django_db

KEYLESS = {"nobody": Reader(), "a bearer": Reader(persona=uuid4()), "a person": Reader(uuid4())}
KEPT: dict[str, Callable[[Reader], Any]] = {
    "reports": Report.objects.visible_to,
    "decisions": Decision.objects.visible_to,
    "rulings": Ruling.objects.concerning,
    "appeals": Appeal.objects.lodged_by,
}


@pytest.fixture
def left_behind(question: Thread, teller: User, stranger: User, moderator: User) -> None:
    """A report, a decision and an appeal of people who have left since."""
    comment = question.comment(by=Reader.of(teller), body="Kunden heter Bo Ek.")
    decision = decide("hide", reported(comment, stranger), by=moderator)
    Appeal.lodge(decision, by=Reader.of(teller), sentence="Nej.")
    for model, column in ((Report, "reporter"), (Ruling, "author"), (Appeal, "author")):
        assert model._base_manager.update(**{column: None}) == 1


@pytest.mark.parametrize("who", KEYLESS)
@pytest.mark.parametrize("kept", KEPT)
def test_it_is_nobodys(left_behind: None, kept: str, who: str) -> None:
    assert list(KEPT[kept](KEYLESS[who])) == []
