"""T10: what people take back is not left in any file of the database by the next morning."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.tree import ROOT

pytestmark = pytest.mark.slow
TOOLS = [
    *Path("/usr/lib/postgresql").glob("*/bin/initdb"),
    *map(Path, os.environ["PATH"].split(":")),
]
needs_postgresql = pytest.mark.skipif(
    not any(place.name == "initdb" or (place / "initdb").exists() for place in TOOLS),
    reason="starts a PostgreSQL of its own, and there is none on this machine",
)
WITH_POSTGRESQL = [str(ROOT / "bin" / "with_postgresql")]


def found(tmp_path: Path, *around: str) -> dict[str, list[str]]:
    """Where the words of people who take them back stand, in a database of their own."""
    own = {"TILLIT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    shared = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ended = subprocess.run(
        [*around, sys.executable, "-m", "tests.trust.taking_back"],
        cwd=ROOT, env=shared | own, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    places: dict[str, list[str]] = json.loads(ended.stdout.splitlines()[-1])
    return places


def test_sqlite_keeps_nothing_in_its_file_its_log_or_the_index_of_the_log(tmp_path: Path) -> None:
    places = found(tmp_path)

    assert {"tillit.sqlite3-wal"} <= set(places["before"]) & set(places["after"])
    assert places["morning"] == []


@needs_postgresql
def test_postgresql_keeps_nothing_in_any_file_of_the_cluster(tmp_path: Path) -> None:
    places = found(tmp_path, *WITH_POSTGRESQL)

    tables = {name for name in places["after"] if name.startswith("base/")}
    assert len(tables) > 5  # rows that are dead, long texts, indexes, statistics
    assert any(name.startswith("pg_wal/") for name in places["after"])
    assert places["morning"] == []
