"""Import files of a test and the command run on them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from accounts.models import Circle

FILE = Path(__file__).parents[1] / "data" / "threads.jsonl"


def run(circle: Circle, *files: Path, kind: str = "question", **options: Any) -> str:
    """Run the command; return what it said on stdout."""
    out = StringIO()
    paths = [str(path) for path in files or (FILE,)]
    arguments = {"circle": circle.slug, "kind": kind, "stdout": out, "stderr": StringIO()}
    call_command("import_threads", *paths, **{**arguments, **options})
    return out.getvalue()


def write(folder: Path, *lines: str | bytes | dict[str, Any]) -> Path:
    """A file of these lines."""
    path = folder / "prov.jsonl"
    made = (json.dumps(line).encode() if isinstance(line, dict) else line for line in lines)
    path.write_bytes(b"\n".join(m.encode() if isinstance(m, str) else m for m in made))
    return path


def thread_line(key: str, *replies: dict[str, Any]) -> dict[str, Any]:
    """A line with replies."""
    return {"id": key, "title": f"Om {key}", "body": "Text.", "comments": list(replies)}


def reply(key: str, *below: dict[str, Any]) -> dict[str, Any]:
    """A reply with what is below it."""
    return {"id": key, "body": f"Svar {key}", "comments": list(below)}
