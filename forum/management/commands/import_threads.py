"""`manage.py import_threads`: bring threads from other collections into a circle."""

import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Circle
from forum.imports import Destination, Kind, Tally, import_file
from forum.imports.forms import LOOKED_AT, other_form

MAX_SOURCE_NAME: Final = 80  # as in Attribution
USAGE, BAD_LINES = 2, 1  # exit statuses


class Command(BaseCommand):
    """Reads JSON Lines files; docs/importing.md describes format, rules and exit statuses."""

    help = (
        "Import threads from JSON Lines files into a circle, as stories or questions. "
        "Running it again adds only what is new. Exit status: 0 all lines are in, 1 some were "
        "left out (each is named on stderr), 2 nothing was started."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, the circle, what the lines become, and the collection's name."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--circle", required=True, metavar="SLUG", help="who may read")
        parser.add_argument(
            "--as",
            dest="kind",
            required=True,
            choices=[kind.value for kind in Kind],
            help="what each line becomes",
        )
        parser.add_argument(
            "--source", default="", metavar="NAME", help="collection (default: the file's stem)"
        )

        parser.add_argument(
            "--with-personal-numbers",
            action="store_true",
            help="let lines with personal identity numbers in, too; otherwise they are left out",
        )

    def handle(self, **options: Any) -> None:
        """Import all files; raises CommandError with the exit status documented above."""
        files: list[Path] = options["files"]
        circle = _circle(options["circle"])
        sources = [_source(path, options["source"]) for path in files]
        tally = Tally()
        size = sum(path.stat().st_size for path in files)
        with tqdm(total=size, unit="B", unit_scale=True, disable=None, file=sys.stderr) as bar:
            for path, source in zip(files, sources, strict=True):
                numbers = options["with_personal_numbers"]
                into = Destination(circle, Kind(options["kind"]), source, lets_numbers_in=numbers)
                tell = partial(self._tell, path)
                import_file(path, into, tally, refuse=tell, passed=bar.update)
        self._conclude(tally)

    def _tell(self, path: Path, number: int, reason: str) -> None:
        """Name a line, bad or noteworthy, without tearing the progress bar."""
        with tqdm.external_write_mode(file=sys.stderr):
            self.stderr.write(f"{path}:{number}: {reason}")

    def _conclude(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.threads} threads and {tally.replies} replies imported; "
            f"{tally.known} threads known before; {tally.refused} lines left out."
        )
        if tally.numbered:
            self.stdout.write(
                f"{tally.numbered} lines hold personal identity numbers and were let in."
            )
        if tally.refused:
            raise CommandError("Some lines were left out; see above.", returncode=BAD_LINES)


def _circle(slug: str) -> Circle:
    circle = Circle.objects.filter(slug=slug).first()
    if circle is None:
        raise CommandError(f"There is no circle {slug!r}.", returncode=USAGE)
    return circle


def _source(path: Path, name: str) -> str:
    """The collection's name for a file that can be read."""
    try:
        with path.open("rb") as file:
            form = other_form(file.read(LOOKED_AT))
    except OSError as fault:
        raise CommandError(f"{path}: {fault.strerror}", returncode=USAGE) from None
    if form:
        raise CommandError(f"{path}: {form}.", returncode=USAGE)
    source = name.strip() or path.stem
    if len(source) > MAX_SOURCE_NAME or not source.isprintable():
        raise CommandError("Name the collection in 80 characters.", returncode=USAGE)
    return source
