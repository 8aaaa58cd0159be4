"""What could identify someone, as the API shows it."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from api.fields import Text
from api.values import Several
from forum.identifying import ADVICE, KINDS, Found
from forum.identifying.vouching import LONGEST, MOST, VOUCHABLE


class IdentifierShown(serializers.Serializer[Any]):
    """One finding. What blocks has to go before the story can be sent; the rest is advice."""

    pointer = serializers.CharField(
        help_text="JSON pointer into the story as readStory shows it; a file's own for its inside"
    )
    start = serializers.IntegerField(
        allow_null=True, help_text="first character; null inside a file"
    )
    end = serializers.IntegerField(
        allow_null=True, help_text="the character after the last; null inside a file"
    )
    text = serializers.CharField(help_text="as it stands; the file's name for unread_file")
    kind = serializers.ChoiceField(
        choices=KINDS, help_text="unread_file: a picture or scan, which only people can check"
    )
    blocks = serializers.BooleanField()
    can_be_vouched_for = serializers.BooleanField(
        help_text="it may be something else than it looks like, and its teller may say so"
    )
    vouched_for = serializers.BooleanField(help_text="its teller says that it is not what it seems")
    advice = serializers.CharField(
        help_text="why it matters and what to do, in the reader's language"
    )
    suggestion = serializers.CharField(
        allow_null=True,
        allow_blank=True,
        help_text='what tells less ("våren 2022"); "" to leave it out, null if only you know',
    )


class Passages(Several):
    """Passages that only look like a telephone or organisation number."""

    child = Text(max_length=LONGEST)

    def __init__(self, **options: Any) -> None:
        told = "numbers that only look like a telephone's or an organisation's, as they stand"
        super().__init__(max_length=MOST, help_text=told, **options)


def shown(found: Found) -> dict[str, Any]:
    """A finding as the API shows it."""
    vouchable = found.blocks and found.kind in VOUCHABLE
    return asdict(found) | {"advice": str(ADVICE[found.kind]), "can_be_vouched_for": vouchable}
