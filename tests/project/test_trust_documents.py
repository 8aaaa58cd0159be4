"""What docs/trust.md and its Swedish sister promise is what the code holds and the tests prove."""

import re

import pytest
from django.conf import settings

from tests.project.tree import ROOT

DOCS = ROOT / "docs"
KEPT = re.compile(r"^\| `(\w+)`[^|]*\| (\d+) \| [^|]+ \|$", re.MULTILINE)
CHANNELS = 63  # ways in which forums have been seen to tell
PLACES = re.compile(r"`((?:accounts|forum|api|config)/[\w/.]+)`")


def english() -> str:
    return (DOCS / "trust.md").read_text()


@pytest.mark.parametrize("name", ["tillit.md", "trust.md"])
def test_people_are_told_how_long_it_is_really_kept(name: str) -> None:
    told = {what: int(days) for what, days in KEPT.findall((DOCS / name).read_text())}

    assert told == {what: kept.days for what, kept in settings.RETENTION.items()}


def test_both_languages_say_as_much() -> None:
    swedish = (DOCS / "tillit.md").read_text()
    plain = english().split("## A failure told anonymously")[0]

    for mark in (r"^## ", r"^- ", r"^\d\. ", r"^\| "):
        count = len(re.findall(mark, plain, re.MULTILINE))
        assert count == len(re.findall(mark, swedish, re.MULTILINE)), mark


def test_every_proof_that_is_named_exists() -> None:
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"\btest_\w+\.py\b", english()))

    assert named
    assert named - tests == set()


def test_every_place_that_is_named_exists() -> None:
    assert [place for place in PLACES.findall(english()) if not (ROOT / place).exists()] == []


def test_every_rule_has_its_proof() -> None:
    rules = re.findall(r"^\| T(\d+) \|.*`test_\w+\.py`.*\|$", english(), re.MULTILINE)

    assert rules == [str(number) for number in range(1, 16)]


def test_every_channel_has_its_line() -> None:
    numbers = re.findall(r"^\| (\d+) \| [^|]+ \| [^|]+ \|$", english(), re.MULTILINE)

    assert numbers == [str(number) for number in range(1, CHANNELS + 1)]
