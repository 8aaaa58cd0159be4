"""Style, docstrings, complexity and format, as ruff sees them with the settings of pyproject."""

import subprocess
import sys

import pytest

from tests.project.tree import ROOT

RUFF = [sys.executable, "-m", "ruff"]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]])
def test_ruff_finds_nothing(command: list[str]) -> None:
    answer = subprocess.run(
        [*RUFF, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout
