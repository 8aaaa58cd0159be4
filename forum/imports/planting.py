"""Replies take their places in a thread: the numbering of `Comment.add`, many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from forum.imports.crediting import credit
from forum.imports.errors import BadLine
from forum.imports.item import Item, Reply
from forum.imports.nesting import Placed
from forum.markdown import render
from forum.models import Attribution, Byline, Comment, Thread
from forum.models.nesting import MAX_DEPTH, WIDTH


def reply_key(item: Item, reply_id: str) -> str:
    """The `source_id` of a reply: unique in its collection, even where ids count anew."""
    return f"{item.id}/{reply_id}"


@dataclass(slots=True)
class Planting:
    """The replies of one line on their way into one thread.

    `standing` are comments already there by their key; `gone` are keys that were taken away
    here and stay away, with whatever is below them. Afterwards `planted` holds the new comments,
    parents first, and `grown` the standing ones that got replies. What was taken away where it came
    from becomes an empty marker, as what is taken away here.
    """

    thread: Thread
    item: Item
    source: str
    standing: dict[str, Comment] = field(default_factory=dict)
    gone: Collection[str] = ()
    planted: list[Comment] = field(default_factory=list)
    credits: list[Attribution] = field(default_factory=list)
    grown: dict[str, Comment] = field(default_factory=dict)

    def plant(self, placed: Iterable[Placed[Reply]]) -> None:
        """Place replies below those they answer, which come before them.

        At the depth bound answers stand beside what they answer, right after it. Raises BadLine
        for more direct replies than a comment can have.
        """
        homes: dict[str | None, Comment | None] = {None: None}
        for reply, above in placed:
            key = reply_key(self.item, reply.id)
            if above in homes and key not in self.gone:
                home = homes[above]
                comment = self.standing.get(key) or self._place(reply, key, home)
                homes[reply.id] = home if comment.depth + 1 >= MAX_DEPTH else comment

    def _place(self, reply: Reply, key: str, above: Comment | None) -> Comment:
        origin = credit(self.source, key, reply, fallback=self.item)
        comment = Comment(
            thread=self.thread,
            parent=above,
            path=self._next_path(above),
            byline=Byline.SOURCE,
            attribution=origin,
            told_at=reply.created_at or timezone.now(),
        )
        if reply.is_gone:
            comment.removed_at = comment.told_at
        else:
            comment.body, comment.body_html = reply.body or "", render(reply.body or "")
            self.thread.comment_count += 1
        self.planted.append(comment)
        self.credits.append(origin)
        return comment

    def _next_path(self, above: Comment | None) -> str:
        holder: Thread | Comment = self.thread if above is None else above
        holder.branches += 1
        if holder.branches >= 10**WIDTH:
            raise BadLine("more direct replies than a comment can have")
        if above is not None and not above._state.adding:
            self.grown[str(above.pk)] = above
        return f"{above.path if above else ''}{holder.branches:0{WIDTH}d}"
