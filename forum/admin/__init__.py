"""What people tell each other, as moderators meet it in Django's admin, one file per idea."""

from forum.admin import (
    audit,
    cases,
    comments,
    guidelines,
    held_words,
    metrics,
    reveals,
    stories,
    threads,
    topics,
)

__all__ = [
    "audit",
    "cases",
    "comments",
    "guidelines",
    "held_words",
    "metrics",
    "reveals",
    "stories",
    "threads",
    "topics",
]
