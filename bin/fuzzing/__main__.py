"""Put thousands of generated requests to the whole API and fail on anything unexpected.

Starts the production server on a fresh database with a small world, runs schemathesis with all
checks and phases as nobody, a member, a steward and a receipt, and asks afterwards whether every
list still answers and whether the log holds an unhandled exception.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

sys.path[0] = str(Path(__file__).resolve().parents[1])
sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from fuzzing import BESIDE, ROOT
from fuzzing.server import SITE, serving, status

READERS = ("nobody", "member", "steward", "voice")
# Coverage goes through every operation by itself (8,000 requests in about a minute on a quiet
# machine); the other phases spend most of their time on making up data.
SHORT = {"readers": ("member",), "phases": "coverage"}
CONFIGURATION = ROOT / "bin" / "fuzzing" / "schemathesis.toml"
NO_TOKENS = ["--generation-with-security-parameters", "false"]  # nobody is nobody all the time


def main() -> int:
    """Run as every reader asked for; status 1 when anything was found."""
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="tillit-fuzz-") as folder:
        place = Path(folder)
        world, description = prepare(place)
        with serving(place / "server.log"):
            found = [run(reader, world.headers[reader], place, given) for reader in given.readers]
            found += [f"{address} answers {code}" for address, code in broken(world, description)]
        print("answers:", met(place / "server.log"))
        print("slowest:", slowest(place / "server.log"))
        found += unhandled(place / "server.log")
    for one in filter(None, found):
        print(f"tillit: {one}", file=sys.stderr)
    return 1 if any(found) else 0


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(prog="bin/fuzz", description=__doc__)
    asked.add_argument("--cases", type=int, default=25, help="examples of each operation and phase")
    asked.add_argument("--as", dest="readers", action="append", choices=READERS)
    asked.add_argument("--short", action="store_true", help="coverage alone, as a member")
    asked.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    asked.add_argument("--seed", type=int, help="repeat a run")
    given = asked.parse_args()
    given.readers = given.readers or READERS
    vars(given).update(SHORT if given.short else {})
    return given


def prepare(place: Path) -> tuple[Any, dict[str, Any]]:
    """Migrate, plant the world and write the description with its names."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fuzzing.settings",
        "TILLIT_MODE": "test",
        "TILLIT_VAR": str(place / "var"),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join(sys.path[:2]),
    }
    import django
    import yaml
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("spectacular", file=str(place / "openapi.yaml"), lang="en")
    from fuzzing.description import with_names
    from fuzzing.world import plant

    world = plant()
    description = yaml.safe_load((place / "openapi.yaml").read_text())
    text = json.dumps(with_names(description, world.names))
    (place / "openapi.json").write_text(text)
    return world, json.loads(text)


def run(reader: str, header: str, place: Path, given: argparse.Namespace) -> str:
    """Run schemathesis as one reader; what to say if it found something."""
    began = time.monotonic()
    done = subprocess.run(
        command(header, given),
        cwd=place,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "fuzzing.hooks"},
        capture_output=True,
        text=True,
        check=False,
    )
    cases = sum(int(count) for count in re.findall(r"(\d+) generated", done.stdout))
    print(f"{reader}: {cases} cases in {time.monotonic() - began:.0f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
        return f"found something as {reader}"
    return ""


def command(header: str, given: argparse.Namespace) -> list[str]:
    """How schemathesis is called."""
    options = ["--checks", "all", "--exclude-checks", "positive_data_acceptance"]
    options += ["--phases", given.phases, "--max-examples", str(given.cases)]
    options += ["--continue-on-failure", "--generation-database", "none", "--workers", "2"]
    options += ["--request-timeout", "20", "--output-truncate", "false", "--no-color"]
    options += ["--header", header] if header else NO_TOKENS
    if given.seed is not None:
        options += ["--seed", str(given.seed)]
    program = [str(BESIDE / "schemathesis"), "--config-file", str(CONFIGURATION)]
    return [*program, "run", "openapi.json", "--url", SITE, *options]


def broken(world: Any, description: dict[str, Any]) -> list[tuple[str, int]]:
    """Lists that no longer answer 200: somebody left a poison pill."""
    lists = [path for path, verbs in description["paths"].items() if "get" in verbs]
    addresses = [f"{SITE}{path}" for path in lists if "{" not in path]
    found = []
    for address in addresses:
        try:
            status(address, world.headers["steward"])
        except HTTPError as refused:
            found.append((address, refused.code))
    return found


def met(log: Path) -> str:
    """How often each status was answered: a run that meets 404 only has tested nothing."""
    statuses = Counter(re.findall(r'"status":(\d+)', log.read_text()))
    return ", ".join(f"{status} {times}×" for status, times in sorted(statuses.items()))


def slowest(log: Path) -> str:
    """The five requests that took longest, for people to look at; nothing fails by the clock."""
    pattern = r'"method":"(\w+)","route":"([^"]*)","status":\d+,"ms":(\d+)'
    found = [(int(ms), method, route) for method, route, ms in re.findall(pattern, log.read_text())]
    return ", ".join(f"{method} {route} {ms} ms" for ms, method, route in sorted(found)[:-6:-1])


def unhandled(log: Path) -> list[str]:
    """Lines of the log about exceptions nobody handled."""
    return [line for line in log.read_text().splitlines() if "unhandled" in line]


if __name__ == "__main__":
    sys.exit(main())
