"""Threads: list, ask, read, change, lock."""

from uuid import UUID

from django.db.models import Q
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Circle, Company
from api.base import Resource
from api.fields import Line, Markdown, Strict, Visible
from api.operations import operation
from api.shapes.thread import COLUMNS, WHOLE, ThreadInList, ThreadShown, as_thread, as_whole
from api.shapes.waiting import AtOnce, PostponedShown, postponed
from api.values import Choice
from forum.markdown import MAX_SOURCE
from forum.models import Thread
from forum.models.told import NAMED_BYLINES


class Question(Strict):
    """A question for a circle."""

    title = Line(max_length=200)
    body = Markdown(max_length=MAX_SOURCE)
    circle = Visible(Circle.objects.visible_to)
    byline = Choice(choices=NAMED_BYLINES, required=False)
    company = Visible(Company.objects.visible_to, required=False)


class QuestionEdit(Strict):
    """A change of one's own question."""

    title = Line(max_length=200, required=False)
    body = Markdown(max_length=MAX_SOURCE, required=False)


class ThreadFilters(Strict):
    """Which threads."""

    kind = Choice(choices=["story", "question"], required=False)
    circle = Visible(Circle.objects.visible_to, required=False)


class Threads(Resource):
    """Conversations: each story's own, and questions."""

    @operation(
        "listThreads", "GET", summary="Threads you may read, newest first",
        gives=ThreadInList, many=True, paged=True, parameters=ThreadFilters, public=True,
    )  # fmt: skip
    def list(self, request: Request) -> Response:
        """By when the thread began, not by who was active last."""
        threads = Thread.objects.visible_to(self.reader)
        if "kind" in self.query:
            threads = threads.filter(story__isnull=self.query["kind"] == "question")
        if "circle" in self.query:
            here = self.query["circle"]
            threads = threads.filter(Q(circle=here) | Q(story__circle=here))
        rows = threads.values_list(*COLUMNS)
        page = self.page(rows, order=("-told_at", "-id"), name="threads")
        return self.listed(page, [as_thread(row, self.reader) for row in page.rows])

    @operation(
        "askQuestion", "POST", summary="Ask a circle", body=Question, gives=ThreadShown, status=201
    )
    def create(self, request: Request) -> Response:
        """A question is a thread of its own."""
        asked = self.take()
        company = asked.pop("company", None)
        if company:
            asked["company_id"] = company.pk
        thread = Thread.ask(by=self.reader, circle_id=asked.pop("circle").pk, **asked)
        return self._shown(thread.pk, 201)

    @operation("readThread", "GET", summary="One thread", gives=ThreadShown, public=True)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Its comments are at …/comments/."""
        return self._shown(pk)

    @operation(
        "editQuestion", "PATCH", summary="Change your question",
        body=QuestionEdit, gives=ThreadShown, versioned=True, partial=True,
    )  # fmt: skip
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Title or text, by whoever asked."""
        thread: Thread = self.hold(Thread.objects.visible_to(self.reader), pk=pk)
        self.must_match(f"thread:{pk}:{thread.version}")
        thread.edit(by=self.reader, **self.take())
        return self._shown(pk)

    def _shown(self, pk: UUID, status: int = 200) -> Response:
        visible = Thread.objects.visible_to(self.reader)
        row = self.find(visible.values_list(*WHOLE), pk=pk)
        version = row[COLUMNS.index("version")]
        return self.versioned(as_whole(row, self.reader), f"thread:{pk}:{version}", status)


class ThreadLock(Resource):
    """Closing a thread for comments."""

    def thread(self, pk: UUID) -> Thread:
        """The thread, if the reader can see it."""
        visible = Thread.objects.visible_to(self.reader).select_related("story")
        found: Thread = self.find(visible, pk=pk)
        return found

    @operation(
        "lockThread",
        "PUT",
        summary="Take no more comments",
        body=AtOnce,
        status=204,
        by_receipt=True,
        later=PostponedShown,
    )
    def update(self, request: Request, pk: UUID) -> Response:
        """By whoever asked or told, or a moderator; twice is the same as once.

        By receipt with the next batch (202) unless it is to be `now`.
        """
        later = self.thread(pk).lock(by=self.reader, **self.take())
        return postponed(later) if later else Response(status=204)

    @operation(
        "unlockThread",
        "DELETE",
        summary="Take comments again",
        body=AtOnce,
        status=204,
        by_receipt=True,
        later=PostponedShown,
    )
    def destroy(self, request: Request, pk: UUID) -> Response:
        """Not locked is fine. By receipt as with locking."""
        later = self.thread(pk).unlock(by=self.reader, **self.take())
        return postponed(later) if later else Response(status=204)
