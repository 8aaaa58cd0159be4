"""Masking what stands in a story's parts: tries, numbers, follow-ups and captions, one and all."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from accounts.reader import Reader
from forum.models import (
    Attachment,
    AuditEntry,
    Case,
    Cycle,
    FollowUp,
    Measurement,
    Redaction,
    Story,
)
from forum.moderation import texts
from forum.moderation.errors import NothingToMask
from forum.moderation.masking import MARK
from tests.factories import make_draft
from tests.forum.deciding import decide, reported

NAME = "Bo Ek"
LEFT = {
    "cycles": ("plan", f"{MARK} bygger."),
    "measurements": ("result_period", f"när {MARK} slutat"),
    "follow_ups": ("body", f"{MARK} är kvar."),
    "attachments": ("caption", f"{MARK} vid tavlan"),
}


@pytest.fixture
def told(teller: User, no_approval: None, circle: Any) -> Story:
    """A published story with a name in one text of each kind of part."""
    draft, by = make_draft(teller, audience="circle", circle_id=circle.pk), Reader.of(teller)
    Cycle.add(draft, by=by, title="Första varvet", plan=f"{NAME} bygger.")
    unit: dict[str, Any] = {"unit": "dagar", "direction": "lower"}
    period = f"när {NAME} slutat"
    Measurement.add(draft, by=by, name="Ledtid", result_period=period, **unit)
    picture = {"name": "tavlan.png", "content_type": "image/png", "size": 1, "file": "aa/bb"}
    Attachment.add(draft, by=by, caption=f"{NAME} vid tavlan", **picture)
    draft.submit(by=by)
    FollowUp.tell(draft, by=by, months=3, held="yes", body=f"{NAME} är kvar.")
    return draft


@pytest.fixture
def case(told: Story, stranger: User) -> Case:
    """Its case."""
    return reported(told, stranger)


def shown(story: Story) -> dict[str, str]:
    """The texts concerned, as the columns hold them."""
    return {kind: getattr(getattr(story, kind).get(), name) for kind, (name, _t) in LEFT.items()}


def test_a_name_is_masked_wherever_it_stands(told: Story, case: Case, moderator: User) -> None:
    before, version = shown(told), told.version

    decide("mask", case, by=moderator, passages=[NAME])

    assert shown(told) == {kind: text for kind, (_name, text) in LEFT.items()}
    told.refresh_from_db()
    assert told.version > version
    decide("restore", case, by=moderator)
    assert shown(told) == before
    assert not Redaction.objects.exists()


def test_of_two_masks_each_is_undone_by_itself(told: Story, case: Case, moderator: User) -> None:
    first = decide("mask", case, by=moderator, passages=["bygger"]).rulings.get()
    decide("mask", case, by=moderator, passages=[NAME])
    assert told.cycles.get().plan == f"{MARK} {MARK}."

    first.put_back(by=Reader.of(moderator), sentence="Fel.")

    assert told.cycles.get().plan == LEFT["cycles"][1]


def test_what_stands_nowhere_is_not_masked(case: Case, moderator: User) -> None:
    with pytest.raises(NothingToMask):
        decide("mask", case, by=moderator, passages=["Ann Alm"])


def test_removed_for_good_is_kept_nowhere(told: Story, case: Case, moderator: User) -> None:
    moderator.user_permissions.add(Permission.objects.get(codename="remove_passages"))
    decide("mask", case, by=moderator, passages=[NAME])

    decide("remove", case, by=moderator, passages=[NAME])

    assert shown(told) == {kind: text for kind, (_name, text) in LEFT.items()}
    assert not Redaction.objects.exists()


def test_the_log_says_which_part_and_column(told: Story, case: Case, moderator: User) -> None:
    decide("mask", case, by=moderator, passages=[NAME])

    logged = AuditEntry.objects.filter(verb="redaction.mask", item=told.pk)
    where = {(one.details["field"], one.details["part"]) for one in logged}
    parts = {(f"{k}.{name}", str(getattr(told, k).get().pk)) for k, (name, _t) in LEFT.items()}
    assert where == parts


def test_a_file_taken_away_takes_what_was_masked_of_it(
    told: Story, case: Case, teller: User, moderator: User
) -> None:
    decide("mask", case, by=moderator, passages=[NAME])

    told.attachments.get().remove(by=Reader.of(teller))

    assert not Redaction.objects.filter(source__contains="vid tavlan").exists()
    decide("restore", case, by=moderator)
    assert NAME in told.cycles.get().plan
    assert not Redaction.objects.exists()


def test_a_text_written_anew_takes_what_was_masked_of_it(
    told: Story, case: Case, teller: User, moderator: User
) -> None:
    decide("mask", case, by=moderator, passages=[NAME])

    told.measurements.get().amend(by=Reader.of(teller), result=3, result_period="våren")

    assert told.measurements.get().result_period == "våren"
    assert not Redaction.objects.filter(source__startswith="när").exists()
    decide("restore", case, by=moderator)
    assert told.measurements.get().result_period == "våren"


@pytest.mark.parametrize("field", ["path", "cycles.plan", f"cycles.{'0' * 32}.plan", ""])
def test_what_is_no_field_cannot_be_masked(told: Story, moderator: User, field: str) -> None:
    with pytest.raises(ValueError, match=field or "^$"):
        Redaction.mask(told, field, [(0, 1)], by=moderator.pk, version=told.version)


def test_every_text_of_a_story_is_a_field(told: Story) -> None:
    fields = texts.read(told)
    assert {name for name in fields if "." not in name} == {*told.snapshot()}
    assert sum("." in name for name in fields) == 5 + 4 + 1 + 2
    assert max(map(len, fields)) <= Redaction._meta.get_field("field").max_length  # type: ignore[operator]
