"""Reading a list page by page: opaque cursors and keyset paging over any total order."""

from api.cursors.codec import BadCursor, CursorCodec, Position, binding, codec
from api.cursors.keyset import AskedList, KeysetPage, PreparedList, paginate

__all__ = [
    "AskedList",
    "BadCursor",
    "CursorCodec",
    "KeysetPage",
    "Position",
    "PreparedList",
    "binding",
    "codec",
    "paginate",
]
