"""What README shows works as written."""

import os
import re
import subprocess
from typing import Any

import pytest
from django.core.management import call_command

from tests.project.needing import needs_curl
from tests.project.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def walk() -> str:
    """The one bash block of README."""
    found = re.search(r"^```bash\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
    assert found
    return found[1]


@needs_curl
def test_the_walk_in_readme_ends_as_it_says(live_server: Any) -> None:
    call_command("demo", verbosity=0)

    done = subprocess.run(
        ["bash", "-euc", walk()],
        env={**os.environ, "AT": live_server.url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert '"state":"published"' in done.stdout
    assert done.stdout.splitlines()[-1] == "Att de hade en bättre idé."
