"""A second run after people, time or a power cut have changed things."""

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.imports import Destination, Kind, Tally, import_file
from forum.imports import run as importing
from forum.models import Attribution, Comment, State, Story, Thread
from tests.forum.importing import reply, run, thread_line, write


def first_thread() -> Thread:
    return Thread.objects.get(attribution__source_id="a")


@pytest.fixture
def known(circle: Circle, tmp_path: Path) -> Thread:
    """A thread with one reply, brought in before."""
    run(circle, write(tmp_path, thread_line("a", reply("r1"))))
    return first_thread()


def test_new_replies_of_a_known_thread_come_after_those_there(
    circle: Circle, known: Thread, stranger: User, tmp_path: Path
) -> None:
    old = known.comments.get()
    known.comment(by=Reader.of(stranger), body="Hos oss med.", parent=old)

    run(circle, write(tmp_path, thread_line("a", reply("r1", reply("r2")), reply("r3"))))

    said = list(known.comments.order_by("path").values_list("body", "path"))
    assert said == [
        ("Svar r1", "00001"),
        ("Hos oss med.", "0000100001"),
        ("Svar r2", "0000100002"),
        ("Svar r3", "00002"),
    ]
    known.refresh_from_db()
    old.refresh_from_db()
    assert (known.comment_count, known.branches, old.branches) == (4, 2, 2)


@pytest.mark.parametrize("column", ["locked_at", "hidden_at"])
def test_a_thread_closed_here_gains_nothing(
    circle: Circle, known: Thread, tmp_path: Path, column: str
) -> None:
    Thread.objects.filter(pk=known.pk).update(**{column: timezone.now()})

    run(circle, write(tmp_path, thread_line("a", reply("r1"), reply("r2"))))

    assert known.comments.count() == 1


def test_a_thread_whose_story_is_hidden_or_gone_here_gains_nothing(
    circle: Circle, moderator: User, tmp_path: Path
) -> None:
    run(circle, write(tmp_path, thread_line("a", reply("r1"))), kind="story")
    story = Story.objects.get()
    again = write(tmp_path, thread_line("a", reply("r1"), reply("r2")))

    story.hide(by=Reader.of(moderator), reason="Så.")
    said = run(circle, again, kind="story")

    assert "0 replies imported; 1 threads known before" in said
    assert list(story.thread.comments.values_list("body", flat=True)) == ["Svar r1"]
    Story.objects.update(hidden_at=None, state=State.WITHDRAWN)
    run(circle, again, kind="story")
    assert story.thread.comments.count() == 1
    Story.objects.update(state=State.PUBLISHED)
    run(circle, again, kind="story")
    assert story.thread.comments.count() == 2


def test_a_reply_hidden_here_stays_so_and_gains_nothing(
    circle: Circle, known: Thread, moderator: User, tmp_path: Path
) -> None:
    known.comments.get().hide(by=Reader.of(moderator))

    run(circle, write(tmp_path, thread_line("a", reply("r1", reply("below")), reply("r2"))))

    assert list(known.comments.standing().values_list("body", flat=True)) == ["Svar r2"]
    known.refresh_from_db()
    assert known.comment_count == 1


def test_the_same_id_twice_in_a_file_is_one_thread_with_all_replies(
    circle: Circle, tmp_path: Path
) -> None:
    path = write(tmp_path, thread_line("a", reply("r1")), thread_line("a", reply("r2")))

    said = run(circle, path)

    assert said.startswith("1 threads and 2 replies imported; 1 threads known before")
    assert first_thread().comment_count == 2


def test_a_run_that_was_stopped_is_completed_by_the_next(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [thread_line(f"t{number}", reply("r")) for number in range(5)]
    path = write(tmp_path, *lines)
    monkeypatch.setattr(importing, "MOST_LINES", 2)
    into = Destination(circle, Kind.QUESTION, "prov")
    read: list[int] = []

    def pull_the_plug(size: int) -> None:
        read.append(size)
        if len(read) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(path, into, Tally(), refuse=print, passed=pull_the_plug)
    half = Thread.objects.count()
    run(circle, path)

    assert half == 4
    assert Thread.objects.filter(comment_count=1, comments__isnull=False).count() == 5


def test_one_thread_the_database_refuses_takes_no_other_with_it(
    circle: Circle, tmp_path: Path
) -> None:
    Attribution.objects.create(source="prov", source_id="b/r")  # somebody else's row in the way
    lines = [thread_line(key, reply("r")) for key in "abc"]
    refused: list[tuple[int, str]] = []
    tally = Tally()

    import_file(
        write(tmp_path, *lines),
        Destination(circle, Kind.QUESTION, "prov"),
        tally,
        refuse=lambda *told: refused.append(told),
        passed=lambda _size: None,
    )

    assert [number for number, _reason in refused] == [2]
    assert (tally.threads, tally.replies, tally.refused) == (2, 2, 1)
    assert not Thread.objects.filter(title="Om b").exists()
    assert Comment.objects.count() == 2
