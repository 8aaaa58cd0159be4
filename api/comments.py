"""Comments: the pages of a thread, and each comment by itself."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Company
from accounts.prepared import made
from api.base import Resource
from api.fields import Markdown, Strict, Visible
from api.operations import operation
from api.shapes.comment import COLUMNS, FORMS, ONE, OUT, SAID, CommentShown, as_comment
from api.shapes.identifier import Passages
from api.shapes.thread import KEY, ROW
from api.shapes.waiting import EACH_NARROWS, AtOnce, PostponedShown, postponed
from api.values import Choice
from forum.models import Comment, Thread, Waiting
from forum.models.comment import MAX_BODY
from forum.models.told import OPEN_BYLINES


class CommentBody(Strict):
    """A comment or, with `parent`, a reply."""

    body = Markdown(max_length=MAX_BODY)
    parent: Any = Visible(Comment.objects.visible_to, key="id", required=False, allow_null=True)
    byline = Choice(choices=OPEN_BYLINES, required=False)
    company = Visible(Company.objects.visible_to, required=False)
    vouched = Passages(required=False)


class CommentEdit(Strict):
    """The new text."""

    body = Markdown(max_length=MAX_BODY)
    vouched = Passages(required=False)


class CommentForm(Strict):
    """Which form of the texts is sent: a page of both is nearly twice as long as of one."""

    text = Choice(choices=FORMS, required=False, help_text="both when not said")


class Accepted(serializers.Serializer[Any]):
    """An anonymous answer that has been taken and comes out with others."""

    id = serializers.UUIDField(help_text="of the answer as it waits, see /waiting/")
    label: Any = serializers.CharField(help_text="how you are seen in this thread")
    receipt = serializers.CharField(allow_null=True, help_text="16 digits of a voice just begun")
    waiting = serializers.BooleanField()
    comes_out_on = serializers.DateField(help_text="the earliest: a moderator may read it first")
    advice = serializers.ListField(child=serializers.CharField())


def as_accepted(answer: Waiting) -> dict[str, Any]:
    """A waiting answer as an `Accepted`."""
    voice = answer.persona
    return {
        "id": answer.pk,
        "label": voice.label,
        "receipt": voice.receipt_text or None,
        "waiting": True,
        "comes_out_on": answer.batch_on,
        "advice": [str(EACH_NARROWS)],
    }


class ThreadComments(Resource):
    """The comments of a thread in reading order."""

    @operation(
        "listComments", "GET", summary="A page of the thread, in reading order",
        gives=CommentShown, many=True, paged=True, parameters=CommentForm, public=True,
    )  # fmt: skip
    def list(self, request: Request, pk: UUID) -> Response:
        """Each comment is followed by its replies; page 400 costs what page 1 costs."""
        thread, holds = self.only(KEY.rows(reader=self.reader, pk=pk))
        said = OUT.of(thread=thread, reader=self.reader) if holds else SAID.of(thread=thread)
        page = self.page(said, order=("path",), name=f"comments:{pk}")
        text = self.query.get("text", "")
        return self.listed(page, [as_comment(row, self.reader, text) for row in page.rows])

    @operation(
        "comment",
        "POST",
        summary="Comment or reply",
        body=CommentBody,
        gives=CommentShown,
        status=201,
        by_receipt=True,
        later=Accepted,
    )
    def create(self, request: Request, pk: UUID) -> Response:
        """A parent of another thread is absent here.

        An anonymous answer is taken (202), read by a moderator unless the circle waives that, and
        comes out on a Monday or Thursday at 05:00, a whole working day after the newest text.
        Signed in it begins a new voice and gives a receipt, with which to answer again, change it
        or take it away.
        """
        thread = self._open(pk)
        said = told_fields(self.take())
        parent = said.get("parent")
        if parent is not None and parent.thread_id != thread.pk:
            raise foreign_parent()
        comment = thread.comment(by=self.reader, **said)
        if isinstance(comment, Waiting):
            return Response(as_accepted(comment), status=202)
        return shown(self, comment.pk, 201)

    def _open(self, pk: UUID) -> Thread:
        if self.reader.persona:
            by_receipt: Thread = self.find(Thread.objects.open_to(self.reader), pk=pk)
            return by_receipt
        return made(Thread, self.only(ROW.rows(reader=self.reader, pk=pk)))


class Comments(Resource):
    """One comment."""

    @operation("readComment", "GET", summary="One comment", gives=CommentShown, public=True)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """As the thread shows it."""
        return shown(self, pk)

    @operation(
        "editComment", "PATCH", summary="Change your comment",
        body=CommentEdit, gives=CommentShown, versioned=True, partial=True, by_receipt=True,
    )  # fmt: skip
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """The earlier text is kept as a revision."""
        comment = self._current(pk)
        changes = self.take()
        if "body" in changes:
            comment.edit(by=self.reader, **changes)
        return shown(self, pk)

    @operation(
        "removeComment",
        "DELETE",
        summary="Take your comment away",
        body=AtOnce,
        status=204,
        versioned=True,
        by_receipt=True,
        later=PostponedShown,
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """With replies below, an empty marker stays in its place.

        By receipt it goes with the next batch (202), or `now`.
        """
        later = self._current(pk).remove(by=self.reader, **self.take())
        return postponed(later) if later else Response(status=204)

    def _current(self, pk: UUID) -> Comment:
        """The comment, held after its thread as `Comment.add` does: none waits for the other."""
        visible = Comment.objects.visible_to(self.reader)
        thread = self.find(visible.values_list("thread", flat=True), pk=pk)
        self.hold(Thread.objects.filter(comments=pk), pk=thread)
        comment: Comment = self.hold(visible, pk=pk)
        self.must_match(f"comment:{pk}:{comment.version}")
        return comment


def shown(resource: Resource, pk: UUID, status: int = 200) -> Response:
    """One comment with its ETag."""
    row = resource.only(ONE.rows(reader=resource.reader, pk=pk))
    version = row[COLUMNS.index("version")]
    return resource.versioned(as_comment(row, resource.reader), f"comment:{pk}:{version}", status)


def told_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Byline and company as the verbs take them."""
    company = fields.pop("company", None)
    return fields | ({"company_id": company.pk} if company else {})


def foreign_parent() -> serializers.ValidationError:
    """The same fault as for a parent that does not exist."""
    text = Visible.default_error_messages["absent"]
    return serializers.ValidationError({"parent": [ErrorDetail(str(text), "absent")]})
