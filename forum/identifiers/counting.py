"""Numbers written in words, in Swedish and English: "fyrtiosju", "forty-seven", "ett dussin"."""

import re
from typing import Final

_ONES: Final = {
    "noll": 0, "nolla": 0, "zero": 0, "oh": 0,
    "en": 1, "ett": 1, "etta": 1, "one": 1,
    "två": 2, "tvåa": 2, "two": 2, "tre": 3, "trea": 3, "three": 3, "fyra": 4, "four": 4,
    "fem": 5, "femma": 5, "five": 5, "sex": 6, "sexa": 6, "six": 6, "sju": 7, "sjua": 7, "seven": 7,
    "åtta": 8, "eight": 8, "nio": 9, "nia": 9, "nine": 9,
}  # fmt: skip
_TEENS: Final = {
    "tio": 10, "ten": 10, "elva": 11, "eleven": 11, "tolv": 12, "twelve": 12,
    "tretton": 13, "thirteen": 13, "fjorton": 14, "fourteen": 14, "femton": 15, "fifteen": 15,
    "sexton": 16, "sixteen": 16, "sjutton": 17, "seventeen": 17, "arton": 18, "eighteen": 18,
    "nitton": 19, "nineteen": 19, "ett dussin": 12, "a dozen": 12, "ett tjog": 20, "a score": 20,
}  # fmt: skip
_TENS: Final = {
    "tjugo": 20, "tjugi": 20, "twenty": 20, "trettio": 30, "tretti": 30, "thirty": 30,
    "fyrtio": 40, "förti": 40, "forty": 40, "femtio": 50, "femti": 50, "fifty": 50,
    "sextio": 60, "sexti": 60, "sixty": 60, "sjuttio": 70, "sjutti": 70, "seventy": 70,
    "åttio": 80, "åtti": 80, "eighty": 80, "nittio": 90, "nitti": 90, "ninety": 90,
}  # fmt: skip


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


DIGIT: Final = _either(_ONES)
_BELOW_100: Final = rf"(?:{_either(_TEENS)}|(?:{_either(_TENS)})[ -]?(?:{DIGIT})?|{DIGIT})"
# Up to 999, as a pattern without groups, to be read by `value`.
WORDS: Final = (
    rf"(?:(?:(?:{DIGIT})[ -]?)?(?:hundra|hundred)(?: and)?[ -]?{_BELOW_100}?|{_BELOW_100})"
)
_HUNDRED: Final = re.compile(r"(?P<times>.{0,9}?)[ -]?hundr(?:a|ed)(?: and)?[ -]?(?P<rest>.{0,20})")


def value(words: str) -> int:
    """The number that words matched by WORDS say."""
    plain = words.casefold().strip(" -")
    if match := _HUNDRED.fullmatch(plain):
        times, rest = match["times"], match["rest"]
        return 100 * (value(times) if times else 1) + (value(rest) if rest else 0)
    if plain in _ONES or plain in _TEENS:
        return {**_ONES, **_TEENS}[plain]
    for tens, worth in sorted(_TENS.items(), key=lambda item: -len(item[0])):
        if plain.startswith(tens):
            return worth + _ONES.get(plain.removeprefix(tens).strip(" -"), 0)
    raise ValueError(words)
