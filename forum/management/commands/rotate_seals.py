"""`manage.py rotate_seals`: seal everything anew with the newest key, so that old ones can go."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from forum.models import Seal
from forum.models.seal import keys

BATCH: Final = 200  # rows in one transaction, some milliseconds: nobody who signs in waits long
SEALED_IN: Final = ("secret", "seed")  # an authenticator's app and its recovery codes


class Command(BaseCommand):
    """Rotates the seals of anonymous voices and the secrets of second factors."""

    help = (
        "Seal everything anew with the first of TILLIT_SEAL_KEYS: who anonymous tellers are, and "
        "the secrets of second factors. Put a new key first, restart every process, run this, and "
        "take the old key away once it reports none that could not be opened. It can be run again "
        "at any time, and after being killed half-way. Exit status: 0 everything is sealed with "
        "the newest key, 1 some could not be opened by any of the keys and stay as they are."
    )

    def handle(self, **options: Any) -> None:
        """Seal anew and say how much; raises CommandError where a key is missing."""
        factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
        lost = self._rotate("seals", Seal.objects.all(), Seal.rotate)
        lost += self._rotate("second factors", factors, rotate_factor)
        if lost:
            raise CommandError(f"{lost} could not be opened by any of the keys.", returncode=1)

    def _rotate(self, what: str, rows: Any, rotate: Callable[[Any], None]) -> int:
        """Rotate all rows; return how many could not be opened."""
        done = lost = 0
        for batch in batches(rows):
            with transaction.atomic():
                for row in rows.select_for_update().filter(pk__in=batch):
                    try:
                        rotate(row)
                        done += 1
                    except InvalidToken:
                        lost += 1
        self.stdout.write(f"Sealed anew: {done} {what}. Could not be opened: {lost}.")
        return lost


def batches(rows: Any) -> Iterator[list[Any]]:
    """The keys of all rows, some at a time; rows that come meanwhile have the newest key."""
    all_of_them = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(all_of_them), BATCH):
        yield all_of_them[start : start + BATCH]


def rotate_factor(factor: Authenticator) -> None:
    """Seal the secret of a second factor anew; InvalidToken when its own key is gone."""
    sealed = {name: factor.data[name] for name in SEALED_IN if name in factor.data}
    factor.data |= {name: keys().rotate(text).decode() for name, text in sealed.items()}
    factor.save(update_fields=["data"])
