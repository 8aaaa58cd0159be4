"""The table read: what it expects of one operation, asked by one persona, of one thing."""

import os
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from tests.trust.matrix.expected import (
    BYSTANDERS,
    CLASSES,
    EXISTS,
    KNOWN,
    OPERATIONS,
    RULES,
    SHUT_OUT,
    STATES,
)

PERSONAS = (*(line.split()[0] for line in EXISTS.strip().splitlines()[1:]), *sorted(SHUT_OUT))
LETTERS = {name: letter for letter, name in STATES.items()}
AUDIENCES = ("company", "circle", "members", "public")
UNNAMED = ("u-circle", "u-public")
WHOLE = os.environ.get("TILLIT_MATRIX") == "whole"
OUT = ("published", "hidden", "withdrawn")  # only what is out, or was, has a thread


class Cell(NamedTuple):
    """A thing that is asked about: its audience (or `question`) and its state."""

    audience: str
    state: str

    @property
    def is_unnamed(self) -> bool:
        """Tell whether it is told without a name."""
        return self.audience in UNNAMED


QUESTIONS = [Cell("question", "published"), Cell("question", "hidden")]


@dataclass(frozen=True)
class Row:
    """An operation of the table."""

    method: str
    path: str
    door: str
    rule: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def subject(self) -> str:
        """What must exist for whoever asks: the first word of the rule, if it names a thing."""
        return self.rule.partition(".")[0]

    @property
    def cells(self) -> list[Cell]:
        """The audiences and states of the thing the operation is about.

        What is published is asked about in every audience; what is not, in one of the four, and the
        unnamed in one of two, which change from one operation to the next. TILLIT_MATRIX=whole asks
        about everything.
        """
        if self.subject == "story":
            told = [Cell(*cell) for cell in product(AUDIENCES, LETTERS) if self.meets(*cell)]
            return [*told, *(Cell(*cell) for cell in product(self.unnamed, LETTERS))]
        if self.subject == "thread":
            told = [Cell(*cell) for cell in product(AUDIENCES, OUT)]
            return [*told, *QUESTIONS, *(Cell(*cell) for cell in product(self.unnamed, OUT))]
        if self.subject == "comment":
            return [*(Cell(*cell) for cell in product(AUDIENCES, OUT)), *QUESTIONS]
        return [Cell("circle", "published")]

    def meets(self, audience: str, state: str) -> bool:
        """Tell whether this operation is the one to ask in this audience and state."""
        turn = AUDIENCES.index(audience) + [*LETTERS].index(state) + len(str(self))
        return WHOLE or state == "published" or turn % 4 == 0

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The audiences in which this operation is asked about what has no name."""
        return UNNAMED if WHOLE else UNNAMED[len(str(self)) // 2 % 2 :][:1]

    def asks(self, who: str, cell: Cell) -> bool:
        """Tell whether the persona is one to ask here: of those who are all alike one is enough."""
        if WHOLE or who not in BYSTANDERS or cell.state == "published":
            return True
        turn = len(str(self)) + [*LETTERS].index(cell.state)
        return BYSTANDERS[turn % len(BYSTANDERS)] == who

    def turns_away(self, who: str) -> bool:
        """Tell whether the persona is answered 401 whatever the operation is about."""
        return who in SHUT_OUT or (who == "nobody" and self.door != "open")

    def expected(self, who: str, cell: Cell) -> int:
        """The status the table promises."""
        if self.turns_away(who):
            return 401
        if who == "bearer" and cell.is_unnamed and cell.state == "withdrawn":
            return 401  # a receipt ends with what it opened (T10)
        if who == "bearer" and self.door == "signed":
            return 403
        if not exists(self.subject, who, cell):
            return 404
        return said(self.rule, who, cell)


def exists(subject: str, who: str, cell: Cell) -> bool:
    """Tell whether the thing is there for this persona."""
    if subject in KNOWN:
        return who in KNOWN[subject].split()
    if subject not in {"story", "thread", "comment"}:
        return True
    return LETTERS[cell.state] in seen_by(who)[cell.audience]


@cache
def seen_by(who: str) -> dict[str, str]:
    """The persona's line of EXISTS."""
    head, *lines = EXISTS.strip().splitlines()
    found = next(line.split()[1:] for line in lines if line.split()[0] == who)
    return dict(zip(head.split(), found, strict=True))


def said(rule: str, who: str, cell: Cell) -> int:
    """What the first line of the rule that speaks of the persona says of the state."""
    for people, answers in lines_of(rule):
        if any(is_one_of(who, one, cell) for one in people):
            place = "DRSPH".index(LETTERS[cell.state])
            return int(answers[place if len(answers) > 1 else 0])
    raise AssertionError(f"{rule} says nothing of {who}")


@cache
def lines_of(rule: str) -> list[tuple[list[str], list[str]]]:
    """The lines of a rule: whom each speaks of, and the answers."""
    lines = (line.split() for line in RULES.strip().splitlines()[1:])
    return [(people.split(","), answers) for name, people, *answers in lines if name == rule]


def is_one_of(who: str, people: str, cell: Cell) -> bool:
    """Tell whether a word of the table means this persona here."""
    word, _, where = people.partition("@")
    if where and where not in {cell.audience, "unnamed" if cell.is_unnamed else "named"}:
        return False
    return word in {"anyone", who} or who in meant_by(word, is_unnamed=cell.is_unnamed)


def meant_by(word: str, *, is_unnamed: bool) -> set[str]:
    """The personas a word of the table stands for, of what is told in a name or without."""
    if word == "author":
        return {"bearer"} if is_unnamed else {"teller"}
    if word == "checker":
        return {"moderator", "elsewhere"} if is_unnamed else {"steward"}
    return CLASSES.get(word, set())


def rows() -> list[Row]:
    """The operations of the table."""
    lines = (line.split() for line in OPERATIONS.strip().splitlines())
    return [Row(method, path, door, rule) for method, path, door, rule in lines]
