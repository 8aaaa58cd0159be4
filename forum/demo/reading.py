"""The words of the demo world as they lie in the TOML files."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
LAST: Final = date.max  # drafts have no date and come after everything

type Words = dict[str, Any]


def world() -> Words:
    """Companies, people, circles, appointments and the notice that all of it is invented."""
    return _read(FOLDER / "world.toml")


def moderation() -> Words:
    """What the desk holds: words to hold for, and incidents in the order they happen."""
    return _read(FOLDER / "moderation.toml")


def stories() -> list[Words]:
    """The stories in the order they were told, so that each can name earlier ones."""
    return sorted(_folder("stories"), key=lambda story: story.get("published", LAST))


def questions() -> list[Words]:
    """The questions in the order they were asked."""
    return sorted(_folder("questions"), key=lambda question: question["asked"])


def _folder(name: str) -> list[Words]:
    return [_read(path) for path in sorted((FOLDER / name).glob("*.toml"))]


def _read(path: Path) -> Words:
    return tomllib.loads(path.read_text("utf-8"))
