"""What the HTTP layer itself remembers: answers to requests that may be repeated."""

from django.db import models


class IdempotencyRecord(models.Model):
    """One answered POST; `digest` is keyed by caller and key, `sealed` opens only with that key."""

    digest = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    sealed = models.BinaryField(default=b"")
    created_at = models.DateTimeField(db_index=True)  # to the hour: finer would tell who was active

    class Meta:
        verbose_name = "idempotency record"

    def __str__(self) -> str:
        return self.digest[:8]
