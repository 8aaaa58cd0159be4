"""What people tell each other, as moderators meet it in Django's admin, one file per idea."""

from forum.admin import (
    appeals,
    attachments,
    audit,
    cases,
    comments,
    decisions,
    guidelines,
    held_words,
    metrics,
    promises,
    proposals,
    stories,
    threads,
    topics,
    waiting,
)

__all__ = [
    "appeals",
    "attachments",
    "audit",
    "cases",
    "comments",
    "decisions",
    "guidelines",
    "held_words",
    "metrics",
    "promises",
    "proposals",
    "stories",
    "threads",
    "topics",
    "waiting",
]
