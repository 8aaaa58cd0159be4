"""T11: a process killed while deciding leaves the decision and its notice, or neither."""

import json
import os
import subprocess
import sys
from pathlib import Path
from signal import SIGKILL

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
WORLD = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from accounts.reader import Reader
from tests.factories import make_circle, make_company, make_member, make_question
from tests.forum.deciding import reported, second
circle = make_circle(mine := make_company(), theirs := make_company())
question = make_question(make_member(theirs), circle)
reported(question, second(circle))
"""
DECIDE = """
import os, signal
from django.db import transaction
from accounts.models import User
from accounts.reader import Reader
from forum.models import Case
from forum.models.decision import Decision
from tests.forum.deciding import judged
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
by = Reader.of(User.objects.get(appointments__role="moderator"))
with transaction.atomic():
    if WHEN == "after": transaction.on_commit(die)
    Decision.take([Case.objects.get()], judged("hide"), by=by)
    if WHEN == "before": die()
"""
COUNT = """
import json
from accounts.models import Mail
from django_ox.models import OxTask
from forum.models import AuditEntry, Decision, Notification, Thread
sent = OxTask.objects.filter(task_path="accounts.mail.deliver")
logged = AuditEntry.objects.filter(verb="decide.hide")
kinds = (Decision, Notification, Mail)
counts = [kind.objects.count() for kind in kinds] + [sent.count(), logged.count()]
print(json.dumps([*counts, Thread.objects.exclude(hidden_at=None).count()]))
"""


def shell(var: Path, script: str) -> subprocess.CompletedProcess[bytes]:
    """Run a script in a process of its own, its database in a folder of the test."""
    unwanted = ("TILLIT_", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    environment = {**kept, "TILLIT_MODE": "local", "TILLIT_VAR": str(var)}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


def test_a_decision_and_its_notice_are_there_together_or_not_at_all(tmp_path: Path) -> None:
    begun = shell(tmp_path, WORLD)
    assert begun.returncode == 0, begun.stderr.decode()

    for when, left in (("before", 0), ("after", 1)):
        killed = shell(tmp_path, f"WHEN = {when!r}\n{DECIDE}")
        assert killed.returncode == -SIGKILL, killed.stderr.decode()
        decided, told, *rest = json.loads(shell(tmp_path, COUNT).stdout)
        assert (decided, told, *rest) == (left, 2 * left, left, left, left, left)
