"""What could identify someone, as the API shows it."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from forum.identifying import ADVICE, KINDS, Found


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
    advice = serializers.CharField(
        help_text="why it matters and what to do, in the reader's language"
    )
    suggestion = serializers.CharField(
        allow_null=True,
        allow_blank=True,
        help_text='what tells less ("våren 2022"); "" to leave it out, null if only you know',
    )


def shown(found: Found) -> dict[str, Any]:
    """A finding as the API shows it."""
    return asdict(found) | {"advice": str(ADVICE[found.kind])}
