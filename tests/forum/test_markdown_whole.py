"""Nothing that was written is left out of what readers and moderators see."""

import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.reader import Reader
from forum.markdown import render, shows_something
from forum.models import Comment, Story, Thread
from tests.forum.reading import parsed

DEEP = "Det står här."


@pytest.mark.parametrize(
    "source",
    [
        "- " * 12 + DEEP,
        "> " * 30 + DEEP,
        ">" * 40 + DEEP,
        "1. " * 15 + DEEP,
        "> - " * 15 + DEEP,
        "\n".join("  " * level + "- steg" for level in range(15)) + "\n" + "  " * 15 + DEEP,
    ],
)
def test_what_nests_too_deep_is_shown_as_it_was_written(source):
    page = parsed(render(f"{source}\n\nOch sedan."))

    assert DEEP in page.text
    assert page.text.rstrip().endswith("Och sedan.")


def test_several_lines_that_nest_too_deep_keep_their_lines():
    assert "- ett<br>\n" in render("- " * 9 + "- ett\n" + " " * 18 + "- två")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('Se [a].\n\n[a]: https://a.example "Lyssna"', '[a]: https://a.example "Lyssna"'),
        ("Se.\n\n[ord]: https://a.example", "[ord]: https://a.example"),
        ("> [ord]: https://a.example", "[ord]: https://a.example"),
        ("[a]: https://a.example\n[a]: https://b.example", "[a]: https://b.example"),
        ('[ord](https://a.example "Lyssna")', "ord (Lyssna)"),
        ('![bild](https://a.example/b.png "Lyssna")', "bild (Lyssna)"),
        (
            '[![](https://a.example/b.png "Ja")](https://b.example)',
            '(https://a.example/b.png "Ja")',
        ),
        ("[](https://a.example/ord)", "https://a.example/ord"),
        ("![a [b](https://b.example)](https://a.example)", "a [b](https://b.example)"),
        ("```lyssna nu\nkod\n```", "lyssna nu"),
        ("~~~ lyssna\nkod\n~~~", "lyssna"),
        ("| a |\n|---|\n| ett | två | tre |", "ett | två | tre"),
    ],
)
def test_what_markdown_leaves_out_is_shown(source, shown):
    assert shown in parsed(render(source)).text


COUNTED = ["1. a\n2. b\n3. c", "1. a\n1. b\n1. c", "3. a\n4. b"]


@pytest.mark.parametrize("source", COUNTED)
def test_numbers_that_follow_are_counted(source):
    assert "value" not in render(source)


@pytest.mark.parametrize(
    ("source", "values"), [("1. a\n7012345. b\n7012346. c", ["7012345"]), ("7. a\n3. b", ["3"])]
)
def test_a_number_that_does_not_follow_stays_with_its_item(source, values):
    assert re.findall(r'<li value="(\d+)"', render(source)) == values


SYNTAX = [
    *("[", "]", "(", ")", "]: ", "](", "![", "\n", "\n\n", "\n    ", "- ", "> ", "1. ", "| ", "`"),
    *(
        "```",
        "~~~",
        "#",
        "*",
        "_",
        "**",
        '"',
        "'",
        "<",
        ">",
        "\\",
        "|--|--|\n",
        "https://x.example/",
    ),
]
WORDS = [f"ord{number}" for number in range(30)]


@given(st.lists(st.sampled_from([*SYNTAX, *WORDS, " "]), max_size=40).map("".join))
def test_every_word_of_any_source_can_be_read_on_the_page(source):
    page = unescape(render(source))

    assert set(re.findall("ord[0-9]+", source)) <= set(re.findall("ord[0-9]+", page))


NOTHING = [
    *(
        "",
        " ",
        "\u200b",
        "\u2800",
        "\u3164",
        "\xa0",
        "&nbsp;",
        "&#8203;",
        "&#x2800;",
        "\u2060 \u00ad",
    ),
    *("[x]: https://a.example/dolt", '[x]: https://a.example "dolt"', "> [x]: https://a.example"),
    *("[](https://a.example)", "[\u200b](https://a.example)", "---", "***", "#", ">", "- ", "1. "),
    *("```\n```", "~~~ dolt\n~~~", "\ufe0f", "\U000e0041\U000e0042", "\u0301", "\ue000"),
]
SOMETHING = [
    *(
        "a",
        "å",
        "7",
        "?",
        "🙂",
        "1. a",
        "- x",
        "    kod",
        "```\nkod\n```",
        "**a**",
        "> a",
        "# a",
        "\\",
    ),
    *(
        "[a](https://b.se)",
        "![](https://a.example/b.png)",
        "<!-- a -->",
        "\u200ba",
        "漢字",
        "a\n---",
    ),
    *("[x]: https://a.example\n\nJa", "| a |\n|---|", "[x]: inte/hel"),
]


@pytest.mark.parametrize("source", NOTHING)
def test_a_text_without_anything_to_see_is_told(source):
    assert not shows_something(source)


@pytest.mark.parametrize("source", SOMETHING)
def test_a_text_with_something_to_see_is_told(source):
    assert shows_something(source)


def test_what_was_written_before_is_rendered_again(story, question, stranger):
    deep = "- " * 12 + DEEP
    comment = story.thread.comment(by=Reader.of(stranger), body=deep)
    Comment.objects.update(body_html="<p></p>")
    Thread.objects.filter(pk=question.pk).update(body=deep, body_html="")
    Story.objects.update(results=deep, sections_html={"results": "<p></p>"})

    import_module("forum.migrations.0036_render_again").render_again(apps, connection)

    comment.refresh_from_db()
    question.refresh_from_db()
    story.refresh_from_db()
    assert [comment.body_html, question.body_html] == [render(deep)] * 2
    assert story.sections_html == {"results": render(deep)}
