"""`manage.py demo`: a believable fictional world to try the forum in."""

import secrets
from argparse import ArgumentParser
from datetime import date
from typing import Any, Final

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum.demo import Built, build, reading
from forum.demo.calendar import WRITTEN, Calendar
from forum.demo.cast import PENDING
from forum.demo.second_factor import SECRET, code

PASSWORD: Final = "tillit-demo-2026"  # noqa: S105 - for a world of nobody's; refused in production
SHOWN: Final = (
    ("admin", "sofia.adlers@tillit.example"),
    ("moderator", "ingrid.salg@skruvavidare.example"),
    ("desk", "sixten.alm@skruvavidare.example"),
    ("desk", "hilma.stege@klimatskiftnyckeln.example"),
    ("director", "arne.vidfamne@skruvavidare.example"),
    ("editor", "nils.ahlvik@skruvavidare.example"),
    ("coach", "eva.tingdal@skruvavidare.example"),
    ("observer", "margareta.rosenby@framtidsmedel.example"),
    ("steward", "annika.rehn@brunnaker-plat.example"),
    ("member", "petra.sandell@brunnaker-plat.example"),
    ("member", "arvid.nydahl@odelunda-elektronik.example"),
    ("member", "priya.raman@odelunda-elektronik.example"),
    ("steward", "kalle.gron@grynnans-batbeslag.example"),
)


class Command(BaseCommand):
    """Builds the demo world through the domain's own verbs; running it again changes nothing."""

    help = "Build the demo world (fictional) and say whom to sign in as."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day the world is seen from, the code of its staff, and the word for production."""
        parser.add_argument(
            "--base",
            type=date.fromisoformat,
            default=WRITTEN,
            metavar="DATE",
            help=f"the day to see it from; all dates move with it (default: {WRITTEN})",
        )
        parser.add_argument(
            "--code", action="store_true", help="only print the second factor of now"
        )
        parser.add_argument(
            "--i-know",
            action="store_true",
            help="build it in production too, with a password of its own that is shown once",
        )

    def handle(self, *, base: date, **options: Any) -> None:
        """Build the world; raises CommandError in production without --i-know."""
        if not settings.LOCAL and not options["i_know"]:
            raise CommandError("This is production: the demo's people do not belong here.")
        if options["code"]:
            self.stdout.write(code(SECRET))
            return
        password = PASSWORD if settings.LOCAL else secrets.token_urlsafe(15)
        secret = SECRET if settings.LOCAL else generate_totp_secret()
        built = build(Calendar(base), password=password, secret=secret)
        self._tell(built, password, secret)

    def _tell(self, built: Built, password: str, secret: str) -> None:
        """Say what is new, whom to sign in as, and that nobody of them exists."""
        self.stdout.write(
            f"Added {built.people} people, {built.stories} stories, {built.questions} questions.\n"
        )
        if settings.LOCAL or built.people:
            self._tell_who(password, secret)
        if built.invitation:
            self.stdout.write(f"Invitation waiting for {PENDING}: {built.invitation}\n")
        for title, receipt in built.receipts.items():
            self.stdout.write(f"Receipt of the anonymous story “{title}”: {receipt}\n")
        self.stdout.write(f"{reading.world()['notice']['en']}\n")

    def _tell_who(self, password: str, secret: str) -> None:
        names = {person["email"]: person["name"] for person in reading.world()["people"]}
        self.stdout.write(f"\nSign in with the password {password} as one of these:\n")
        for role, email in SHOWN:
            self.stdout.write(f"  {role:<10} {names[email]:<18} {email}")
        self.stdout.write(f"  and {len(names) - len(SHOWN)} more in forum/demo/world.toml\n")
        self.stdout.write(f"The second factor of admin, desk and director: {secret} in an app")
        if settings.LOCAL:
            self.stdout.write("  or the code of now by: python manage.py demo --code")
        self.stdout.write("")
