"""What docs/trust.md walks through happens as written, from the first word to the strip."""

import os
import re
import subprocess
from typing import Any

import pytest
from django.core.management import call_command

from tests.project.needing import needs_curl
from tests.project.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^# → (.*)$", re.MULTILINE)
END = "the part has ended"


def parts() -> list[tuple[str, str]]:
    """The parts of the walk in their order, each after its language."""
    return BLOCK.findall((ROOT / "docs" / "trust.md").read_text())


def terminal(address: str) -> subprocess.Popen[str]:
    """A terminal into which the parts in bash are typed, one after the other."""
    return subprocess.Popen(
        ["bash", "-eu"],
        env={**os.environ, "AT": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def typed(shell: subprocess.Popen[str], part: str) -> list[str]:
    """What the terminal prints for a part, line by line; less where a command fails."""
    assert shell.stdin
    assert shell.stdout
    shell.stdin.write(f"{part}\necho '{END}'\n")
    shell.stdin.flush()
    printed = (line.rstrip("\n") for line in shell.stdout)
    return list(iter(lambda: next(printed, END), END))


def is_as_written(printed: list[str], part: str) -> bool:
    """Tell whether the answers are those after `# →`, where `…` stands for anything."""
    written = [".+".join(map(re.escape, one.split("…"))) for one in ANSWER.findall(part)]
    pairs = zip(written, printed, strict=False)
    return len(written) == len(printed) and all(re.fullmatch(*pair) for pair in pairs)


@needs_curl
def test_the_walk_happens_as_written(live_server: Any) -> None:
    call_command("demo", verbosity=0)
    names: dict[str, Any] = {}
    with terminal(live_server.url) as shell:
        for language, part in parts():
            if language == "python":
                exec(part, names)
            else:
                printed = typed(shell, part)
                assert is_as_written(printed, part), (part, printed)
