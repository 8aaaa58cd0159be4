"""T11: the audit log stays whole under many writers, when it is long, and in a restored backup."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from forum.models import AuditEntry, AuditHead
from forum.moderation import auditing
from tests.trust.audited import rechain, rows, said, write

WRITERS, EACH = 8, 5


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_chain() -> None:
    start = Barrier(WRITERS)

    def run(_writer: int) -> None:
        start.wait()
        try:
            write(EACH)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(run, range(WRITERS)))

    numbers = list(AuditEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert said() == f"40 entries, whole, head {auditing.head()}\n"


@pytest.mark.django_db
def test_an_empty_log_is_whole() -> None:
    assert said() == f"0 entries, whole, head {auditing.START}\n"


@pytest.mark.django_db
def test_a_long_log_takes_no_more_queries(django_assert_num_queries: Any) -> None:
    now = timezone.now()
    many = [AuditEntry(number=n, at=now, verb="case.claim") for n in range(1, 5001)]
    write()
    rechain(many)

    with django_assert_num_queries(3):
        assert said().startswith("5000 entries, whole")


@pytest.mark.django_db
def test_entries_added_during_the_walk_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    write(2)
    first = auditing.head

    def head() -> auditing.Head:  # somebody writes between the first question and the walk
        monkeypatch.setattr(auditing, "head", first)
        before = first()
        write(2)
        return before

    monkeypatch.setattr(auditing, "head", head)

    assert auditing.verify().number == 4


@pytest.mark.django_db
def test_a_restored_backup_is_verified_by_itself(tmp_path: Path, settings: Any) -> None:
    write(3)
    end = auditing.head()
    backup = tmp_path / "backup.json"
    call_command("dumpdata", "forum.auditentry", "forum.audithead", output=str(backup))
    for table in (rows(), AuditHead.objects.all()):
        table.delete()

    settings.SECRET_KEY, settings.SECOND_FACTOR_KEYS = "another", []
    call_command("loaddata", str(backup), verbosity=0)

    assert said(f"--expect={end}") == f"3 entries, whole, head {end}\n"
    rows(number=2).update(verb="case.restore")
    with pytest.raises(CommandError, match="Entry 2 has been changed"):
        said()
