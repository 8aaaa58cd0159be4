"""The live moment: what people send is in no log, trace, report or core file (T5, leaks.md 47)."""

import logging
import os
import resource
import subprocess
import sys
import threading
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import structlog
from django.core.mail.backends.base import BaseEmailBackend
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from accounts.faults import as_text, described
from accounts.mail import post
from config import closed, logs
from config import settings as served
from config.reports import ClosedReporter
from tests.project.tree import ROOT

WORDS = "Ring mig, det var Anna som sa det"


class Refusing(BaseEmailBackend):
    """A mail server that refuses, and says whom."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({email_messages[0].to[0]: (550, WORDS.encode())})


def caught() -> Exception:
    """An error of an error, each with words in its message, its notes and its variables."""
    spoken: dict[str, str] = {}
    try:
        try:
            spoken[WORDS]
        except KeyError as error:
            error.add_note(WORDS)
            raise ValueError(f"no: {WORDS}") from error
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lines as they would be written to standard error, everything of it at DEBUG."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(**formatter()))
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    return lines


def formatter() -> dict[str, Any]:
    return {name: value for name, value in logs.FORMATTER.items() if name != "()"}


def test_an_error_is_described_by_its_kind_and_place() -> None:
    error, cause = described(caught())

    assert (error["error"], cause["error"]) == ("builtins.ValueError", "builtins.KeyError")
    assert error["frames"][-1].endswith(" caught")
    assert WORDS not in str(described(caught()))
    assert WORDS not in as_text(caught())
    assert described(None) == []


def test_a_librarys_line_about_an_error_holds_no_words(written: list[str]) -> None:
    logging.getLogger("some.library").error("It failed", exc_info=caught())

    (line,) = written
    assert "builtins.ValueError" in line
    assert "Anna" not in line


def test_nor_does_a_line_of_ours() -> None:
    event = {"event": "failed", "exc_info": caught()}
    rendered = logs.FAULTS(None, "error", event)
    assert rendered["exception"][0]["error"] == "builtins.ValueError"
    assert "Anna" not in str(rendered)


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
def test_libraries_never_say_what_they_handle(level: str) -> None:
    """Their debug lines hold the parameters of queries and the bodies of uploads."""
    code = (
        "import logging, sys; from config.logs import logging_config;"
        "logging_config(sys.argv[1]);"
        "names = ['django.db.backends', 'botocore.endpoint', 'urllib3', 'x'];"
        "print([n for n in names if logging.getLogger(n).isEnabledFor(logging.DEBUG)],"
        "logging.raiseExceptions)"
    )
    said = run([sys.executable, "-c", code, level])
    assert said.stdout.strip() == "[] False"


def test_a_thread_that_fails_says_what_kind_of_error_it_was(monkeypatch: Any) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    closed.say_no_words()
    with structlog.testing.capture_logs() as lines:
        failing = threading.Thread(target=lambda: (_ for _ in ()).throw(caught()))
        failing.start()
        failing.join()

    assert lines[0]["exception"][0]["error"] == "builtins.ValueError"
    assert "Anna" not in str(lines)


def test_djangos_report_of_an_error_holds_nothing_that_was_sent() -> None:
    request = RequestFactory().post("/api/v1/stories/?q=Anna", {"body": WORDS})
    request.COOKIES["sessionid"] = "Anna"
    error = caught()

    report = ClosedReporter(request, type(error), error, error.__traceback__)

    for text in (report.get_traceback_text(), report.get_traceback_html()):
        assert "ValueError" in text
        assert "Anna" not in text
        assert "caught" in text
    assert report.get_traceback_data() == {}


def test_nobody_is_mailed_an_error_and_no_page_shows_one() -> None:
    assert served.DEBUG is False
    assert served.DEFAULT_EXCEPTION_REPORTER == "config.reports.ClosedReporter"
    kept = [logging.getLogger(name) for name in (None, "django", *logging.root.manager.loggerDict)]
    handlers = [handler for one in kept for handler in one.handlers]
    assert not [one for one in handlers if isinstance(one, AdminEmailHandler)]


def test_what_failed_in_the_background_is_kept_without_words(
    db: None, settings: Any, written: list[str]
) -> None:
    options = {"MAX_ATTEMPTS": 8, "WORKER_CLASS": "accounts.worker.ClosedWorker"}
    backend = {"BACKEND": "django_ox.backend.OxBackend", "QUEUES": [], "OPTIONS": options}
    settings.TASKS = {"default": backend}
    settings.MAILERS = settings.MAILERS | {
        "outside": {"BACKEND": f"{__name__}.{Refusing.__name__}"}
    }
    post("anna.ek@tillit.example", "Din kod", WORDS)

    (attempt,) = run_tasks()

    assert attempt.errors[0].exception_class_path == "smtplib.SMTPRecipientsRefused"
    kept = str(list(OxTask.objects.values())) + "\n".join(written)
    assert "smtplib.SMTPRecipientsRefused" in kept
    assert not any(words in kept for words in ("anna.ek", WORDS, "Din kod"))


def test_the_worker_that_is_served_is_the_closed_one() -> None:
    code = "from config.settings import TASKS; print(TASKS['default']['OPTIONS']['WORKER_CLASS'])"
    assert run([sys.executable, "-c", code]).stdout.strip() == "accounts.worker.ClosedWorker"


@pytest.mark.parametrize(
    "start",
    [
        ["-c", "import config.wsgi"],
        ["-c", "import config.asgi"],
        [
            "-c",
            "import sys, runpy; sys.argv = ['manage.py', 'version'];"
            "runpy.run_path('manage.py', run_name='__main__')",
        ],
    ],
)
def test_no_process_of_ours_leaves_a_core_file(start: list[str]) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    told = "; import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"

    said = run(
        [sys.executable, start[0], start[1] + told],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most)),
    )

    assert said.stdout.strip().splitlines()[-1] == "(0, 0)"


def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[str]:
    """A process of its own, with the environment of a checkout."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, **more
    )
