"""Parts of a Markdown text in which a capital letter says nothing: code and link targets."""

import re
from collections.abc import Iterator
from itertools import batched

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]{1,400}`|(?<=\]\()[^)\s]{1,2000}")


def silent_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where code and link targets stand; addresses and numbers count there all the same."""
    for match in _INLINE.finditer(text):
        yield match.span()
    for fences in batched(_FENCE.finditer(text), 2):
        yield fences[0].start(), fences[-1].end() if len(fences) == 2 else len(text)
