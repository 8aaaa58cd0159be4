"""From the fields of other collections to the sections of a story or the text of a question."""

import re
from typing import Final

from forum.imports.errors import BadLine
from forum.imports.item import Item
from forum.markdown import MAX_SOURCE

STORY_TITLE: Final = 120
QUESTION_TITLE: Final = 200
SUMMARY: Final = 400
ENOUGH: Final = 160  # characters; a summary takes no further sentence from here on
_SENTENCE = re.compile(r"(?<=[.!?])\s+")

HEADINGS: Final = {
    "actions": "What was done",
    "analysis": "Contributing factors",
    "lessons": "Lessons",
    "advice": "Advice",
}


def cut(text: str, most: int) -> str:
    """`text` on one line, cut at a word with "…" when it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    short = line[: most - 1]
    at_word = short.rpartition(" ")[0] if line[most - 1] != " " else short
    return f"{(at_word or short).rstrip()}…"


def summary(item: Item) -> str:
    """The first sentences that fit; without a text the title has to do."""
    source = item.text.strip() or (item.lesson or "").strip() or item.title
    taken = ""
    for sentence in _SENTENCE.split(" ".join(source[: 4 * SUMMARY].split())):
        longer = f"{taken} {sentence}".strip()
        if taken and (len(longer) > SUMMARY or len(taken) >= ENOUGH):
            break
        taken = longer
    return cut(taken, SUMMARY)


def sections(item: Item) -> dict[str, str]:
    """The sections of a story that the line fills (docs/importing.md has the table).

    Raises BadLine when a section would be longer than the forum renders.
    """
    factors = [*item.contributing_factors, *item.human_factors]
    texts = {
        "results": _with_full_title(item, STORY_TITLE, item.text),
        "actions": item.immediate_action or "",
        "analysis": "\n".join(f"- {factor}" for factor in factors),
        "lessons": item.lesson or "",
        "advice": item.recommendation or "",
    }
    return {name: _bounded(name, text) for name, text in texts.items() if text.strip()}


def question(item: Item) -> str:
    """The text of a question: the body, then what else the line holds under headings."""
    rest = sections(item)
    parts = [f"## {HEADINGS[name]}\n\n{rest[name]}" for name in HEADINGS if name in rest]
    return _bounded(
        "body", "\n\n".join([_with_full_title(item, QUESTION_TITLE, item.text), *parts])
    )


def _with_full_title(item: Item, most: int, body: str) -> str:
    """The body, after the full title where that had to be cut."""
    full = " ".join(item.title.split())
    return f"{full}\n\n{body}" if len(full) > most else body


def _bounded(name: str, text: str) -> str:
    if len(text) > MAX_SOURCE:
        raise BadLine(f"{name}: longer than {MAX_SOURCE} characters")
    return text
