"""Public ids that say nothing: random, never counted, never timed."""

from uuid import uuid4

from django.db import models


class Identified(models.Model):
    """A row known outside by a UUIDv4 (T8: versions 1, 6 and 7 would tell when it was made)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True
