"""Where a comment stands among the others: by a path that makes text order reading order.

And what is left in its place when it is taken away.
"""

from typing import TYPE_CHECKING, Any

from forum.errors import CommentGone, ThreadFull, TooDeep

if TYPE_CHECKING:
    from forum.models.comment import Comment
    from forum.models.thread import Thread

MAX_DEPTH = 40  # replies below replies; real threads end at 35 and no screen shows more
WIDTH = 5  # digits a level: up to 99,999 direct replies to one comment

EMPTY: dict[str, Any] = {
    "body": "",
    "body_html": "",
    "author_id": None,
    "company_id": None,
    "persona_id": None,
    "reaction_counts": {},
    "edited_at": None,
    "vouched": [],
}


def next_path(thread: "Thread", parent: "Comment | None") -> str:
    """Reserve the next place below the parent, or at the top (the thread's row is held).

    Raises CommentGone for a parent nobody can answer, TooDeep and ThreadFull.
    """
    above: Thread | Comment = thread
    prefix = ""
    if parent is not None:
        above = type(parent).objects.select_for_update().get(pk=parent.pk)
        prefix = above.path
        if above.removed_at or above.hidden_at or above.thread_id != thread.pk:
            raise CommentGone
        if above.depth + 1 >= MAX_DEPTH:
            raise TooDeep
    above.branches += 1
    if above.branches >= 10**WIDTH:
        raise ThreadFull
    if parent is not None:
        above.save(update_fields=["branches"])
    return f"{prefix}{above.branches:0{WIDTH}d}"
