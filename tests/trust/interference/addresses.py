"""Every GET of the API with every id, filter and page size an onlooker could try."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from tests.api.inventory import description
from tests.trust.interference.cast import Cast

CORE = (  # asked at every look; the rest take turns
    "/api/v1/stories/",
    "/api/v1/stories/{story}/",
    "/api/v1/threads/{thread}/comments/",
    "/api/v1/stories/?mine=true",
    "/api/v1/me/",
)
# What stands for the names in addresses, by the word before them.
NAMES = {
    "stories": ("story", "named"),
    "threads": ("thread", "question"),
    "comments": ("unnamed0", "comment"),
    "attachments": ("attachment",),
    "cycles": ("cycle",),
    "companies": ("company:Alfa", "company:Beta"),
    "circles": ("circle:main",),
    "reports": ("report",),
    "decisions": ("decision",),
    "proposals": ("proposal",),
    "waiting": ("waiting0", "waiting1"),
}
# What is tried for each query parameter.
VALUES: dict[str, tuple[str, ...]] = {
    "cursor": (),  # followed from the first page
    "page_size": ("1", "50"),
    "circle": ("{circle:main}", "{circle:side}"),
    "company": ("{company:Alfa}", "{company:Beta}"),
    "state": ("published", "draft", "in_review", "scheduled", "waiting"),
    "mine": ("true", "false"),
    "outcome": ("no_effect",),
    "topic": ("komponentbrist",),
    "language": ("sv",),
    "text": ("markdown", "html"),
    "kind": ("story", "question"),
}


@cache
def reads() -> list[tuple[str, list[str]]]:
    """The path of each GET with its query parameters, from the API's description."""
    return [
        (path, [one["name"] for one in verbs["get"].get("parameters", []) if one["in"] == "query"])
        for path, verbs in description()["paths"].items()
        if "get" in verbs
    ]


@cache
def every_address() -> list[str]:
    """All addresses, the core first, with names in braces; KeyError for what has no value yet."""
    found = dict.fromkeys(CORE)
    for path, parameters in reads():
        for place in places(path):
            found[place] = None
            queries = ((name, value) for name in parameters for value in VALUES[name])
            found.update({f"{place}?{name}={value}": None for name, value in queries})
    return list(found)


def places(path: str) -> Iterator[str]:
    """A path with each combination of names in its braces."""
    words = path.split("/")
    gaps = [number for number, word in enumerate(words) if word.startswith("{")]
    for names in product(*(NAMES[words[gap - 1]] for gap in gaps)):
        filled = list(words)
        for gap, name in zip(gaps, names, strict=True):
            filled[gap] = f"{{{name}}}"
        yield "/".join(filled)


def filled_in(address: str, ids: dict[str, str], cast: Cast) -> str | None:
    """An address with its names filled in; None where something is not there yet."""
    known = {
        **{f"company:{name}": company.slug for name, company in cast.companies.items()},
        **{f"circle:{name}": circle.slug for name, circle in cast.circles.items()},
        **ids,
    }
    path: str | None = address
    while path and "{" in path:
        before, _, rest = path.partition("{")
        name, _, after = rest.partition("}")
        path = f"{before}{known[name]}{after}" if name in known else None
    return path
