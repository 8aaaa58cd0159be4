"""Which cleaner a file needs; each is loaded only when it does, for a quicker start."""

from collections.abc import Callable
from functools import partial

from forum.sandbox.kinds import IMAGES, kind_of
from forum.sandbox.verdict import Refused, Verdict

type Cleaner = Callable[[bytes], Verdict]


def cleaner_for(data: bytes, *, searchable: bool) -> Cleaner:
    """Return what makes such a file anew; Refused with unsupported_type where nothing does.

    `searchable` keeps the words of a document, which is not for what is told anonymously.
    """
    kind = kind_of(data)
    if kind is None:
        raise Refused("unsupported_type")
    if kind in IMAGES:
        from forum.sandbox.images import clean_image  # noqa: PLC0415

        return partial(clean_image, kind=kind)
    from forum.sandbox.documents import clean_document  # noqa: PLC0415

    return partial(clean_document, searchable=searchable)
