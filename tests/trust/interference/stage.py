"""A world while a script is played in it: who is signed in, what there is, what has been seen."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.files import File
from django.db import transaction
from django.tasks import task_backends
from django.test import Client, TestCase
from django.utils.module_loading import import_string
from rest_framework.test import APIClient

from config.schedules import SCHEDULES
from tests.admin.conftest import sit_down
from tests.clients import API
from tests.trust.asking import body_of
from tests.trust.interference.cast import SECRETIVE, Cast
from tests.trust.interference.still import Clock, Draws
from tests.trust.interference.trace import Answer, Trace, statements

PASS = "HTTP_X_RECEIPT_PASS"
CHANGING = ("patch", "delete")  # what must name a version
ELSEWHERE = "192.0.2.7"  # where receipts are used: no address of an onlooker


@dataclass(frozen=True)
class Secret:
    """What differs between two worlds: who tells and who answers, and how late in the hour."""

    teller: str
    answerer: str
    minutes: int
    byline: str = "anonymous"


@dataclass
class Stage:
    """What acts are done with. `ids` names what the script has made, as addresses need it."""

    current: ClassVar["Stage | None"] = None  # the world being played

    cast: Cast
    secret: Secret
    trace: Trace
    draws: Draws = field(init=False)
    clock: Clock = field(init=False)
    ids: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    tags: dict[tuple[str, str], str] = field(default_factory=dict)
    step: int = 0
    looks: int = 0
    asked: int = 0
    undoing: bool = False

    def company_of(self, who: str) -> str:
        """The company of one who may be the secret."""
        return SECRETIVE[who][0]

    def desk(self, who: str) -> Client:
        """The admin as this member of staff sees it, a second factor proven just now."""
        self.draws.begin("desk", who, self.step)
        return sit_down(self.cast.people[who])

    def bearer(self, token: str | None) -> APIClient:
        """Somebody not signed in, with a receipt's pass or about to ask for one."""
        shown: Any = {PASS: token} if token else {}
        client = APIClient(HTTP_ACCEPT_LANGUAGE="sv", **shown, REMOTE_ADDR=ELSEWHERE)
        client.default_format = "json"
        return client

    def ask(self, client: Client, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """One request with draws of its own; what it leaves to do on commit is done."""
        self.asked += 1
        self.draws.begin("request", self.step, self.asked)
        if isinstance(client, APIClient) and method in CHANGING:
            more["headers"] = {"If-Match": "*"}
        if isinstance(client, APIClient) and method == "post":
            more["headers"] = {"If-Match": "*"} if path.endswith("/approval/") else {}
            if not self.undoing:
                more["headers"] |= {"Idempotency-Key": f"{self.step}-{self.asked}"}
        if holds_file(body):
            more["format"] = "multipart"
        with TestCase.captureOnCommitCallbacks(execute=not self.undoing):
            return getattr(client, method)(path, body, **more)

    def answer(
        self, client: Client, method: str, path: str, body: Any = None, **more: str
    ) -> Answer:
        """One request with everything that can be compared of it."""
        with statements() as asked:
            given = self.ask(client, method, path, body, **more)
            content = body_of(given)
        headers = tuple(sorted(given.headers.items()))
        return Answer(given.status_code, headers, content, tuple(asked))

    def act(self, who: str, method: str, path: str, body: Any = None) -> Any:
        """Let somebody do something; the answer is noted unless they may be the secret."""
        given = self.ask(self.cast.clients[who], method, f"{API}/{path}", body)
        if who not in SECRETIVE:
            self.trace.note(f"{self.step}: {who} {method} {path}", seen(given))
        return given

    def attempt(self, client: Client, method: str, path: str, body: Any = None) -> Answer:
        """Try something and undo it."""
        self.undoing = True
        with transaction.atomic():
            answer = self.answer(client, method, path, body)
            transaction.set_rollback(True)
        self.undoing = False
        return answer

    def work(self) -> None:
        """Do what was put into the queue, as the worker would."""
        queue: Any = task_backends["default"]
        while queue.results:
            waiting, queue.results = list(queue.results), []
            for result in waiting:
                self.run(result.task, *result.args, **result.kwargs)

    def run_schedule(self) -> None:
        """Run everything that is done without anybody asking."""
        for name in sorted(SCHEDULES):
            self.run(import_string(SCHEDULES[name]["task"]))

    def run(self, task: Any, *args: Any, **kwargs: Any) -> None:
        """Run a task, and what it puts into the queue."""
        self.draws.begin("task", task.name, self.step)
        with TestCase.captureOnCommitCallbacks(execute=True):
            task.call(*args, **kwargs)
        self.work()


def seen(given: Any) -> Answer:
    """An answer without its statements: whoever acts asks about themselves."""
    return Answer(given.status_code, tuple(sorted(given.headers.items())), body_of(given), ())


def holds_file(body: Any) -> bool:
    """Tell whether a body is a form with a file."""
    return isinstance(body, dict) and any(isinstance(one, File) for one in body.values())
