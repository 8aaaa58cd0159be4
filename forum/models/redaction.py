"""Redactions: passages masked in a text, whole underneath until they are put back or removed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotYours
from accounts.models import User
from accounts.models.identified import Identified
from forum.errors import PassageNotFound
from forum.moderation import auditing, masking, texts
from forum.moderation.masking import Ranges
from forum.moderation.rewriting import hold, write
from forum.moderation.words import Kind

RIGHT = "remove_passages"


class RedactionQuerySet(models.QuerySet["Redaction"]):
    """Redactions by what they are of; whoever deletes them leaves the masked text as it stands."""

    def of(self, *items: Any) -> Self:
        """Those of items, or of all the items of a queryset."""
        asked = Q()
        for one in items:
            many = isinstance(one, models.QuerySet)
            asked |= Q(item__in=one.order_by().values("pk")) if many else Q(item=one.pk)
        return self.filter(asked)

    def over(self, columns: Iterable[str]) -> Self:
        """Those of columns, earlier texts of the same columns among them."""
        found = [Q(field=name) | Q(field__endswith=f":{name}") for name in columns]
        return self.filter(Q(*found, _connector=Q.OR)) if found else self.none()


class Redaction(Identified):
    """The whole text of one field of one item, and which passages of it are masked.

    The item itself holds only the masked text, so that lists, details, exports, revisions and
    search cannot show more. `ranges` are pairs of first and last-plus-one character in `source`,
    ordered and apart; `asked` are pairs of the same kind that stay readable, and that a moderator
    asked to have changed. `field` is one of `forum.moderation.texts`, for an earlier text with its
    version in front, as in `3:lessons`: a passage masked today stands in those as well. Whatever
    empties an item, or gives a field a new text, deletes its redactions too (T10).
    """

    kind = models.CharField(max_length=10, choices=Kind)
    item = models.UUIDField()
    field = models.CharField(max_length=80)
    source = models.TextField()
    ranges = models.JSONField(default=list)
    asked = models.JSONField(default=list)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [models.UniqueConstraint(fields=["item", "field"], name="redaction_once")]
        default_permissions = ()
        permissions = [(RIGHT, "Can remove passages for good")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    @transaction.atomic
    def mask(cls, item: Any, field: str, ranges: Ranges, *, by: UUID, version: int) -> None:
        """Mask passages of one field, here and in the earlier texts; masks add up.

        `ranges` count characters of `source_of`; `version` is the item's as the moderator read it.
        What is masked already changes nothing. Raises StaleText, and PassageNotFound where the
        ranges hold nothing.
        """
        hold(item, version)
        sheets = Sheets(item)
        sheet = sheets.of(field)
        before = sheet.ranges
        masked = sheet.cover(ranges)
        if sheet.ranges == before:
            return
        write(item, {field: masked})
        passages = masking.pieces(sheet.source, [*ranges, *sheet.ranges])
        sheets.each_earlier(passages, cls.cover)
        sheets.cut_proposals(passages)
        note("redaction.mask", by, item, field, old=before, new=sheet.ranges)

    @classmethod
    @transaction.atomic
    def unmask(cls, item: Any, *, by: UUID) -> None:
        """Put every text of an item back as it was; an item without masks stays as it is.

        What was removed for good, or written anew by its author, does not come back.
        """
        hold(item)
        rows = [row for row in cls.objects.of(item).order_by("field") if row.ranges]
        now = {row.field: row.source for row in rows if ":" not in row.field}
        if not rows:
            return
        write(item, now)
        Sheets(item).restore_earlier()
        cls.objects.of(item).filter(asked=[]).delete()
        cls.objects.of(item).update(ranges=[])
        for row in rows:
            if row.field in now:
                note("redaction.unmask", by, item, row.field, old=row.ranges, new=[])

    @classmethod
    @transaction.atomic
    def remove_for_good(
        cls, item: Any, field: str, ranges: Ranges, *, by: UUID, version: int
    ) -> None:
        """Take passages out of the database: wherever the column, or any earlier text, has them.

        A mark stays in their place. What is masked beside them stays masked and can be put back.
        The log keeps the ranges removed, and the masks left. Raises NotYours without the right,
        StaleText, PassageNotFound.
        """
        if not User.objects.get(pk=by).has_perm(f"forum.{RIGHT}"):
            raise NotYours
        hold(item, version)
        sheets = Sheets(item)
        sheet = sheets.of(field)
        asked = masking.settled(sheet.source, ranges)
        passages = masking.pieces(sheet.source, [*ranges, *asked])
        found = masking.occurrences(sheet.source, passages)
        gone = masking.settled(sheet.source, [*asked, *found])
        write(item, {field: sheet.cut(gone)})
        sheets.each_earlier(passages, cls.cut)
        sheets.cut_proposals(passages)
        note("redaction.remove", by, item, field, old=gone, new=sheet.ranges)

    @classmethod
    @transaction.atomic
    def ask(cls, item: Any, field: str, ranges: Ranges, *, version: int) -> None:
        """Note passages that a moderator asks to have changed; the text stays as it is.

        Raises StaleText, PassageNotFound.
        """
        hold(item, version)
        sheet = Sheets(item).of(field)
        wanted = masking.settled(sheet.source, ranges)
        if not wanted:
            raise PassageNotFound
        sheet.asked = pairs(masking.settled(sheet.source, [*sheet.asked, *wanted]))
        sheet.save()

    @classmethod
    def source_of(cls, item: Any, field: str) -> str:
        """The whole text of a field, for whoever decides about it and nobody else."""
        return cls.sources_of(item)[field]

    @classmethod
    def sources_of(cls, item: Any) -> dict[str, str]:
        """The whole texts of all fields of an item, in the order in which they are read."""
        rows = cls.objects.of(item).exclude(field__contains=":")
        return texts.read(item) | {row.field: row.source for row in rows}

    def cover(self, ranges: Ranges) -> str:
        """Mask more of this text; return it as readers may see it."""
        wanted = masking.settled(self.source, ranges)
        if not wanted:
            raise PassageNotFound
        self.ranges = pairs(masking.settled(self.source, [*self.ranges, *wanted]))
        self.save()
        return masking.masked(self.source, self.ranges)

    def cut(self, ranges: Ranges) -> str:
        """Put marks in place of what is here for good; return the text as readers may see it."""
        gone = masking.settled(self.source, ranges)
        if not gone:
            raise PassageNotFound
        self.ranges = pairs(masking.moved(self.ranges, gone))
        self.asked = pairs(masking.moved(self.asked, gone))
        self.source = masking.masked(self.source, gone)
        if self.ranges or self.asked:
            self.save()
        elif not self._state.adding:
            self.delete()
        return masking.masked(self.source, self.ranges)


class Sheets:
    """Every text of an item with what is masked of it, by two queries; the item's row is held."""

    def __init__(self, item: Any) -> None:
        self.item, self.kind = item, Kind(item._meta.model_name)
        self.rows = {row.field: row for row in Redaction.objects.of(item)}
        self.revisions = list(item.revisions.all()) if hasattr(item, "revisions") else []

    def of(self, field: str) -> Redaction:
        """One of the item's fields; ValueError for one that is not to be masked."""
        row, column = texts.holder(self.item, field)
        return self._sheet(field, getattr(row, column))

    def each_earlier(self, passages: list[str], act: Callable[[Redaction, Ranges], str]) -> None:
        """Do the same to the passages wherever they stand in the earlier texts."""
        for revision, name, text in self._earlier():
            sheet = self._sheet(f"{revision.number}:{name}", text)
            if found := masking.occurrences(sheet.source, passages):
                revision.texts[name] = act(sheet, found)
                revision.save(update_fields=["texts"])

    def restore_earlier(self) -> None:
        """Put the earlier texts back."""
        for revision, name, text in self._earlier():
            whole = self._sheet(f"{revision.number}:{name}", text).source
            if whole != text:
                revision.texts[name] = whole
                revision.save(update_fields=["texts"])

    def cut_proposals(self, passages: list[str]) -> None:
        """Take the passages out of whatever waits beside the item."""
        if hasattr(self.item, "proposals"):
            self.item.proposals.all().cut(passages)

    def _earlier(self) -> Iterator[tuple[Any, str, str]]:
        for revision in self.revisions:
            for name, text in list(revision.texts.items()):
                yield revision, name, text

    def _sheet(self, field: str, text: str) -> Redaction:
        fresh = Redaction(kind=self.kind, item=self.item.pk, field=field, source=text)
        return self.rows.get(field, fresh)


def pairs(ranges: Ranges) -> list[list[int]]:
    """Ranges as the column keeps them."""
    return [list(one) for one in ranges]


def note(verb: str, by: UUID, item: Any, field: str, **ranges: Any) -> None:
    """Write the act and its ranges to the log."""
    details = texts.logged(field) | ranges
    auditing.record(verb, by=by, kind=item._meta.model_name, item=item.pk, **details)
