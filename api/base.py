"""The ground every resource stands on: who asks, what is declared, how answers leave.

A resource is a set of methods with an `Operation` each; whatever is not declared is refused.
"""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import ErrorDetail
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.new_accounts import is_new
from accounts.reader import Reader
from api import limits
from api.cursors import AskedList, KeysetPage, Position, binding, paginate
from api.fields import Strict, unknown_name
from api.idempotency import once
from api.operations import JSON, Operation
from api.passes import Bearer
from api.preconditions import check_if_match, tag_answer
from api.problems import Fault, Refusal

IDENTITIES = ("X-Session-Token", "Authorization", "X-Receipt-Pass", "Cookie")
PAGING = ("cursor", "page_size")
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class Resource(ViewSet):
    """One resource of the API; `reader` is whoever asks, `query` the checked parameters."""

    format_kwarg = None  # no stories.json beside stories/
    metadata_class = None  # OPTIONS would list choices and names (leaks.md 12)
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    standings: Sequence[limits.Standing] = ()
    reader: Reader
    query: dict[str, Any]

    @property
    def operation(self) -> Operation | None:
        """What the method asked for declares, if it is one of ours."""
        handler = getattr(self, self.action or "", None)
        declared: Operation | None = getattr(handler, "operation", None)
        return declared

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Negotiate, sign in, count, allow, resolve the reader and check the query."""
        declared = self.operation
        if declared is None:
            self.http_method_not_allowed(request)
        its_own = declared is not None and declared.media != (JSON,)
        neg = self.perform_content_negotiation(request, force=its_own)
        request.accepted_renderer, request.accepted_media_type = neg
        self.perform_authentication(request)
        self._count(request)
        self.check_permissions(request)
        self.reader = reader_of(request.user)
        self.query = self._checked_query(request)
        if request.method == "POST" and not (declared and declared.traceless):
            self._answer_once(request)
        elif self.operation and self.operation.versioned:
            self._hold_until_answered(str(request.method).lower())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, and let go of the answer: DRF ties it into circles with view and request.

        Else all that was sent stays in memory until garbage is next collected, 15 MB a process.
        """
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        del self.response
        if isinstance(answer, Response):
            answer.add_post_render_callback(let_go)
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """After the method: say what the answer depends on, and where the caller stands."""
        sent = super().finalize_response(request, response, *args, **kwargs)
        holds_a_key = self.operation is not None and self.operation.hands_out_a_key
        sent.headers.setdefault("Cache-Control", "no-store" if holds_a_key else "private, no-cache")
        patch_vary_headers(sent, [*IDENTITIES, "Accept-Language"])
        for name, value in limits.headers(*self.standings).items():
            sent[name] = value
        for name, value in self.operation.notices() if self.operation else ():
            sent[name] = value
        return sent

    def prepare(self, *args: Any, **key: Any) -> None:
        """Slow work of a POST that must not hold a transaction open."""

    # --- what methods use --------------------------------------------------------------------
    def take(self) -> dict[str, Any]:
        """The body, checked against the operation's shape; 400 with every fault at once."""
        declared = self.operation
        assert declared is not None and declared.body is not None  # noqa: S101, PT018
        shape = declared.body(
            data=self.request.data, partial=declared.partial, context={"reader": self.reader}
        )
        shape.is_valid(raise_exception=True)
        return dict(shape.validated_data)

    def find(self, visible: QuerySet[Any], **key: UUID | str) -> Any:
        """One thing among the visible; the rest is absent (404)."""
        found = visible.filter(**key).first()
        if found is None:
            raise Http404
        return found

    def hold(self, visible: QuerySet[Any], **key: UUID | str) -> Any:
        """Like `find`, and nobody else changes the thing until this `versioned` call is answered.

        So the version If-Match names is the one that is changed (`must_match`).
        """
        return self.find(visible.select_for_update(of=("self",)), **key)

    def only(self, rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
        """The one row a prepared query found; without one it is absent (404)."""
        if not rows:
            raise Http404
        return rows[0]

    def page(
        self,
        rows: QuerySet[Any, Any] | AskedList,
        *,
        order: Sequence[str],
        name: str,
        start: Sequence[Position] = (),
    ) -> KeysetPage:
        """One page of a list, its cursors bound to list, filters and reader."""
        bound = binding(name, dict(self.request.GET.lists()), str(self.reader.user_id))
        return paginate(rows, order=order, request=self.request, bound_to=bound, start=start)

    def listed(self, page: KeysetPage, results: list[dict[str, Any]]) -> Response:
        """The answer of a list: results and links, no totals (T9)."""
        return Response({"next": page.next, "previous": page.previous, "results": results})

    def versioned(self, body: dict[str, Any], version_key: str, status: int = 200) -> Response:
        """The answer of a detail, with its ETag."""
        return tag_answer(self.request, Response(body, status=status), version_key)

    def must_match(self, version_key: str) -> None:
        """Refuse a change that does not name the current version (428, 412)."""
        check_if_match(self.request, version_key)

    # --- mechanics ----------------------------------------------------------------------------
    def _count(self, request: Request) -> None:
        user_id = getattr(request.user, "pk", None)
        declared = self.operation
        scopes = ["write"] if request.method in WRITES else ["read"]
        if request.method in WRITES and is_new(getattr(request.user, "joined_at", None)):
            scopes.append("write_new")
        if declared and declared.scope:
            scopes.append(declared.scope)
        self.standings = [limits.check(scope, request, user_id) for scope in scopes]

    def _checked_query(self, request: Request) -> dict[str, Any]:
        declared = self.operation
        shape = declared.parameters if declared else None
        names, speaks_unasked = parameters_of(shape) if shape else ((), False)
        known = [*names, *PAGING] if declared and declared.paged else [*names]
        faults = [
            parameter_fault(name, unknown_name(name, known))
            for name in request.query_params
            if name not in known
        ]
        given = {k: v for k, v in request.query_params.items() if k not in PAGING}
        if shape and not faults and (given or speaks_unasked):
            checked = shape(data=given, context={"reader": self.reader})
            if checked.is_valid():
                return dict(checked.validated_data)
            faults = [parameter_fault(k, e[0]) for k, e in checked.errors.items()]
        if faults:
            raise Refusal("invalid_parameter", errors=faults)
        return {}

    def _hold_until_answered(self, method: str) -> None:
        """Make check and change of a versioned operation one transaction."""
        vars(self)[method] = transaction.atomic(vars(self)[method])

    def _answer_once(self, request: Request) -> None:
        """Let a POST with an Idempotency-Key happen once, whatever the network loses."""
        handler: Any = vars(self)["post"]

        def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
            user_id = getattr(request.user, "pk", None)
            self.prepare(**kwargs)
            return once(request, user_id, partial(handler, *args, **kwargs))

        vars(self)["post"] = guarded


@cache
def parameters_of(shape: type[Strict]) -> tuple[tuple[str, ...], bool]:
    """The names in a query's shape, and whether it has a say when none of them is given.

    Making a serializer copies its fields: 0.5 ms for the list of stories, asked without filters.
    """
    fields = shape().fields
    unasked = any(field.required or field.default is not empty for field in fields.values())
    return tuple(fields), unasked


def reader_of(user: Any) -> Reader:
    """Who asks: a person, nobody, or an anonymous voice by its receipt."""
    return Reader(persona=user.pk) if isinstance(user, Bearer) else Reader.of(user)


def let_go(answer: Any) -> None:
    """Forget what an answer was rendered with, which refers to the answer."""
    answer.renderer_context = {}


def parameter_fault(name: str, detail: ErrorDetail) -> Fault:
    """A fault of one query parameter."""
    return Fault(None, detail.code or "invalid", str(detail), name)
