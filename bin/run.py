"""What `make run` does: database, demo world and static files; then server and worker together.

Ctrl-C or SIGTERM stops both, each finishing what it has begun; if one of them ends by itself, the
other is stopped and its status is handed on.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.chdir(ROOT)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HOST = "127.0.0.1"
PORT = int(os.environ.get("PORT", "8000"))
SITE = f"http://localhost:{PORT}"
os.environ.setdefault("TILLIT_PUBLIC_URL", SITE)
# As docs/operations.md gives it to production, and as bin/bench measures it.
GRANIAN = (
    *("granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "2"),
    *(
        "--blocking-threads",
        "4",
        "--backpressure",
        "64",
        "--workers-kill-timeout",
        "20",
        "--host",
        HOST,
        "--port",
        str(PORT),
    ),
)
PATIENCE = 25  # seconds given to finish what was begun, a little more than the server gives itself


def refuse_a_taken_port() -> None:
    """Leave with status 1 and a way out when somebody already listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((HOST, PORT)) == 0:
            sys.exit(f"tillit: port {PORT} is taken; choose another: make run PORT={PORT + 1}")


def prepare() -> None:
    """Bring database, demo world and static files up to date; nothing changes the second time."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    collect_static()
    call_command("demo")


def collect_static() -> None:
    """Collect and compress the static files unless they are the ones collected last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    from config.settings import ENV

    listed = [(path, files.path(path)) for each in get_finders() for path, files in each.list([])]
    found = [f"{path} {Path(source).stat().st_mtime_ns}" for path, source in sorted(listed)]
    there = (ROOT / ".static" / "staticfiles.json").exists()
    stamp = ENV.var / "static.txt"
    if there and stamp.exists() and stamp.read_text().splitlines() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text("\n".join(found))


def stories() -> list[str]:
    """Three published stories that nobody needs to sign in for, as lines with title and link."""
    from accounts.reader import NOBODY
    from forum.models import Story

    found = Story.objects.visible_to(NOBODY).order_by("title", "pk")[:3]
    return [f"    {SITE}/api/v1/stories/{story.pk}/  {story.title}" for story in found]


def directions() -> str:
    """Where to look, once everything runs."""
    from config.settings import ENV

    return "\n".join(
        [
            "",
            "Tillit is running. Ctrl-C stops it.",
            f"  API documentation  {SITE}/api/docs/",
            f"  Admin              {SITE}/admin/",
            "  Three stories",
            *stories(),
            f"  Mail lands in      {ENV.var / 'mail'}",
            "  People to sign in as: the table above.",
            "",
        ]
    )


def start() -> list[subprocess.Popen[bytes]]:
    """Start the server and the worker, each in a process group of its own.

    The terminal sends Ctrl-C to the whole foreground group; apart from it, the children hear it
    once, from us, and granian's own children from granian.
    """
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": here + os.pathsep + os.environ["PATH"]}
    server = [*GRANIAN, "config.wsgi:application"]
    worker = [sys.executable, "manage.py", "ox_worker"]
    return [
        subprocess.Popen(command, env=environment, start_new_session=True)
        for command in (server, worker)
    ]


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask the children to finish, and after `PATIENCE` seconds insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def first_to_end(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one of the children ends; return its status."""
    while True:
        for child in children:
            status = child.poll()
            if status is not None:
                return status
        time.sleep(0.2)


def main() -> int:
    """Run until told to stop (status 0) or until a child ends (its status)."""
    refuse_a_taken_port()
    prepare()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    children = start()
    try:
        sys.stdout.write(directions() + "\n")
        sys.stdout.flush()
        return first_to_end(children)
    except KeyboardInterrupt:
        sys.stdout.write("\nTillit stops …\n")
        return 0
    finally:
        stop(children)


if __name__ == "__main__":
    sys.exit(main())
