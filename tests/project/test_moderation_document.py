"""What docs/moderation.md and its Swedish sister tell moderators is what the code holds."""

import re
import subprocess
import sys

import pytest
from django.contrib import admin
from django.utils import translation

from accounts.new_accounts import NEW_FOR
from forum.models.appeal import OPEN_FOR
from forum.models.case import CLAIM
from forum.moderation.holding import ALIKE_FROM, ALIKE_TIMES, NEWCOMER_FOR
from forum.moderation.measures import LONGEST
from forum.moderation.words import HeldFor, Measure, Reason
from tests.project.tree import ROOT

DOCS = ROOT / "docs"
LARGEST = 120_000  # bytes of a picture
LANGUAGES = {"sv": "moderering.md", "en": "moderation.md"}
CODES = {str(code) for words in (Measure, Reason, HeldFor) for code in words}
ROW = re.compile(r"^\| `(\w+)` ([^|]+) \|", re.MULTILINE)

each_language = pytest.mark.parametrize("language", LANGUAGES)


def text(language: str) -> str:
    return (DOCS / LANGUAGES[language]).read_text()


def labels(language: str) -> dict[str, set[str]]:
    """The words and actions by code, as the admin shows them."""
    shown: dict[str, set[str]] = {}
    with translation.override(language):
        for words in (Measure, Reason, HeldFor):
            for code in words:
                shown.setdefault(str(code), set()).add(str(code.label))
        for page in admin.site._registry.values():
            for name in page.actions or ():
                action = getattr(page, str(name))
                shown.setdefault(str(name), set()).add(str(action.short_description))
    return shown


@each_language
def test_every_word_of_moderation_is_explained(language: str) -> None:
    told = {code for code, _label in ROW.findall(text(language))}

    assert told >= CODES


@each_language
def test_every_word_and_action_is_called_what_the_admin_calls_it(language: str) -> None:
    shown, untranslated = labels(language), labels("en") if language == "sv" else {}

    rows = [row for row in ROW.findall(text(language)) if row[1] not in shown.get(row[0], ())]
    wrong = [row for row in rows if shown.get(row[0]) != untranslated.get(row[0], set())]

    assert wrong == []


@each_language
def test_every_picture_exists_and_is_small(language: str) -> None:
    named = re.findall(r"\((pictures/[\w.]+)\)", text(language))

    assert len(named) == 6
    assert all(0 < (DOCS / name).stat().st_size < LARGEST for name in named)


def test_every_picture_is_shown() -> None:
    shown = {name for one in LANGUAGES for name in re.findall(r"pictures/([\w.]+)", text(one))}

    assert {path.name for path in (DOCS / "pictures").iterdir()} == shown


@each_language
def test_the_walk_has_its_texts(language: str) -> None:
    blocks = re.findall(r"<!-- made: \w+ -->\n```\w+\n(.*?)```", text(language), re.DOTALL)

    assert len(blocks) == 7
    assert all(block.strip() for block in blocks)


def test_both_languages_say_as_much() -> None:
    for mark in (r"^## ", r"^- ", r"^\d\. ", r"^\| ", r"^> ", r"^!\["):
        counts = {len(re.findall(mark, text(one), re.MULTILINE)) for one in LANGUAGES}
        assert len(counts) == 1, mark


@each_language
def test_the_numbers_are_those_of_the_code(language: str) -> None:
    told = text(language)

    for number in (NEWCOMER_FOR.days, NEW_FOR.days, ALIKE_FROM, LONGEST.days):
        assert re.search(rf"\b{number}\b", told), number
    assert (CLAIM.seconds, ALIKE_TIMES, OPEN_FOR.days) == (30 * 60, 2, 183), "told in words"


def test_without_chromium_the_script_says_so_and_changes_nothing() -> None:
    before = {path: path.stat().st_mtime_ns for path in (DOCS / "pictures").iterdir()}

    command, alone = [sys.executable, "-m", "screenshots"], {"PATH": "", "PYTHONPATH": "bin"}
    done = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "apt install chromium" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in (DOCS / "pictures").iterdir()} == before
