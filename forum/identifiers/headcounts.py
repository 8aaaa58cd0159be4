"""How many people a company has: exact numbers are in public registers, size bands are not."""

import re
from collections.abc import Iterator

from forum.identifiers.hits import Hit, Kind

_NUMBER = r"(?P<n>\d{1,3}(?:[ .,]\d{3}|\d{1,2})?)"
_STAFF = (
    r"(?:hel|del)?(?:tids|års)?anställda|medarbetare|årsarbetare|heltidare|"
    r"employees|co-workers|coworkers|staff members|FTEs?"
)
_PEOPLE = r"personer|pers|stycken|st|man|kollegor|människor|people|persons|of us"
_WE_ARE = r"vi (?:är|var|blev)|är vi|var vi|vi har varit|we are|we were|we're"
_PATTERNS = [
    re.compile(rf"(?<![\w.,/-]){_NUMBER} (?P<noun>(?:fast )?(?:{_STAFF}))\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_WE_ARE}) (?:idag |nu |totalt )?{_NUMBER} (?P<noun>{_PEOPLE})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?:{_WE_ARE}) {_NUMBER}(?P<noun>)(?=[.!,;)]? ?$|\.\s)", re.I | re.M),
]
# Whoever writes one of these has generalised already.
_ROUGHLY = re.compile(
    r"(?:ca\.?|cirka|ungefär|omkring|runt|kring|uppemot|närmare|nästan|drygt|knappt|över|under|"
    r"minst|högst|än|till|about|around|roughly|almost|nearly|some|over|least|most|than|to|~|"
    r"\d och|\d and|[\d ]-)\s?$",
    re.IGNORECASE,
)
_BANDS = ((9, "1–9"), (19, "10–19"), (49, "20–49"), (99, "50–99"), (249, "100–249"))


def headcounts(text: str, language: str) -> Iterator[Hit]:
    """Find how many work in a company, as "47 anställda" or "vi är 47 personer"."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = match.start("n")
            if not _ROUGHLY.search(text[max(0, start - 10) : start]):
                count = int(re.sub(r"\D", "", match["n"]))
                suggestion = f"{band(count, language)} {match['noun']}".rstrip()
                found = text[start : match.end()]
                yield Hit(start, match.end(), Kind.EXACT_HEADCOUNT, found, suggestion)


def band(count: int, language: str) -> str:
    """The size band of a headcount: the EU's classes, halved so that they still tell something."""
    for upper, name in _BANDS:
        if count <= upper:
            return name
    return "more than 250" if language == "en" else "fler än 250"
