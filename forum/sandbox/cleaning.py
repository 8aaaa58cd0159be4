"""Which cleaner a file needs; each is loaded only when it does, for a quicker start."""

from forum.sandbox.kinds import IMAGES, kind_of
from forum.sandbox.verdict import Refused, Verdict


def clean(data: bytes) -> Verdict:
    """Return the file made anew; Refused with unsupported_type or what its cleaner says."""
    kind = kind_of(data)
    if kind is None:
        raise Refused("unsupported_type")
    if kind in IMAGES:
        from forum.sandbox.images import clean_image  # noqa: PLC0415

        return clean_image(data, kind)
    from forum.sandbox.documents import clean_document  # noqa: PLC0415

    return clean_document(data)
