"""What the child tells its parent: a clean file, or the code of a refusal."""

import json
from dataclasses import dataclass


class Refused(Exception):
    """The file cannot be taken; `code` is one of those in forum.uploads.errors."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Verdict:
    """A file made anew; width and height are pixels as shown, None for documents.

    `words` are those that can be read on its pages, `lost` the codes of what was not kept
    (forum.uploads.losses).
    """

    kind: str
    content: bytes
    width: int | None = None
    height: int | None = None
    words: str = ""
    lost: tuple[str, ...] = ()


def written(verdict: Verdict) -> bytes:
    """Return the verdict as one line of JSON followed by the content."""
    names = ("kind", "width", "height", "words", "lost")
    head = {name: getattr(verdict, name) for name in names}
    return json.dumps(head).encode() + b"\n" + verdict.content


def refusal(code: str) -> bytes:
    """Return a refusal as the line the parent reads."""
    return json.dumps({"code": code}).encode() + b"\n"


def read(answer: bytes) -> Verdict:
    """Return what `written` wrote; Refused for a refusal, ValueError or KeyError for noise."""
    line, _, content = answer.partition(b"\n")
    head = json.loads(line)
    if "code" in head:
        raise Refused(head["code"])
    words, lost = str(head["words"]), tuple(map(str, head["lost"]))
    return Verdict(head["kind"], content, head["width"], head["height"], words, lost)
