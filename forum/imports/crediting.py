"""The credit that goes with every imported text: whose it is, whence, under which licence."""

from forum.imports.item import Credited, Item, Reply
from forum.models import Attribution


def credit(source: str, key: str, text: Credited, fallback: Credited | None = None) -> Attribution:
    """The attribution of one text, not yet saved.

    A reply without a licence or link of its own carries those of its thread (`fallback`); one that
    was taken away names nobody.
    """
    if isinstance(text, Reply) and text.is_gone:
        return Attribution(source=source, source_id=key)
    thread = fallback or text
    return Attribution(
        source=source,
        source_id=key,
        author_name=text.author or "",
        company_name=(text.company or "") if isinstance(text, Item) else "",
        licence=text.licence or thread.licence or "",
        url=text.url or thread.url or "",
        written_at=text.created_at,
    )
