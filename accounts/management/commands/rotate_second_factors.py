"""`manage.py rotate_second_factors`: encrypt their secrets with the newest key; old ones can go."""

from collections.abc import Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.sign_in import second_factor_keys

BATCH: Final = 200  # rows in one transaction, some milliseconds: nobody who signs in waits long
ENCRYPTED: Final = ("secret", "seed")  # an authenticator's app and its recovery codes


class Command(BaseCommand):
    """Rotates the key under which the secrets of second factors are encrypted."""

    help = (
        "Encrypt the secrets of second factors anew with the first of TILLIT_SECOND_FACTOR_KEYS. "
        "Put a new key first, restart every process, run this, and take the old key away once it "
        "reports none that could not be opened. It can be run again at any time, and after being "
        "killed half-way. Exit status: 0 everything is encrypted with the newest key, 1 some could "
        "not be opened by any of the keys and stay as they are."
    )

    def handle(self, **options: Any) -> None:
        """Encrypt anew and say how many; raises CommandError where a key is missing."""
        factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
        done = lost = 0
        for batch in batches(factors):
            with transaction.atomic():
                for factor in factors.select_for_update().filter(pk__in=batch):
                    try:
                        rotate(factor)
                        done += 1
                    except InvalidToken:
                        lost += 1
        self.stdout.write(f"Encrypted anew: {done}. Could not be opened: {lost}.")
        if lost:
            raise CommandError(f"{lost} could not be opened by any of the keys.", returncode=1)


def batches(rows: Any) -> Iterator[list[Any]]:
    """The keys of all rows, some at a time; rows that come meanwhile have the newest key."""
    all_of_them = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(all_of_them), BATCH):
        yield all_of_them[start : start + BATCH]


def rotate(factor: Authenticator) -> None:
    """Encrypt the secret of a second factor anew; InvalidToken when its own key is gone."""
    held = {name: factor.data[name] for name in ENCRYPTED if name in factor.data}
    factor.data |= {n: second_factor_keys().rotate(text).decode() for n, text in held.items()}
    factor.save(update_fields=["data"])
