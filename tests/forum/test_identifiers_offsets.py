"""Hits lie where they say and apart, in any text, and looking takes steps in its length."""

import re
import sys
from importlib import import_module
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.identifiers import Known, find

KNOWN = Known(companies=("Åkerströms Mekaniska AB",), people=("Åsa Lindqvist",))
PIECES = [
    *("Åsa", "Åkerströmsgruppen", "A\u030asa", "Lean", "och", "Ö", "47 anställda", "vi är 47."),
    *("2022-03-14", "070-123 45 67", "850709-9805", "bo@exempel.se", "[text](https://exempel.se)"),
    *("**", "`kod`", "```\n", "\n\n", "- ", "# ", "> ", ". ", " ", "–", "🙂", "\u00ad", "12,4 mkr"),
]
LENGTH = 40_000
ENDLESS = [
    *("a", "A ", "a.", "a@", "-a", "1 ", "1/1/", "+", "`", "```", "](", "\n", "den 1 ", "vi är 1"),
    *("http://.", "www.!", "a\u0301", "\u00ad", "A&", "Åsa ", "1 mars ", "12,4 miljoner ", "0 "),
]
MODULES = (
    *("addresses", "amounts", "contact", "counting", "dates", "folding", "headcounts", "markup"),
    *("names", "numbers", "occasions", "phones", "references", "roles", "sensitive", "spelled"),
    *("surroundings", "words"),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join))
def test_every_hit_lies_where_it_says_and_none_overlap(text):
    hits = find(text, known=KNOWN)
    assert all(text[hit.start : hit.end] == hit.text != "" for hit in hits)
    ends = [0, *(hit.end for hit in hits)]
    assert all(end <= hit.start for end, hit in zip(ends, hits, strict=False))


def test_markdown_around_a_name_is_not_part_of_it():
    text = (
        "Fråga **Åsa Lindqvist** eller [Åkerströms](https://exempel.se), _Lena_ och `070-1234567`."
    )
    assert [hit.text for hit in find(text, known=KNOWN)] == [
        *("Åsa Lindqvist", "Åkerströms", "https://exempel.se", "Lena", "070-1234567")
    ]


def calls(text: str) -> int:
    """How many functions, of Python and of C, looking through a text takes."""
    count = 0

    def step(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        find(text, known=KNOWN)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", ENDLESS)
def test_twice_the_text_takes_twice_the_steps_at_most(piece):
    text = piece * (LENGTH // len(piece) // 8)
    assert calls(text * 2) <= 2.1 * calls(text) + 1_000


def patterns() -> list[re.Pattern[str]]:
    named = [vars(import_module(f"forum.identifiers.{name}")) for name in MODULES]
    values = [value for names in named for value in names.values()]
    lists = [value for value in values if isinstance(value, list)]
    return [each for each in chain(values, *lists) if isinstance(each, re.Pattern)]


def test_no_pattern_can_try_a_long_text_in_many_ways():
    # A bound or a possessive quantifier (++, *+) leaves nothing to go back to.
    endless = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})(?!\+)")
    within_sets = re.compile(r"\[(?:\\.|[^\]\\])+\]")
    found = {
        each.pattern: endless.findall(within_sets.sub("x", each.pattern)) for each in patterns()
    }
    assert len(found) > 10
    assert {pattern for pattern, signs in found.items() if set(signs) - {"+"}} == set()


def test_a_text_as_long_as_a_story_may_be_is_looked_through_whole():
    text = "Vi provade och mätte igen. " * (LENGTH // 27) + "Ring 070-123 45 67."
    assert [hit.text for hit in find(text)] == ["070-123 45 67"]
