"""What fits one person or company: the only one, the largest, who used to be the head."""

import re
from collections.abc import Iterator
from typing import Final

from forum.identifiers.hits import Hit, Kind
from forum.identifiers.vocabulary import OFFICES, PEOPLE, either

_ENDING: Final = r"(?::n|en|n|s|ens|ns|et|ets)?"
_LONG: Final = either(role for role in PEOPLE if len(role) >= 5)  # may end compounds: "svetschef"
_SHORT: Final = either(role for role in PEOPLE if len(role) < 5)
_ROLE: Final = rf"(?:(?:[^\W\d_]{{0,20}}-?(?:{_LONG})|(?:{_SHORT})){_ENDING})"
_SORT: Final = (
    r"(?:kvinnliga|manliga|utländska|svenska|svarta|unga|äldre|icke-vita|utlandsfödda|certifierade|"
    r"utbildade|behöriga|legitimerade|heltidsanställda|female|male|black|young|foreign|certified|trained)"
)
_ONLY: Final = re.compile(
    r"(?<!\w)(?:enda|ende|yngsta|yngste|äldsta|äldste|ensamma|only|sole|youngest|oldest|första|förste|"
    rf"first) (?:{_SORT} ){{0,2}}{_ROLE}(?!\w)",
    re.IGNORECASE,
)
_ONCE: Final = (
    r"(?:förra|förre|föregående|dåvarande|tidigare|nuvarande|avgående|avgångna|sparkade|avskedade|nya|"
    r"nye|nytillträdda|nytillträdde|tillförordnade|former|previous|then|current|new|acting|outgoing)"
)
_FORMER: Final = re.compile(
    r"(?<!\w)(?:vår|våran|er|deras|hans|hennes|företagets|bolagets|our|their|the)"
    rf" {_ONCE} {_ROLE}(?!\w)",
    re.IGNORECASE,
)
_KIN: Final = re.compile(
    r"(?<!\w)[^\W\d_]{0,12}(?:ägarens|ägarnas|grundarens|chefens|direktörens|vd:ns|vds|ordförandens)"
    r" (?:son|dotter|fru|hustru|man|make|sambo|bror|syster|svärson|svärdotter|brorson|brorsdotter|"
    r"systerson|systerdotter|kusin|far|pappa|mor|mamma|barnbarn|exfru|exman)(?:en|s)?(?!\w)",
    re.IGNORECASE,
)
_WHERE: Final = (
    r"(?:Sveriges|landets|rikets|Nordens|Skandinaviens|Europas|världens|länets|kommunens|regionens|"
    r"ortens|bygdens|stadens|stans|traktens|branschens|koncernens|Sweden's|Europe's|the country's|"
    r"the world's|the region's)"
)
_MOST: Final = (
    r"(?:enda|ende|största|störste|minsta|äldsta|äldste|yngsta|första|förste|sista|längsta|högsta|"
    r"tyngsta|bredaste|modernaste|nordligaste|sydligaste|snabbaste|starkaste|only|largest|biggest|"
    r"smallest|oldest|first|tallest|longest|newest)"
)
_LINK: Final = r"(?:på|om|med|av|i|som|och|till|för|är|var|of|with|in|and|to|is|was)\b"
_THING: Final = rf"(?: (?!{_LINK})[^\W\d_]{{2,30}}(?:-[^\W\d_]{{2,20}})?){{1,2}}"
_RECORD: Final = re.compile(
    rf"(?<!\w){_WHERE} (?:absolut |i särklass |näst |tredje |andra )?{_MOST}{_THING}"
    r"(?: (?:på|om|med|av|of|with) \d[\d ,.]{0,10} ?[^\W\d_]{1,12})?(?!\w)",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    rf"(?<!\w)(?:{either(OFFICES)})(?:et|en|n|s|ens|ets|ns)?(?: för [^\W\d_]{{1,20}})?(?!\w)",
    re.IGNORECASE,
)


def roles(text: str) -> Iterator[Hit]:
    """Find words that fit one person or one company; only its writer knows what says less."""
    for pattern in (_ONLY, _FORMER, _KIN, _RECORD, _OFFICE):
        for match in pattern.finditer(text):
            yield Hit(match.start(), match.end(), Kind.ROLE, match[0])
