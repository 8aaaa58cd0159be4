"""Reading a list page by page: opaque cursors and keyset paging over any total order."""

from api.cursors.codec import BadCursor, CursorCodec, Position, binding, codec
from api.cursors.keyset import KeysetPage, paginate

__all__ = [
    "BadCursor",
    "CursorCodec",
    "KeysetPage",
    "Position",
    "binding",
    "codec",
    "paginate",
]
