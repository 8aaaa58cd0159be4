"""Password hashing that many may ask for at once."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_AT_ONCE = BoundedSemaphore(4)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 32 MiB, three passes and one lane (OWASP's minimum is 19 MiB, two, one).

    Django's default takes 100 MiB and eight lanes a hash: 32 sign-ins at once would need 3.2 GB.
    At most four hashes run at a time in a process.
    """

    time_cost = 3
    memory_cost = 32 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash a password, waiting for a free place."""
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Check a password, waiting for a free place."""
        with _AT_ONCE:
            return super().verify(password, encoded)
