"""Undoing a measure under later ones of its kind: what they did stays, its own goes (T11)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from forum.models.redaction import Redaction
from forum.moderation.deed import Before, Deed, moderator
from forum.moderation.passages import cover, masks_of
from forum.moderation.words import Measure

if TYPE_CHECKING:
    from forum.models.decision import Ruling


def hand_down(item: Any, before: Before, above: Sequence["Ruling"], deed: Deed) -> None:
    """Let the next ruling put back, one day, what the one undone would have put back now.

    `above` are the later rulings in their order, all of one measure. Only masks change at once:
    of two that hide, or suspend, the second still does.
    """
    following = above[0]
    if following.decision.measure == Measure.MASK:
        _mask_without(item, before, above, deed)
        return
    kept = {"set": following.before["set"]} if "set" in following.before else {}
    following.before = before | kept
    following.save(update_fields=["before"])


def _mask_without(item: Any, before: Before, above: Sequence["Ruling"], deed: Deed) -> None:
    """Mask what was masked before, and what the later rulings added.

    Unless each found what the one before it left, the text is another by now: written anew by its
    author, with nothing left of the mask undone. Then it stays as it is.
    """
    left = [before["after"], *(ruling.before["after"] for ruling in above)]
    found = [*(ruling.before["masked"] for ruling in above), masks_of(item) if item else None]
    if found != left:
        return
    Redaction.unmask(item, by=moderator(deed))
    cover(item, before["masked"], deed)
    for ruling in above:
        masked = masks_of(item)
        cover(item, ruling.before["added"], deed)
        ruling.before |= {"masked": masked, "after": masks_of(item)}
        ruling.save(update_fields=["before"])
