"""`manage.py import_threads` on the project's own small file."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.forms import model_to_dict

from accounts.models import Circle, User
from accounts.reader import Reader
from forum.models import Attribution, Byline, Comment, Story, Thread
from tests.forum.importing import FILE, reply, run, thread_line, write


def contents() -> list[dict[str, Any]]:
    """Every imported row with all its columns."""
    return [
        model_to_dict(row) | {"pk": row.pk}
        for model in (Attribution, Story, Thread, Comment)
        for row in model._default_manager.order_by("pk")
    ]


def test_questions_come_with_replies_credit_and_their_own_time(
    circle: Circle, stranger: User
) -> None:
    said = run(circle)

    question = Thread.objects.visible_to(Reader.of(stranger)).get(title="Vem äger tavlan?")
    assert said == "4 threads and 4 replies imported; 0 threads known before; 0 lines left out.\n"
    assert "<strong>Ingen</strong>" in question.body_html
    assert (question.comment_count, question.branches) == (3, 2)
    assert question.told_at.isoformat() == "2021-03-04T07:15:00.250000+00:00"
    assert question.attribution is not None
    assert question.attribution.author_name == "Tavelvakten"
    assert question.attribution.source == "threads"
    assert (question.byline, question.author, question.company) == (Byline.SOURCE, None, None)


def test_a_reply_has_its_own_credit_and_else_that_of_its_thread(circle: Circle) -> None:
    run(circle)

    own = Attribution.objects.get(source_id="q1/a2")
    inherited = Attribution.objects.get(source_id="q1/c1")
    assert (own.licence, own.url) == ("CC BY-SA 4.0", "https://forum.example/a/2")
    assert (inherited.licence, inherited.url) == ("CC BY 4.0", "https://forum.example/q/1")
    above = Comment.objects.get(replies__attribution=inherited)
    assert above.attribution == Attribution.objects.get(source_id="q1/a1")


def test_lessons_become_published_stories_with_a_thread(circle: Circle, stranger: User) -> None:
    run(circle, kind="story", source="Lärdomar")

    story = Story.objects.visible_to(Reader.of(stranger)).get(title__startswith="Pallen")
    assert story.summary.startswith("Trucken backade")
    assert story.lessons == "Det man ser varje dag ser man inte."
    assert story.advice.startswith("Gå gångvägen")
    assert story.sections_html["lessons"] == f"<p>{story.lessons}</p>\n"
    assert story.attribution is not None
    assert story.attribution.company_name == "Övningsverkstaden"
    assert story.thread.comment_count == 0
    assert story.events.filter(verb="import", by=None, note="Lärdomar").count() == 1


def test_near_misses_fill_actions_and_analysis(circle: Circle) -> None:
    run(circle, kind="story")

    story = Story.objects.get(title__startswith="Glove")
    assert story.language == "en"
    assert story.actions == "Gloves are off at rotating tools from today."
    assert story.analysis == "- Equipment\n- Habit\n- Decision Making"
    assert story.told_at.isoformat() == "2005-01-26T00:00:00+00:00"


def test_those_outside_the_circle_see_nothing(circle: Circle, outsider: User) -> None:
    run(circle)
    run(circle, kind="story", source="Lärdomar")

    assert not Thread.objects.visible_to(Reader.of(outsider)).exists()
    assert not Story.objects.visible_to(Reader.of(outsider)).exists()


@pytest.mark.parametrize("kind", ["question", "story"])
def test_running_it_twice_changes_nothing(circle: Circle, kind: str) -> None:
    run(circle, kind=kind)
    before = contents()

    said = run(circle, kind=kind)

    assert contents() == before
    assert said == "0 threads and 0 replies imported; 4 threads known before; 0 lines left out.\n"


def test_bad_lines_are_named_and_the_rest_comes_in(circle: Circle, tmp_path: Path) -> None:
    nul = thread_line("nul") | {"body": "a\0b"}
    path = write(tmp_path, thread_line("a"), "{", "", nul, thread_line("b", reply("r")))
    errors = StringIO()

    with pytest.raises(CommandError) as end:
        run(circle, path, stderr=errors)

    first, second = errors.getvalue().splitlines()
    assert end.value.returncode == 1
    assert first.startswith(f"{path}:2: Invalid JSON")
    assert second == f"{path}:4: body: holds a NUL character, which no database keeps"
    assert set(Thread.objects.values_list("title", flat=True)) == {"Om a", "Om b"}
    assert Attribution.objects.count() == 3


def test_a_usage_error_starts_nothing(circle: Circle, tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"

    with pytest.raises(CommandError) as no_file:
        run(circle, FILE, missing)
    with pytest.raises(CommandError) as no_circle:
        run(Circle(slug="finns-inte"))

    assert (no_file.value.returncode, no_circle.value.returncode) == (2, 2)
    assert not Thread.objects.exists()
