"""What GDPR protects most about others (articles 9 and 10): health, union, faith, convictions.

Words that are said of machines and markets too count only where a person is or has it. What
somebody says of herself ("jag var sjukskriven") is hers to tell.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from forum.identifiers.hits import Hit, Kind
from forum.identifiers.phrases import Phrases, Said
from forum.identifiers.vocabulary import (
    ALSO_WORDS,
    CONVICTIONS,
    FIRST_NAMES,
    HEALTH,
    HEALTH_OF_SOMEBODY,
    PREGNANCY,
    RELIGION,
    UNION_WORDS,
    UNIONS,
)
from forum.identifiers.words import Word

_ALWAYS: Final = Phrases(
    {
        Kind.HEALTH: HEALTH,
        Kind.PREGNANCY: PREGNANCY,
        Kind.RELIGION: RELIGION,
        Kind.UNION: UNION_WORDS,
    }
)
_OF_SOMEBODY: Final = Phrases({Kind.HEALTH: HEALTH_OF_SOMEBODY, Kind.CONVICTION: CONVICTIONS})
_UNIONS: Final = Phrases({Kind.UNION: UNIONS | {"facket", "fackklubben", "klubben"}})
_MEMBER: Final = re.compile(
    r"(?<!\w)(?:(?:är |var |blev |varit |blivit )?(?:med|medlem|medlemmar|aktiv|aktiva|engagerad|"
    r"engagerade|ansluten|anslutna|organiserad|organiserade|förtroendevald|förtroendevalda|ordförande|"
    r"kassör|sekreterare|ombud|skyddsombud|member|members|active) (?:i|till|för|av|hos|of|in)"
    r"|(?:gick|går|gått|gå) (?:med i|ur)|(?:lämnade|lämnat)) \Z",
    re.IGNORECASE,
)
_BRANCH: Final = re.compile(
    r",? ?(?:avd|avdelning|klubb|sektion|region|branch)\.? ?\d{1,3}(?!\w)", re.IGNORECASE
)
_WHO: Final = re.compile(
    r"(?<!\w)(?:(?:de|dom|en som|den som|någon som|they) (?:är|var|blev|blivit|har|hade|"
    r"satt|suttit|were|are|have)|han|hon|hen|henne|honom|hans|hennes|he|she|his|her|him|kollega[ns]?|kollegor(?:na)?|"
    r"chef(?:en)?s?|vd:?n?s?|operatör(?:en|er|erna)?s?|montör(?:en|er|erna)?s?|svetsare(?:n|s)?|"
    r"tekniker(?:n|s)?|medarbetare(?:n|s)?|anställd[ae]?s?|förman(?:nen)?s?|skiftledare(?:n|s)?|"
    r"arbetskamrat(?:en|er)?s?|kille[ns]?|tjej(?:en)?s?|gubbe[ns]?|man(?:nen)?s?|kvinna[ns]?|frun?s?|"
    r"son(?:en)?s?|dotter(?:n|s)?|person(?:en|er)?s?|nån|någon|en av oss|colleagues?|operator|"
    r"en på (?:lagret|golvet|skiftet|kontoret)|welder|manager|boss|wife|husband|"
    r"somebody|someone)(?!\w)",
    re.IGNORECASE,
)
_SELF: Final = re.compile(r"(?<!\w)(?:(?i:jag|mig|min|mitt|mina|me|my)|I)(?!\w)[^.!?\n]{0,30}\Z")
_CLAUSE: Final = re.compile(r"[^.!?;:\n]{0,60}\Z")
_REACH: Final = 60
_PEOPLE: Final = FIRST_NAMES - ALSO_WORDS
_NAME: Final = re.compile(r"[A-ZÅÄÖ][^\W\d_]++")


def sensitive(text: str, words: list[Word]) -> Iterator[Hit]:
    """Find what is said of the health, pregnancy, union, faith or convictions of others."""
    said_of_others = (said for said in _ALWAYS.find(words) if not is_own(text, said))
    of_somebody = (said for said in _OF_SOMEBODY.find(words) if is_said_of_somebody(text, said))
    yield from (hit(text, said) for said in chain(said_of_others, of_somebody))
    yield from memberships(text, words)


def memberships(text: str, words: list[Word]) -> Iterator[Hit]:
    """Find who belongs to which union, and a union's branch by its number."""
    for said in _UNIONS.find(words):
        member = _MEMBER.search(text, max(0, said.start - _REACH), said.start)
        branch = _BRANCH.match(text, said.end)
        start = member.start() if member else said.start
        whole = Said(said.kind, start, branch.end() if branch else said.end)
        if (member or branch) and not is_own(text, whole):
            yield hit(text, whole)


def hit(text: str, said: Said) -> Hit:
    """What was said, as a finding: only its writer knows what says less."""
    return Hit(said.start, said.end, said.kind, text[said.start : said.end])


def is_own(text: str, said: Said) -> bool:
    """Tell whether somebody speaks of herself."""
    return bool(_SELF.search(text, max(0, said.start - _REACH), said.start))


def is_said_of_somebody(text: str, said: Said) -> bool:
    """Tell whether the clause before speaks of a person other than its writer."""
    before = _CLAUSE.search(text, max(0, said.start - _REACH), said.start)
    clause = before[0] if before else ""
    names = (name.casefold() for name in _NAME.findall(clause))
    is_somebody = bool(_WHO.search(clause)) or any(name in _PEOPLE for name in names)
    return is_somebody and not is_own(text, said)
