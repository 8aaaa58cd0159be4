"""T11: whoever changes the audit log behind Tillit's back is found, and where they began."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError
from django.db import DataError, connection, transaction
from django.db.models import F
from django.utils import timezone

from forum.models import AuditEntry, AuditHead
from forum.moderation import auditing
from tests.trust.audited import rechain, rows, said, write

pytestmark = pytest.mark.django_db

FORGED = {
    "number": 77,
    "at": timezone.now() - timedelta(days=3),
    "actor": uuid4(),
    "verb": "case.claim",
    "kind": "comment",
    "item": uuid4(),
    "details": {"reason": "abuse", "at": [[0, 5]], "more": 1},
    "previous": "1" * 64,
    "digest": "2" * 64,
}
EMPTIED: dict[str, Any] = {"actor": None, "kind": "", "item": None, "details": {}}
NEARLY = {
    "at": F("at") + timedelta(microseconds=1),
    "details": {"reason": "abuse", "at": [[0, 5.0]]},
}

CHANGES = [(values, name) for values in (FORGED, EMPTIED, NEARLY) for name in values]


@pytest.fixture(autouse=True)
def log(db: None) -> None:
    """Five entries."""
    write(5)


def test_every_column_has_its_forgery() -> None:
    assert set(FORGED) == {field.attname for field in AuditEntry._meta.concrete_fields}


@pytest.mark.parametrize(("forgery", "column"), CHANGES, ids=[name for _, name in CHANGES])
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_column_is_found(forgery: dict[str, Any], column: str, number: int) -> None:
    assert said().startswith("5 entries, whole")

    assert rows(number=number).update(**{column: forgery[column]}) == 1

    with pytest.raises(CommandError, match=rf"not whole\. Entry {number} "):
        said()


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_found(number: int) -> None:
    rows(number=number).delete()

    with pytest.raises(CommandError, match=f"Entry {number} is not there"):
        said()


def test_a_tail_cut_off_is_found() -> None:
    rows(number__gt=2).delete()

    with pytest.raises(CommandError, match="Entry 3 is not there"):
        said()


def test_an_emptied_log_is_found() -> None:
    rows().delete()

    with pytest.raises(CommandError, match="Entry 1 is not there"):
        said()


def test_an_entry_put_at_the_end_is_found() -> None:
    last = AuditEntry.objects.get(number=5)
    added = AuditEntry(number=6, at=last.at, verb="case.restore", previous=last.digest)
    added.digest = auditing.digest(added)
    rows().bulk_create([added])

    with pytest.raises(CommandError, match="Entry 6 stands behind the end"):
        said()


def test_an_entry_put_in_the_middle_is_found() -> None:
    for number in (5, 4, 3):
        rows(number=number).update(number=number + 1)
    before = AuditEntry.objects.get(number=2)
    added = AuditEntry(number=3, at=before.at, verb="case.restore", previous=before.digest)
    added.digest = auditing.digest(added)
    rows().bulk_create([added])

    with pytest.raises(CommandError, match="Entry 4 does not follow"):
        said()


def test_entries_in_another_order_are_found() -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        rows(number=old).update(number=new)

    with pytest.raises(CommandError, match="Entry 2 does not follow"):
        said()


def test_a_head_put_back_is_found() -> None:
    third = AuditEntry.objects.get(number=3)
    AuditHead.objects.update(number=3, digest=third.digest)

    with pytest.raises(CommandError, match="Entry 4 stands behind the end"):
        said()


@pytest.mark.parametrize("change", [{"number": 4}, {"number": 6}, {"digest": "0" * 64}])
def test_a_changed_head_is_found(change: dict[str, Any]) -> None:
    AuditHead.objects.update(**change)

    with pytest.raises(CommandError, match="not whole"):
        said()


def test_a_head_taken_away_is_found() -> None:
    AuditHead.objects.all().delete()

    with pytest.raises(CommandError, match="Entry 1 stands behind the end"):
        said()


def test_a_log_rewritten_as_a_whole_is_found_by_a_head_kept_elsewhere() -> None:
    kept, end = (AuditEntry.objects.get(number=number) for number in (2, 5))
    entries = list(AuditEntry.objects.order_by("number"))
    entries[2].actor = uuid4()

    rechain(entries)

    assert said(f"--expect=2:{kept.digest}").startswith("5 entries, whole")
    with pytest.raises(CommandError, match="Entry 5 is not there, or not as it was noted"):
        said(f"--expect=2:{kept.digest}", f"--expect=5:{end.digest}")


def test_a_log_cut_off_together_with_its_head_is_found_by_a_head_kept_elsewhere() -> None:
    end = auditing.head()

    rechain(list(AuditEntry.objects.order_by("number")[:3]))

    assert said().startswith("3 entries, whole")
    with pytest.raises(CommandError, match="Entry 4 is not there"):
        said(f"--expect={end}")


def test_two_heads_of_one_number_cannot_both_be_right() -> None:
    with pytest.raises(CommandError, match="Entry 5 is not there, or not as it was noted"):
        said(f"--expect={auditing.head()}", f"--expect=5:{'a' * 64}")


@pytest.mark.parametrize("noted", ["", "5", "5:abc", f"five:{'a' * 64}", f"-5:{'a' * 64}"])
def test_a_head_that_is_none_is_a_fault_of_usage(noted: str) -> None:
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        said(f"--expect={noted}")


@pytest.mark.parametrize("column", ["at", "actor", "item"])
def test_what_is_no_value_of_its_column_is_refused_or_named(column: str) -> None:
    forgery = f"UPDATE forum_auditentry SET {column} = 'hej' WHERE number = 3"

    if connection.vendor == "postgresql":  # keeps to the type; SQLite takes anything anywhere
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(forgery)
        assert said().startswith("5 entries, whole")
    else:
        with connection.cursor() as cursor:
            cursor.execute(forgery)
        with pytest.raises(CommandError, match=r"Entry 3 (cannot be read|has been changed)"):
            said()
