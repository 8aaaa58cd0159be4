"""The run over one file: lines in, threads out, in transactions of a bounded number of lines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.db import DataError, IntegrityError, transaction

from forum.imports.additions import add_replies, known_keys, reply_keys
from forum.imports.destination import Destination
from forum.imports.errors import BadLine
from forum.imports.item import Item, parse
from forum.imports.lines import MAX_LINE, Line, read_lines
from forum.imports.numbers import place_of_number, refuse_numbers
from forum.imports.rows import Rows, build

MOST_LINES: Final = 100  # held at once and written in one transaction
MOST_BYTES: Final = 4 * 1024 * 1024  # likewise; whichever comes first

type Refuse = Callable[[int, str], None]
type Numbered = tuple[int, Item]


@dataclass(slots=True)
class Tally:
    """What a run did: threads and replies brought in, lines known before, lines left out.

    `numbered` lines hold personal identity numbers and were let in all the same.
    """

    threads: int = 0
    replies: int = 0
    known: int = 0
    refused: int = 0
    numbered: int = 0


@dataclass(slots=True)
class Run:
    """A run on its way through a file.

    `tell` hears the number and fault of each bad line, and what is to be known of others.
    """

    into: Destination
    tally: Tally
    tell: Refuse
    waiting: dict[str, Numbered] = field(default_factory=dict)
    held: int = 0

    def take(self, line: Line) -> None:
        """Take in one line; it is written with others a little later."""
        if line.content is None:
            self.refuse(line.number, f"longer than {MAX_LINE // 2**20} MB")
        elif line.content.strip():
            try:
                item = self._looked_through(parse(line.content))
                self.note(line.number, item)
                self._hold(line, item)
            except BadLine as fault:
                self.refuse(line.number, str(fault))

    def _looked_through(self, item: Item) -> Item:
        """The item, if it holds no personal identity number or may hold one; else BadLine."""
        if not self.into.lets_numbers_in:
            refuse_numbers(item)
        self.tally.numbered += bool(self.into.lets_numbers_in and place_of_number(item))
        return item

    def note(self, number: int, item: Item) -> None:
        """Say what of a line that comes in could not be as it has it."""
        for note in item.notes:
            self.tell(number, f"note: {note}")

    def refuse(self, number: int, reason: str) -> None:
        """Leave a line out and say so."""
        self.tally.refused += 1
        self.tell(number, reason)

    def _hold(self, line: Line, item: Item) -> None:
        if item.id in self.waiting:
            self.write()
        self.waiting[item.id] = (line.number, item)
        self.held += line.size
        if len(self.waiting) >= MOST_LINES or self.held >= MOST_BYTES:
            self.write()

    def write(self) -> None:
        """Write what is held: new threads together, known ones only where they have grown."""
        items, self.waiting, self.held = list(self.waiting.values()), {}, 0
        known = known_keys(self.into.source, [item.id for _, item in items])
        self._write_new([line for line in items if line[1].id not in known])
        self._write_known([line for line in items if line[1].id in known])

    def _write_new(self, lines: list[Numbered]) -> None:
        """Write new threads in one transaction, or one by one when the database refuses some."""
        rows = Rows()
        for number, item in lines:
            try:
                rows.take(build(item, self.into))
            except BadLine as fault:
                self.refuse(number, str(fault))
        try:
            with transaction.atomic():
                rows.save()
        except (IntegrityError, DataError) as fault:
            self._write_each(lines, fault)
        else:
            self.tally.threads += len(rows.threads)
            self.tally.replies += len(rows.comments)

    def _write_each(self, lines: list[Numbered], fault: Exception) -> None:
        if len(lines) == 1:
            self.refuse(lines[0][0], f"the database refuses it: {str(fault).splitlines()[0]}")
        else:
            for line in lines:
                self._write_new([line])

    def _write_known(self, lines: list[Numbered]) -> None:
        self.tally.known += len(lines)
        keys = [key for _, item in lines for key in reply_keys(item)]
        known = known_keys(self.into.source, keys)
        for number, item in lines:
            if not known.issuperset(reply_keys(item)):
                try:
                    self.tally.replies += add_replies(item, self.into, known)
                except BadLine as fault:
                    self.refuse(number, str(fault))


def import_file(
    path: Path, into: Destination, tally: Tally, *, refuse: Refuse, passed: Callable[[int], None]
) -> None:
    """Bring the lines of a file in and count into `tally`.

    Bad lines go to `refuse` (number, reason) and the rest is imported, some with a note there;
    `passed` is told the bytes read. Each thread is written whole or not at all, so a run that was
    stopped can be run again.
    """
    run = Run(into, tally, refuse)
    with path.open("rb") as file:
        for line in read_lines(file):
            run.take(line)
            passed(line.size)
    run.write()
