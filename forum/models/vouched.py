"""Texts whose teller can vouch for numbers in them (T13)."""

from django.db import models


class Vouched(models.Model):
    """What its teller vouches for, as digests without who, when or where."""

    vouched = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True
