"""Anonymous answers in the admin: read by a moderator of no company there, let out or sent back."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.reader import Reader
from forum.models import AuditEntry, Comment, Story, Waiting
from tests.admin.conftest import sit_down
from tests.admin.pages import listed, shown
from tests.factories import batch_comes, night

NOTE = "Säg ”en kollega” i stället för namnet."
SAID = "Hos Petra i Avesta var det likadant."
type Act = Callable[..., str]


@pytest.fixture
def answer(secret: Story, stranger: User) -> Waiting:
    """An answer sent today."""
    by = Reader.of(stranger)
    waiting: Waiting = secret.thread.comment(by=by, body=SAID, byline="anonymous")
    return waiting


@pytest.fixture
def read_first(answer: Waiting) -> Waiting:
    """The same on the morning after."""
    night()
    answer.refresh_from_db()
    return answer


def test_it_is_in_no_list_before_the_morning(bench: Client, answer: Waiting) -> None:
    assert SAID not in listed(bench, Waiting)
    night()
    assert SAID in listed(bench, Waiting)


def test_what_could_identify_someone_is_shown_beside_it(bench: Client, read_first: Waiting) -> None:
    text = shown(bench, read_first)
    assert SAID in text
    assert "<strong>Petra</strong>" in text
    assert "<strong>Avesta</strong>" in text


def test_who_belongs_to_a_company_there_does_not_see_it(
    working_moderator: User, read_first: Waiting
) -> None:
    desk = sit_down(working_moderator)
    assert SAID not in listed(desk, Waiting)
    assert SAID not in shown(desk, read_first)


def test_let_out_it_comes_with_its_batch(bench: Client, read_first: Waiting, choose: Act) -> None:
    assert "Done for 1 item." in choose(bench, "let_out", read_first)
    assert not Comment.objects.exists()

    assert batch_comes().answers == 1
    assert Comment.objects.get().body == SAID


def test_sending_back_asks_for_a_note_first(
    bench: Client, read_first: Waiting, choose: Act
) -> None:
    for note in ({}, {"sentence": " "}, {"sentence": "x" * 1001}):
        assert 'name="sentence"' in choose(bench, "send_back", read_first, **note)
    read_first.refresh_from_db()
    assert read_first.state == "in_review"


def test_sent_back_it_waits_for_its_voice(bench: Client, read_first: Waiting, choose: Act) -> None:
    assert "Done for 1 item." in choose(bench, "send_back", read_first, sentence=NOTE)

    read_first.refresh_from_db()
    assert (read_first.state, read_first.note) == ("returned", NOTE)
    assert batch_comes().answers == 0


@pytest.mark.parametrize("more", [{}, {"sentence": NOTE}], ids=["let_out", "send_back"])
def test_no_log_keeps_the_second_of_it(
    bench: Client, read_first: Waiting, choose: Act, more: dict[str, str]
) -> None:
    before = AuditEntry.objects.count()
    choose(bench, "send_back" if more else "let_out", read_first, **more)

    assert not LogEntry.objects.exists()
    assert AuditEntry.objects.count() == before
    batch_comes()
    assert AuditEntry.objects.count() > before
