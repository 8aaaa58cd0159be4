"""The identifier lint finds what it promises in Swedish prose that others have marked."""

import sys

import pytest

from tests.project.tree import ROOT

sys.path.insert(0, str(ROOT / "bin"))

from measure_identifiers import (
    MOST_FALSE,
    TARGETS,
    Tally,
    corpus,
    measure,
    sentences,
)


def test_a_token_is_found_by_any_letter_and_counted_once():
    tally = measure([[("Vi", "0"), ("såg", "0"), ("Lena", "PER"), ("i", "0"), ("backen", "LOC")]])
    assert tally.recall == {"0": 0, "LOC": 0, "PER": 1}
    assert tally.false_flags == 0
    assert tally.wrong == ["LOC backen"]


def test_an_unmarked_token_that_is_found_is_a_false_flag():
    tally = measure([[("Vi", "0"), ("hörde", "0"), ("Lena", "0"), (".", "0")]])
    assert tally.false_flags == 250


def measured() -> Tally:
    if not corpus().exists():
        pytest.skip("the marked corpus is not below TILLIT_REAL_DATA; it is not in the project")
    return measure(list(sentences(corpus())))


def test_enough_names_are_found_and_little_else():
    tally = measured()
    assert {mark: tally.recall[mark] for mark, least in TARGETS.items()} == {
        mark: max(tally.recall[mark], least) for mark, least in TARGETS.items()
    }
    assert tally.false_flags <= MOST_FALSE
