"""The scheduled work of the API."""

from django.tasks import task
from django.utils import timezone

from api.idempotency import forget_old


@task
def forget_retries() -> None:
    """Delete the answers kept for retries once they are a day old."""
    forget_old(timezone.now())
