"""T11: the log's page is there for whoever was given the right to it, and only to read."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import AuditEntry
from forum.moderation import auditing
from tests.admin.conftest import sit_down
from tests.admin.pages import listed, page, shown
from tests.factories import make_user
from tests.trust.audited import MOA, STORY, rows, write


@pytest.fixture
def auditor(db: None) -> Client:
    """The desk of somebody who may read the log and nothing else."""
    user = make_user("Agda Auditor")
    user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    return sit_down(user)


@pytest.fixture
def chief(db: None) -> Client:
    """The desk of somebody with every right."""
    return sit_down(make_user("Carin Chef", is_superuser=True))


def test_an_auditor_reads_who_did_what_to_what(auditor: Client, moderator: User) -> None:
    entry = auditing.record("case.hide", by=moderator.pk, kind="story", item=STORY, reason="spam")

    lines = listed(auditor, AuditEntry)
    assert all(word in lines for word in ("Moa Moderator", "case.hide", "story", str(STORY)))
    whole = shown(auditor, entry)
    assert all(word in whole for word in ("Moa Moderator", "spam", entry.digest, entry.previous))


def test_whoever_has_left_is_shown_by_their_id(auditor: Client) -> None:
    write()

    assert str(MOA) in listed(auditor, AuditEntry)


def test_entries_are_found_by_item_and_by_verb(auditor: Client) -> None:
    write()
    auditing.record("case.claim", by=None, item=MOA)

    for query in ({"q": str(STORY)}, {"q": STORY.hex}, {"verb": "case.mask"}):
        assert "1 entry of the log" in listed(auditor, AuditEntry, **query)
    assert "0 log" in listed(auditor, AuditEntry, q="abuse")


def test_nobody_writes_in_it(auditor: Client, chief: Client) -> None:
    write()
    entry = AuditEntry.objects.get()
    before = rows().values().get()

    for desk in (auditor, chief):
        assert desk.get(page(AuditEntry, "add")).status_code == 403
        for name in ("change", "delete"):
            assert desk.post(page(entry, name), {"verb": "case.restore"}).status_code == 403

    assert rows().values().get() == before


def test_without_the_right_there_is_no_log(moderator: User) -> None:
    write()
    bench = sit_down(moderator)

    assert bench.get(page(AuditEntry, "changelist")).status_code == 403
    assert bench.get(page(AuditEntry.objects.get(), "change")).status_code == 403
    assert page(AuditEntry, "changelist") not in bench.get(reverse("admin:index")).content.decode()


def test_a_page_of_the_log_takes_no_query_for_each_entry(
    auditor: Client, django_assert_max_num_queries: Any
) -> None:
    write(40)

    with django_assert_max_num_queries(12):
        listed(auditor, AuditEntry)
