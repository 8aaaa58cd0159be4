"""Imported text is held to what the API takes; languages and times are read as others write."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from accounts.models import Circle
from forum.imports.errors import BadLine
from forum.imports.item import parse
from forum.models import Story, Thread
from tests.forum.importing import reply, run, thread_line, write


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "t1", "title": "Titel", "body": "Text.", **fields}).encode()


REFUSED = [
    ({"title": "Klocka \a"}, "title: holds a control character (U+0007)"),
    ({"title": "\x1b[31mrött"}, "title: holds a control character (U+001B)"),
    ({"body": "a\x0bb"}, "body: holds a control character (U+000B)"),
    ({"author": "\x1b]0;x\x07"}, "author: holds a control character (U+001B)"),
    ({"company": "a\x85b"}, "company: holds a control character (U+0085)"),
    ({"lesson": "a\x7f"}, "lesson: holds a control character (U+007F)"),
    ({"licence": "a\x08"}, "licence: holds a control character (U+0008)"),
    ({"human_factors": ["\x01"]}, "human_factors.0: holds a control character (U+0001)"),
    ({"comments": [reply("r") | {"body": "a\x0c"}]}, "comments.0.body: holds a control"),
    ({"title": "\u200b"}, "title: shows nothing"),
    ({"title": "\u2800\u3164"}, "title: shows nothing"),
    ({"title": "\u202egpj"}, "title: leaves a direction of the text open"),
    ({"body": "[x]: https://a.example/dolt"}, "body: shows nothing"),
    ({"lesson": "\u200b"}, "lesson: shows nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "reason"), REFUSED)
def test_what_the_api_would_refuse_is_refused_here(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadLine) as refusal:
        parse(line(**fields))

    assert str(refusal.value).startswith(reason)


def test_such_a_line_is_left_out_and_named(circle: Circle, tmp_path: Path) -> None:
    told = StringIO()
    path = write(tmp_path, thread_line("a"), {"id": "b", "title": "\u200b", "body": ""})

    with pytest.raises(CommandError) as stopped:
        run(circle, path, stderr=told)

    assert stopped.value.returncode == 1
    assert told.getvalue() == f"{path}:2: title: shows nothing\n"
    assert Thread.objects.get().title == "Om a"


@pytest.mark.parametrize("kind", ["story", "question"])
def test_decomposed_letters_are_composed(circle: Circle, tmp_path: Path, kind: str) -> None:
    said = {"id": "r", "body": "Ga\u030ar bra.", "author": "O\u0308sten"}
    texts = {
        "title": "Fo\u0308rba\u0308ttring",
        "body": "A\u030a, a\u0308, o\u0308.",
        "author": "A\u030asa",
    }

    run(circle, write(tmp_path, {"id": "n1", **texts, "comments": [said]}), kind=kind)

    thread = Thread.objects.get()
    told: Any = thread.story or thread
    comment: Any = thread.comments.get()
    assert told.title == "Förbättring"
    assert "Å, ä, ö." in (told.body if kind == "question" else told.results)
    assert (told.attribution.author_name, comment.attribution.author_name) == ("Åsa", "Östen")
    assert comment.body == "Går bra."


@pytest.mark.parametrize(
    ("author", "kept"),
    [("An\u200bna \u2764\ufe0f", "Anna ❤"), ("\u200b", ""), ("\ue000", ""), (" A\tB ", "A B")],
)
def test_a_name_loses_what_nobody_sees(author: str, kept: str) -> None:
    assert parse(line(author=author)).author == kept


SWEDISH = ["sv-SE", "sv_SE", "SV", "sv-Latn-SE", " sv ", "swe", "sv_SE.UTF-8"]
ENGLISH = ["en-GB", "EN", "eng", "de", "", None, "svenska?"]


@pytest.mark.parametrize(
    ("tag", "language"), [(tag, "sv") for tag in SWEDISH] + [(tag, "en") for tag in ENGLISH]
)
def test_a_language_is_read_with_its_region(
    circle: Circle, tmp_path: Path, tag: str | None, language: str
) -> None:
    run(circle, write(tmp_path, {**thread_line("s1"), "lang": tag}), kind="story")

    assert Story.objects.get().language == language


FIRST = datetime(2014, 3, 26, 1, 2, 3, tzinfo=UTC)
SPELLINGS = [
    *("2014-03-26 01:02:03 UTC", "2014-03-26T01:02:03Z ", "2014-03-26t01:02:03z"),
    *("Wed, 26 Mar 2014 01:02:03 +0000", "Wed, 26 Mar 2014 01:02:03 GMT", "2014-03-26 01:02:03Z"),
    *("1395795723", 1395795723, 1395795723.0, "1395795723.0", "1395795723000", 1395795723000),
    *("26 Mar 2014 03:02:03 +0200", "1395795723000000", "/Date(1395795723000)/"),
    *("Wed Mar 26 01:02:03 2014", "2014-03-26T01:02:03.000+0000"),
    *("Wed Mar 26 01:02:03 +0000 2014", "2014/03/26 01:02:03", "2014-03-26 03:02:03 +0200"),
    *("2014-03-26 01:02:03.000 UTC", "2014-03-26T01:02:03 GMT", "2014-03-26 01:02:03+00"),
    *("20140326T010203Z", "03/26/2014 01:02:03", " 2014-03-26 01:02:03 -0000"),
]  # fmt: skip


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_time_is_read_as_other_forums_spell_it(written: Any) -> None:
    assert parse(line(created_at=written)).created_at == FIRST


@pytest.mark.parametrize("written", ["2016-12-31T23:59:60Z", "2016-12-31 23:59:60 UTC"])
def test_a_leap_second_is_the_last_one_before_it(written: str) -> None:
    read = parse(line(created_at=written)).created_at

    assert read == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


GUESSES = [
    *("2014", 2014, "5", "2014-02-30", "2014-03-26 01:02:03 EST", "2014-03-26T25:00:00Z", True, []),
    *("3 dagar sedan", "1e9", "26/03/2014", "Wed, 26 Mar 2014 01:02:03 CET", "9" * 19),
]


@pytest.mark.parametrize("written", GUESSES)
def test_what_could_be_another_time_is_named_and_not_guessed(written: Any) -> None:
    with pytest.raises(BadLine, match=r"^created_at: (is no date|lies in the future)"):
        parse(line(created_at=written))


def test_lines_with_all_these_times_come_in(circle: Circle, tmp_path: Path) -> None:
    lines = [thread_line(f"d{n}") | {"created_at": when} for n, when in enumerate(SPELLINGS)]

    run(circle, write(tmp_path, *lines))

    assert {*Thread.objects.values_list("told_at", flat=True)} == {FIRST}
    assert Thread.objects.count() == len(SPELLINGS)
