"""Masking a text: what a mask covers, and that half of nothing stays to be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.errors import PassageNotFound
from forum.markdown import render
from forum.moderation.masking import (
    MARK,
    find_passages,
    masked,
    moved,
    occurrences,
    settled,
    shortened,
)

TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
EMPTY = {"br", "hr"}


def hidden(text: str, *passages: str) -> str:
    """The text with every occurrence of the passages masked."""
    return masked(text, settled(text, find_passages(text, passages)))


def is_well_formed(html: str) -> bool:
    """Tell whether every tag is closed, in its turn."""
    still_open: list[str] = []
    for closing, tag in TAG.findall(html):
        if tag in EMPTY:
            continue
        if not closing:
            still_open.append(tag)
        elif not still_open or still_open.pop() != tag:
            return False
    return not still_open


def test_every_occurrence_is_found_also_where_they_overlap() -> None:
    assert find_passages("Bo och Bo", ["Bo"]) == [(0, 2), (7, 9)]
    assert settled("ananan", find_passages("ananan", ["anan"])) == [(0, 6)]
    assert hidden("Bo\nEk, Bo Ek", "Bo Ek") == f"{MARK}, {MARK}"


@pytest.mark.parametrize("passages", [["Ek", "Ask"], [], ["  "], ["bo"]])
def test_a_passage_that_is_not_there_is_refused_without_a_word_of_it(passages: list[str]) -> None:
    with pytest.raises(PassageNotFound) as refused:
        find_passages("Bo Ek", passages)

    assert not any(passage in str(refused.value) for passage in ("Bo", "Ek", "Ask"))


@pytest.mark.parametrize("passage", ["B", "Bo Ek", "Bo Ek ringde Anna Åkerström i Örebro"])
def test_the_length_of_a_mark_does_not_tell(passage: str) -> None:
    assert hidden(f"Då kom {passage}. Slut.", passage) == f"Då kom {MARK}. Slut."


@pytest.mark.parametrize(
    ("text", "given", "covered"),
    [
        ("Rene\u0301 kom", (0, 4), (0, 5)),  # e with an accent of its own
        ("Rene\u0301 kom", (4, 6), (3, 6)),
        ("👩\u200d🔧 kom", (0, 1), (0, 3)),  # joined emoji
        ("👍🏽 kom", (1, 2), (0, 2)),  # a thumb and its colour
        ("🇸🇪 kom", (1, 2), (0, 2)),
        ("\ud83d\ude00 kom", (1, 2), (0, 2)),  # a surrogate pair
        ("ett\r\ntvå", (0, 4), (0, 5)),
        ("Bo", (-3, 99), (0, 2)),
    ],
)
def test_a_mask_splits_no_sign(text: str, given: tuple[int, int], covered: tuple[int, int]) -> None:
    assert settled(text, [given]) == [covered]


@pytest.mark.parametrize("nothing", [(1, 1), (2, 1), (9, 12), (-2, 0)])
def test_a_range_without_text_covers_nothing(nothing: tuple[int, int]) -> None:
    assert settled("Bo Ek", [nothing]) == []


def test_ranges_become_ordered_and_apart() -> None:
    assert settled("0123456789", [(6, 8), (0, 2), (1, 3), (3, 4)]) == [(0, 4), (6, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "Se [sidan](https://x.example/bo-ek/om) nu.",
        'Se [sidan](https://x.example/bo-ek "om oss") nu.',
        "Se [sidan](<https://x.example/bo-ek om>) nu.",
        "Se [sidan](https://x.example/a_(bo-ek)_om) nu.",
        "Se [sidan](https://x.example/bo-ek\\)om) nu.",
        "Se ![bild](https://x.example/bo-ek.png) nu.",
        "Se <https://x.example/bo-ek/om> nu.",
        "Se <om@bo-ek.example> nu.",
        "Se https://x.example/bo-ek/om nu.",
        "Se [sidan][1] nu.\n\n[1]: https://x.example/bo-ek/om",
        "Se [sidan][1] nu.\n\n> [1]:\n> https://x.example/bo-ek/om",
    ],
)
def test_of_an_address_that_is_touched_nothing_stays(text: str) -> None:
    left = hidden(text, "bo-ek")

    for shown in (left, render(left)):
        assert not any(part in shown for part in ("x.example", "bo-ek", "om@", "href"))
        assert MARK in shown
    assert is_well_formed(render(left))


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("**Bo** Ek är här", "Bo** Ek"),
        ("*Bo **Ek*** är här", "*Ek*** är"),
        ("En `kod Bo` Ek och `mer`", "Bo` Ek"),
        ("```\nBo\n```\nEk\n\n> mer", "Bo\n```\nEk"),
        ("```\nBo Ek", "```\nBo"),
        ("[Bo Ek](https://x.example/) är här", "Ek](https"),
        ("[Bo Ek](https://x.example/) är här", "[Bo"),
        ("- Bo\n- Ek\n\n# Rubrik", "Bo\n- Ek\n\n# Rub"),
        ("| Bo | Ek |\n|---|---|\n| ett | två |", "Bo | Ek |\n|---"),
        ("Bo &amp; Ek <script>alert(1)</script>", "amp; Ek <scr"),
        ("Bo\\* Ek*", "\\"),
    ],
)
def test_a_mask_across_markdown_breaks_no_html(text: str, passage: str) -> None:
    left = hidden(text, passage)

    assert passage not in left
    assert passage not in render(left)
    assert is_well_formed(render(left))
    assert MARK in render(left)


def test_code_is_covered_whole_where_one_end_would_stay_open() -> None:
    assert hidden("En `kod Bo` Ek och `mer`", "Bo` Ek") == f"En {MARK} och `mer`"
    assert hidden("En `kod Bo` Ek", "Bo") == f"En `kod {MARK}` Ek"


@given(
    st.text("aB `[]()<>*\n\u0301é:/.", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))),
)
def test_covering_again_changes_nothing(text: str, ranges: list[tuple[int, int]]) -> None:
    covered = settled(text, ranges)

    assert settled(text, covered) == covered
    assert all(0 <= start < end <= len(text) for start, end in covered)
    assert masked(text, covered).count(MARK) == len(covered)
    asked = {place for start, end in ranges for place in range(start, min(end, len(text)))}
    assert asked <= {place for start, end in covered for place in range(start, end)}


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4, unique=True), st.data())
def test_masks_stay_with_their_words_when_others_are_removed(
    edges: list[int], data: st.DataObject
) -> None:
    text = "".join(chr(0x4E00 + place) for place in range(31))  # each character once
    a, b, c, d = edges if data.draw(st.booleans()) else sorted(edges)
    gone = [(min(a, b), max(a, b))]
    start, end = min(c, d), max(c, d)

    left, masks = masked(text, gone), moved([(start, end)], gone)

    kept = set(text[start:end]) - set(text[slice(*gone[0])])
    assert {one for begin, stop in masks for one in left[begin:stop]} - set(MARK) == kept


def test_a_title_with_marks_fits_its_column() -> None:
    assert shortened("ABCDE", 5) == "ABCDE"
    assert shortened("ABCDEF", 5) == "ABCD…"
    assert shortened("ABCDEF", None) == "ABCDEF"


def test_white_space_is_no_passage() -> None:
    assert occurrences("a b", [" ", ""]) == []
