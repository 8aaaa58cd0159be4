"""`manage.py verify_audit`: find out whether the audit log is whole, here or in a restored copy."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.moderation import auditing
from forum.moderation.auditing import Broken, Head


class Command(BaseCommand):
    """Walks the chain from its first entry; needs the database and no secret."""

    help = (
        "Verify that no entry of the audit log was changed, removed, inserted or moved. With "
        "heads of earlier days (printed by this command, and every night in the worker's log as "
        "audit_head) it also finds a log that was rewritten as a whole or cut off. Exit status: "
        "0 the log is whole, 1 it is not; the first entry that shows it is named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Heads that were noted elsewhere."""
        parser.add_argument(
            "--expect",
            type=noted,
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="an entry as an earlier run printed it; may be given several times",
        )

    def handle(self, *, expect: list[Head], **options: Any) -> None:
        """Verify and print the head; raises CommandError where the chain is broken."""
        try:
            end = auditing.verify(expect)
        except Broken as broken:
            raise CommandError(f"The audit log is not whole. {broken}") from broken
        self.stdout.write(f"{end.number} entries, whole, head {end}")


def noted(text: str) -> Head:
    """A head from the command line, or a usage error."""
    try:
        return Head.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not NUMBER:DIGEST") from error
