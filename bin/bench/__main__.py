"""Measure the speed of the forum: `make bench`, or `PYTHONPATH=bin .venv/bin/python -m bench`.

Each database is measured by a process of its own, on a world planted for it; nothing of a local
forum is read or changed.
"""

import argparse
import os
import subprocess
import sys
import tempfile

from bench import ROOT

NO_POSTGRESQL = 69  # what bin/with_postgresql ends with where there is none


def main() -> int:
    """Measure on every database asked for; status 1 when one could not be measured."""
    given = arguments()
    if given.inside:
        measure_here(given)
        return 0
    wanted = ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    return max(measure_on(database) for database in wanted)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("--database", choices=["both", "sqlite", "postgresql"], default="both")
    asked.add_argument("--stories", type=int, default=10_000, help="published stories planted")
    asked.add_argument("--seconds", type=int, default=5, help="length of one measurement")
    asked.add_argument("--rounds", type=int, default=3, help="the median of so many is shown")
    asked.add_argument("--granian", default="", help="more options for granian, as one text")
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return asked.parse_args()


def measure_on(database: str) -> int:
    """Measure in a process of its own with an environment of its own."""
    command = [sys.executable, "-m", "bench", *sys.argv[1:], "--inside"]
    if database == "postgresql":
        command = [str(ROOT / "bin" / "with_postgresql"), *command]
    (ROOT / "var" / "bench").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "var" / "bench") as folder:
        status = subprocess.call(command, env=environment(folder), cwd=ROOT)
    if status == NO_POSTGRESQL:
        sys.stdout.write("PostgreSQL was not measured: there is none here.\n")
        return 0
    return status


def environment(folder: str) -> dict[str, str]:
    """The caller's environment without the caller's forum."""
    foreign = ("TILLIT_", "DATABASE_URL", "REDIS_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    found = {"PYTHONPATH": str(ROOT / "bin"), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    return kept | found | {"TILLIT_VAR": folder, "DURABLE": "1"}


def measure_here(given: argparse.Namespace) -> None:
    """Plant, serve, measure and print, in the environment prepared."""
    import django
    from django.core.management import call_command

    django.setup()
    from bench.run import run

    call_command("migrate", verbosity=0)
    sys.stdout.write(run(given) + "\n")


if __name__ == "__main__":
    sys.exit(main())
