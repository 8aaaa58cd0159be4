"""What to say instead of a name: it helps a reader as much and points at nobody."""

from forum.identifiers.hits import Kind

_INSTEAD = {
    (Kind.COMPANY, "sv"): "företaget",
    (Kind.COMPANY, "en"): "the company",
    (Kind.PERSON, "sv"): "en kollega",
    (Kind.PERSON, "en"): "a colleague",
}


def general(kind: Kind, language: str, *, owns: bool) -> str | None:
    """The word for any company or colleague, as owner if the name was one; None for the rest."""
    word = _INSTEAD.get((kind, "en" if language == "en" else "sv"))
    if word is None or not owns:
        return word
    return f"{word}'s" if language == "en" else f"{word}s"
