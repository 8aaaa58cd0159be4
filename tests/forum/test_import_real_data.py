"""The first lines of real collections, where they lie beside the checkout."""

import os
from itertools import islice
from pathlib import Path

import pytest

from accounts.models import Circle
from forum.imports.item import parse
from forum.imports.lines import read_lines
from forum.models import Comment, Story, Thread
from tests.forum.importing import run

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("TILLIT_REAL_DATA") or ROOT.parent / "shared" / "data")
FILES = [
    ("stackexchange/bicycles.meta.jsonl", "question"),
    ("stackexchange/quantumcomputing.jsonl", "question"),
    ("llis/llis.jsonl", "story"),
    ("safenet/safenet.jsonl", "story"),
]
LINES = 20


@pytest.mark.parametrize(("name", "kind"), FILES, ids=[name for name, _ in FILES])
def test_the_first_lines_of_a_real_collection_come_in_whole(
    circle: Circle, tmp_path: Path, name: str, kind: str
) -> None:
    whole = FOLDER / name
    if not whole.exists():
        pytest.skip(f"{name} is not below TILLIT_REAL_DATA; the collections are not in the project")
    with whole.open("rb") as file:
        lines = [line.content or b"" for line in islice(read_lines(file), LINES)]
    part = tmp_path / Path(name).name
    part.write_bytes(b"".join(lines))

    run(circle, part, kind=kind)

    assert Thread.objects.count() == LINES
    assert Story.objects.count() == (LINES if kind == "story" else 0)
    assert Comment.objects.count() == sum(len([*parse(line).reply_ids()]) for line in lines)
