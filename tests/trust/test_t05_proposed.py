"""A proposal of a voice holds no person and no time: the database refuses both (T5, T8)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from forum.models import Proposal, Story


def propose(secret: Story, **columns: Any) -> Proposal:
    return Proposal.objects.create(story=secret, act="edit", persona=secret.persona, **columns)


def test_a_voice_may_propose(secret: Story) -> None:
    assert propose(secret).proposed_at.year == 1970


def test_it_holds_no_person(secret: Story, teller: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        propose(secret, author=teller)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("column", ["proposed_at", "answered_at"])
def test_nor_a_time(column: str, secret: Story) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        propose(secret, **{column: timezone.now()})
    assert not Proposal.objects.exists()
