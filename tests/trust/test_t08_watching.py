"""T8: what two batches a week are worth to a voice in a circle that is watched for a year.

`pytest -s tests/trust/test_t08_watching.py` prints the figures; docs/trust.md and its Swedish
sister show them.
"""

import re
from functools import cache

import pytest

from tests.project.tree import ROOT
from tests.trust.watching import PEOPLE, Left, table, watched

SWEDISH = {
    "hourly": "varje timme",
    "every morning": "varje morgon",
    "Mondays and Thursdays": "måndagar och torsdagar",
}


@cache
def found() -> dict[str, dict[int, Left]]:
    """The figures, once for all tests."""
    return watched()


def test_two_batches_a_week_leave_more_candidates_than_any_other_rule() -> None:
    print(f"\nof {PEOPLE} people are left after 1, 2 and 4 answers:\n{table(found())}")  # noqa: T201

    rule, others = found()["Mondays and Thursdays"], ("hourly", "every morning")
    for number in (1, 2, 4):
        for other in others:
            assert rule[number].median > found()[other][number].median
            assert rule[number].tenth >= found()[other][number].tenth


def test_each_further_answer_leaves_fewer() -> None:
    for left in found().values():
        medians = [left[number].median for number in (1, 2, 4)]
        assert medians == sorted(medians, reverse=True)
        assert all(one.tenth >= 1 for one in left.values())  # the voice itself always fits


def test_after_four_answers_a_voice_is_still_one_of_many() -> None:
    assert found()["Mondays and Thursdays"][4].median >= 15


@pytest.mark.parametrize("document", ["trust.md", "tillit.md"])
def test_the_documents_show_these_figures(document: str) -> None:
    text = (ROOT / "docs" / document).read_text()
    rows = table(found())
    if document == "tillit.md":
        for english, swedish in SWEDISH.items():
            rows = rows.replace(f"| {english} |", f"| {swedish} |")

    missing = [row for row in rows.splitlines() if row not in re.sub(r" +\|", " |", text)]
    assert missing == []
