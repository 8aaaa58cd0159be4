"""T11: what moderators do is logged, in the same transaction, in codes and ids only."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from structlog.testing import capture_logs

from forum.models import AuditEntry, AuditHead
from forum.models.audit import AppendOnly
from forum.moderation import auditing
from forum.moderation.words import Measure
from forum.tasks import anchor_audit
from tests.trust.audited import MOA, STORY, rows, said, write

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what() -> None:
    entry = auditing.record(
        "case.decide",
        by=MOA,
        kind="story",
        item=STORY,
        measure=Measure.MASK,
        at=[(3, 9)],
        case=STORY,
    )

    entry.refresh_from_db()
    assert (entry.number, entry.actor, entry.verb) == (1, MOA, "case.decide")
    assert (entry.kind, entry.item) == ("story", STORY)
    assert entry.details == {"measure": "mask", "at": [[3, 9]], "case": str(STORY)}
    assert (entry.previous, entry.digest) == ("0" * 64, auditing.digest(entry))


def test_entries_follow_one_another() -> None:
    first, second = (auditing.record("case.claim", by=MOA) for _time in "ab")

    assert (second.number, second.previous) == (2, first.digest)
    assert auditing.head() == (2, second.digest)


def test_the_digest_is_that_of_the_canonical_form() -> None:
    """Whoever writes a verifier of their own finds the form here."""
    entry = AuditEntry(number=1, verb="case.hide", kind="story", item=STORY, previous="0" * 64)
    entry.at = datetime(2026, 11, 22, 10, tzinfo=UTC)
    entry.details = {"reason": "spam", "at": [[1, 2]]}

    assert auditing.digest(entry) == (
        "4d6feab893e809e9b9257038a85ffc59a9a31f18ea63765c6174d60bac4750d8"
    )


def test_moments_and_days_are_kept_as_iso_8601() -> None:
    until = datetime(2026, 12, 24, 15, tzinfo=UTC)

    entry = auditing.record("persona.suspend", by=MOA, until=until, since=date(2026, 11, 22))

    assert entry.details == {"until": "2026-12-24T15:00:00+00:00", "since": "2026-11-22"}


@pytest.mark.parametrize(
    "text",
    ["Tavlan tystnade.", "Åkerströms", "850101-1234", "a@b.se", "två ord", "", "x" * 41, "rad\n"],
)
def test_what_people_wrote_is_refused(text: str) -> None:
    held: list[dict[str, Any]] = [{"note": text}, {"notes": [text]}, {text: 1}]
    for details in held:
        with pytest.raises(ValueError, match="codes only") as refused:
            auditing.record("case.hide", by=MOA, **details)
        assert not text or text not in str(refused.value)
    with pytest.raises(ValueError, match="codes only"):
        auditing.record(text, by=MOA)

    assert not AuditEntry.objects.exists()
    assert auditing.head() == auditing.START


@pytest.mark.parametrize("value", [1.5, {"a": 1}, b"hej", {1, 2}, object()])
def test_what_json_might_write_in_two_ways_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        auditing.record("case.hide", by=MOA, value=value)

    assert not AuditEntry.objects.exists()


def test_a_deed_that_fails_leaves_no_entry_and_no_gap() -> None:
    write()
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)  # as a refusal after the deed does

    write()

    assert list(rows().order_by("number").values_list("number", flat=True)) == [1, 2]
    assert said().startswith("2 entries, whole")


def test_the_log_is_only_added_to() -> None:
    write(2)
    entry = AuditEntry.objects.get(number=1)
    before = list(rows().order_by("number").values())
    entry.verb = "case.restore"

    for act in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.filter(number=1).update(verb="case.restore")
    with pytest.raises(AppendOnly), transaction.atomic():
        AuditEntry.objects.bulk_update([entry], ["verb"])

    assert list(rows().order_by("number").values()) == before


def test_a_head_that_was_taken_away_stops_the_log() -> None:
    write(2)
    AuditHead.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        write()

    assert rows().count() == 2


def test_every_night_the_head_is_told_elsewhere() -> None:
    write(3)

    with capture_logs() as lines:
        anchor_audit.call()

    end = auditing.head()
    assert lines == [
        {"event": "audit_head", "log_level": "info", "number": 3, "digest": end.digest}
    ]
