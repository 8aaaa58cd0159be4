"""Reactions as bands; exact numbers are for the teller only (T9)."""

from typing import Any

from rest_framework import serializers

from forum.models.reactable import BAND_NAMES, bands
from forum.vocabulary import REACTIONS

Bands = type(
    "Bands",
    (serializers.Serializer,),
    {
        "__doc__": "Kinds given, each with the band of companies that gave it (null below five).",
        **{
            kind: serializers.ChoiceField(choices=BAND_NAMES, allow_null=True, required=False)
            for kind in REACTIONS
        },
    },
)
Counts = type(
    "Counts",
    (serializers.Serializer,),
    {
        "__doc__": "Kinds given, each with the number of companies; for the teller.",
        **{kind: serializers.IntegerField(required=False) for kind in REACTIONS},
    },
)


def as_reactions(counts: dict[str, int]) -> dict[str, Any]:
    """The bands of what was given."""
    return bands(counts)
