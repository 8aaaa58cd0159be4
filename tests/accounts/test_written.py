"""A statement written once does what Django's own would, for every row."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils import timezone

from accounts.models import User
from accounts.prepared import NotPreparable, columns_of
from accounts.reader import Reader
from accounts.written import insert, update
from forum.models import Comment, Thread
from forum.models.told import teller as told_by


@pytest.fixture
def said(question: Thread, teller: User) -> Callable[..., Comment]:
    def make(path: str, **given: Any) -> Comment:
        columns = {
            "thread": question,
            "path": path,
            "body": "Å, ”så” – 100 %s",
            "reaction_counts": {},
        }
        return Comment(**columns | told_by(Reader.of(teller), question) | given)

    return make


def columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns_of(type(row))}


def sql_of(write: Callable[[], Any]) -> str:
    with CaptureQueriesContext(connection) as caught:
        write()
    return str(caught[0]["sql"])


def test_a_new_row_is_kept_as_it_was_made(said: Callable[..., Comment]) -> None:
    ours = said("00001", edited_at=timezone.now(), reaction_counts={"learned": 2})
    insert(ours)
    kept = Comment.objects.get(pk=ours.pk)

    assert columns(kept) == columns(ours)
    assert not ours._state.adding


def test_the_second_row_fills_in_fresh_values(said: Callable[..., Comment]) -> None:
    first, second = said("00001"), said("00002", edited_at=timezone.now())
    insert(first)
    insert(second)

    assert columns(Comment.objects.get(pk=second.pk)) == columns(second)


def test_the_statement_is_django_s_own(said: Callable[..., Comment]) -> None:
    one = said("00001")
    with transaction.atomic():
        as_saved = sql_of(lambda: one.save(force_insert=True))
        transaction.set_rollback(True)

    assert sql_of(lambda: insert(one)) == as_saved


def test_a_constraint_still_holds(said: Callable[..., Comment]) -> None:
    insert(said("00001"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(said("00001"))


def test_only_the_columns_named_are_written(question: Thread) -> None:
    question.comment_count, question.branches, question.version = 7, 9, 50
    question.body = "Inte detta."
    as_saved = sql_of(lambda: question.save(update_fields=["comment_count", "branches"]))

    assert sql_of(lambda: update(question, "comment_count", "branches")) == as_saved
    kept = Thread.objects.get(pk=question.pk)
    assert (kept.comment_count, kept.branches) == (7, 9)
    assert kept.version == 1
    assert kept.body != question.body


def test_a_row_that_is_gone_is_said_to_be(question: Thread) -> None:
    Thread.objects.filter(pk=question.pk).delete()

    with pytest.raises(DatabaseError, match="gone"):
        update(question, "branches")


def test_a_column_may_be_emptied_and_filled(question: Thread) -> None:
    for at in (timezone.now(), None):
        question.locked_at = at
        update(question, "locked_at")
        assert Thread.objects.get(pk=question.pk).locked_at == at


@isolate_apps("forum")
def test_what_the_database_computes_is_refused(db: None) -> None:
    class Stamped(models.Model):  # noqa: DJ008
        at = models.DateTimeField(db_default=Now())

        class Meta:
            app_label = "forum"

    with pytest.raises(NotPreparable):
        insert(Stamped())
